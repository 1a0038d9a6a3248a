"""What the keyboard reaches on a page: Tab goes by every control, in the order of reading, and shows where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Of buttons of which one is chosen, the keyboard stops at one and arrows do the rest.
COUNT = """() => {
  const controls = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')];
  const open = controls.filter(each => each.checkVisibility() && each.tabIndex >= 0 && !each.disabled);
  const one = new Set();
  open.forEach((each, place) => {
    each.dataset.place = each.type === 'radio' ? `${each.form?.action}-${each.name}` : place;
    one.add(each.dataset.place);
  });
  document.activeElement?.blur();
  window.getSelection().removeAllRanges();
  return [...one];
}"""
WHAT = "place => document.querySelector(`[data-place='${place}']`)?.outerHTML.slice(0, 120)"
# A date has three stops and its calendar, and a part that scrolls is one.
MORE_STOPS = 40
HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const look = getComputedStyle(at);
  const seen = (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none';
  return {place: at.dataset.place ?? at.tagName, seen, html: at.outerHTML.slice(0, 120)};
}"""


def trouble(page: Page) -> list[str]:
    """Return what the keyboard cannot reach, and where it does not show that it is."""
    wanted = set(page.evaluate(COUNT))
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    marked, stops = set[str](), dict[str, str]()
    for _ in range(len(wanted) + MORE_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(HERE)
        if at is None:
            break
        stops.setdefault(at["place"], at["html"])
        marked |= {at["place"]} if at["seen"] else set()
    page.evaluate("document.body.removeAttribute('tabindex'); scrollTo(0, 0)")
    missed = [page.evaluate(WHAT, each) for each in wanted - stops.keys()]
    return [f"not reached: {each}" for each in missed] + [f"no mark: {stops[each]}" for each in stops.keys() - marked]

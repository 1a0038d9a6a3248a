"""How a page sits on a small phone: whether it fits, all of it is clear, and a finger finds what can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.looks.sight import measured_now

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALL, CLEAR, FINGER = 320, 4.5, 24
TOO_SMALL = """
least => [...document.querySelectorAll("button, input, textarea, .button, nav a, .line > a, .children a")]
  .filter(each => each.type !== "hidden" && each.checkVisibility())
  .map(each => [each.outerHTML, each.getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least).map(([html]) => html)
"""


class Fit:
    """What was measured of each page that was looked at: its width, what is not clear, what is too small to press."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, tuple[object, ...]] = {}

    def look(self, name: str) -> None:
        """Measure the page as it stands, once it is whole."""
        self.page.wait_for_load_state()
        seen = measured_now(self.page)
        unclear = [each.said for each in seen.words if each.contrast < CLEAR]
        self.found[name] = (seen.wide, unclear, self.page.evaluate(TOO_SMALL, FINGER))

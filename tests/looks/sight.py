"""What a browser sees of a page, measured in the page itself: what sticks out, how large letters are, how clear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

LIGHT: Literal["light"] = "light"
DARK: Literal["dark"] = "dark"

# Colours are blended as they are painted, from the canvas up; the ratio is that of WCAG 2.
_MEASURE = """
() => {
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, under) => {
    const [r, g, b, a = 1] = parts(top);
    return [r, g, b].map((each, place) => each * a + under[place] * (1 - a));
  };
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.cssText = "position: absolute; color: Canvas";
  const canvas = parts(getComputedStyle(probe).color).slice(0, 3);
  probe.remove();
  const ground = element =>
    element ? over(getComputedStyle(element).backgroundColor, ground(element.parentElement)) : canvas;
  const light = colour => {
    const [r, g, b] = colour.map(each => each / 255).map(each =>
      each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = element => {
    const under = ground(element);
    const [low, high] = [light(under), light(over(getComputedStyle(element).color, under))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const said = walker.currentNode.data.trim();
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    const element = walker.currentNode.parentElement;
    if (said && box.width && box.height)
      words.push({said, contrast: contrast(element), ground: light(ground(element)), left: box.left, right: box.right,
                  size: parseFloat(getComputedStyle(element).fontSize)});
  }
  const wide = document.scrollingElement.scrollWidth;
  return {words, wide: Math.max(wide, document.body.scrollWidth)};
}
"""


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text on the page: its size in CSS pixels, its contrast with the ground behind it, where it lies.

    `ground` is how light that is: 0 for black, 1 for white.
    """

    said: str
    contrast: float
    ground: float
    size: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Seen:
    """All that can be read on a page, how wide the page wants to be, and which addresses it asked for."""

    words: tuple[Words, ...]
    wide: float
    asked: tuple[str, ...] = ()


def shown(page: Page, source: str) -> tuple[str, ...]:
    """Show a letter as a mail program does; return the addresses it asks for. None of them gets an answer."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/*", refuse)
    page.set_content(source, wait_until="load")
    page.unroute("**/*", refuse)
    return tuple(asked)


def measured(page: Page, source: str, width: int | None = None) -> Seen:
    """Show a letter and measure it, on a page made this wide."""
    if width is not None:
        page.set_viewport_size({"width": width, "height": 844})
    return measured_now(page, shown(page, source))


def measured_now(page: Page, asked: tuple[str, ...] = ()) -> Seen:
    """Measure a page as it stands there."""
    found = page.evaluate(_MEASURE)
    return Seen(tuple(Words(**each) for each in found["words"]), found["wide"], asked)

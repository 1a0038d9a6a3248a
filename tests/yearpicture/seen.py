"""What a browser sees of the year: every text with its box on paper, every field of the load, what was asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

# Boxes are measured where they are painted; sizes of letters in points on a page of 297 mm.
_LOOK = """
() => {
  const svg = document.querySelector("svg");
  const scale = svg.getScreenCTM().a;
  const point = svg.getBoundingClientRect().width / (297 / 25.4 * 72);
  const texts = [...svg.querySelectorAll("text")].map(each => {
    const box = each.getBoundingClientRect();
    return {said: each.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom,
            points: parseFloat(getComputedStyle(each).fontSize) * scale / point};
  });
  const colour = value => (value.match(/[\\d.]+/g) || []).slice(0, 3).map(Number);
  const fills = {};
  for (const each of svg.querySelectorAll("rect[class]")) {
    const style = getComputedStyle(each);
    fills[each.getAttribute("class")] = {fill: style.fill, rgb: colour(style.fill)};
  }
  const page = svg.getBoundingClientRect();
  return {texts, fills, page: {left: page.left, right: page.right, top: page.top, bottom: page.bottom}};
}
"""
PAGES = re.compile(rb"/Type\s*/Page(?!s)\b")
BOX = re.compile(rb"/MediaBox\s*\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text: its box in pixels of the screen and the size of its letters on paper."""

    said: str
    left: float
    right: float
    top: float
    bottom: float
    points: float

    def meets(self, other: Text) -> bool:
        """Tell whether the boxes share more than an edge."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 0.2 and high > 0.2


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as a browser shows and prints it. `greys` are the plain tints as they are without colour, 0 to 255."""

    texts: tuple[Text, ...]
    greys: dict[str, float]
    patterns: dict[str, str]
    edges: tuple[float, float, float, float]
    asked: tuple[str, ...]
    pages: int
    paper: tuple[float, float]


def looked_at(page: Page, path: Path) -> Seen:
    """Open a file as somebody would, and print it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    found = page.evaluate(_LOOK)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    box = BOX.search(printed)
    assert box is not None
    _, _, wide, high = (float(each) for each in box.group(1).split())
    edges = found["page"]
    plain = {kind: each["rgb"] for kind, each in found["fills"].items() if len(each["rgb"]) == 3}
    return Seen(
        tuple(Text(**each) for each in found["texts"]),
        {kind: 0.2126 * r + 0.7152 * g + 0.0722 * b for kind, (r, g, b) in plain.items()},
        {kind: each["fill"] for kind, each in found["fills"].items() if "url(" in each["fill"]},
        (edges["left"], edges["top"], edges["right"], edges["bottom"]),
        tuple(each for each in asked if each != path.as_uri()),
        len(PAGES.findall(printed)),
        (wide, high),
    )


def meetings(texts: tuple[Text, ...]) -> list[tuple[str, str]]:
    """Return every pair of texts whose boxes overlap."""
    found: list[tuple[str, str]] = []
    open_now: list[Text] = []
    for each in sorted(texts, key=lambda one: one.top):
        open_now = [other for other in open_now if other.bottom > each.top]
        found += [(other.said, each.said) for other in open_now if other.meets(each)]
        open_now.append(each)
    return found

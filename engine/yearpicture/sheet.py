"""The sheet everything is laid on: its size and margins, where its columns stand, and what was put on it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.yearpicture.lettering import SMALL, baseline, said
from engine.yearpicture.shapes import Box, Stroke, Words
from engine.yearpicture.weeks import Axis

if TYPE_CHECKING:
    from engine.yearpicture.weeks import Week

# A4 on its side, in CSS pixels: 297 by 210 mm.
WIDE, HIGH = 297 / 25.4 * 96, 210 / 25.4 * 96
MARGIN = 27.0
NAMES, FIGURES = 142.0, 112.0
GAP = 4.0
# A row of the smallest letters that does not touch the next.
ROW = 11.0
HEADING = 14.0
SWATCH = 9.0


@dataclass(slots=True)
class Sheet:
    """The page while it is being laid out, from top to bottom: `y` is how far it has come."""

    axis: Axis
    boxes: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    y: float = MARGIN

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return WIDE - MARGIN

    def put(self, *shapes: Box | Stroke | Words) -> None:
        for each in shapes:
            if isinstance(each, Box):
                self.boxes.append(each)
            elif isinstance(each, Words):
                self.words.append(each)
            else:
                self.strokes.append(each)


def sheet_for(weeks: tuple[Week, ...]) -> Sheet:
    """Return an empty sheet: names to the left of the weeks, figures to the right."""
    left = MARGIN + NAMES
    return Sheet(Axis(weeks, left, (WIDE - MARGIN - FIGURES - left) / len(weeks)))


def legend(sheet: Sheet, right: float, top: float, marks: list[tuple[str, str]]) -> float:
    """Put swatches with what they mean in a row that ends at `right`; return where it begins."""
    x = right
    for kind, text in reversed(marks):
        words = said(0, baseline(top, ROW, SMALL), text, SMALL, "quiet")
        x -= words.width
        sheet.put(said(x, words.y, text, SMALL, "quiet"))
        x -= SWATCH + 3
        sheet.put(Box(x, top + (ROW - SWATCH) / 2, SWATCH, SWATCH, kind))
        x -= 9
    return x

"""What a picture is made of: boxes, lines and words, each with its place in CSS pixels. A template only draws them."""

from __future__ import annotations

from dataclasses import dataclass

START, MIDDLE, END = "start", "middle", "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. `kind` says what it is, and so how it looks; `tip` is what a mouse reads.

    `of`, `week` and `count` say what a box of the load stands for: whose, in the week of which Monday, and how much.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str
    tip: str = ""
    of: str = ""
    week: str = ""
    count: int | None = None

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text. `x` is its beginning, middle or end, as `hold` says; `y` its baseline.

    It is drawn exactly `width` wide, whatever letter the reader's machine has: what was laid out never collides.
    """

    x: float
    y: float
    text: str
    width: float
    size: float
    kind: str = ""
    hold: str = START

    @property
    def left(self) -> float:
        return {START: self.x, MIDDLE: self.x - self.width / 2, END: self.x - self.width}[self.hold]

    @property
    def right(self) -> float:
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class Picture:
    """One page. `title` and `description` are also for who cannot see it; the shapes are in the order of painting."""

    title: str
    description: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    words: tuple[Words, ...]

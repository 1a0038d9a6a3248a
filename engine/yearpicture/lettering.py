"""How wide words are, before anybody draws them: Helvetica's widths, which Arial and Liberation Sans share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from engine.yearpicture.shapes import START, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

# CSS pixels. Seven points is the smallest that is read from paper without effort; a hair more is what printing takes.
PIXELS_A_POINT = 96 / 72
SMALL = 7.05 * PIXELS_A_POINT
PLAIN = 7.5 * PIXELS_A_POINT
# From the top of the tallest letter to the bottom of the lowest, and where between them the baseline lies, in letters.
TALL, ABOVE = 1.15, 0.92
DOTS = "…"

_PLAIN = {
    191: "'", 222: "ijl‘’", 260: "|", 278: "!,./:;I[\\]ft ", 333: "()-`r“”", 334: "{}", 350: "•", 355: '"', 389: "*",
    469: "^", 500: "Jcksvxyz", 556: "0123456789#$?L_abdeghnopqu–€", 584: "+<=>~×", 611: "FTZ", 667: "&ABEKPSVXY",
    722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: " ,./I\\ijl‘’", 280: "|", 333: "!()-:;[]`ft·", 350: "•", 389: "*r{}", 474: '"', 500: "z“”",
    556: "0123456789#$J_aceksvxy–€", 584: "+<=>^~×", 611: "?FLTZbdghnopqu", 667: "EPSVXY", 722: "&ABCDHKNRU",
    778: "GOQw", 833: "M", 889: "%m", 944: "W", 975: "@", 1000: "—…",
}  # fmt: skip
_WIDEST = 1000
_EM = 1000


def _by_letter(table: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in table.items() for letter in letters}


_WIDTHS = {False: _by_letter(_PLAIN) | {"·": 333}, True: _by_letter(_BOLD)}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is in letters of this size; a letter nobody knows counts as the widest."""
    return sum(_letter(each, bold) for each in text) * size / _EM


@cache
def _letter(letter: str, bold: bool) -> int:
    plain = normalize("NFD", letter)[0]
    return _WIDTHS[bold].get(plain, _WIDEST)


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return the text, or as much of it as fits with dots behind it; "" where not even those fit."""
    if width_of(text, size, bold=bold) <= room:
        return text
    for length in range(len(text) - 1, 0, -1):
        cut = text[:length].rstrip(" ,.(") + DOTS
        if width_of(cut, size, bold=bold) <= room:
            return cut
    return ""


def said(x: float, y: float, text: str, size: float = SMALL, kind: str = "", hold: str = START) -> Words:
    """Return words with the width they have; bold where the kind says so."""
    return Words(x, y, text, width_of(text, size, bold="bold" in kind), size, kind, hold)


def fitted(x: float, y: float, text: str, room: float, size: float = SMALL, kind: str = "", hold: str = START) -> Words:
    """Return words that are never wider than the room there is: a number of many digits is drawn narrower."""
    wide = width_of(text, size, bold="bold" in kind)
    return Words(x, y, text, min(wide, room), size, kind, hold)


def lines_of(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """Break a text between words into at most so many lines, the last one with dots when there is more."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(shortened(each, room, size) for each in lines)


def baseline(top: float, height: float, size: float) -> float:
    """Return where to write so that letters of this size stand in the middle of a row."""
    return top + (height - size * TALL) / 2 + size * ABOVE


def widest(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    return max((width_of(each, size, bold=bold) for each in texts), default=0.0)

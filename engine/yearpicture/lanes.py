"""Dates in lanes: each with its name in it or beside it, and in a row of its own where the names would meet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY
from engine.yearpicture.dates import HOLIDAY, OFF, TEAM, Lane, Span, in_short
from engine.yearpicture.lettering import PLAIN, SMALL, baseline, said, shortened, width_of
from engine.yearpicture.shapes import Box, Stroke
from engine.yearpicture.sheet import GAP, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.yearpicture.sheet import Sheet

LANE = 12.0
SMALLEST = 5.0
MOST_ROWS, FEW_ROWS = 4, 2
INSET = 3.0
APART = 6.0
BESIDE = 3.0
TOUCH = 0.1
CALENDAR = "Vakantie en vrij"


@dataclass(frozen=True, slots=True)
class Placed:
    """A span in a row of its lane, from `left` to `right`; `text_at` is where its name begins, None for no name."""

    span: Span
    row: int
    left: float
    right: float
    text_at: float | None


def calendar_lane(spans: Iterable[Span]) -> Lane:
    """Return the lane that names holidays and days off; of a day its date too."""
    shown = sorted(spans, key=lambda each: (each.begin, each.end))
    return Lane(CALENDAR, tuple(Span(each.begin, each.end, _name(each), each.kind) for each in shown))


def _name(span: Span) -> str:
    return span.name if span.kind == HOLIDAY else f"{span.name} {in_short(span.begin, span.end)}"


def rows_in(sheet: Sheet, lane: Lane, most: int) -> int:
    """Return how many rows a lane takes."""
    return 1 + max((each.row for each in placed(sheet, lane.spans, most)), default=0)


def lay_lane(sheet: Sheet, lane: Lane, most: int) -> None:
    """Put a lane on the sheet, its name before it."""
    found = placed(sheet, lane.spans, most)
    height = LANE * (1 + max((each.row for each in found), default=0))
    name = shortened(lane.name, NAMES - GAP, PLAIN)
    sheet.put(said(sheet.left, baseline(sheet.y, LANE, PLAIN), name, PLAIN))
    for each in found:
        _draw(sheet, each)
    sheet.y += height
    sheet.put(Stroke(sheet.left, sheet.y, sheet.right, sheet.y, "row"))


def _draw(sheet: Sheet, it: Placed) -> None:
    top = sheet.y + it.row * LANE
    kind = {HOLIDAY: "mark-holiday", TEAM: "mark-team", OFF: "mark-off"}.get(it.span.kind, "mark")
    tip = f"{it.span.name}, {in_short(it.span.begin, it.span.end)}"
    sheet.put(Box(it.left, top + 1.2, it.right - it.left, LANE - 2.4, kind, tip))
    if it.text_at is not None:
        sheet.put(said(it.text_at, baseline(top, LANE, SMALL), it.span.name, SMALL))


def placed(sheet: Sheet, spans: Sequence[Span], most: int) -> list[Placed]:
    """Give every span a row in which neither it nor its name meets another; with `most` rows full the name goes."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(most)]
    return [_place(sheet, each, taken) for each in spans]


def _place(sheet: Sheet, span: Span, taken: list[list[tuple[float, float]]]) -> Placed:
    left = sheet.axis.of(span.begin)
    right = max(sheet.axis.of(span.end + ONE_DAY), left + SMALLEST)
    ways = _ways(sheet, left, right, width_of(span.name, SMALL))
    bare = (left, right, None)
    for row, way in (*product(range(len(taken)), ways), *product(range(len(taken)), [bare])):
        begin, end, text_at = way
        if all(end <= first + TOUCH or last <= begin + TOUCH for first, last in taken[row]):
            taken[row].append((begin, end))
            return Placed(span, row, left, right, text_at)
    taken.append([(left, right)])
    return Placed(span, len(taken) - 1, left, right, None)


def _ways(sheet: Sheet, left: float, right: float, wide: float) -> list[tuple[float, float, float]]:
    """Give where a name can stand, best first: in its span, behind it, before it; with what that takes of a row."""
    ways = []
    if wide + 2 * INSET <= right - left:
        ways.append((left, right, left + INSET))
    if right + BESIDE + wide <= sheet.right:
        ways.append((left, right + BESIDE + wide + APART, right + BESIDE))
    if left - BESIDE - wide >= sheet.axis.left:
        ways.append((left - BESIDE - wide - APART, right, left - BESIDE - wide))
    return ways

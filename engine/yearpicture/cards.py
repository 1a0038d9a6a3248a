"""What the busiest weeks are busy with: a column for each, with as many lines as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import WEEKDAYS, dutch
from engine.yearpicture.lettering import PLAIN, SMALL, baseline, lines_of, said
from engine.yearpicture.shapes import END
from engine.yearpicture.sheet import GAP, HEADING, ROW

if TYPE_CHECKING:
    from engine.yearpicture.busy import BusyWeek, Line
    from engine.yearpicture.sheet import Sheet

BETWEEN = 14.0
DAY = 34.0
AIR = 1.5
MOST_LINES = 2
TITLE = "Wat er in de drukste weken af moet"


@dataclass(frozen=True, slots=True)
class _Broken:
    """A line as it is written: broken to fit, `high` in all, at its `place` in the week."""

    line: Line
    lines: tuple[str, ...]
    place: int

    @property
    def high(self) -> float:
        return len(self.lines) * ROW + AIR


def lay_cards(sheet: Sheet, weeks: tuple[BusyWeek, ...], bottom: float) -> None:
    """Put the weeks beside each other, down to `bottom` at most."""
    sheet.put(said(sheet.left, baseline(sheet.y, HEADING, PLAIN), TITLE, PLAIN, "bold"))
    sheet.y += HEADING
    wide = (sheet.right - sheet.left - BETWEEN * (len(weeks) - 1)) / len(weeks)
    for place, week in enumerate(weeks):
        _card(sheet, week, sheet.left + place * (wide + BETWEEN), wide, bottom)
    sheet.y = bottom


def _card(sheet: Sheet, week: BusyWeek, left: float, wide: float, bottom: float) -> None:
    y, monday = sheet.y, sheet.axis.weeks[week.week].monday
    sheet.put(said(left, baseline(y, ROW, SMALL), f"week van {dutch(monday)}", SMALL, "bold"))
    count = "1 taak" if week.count == 1 else f"{week.count} taken"
    sheet.put(said(left + wide, baseline(y, ROW, SMALL), count, SMALL, "quiet", END))
    y += ROW + AIR
    shown, more = _chosen(week.lines, wide - DAY, bottom - y)
    for each in shown:
        _line(sheet, each, left, y)
        y += each.high
    if more:
        sheet.put(said(left + DAY, baseline(y, ROW, SMALL), f"en nog {more} andere", SMALL, "quiet"))


def _chosen(lines: tuple[Line, ...], wide: float, room: float) -> tuple[list[_Broken], int]:
    """Choose what there is room for, what asks most first, in the order it came; and count what is left out."""
    broken = [_Broken(each, lines_of(each.text, wide, SMALL, MOST_LINES), place) for place, each in enumerate(lines)]
    if sum(each.high for each in broken) <= room:
        return broken, 0
    left, shown = room - ROW, []
    for each in sorted(broken, key=lambda one: (one.line.due is not None, -one.line.count, one.place)):
        if each.high <= left:
            shown.append(each)
            left -= each.high
    return sorted(shown, key=lambda each: each.place), len(broken) - len(shown)


def _line(sheet: Sheet, it: _Broken, left: float, top: float) -> None:
    if it.line.due is not None:
        day = f"{WEEKDAYS[it.line.due.weekday()]} {it.line.due.day}"
        sheet.put(said(left + DAY - GAP, baseline(top, ROW, SMALL), day, SMALL, "quiet", END))
    for number, text in enumerate(it.lines):
        sheet.put(said(left + DAY, baseline(top + number * ROW, ROW, SMALL), text, SMALL))

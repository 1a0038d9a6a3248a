"""The frame of the year: months and weeks along the top, and holidays and days off as bands from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, ONE_DAY, add_months
from engine.yearpicture.dates import HOLIDAY, month
from engine.yearpicture.lettering import PLAIN, SMALL, baseline, fitted, said, width_of
from engine.yearpicture.shapes import END, MIDDLE, Box, Stroke
from engine.yearpicture.sheet import GAP, ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from engine.yearpicture.dates import Span
    from engine.yearpicture.sheet import Sheet

MONTH_ROW = 14.0
THINNEST = 2.4
HEIGHT = MONTH_ROW + 2 * ROW


def lay_frame(sheet: Sheet) -> None:
    """Put months, Mondays and the numbers of the school weeks over the columns."""
    top = sheet.y
    axis = sheet.axis
    for begin, end in _months(axis.weeks[0].monday, axis.weeks[-1].monday + ONE_DAY * 6):
        left, right = axis.of(begin), axis.of(end + ONE_DAY)
        sheet.put(Stroke(left, top, left, top + HEIGHT, "month"))
        name = MONTHS[begin.month - 1]
        text = name if width_of(name, PLAIN, bold=True) + GAP < right - left else month(begin)
        if width_of(text, PLAIN, bold=True) + GAP <= right - left:
            sheet.put(said(left + 3, baseline(top, MONTH_ROW, PLAIN), text, PLAIN, "bold"))
    monday, number = top + MONTH_ROW, top + MONTH_ROW + ROW
    edge = axis.left - GAP
    sheet.put(said(edge, baseline(monday, ROW, SMALL), "week van maandag", SMALL, "quiet", END))
    sheet.put(said(edge, baseline(number, ROW, SMALL), "schoolweek", SMALL, "quiet", END))
    for place, week in enumerate(axis.weeks):
        middle = axis.at(place) + axis.wide / 2
        day = str(week.monday.day)
        sheet.put(fitted(middle, baseline(monday, ROW, SMALL), day, axis.wide - 2, SMALL, "quiet", MIDDLE))
        if week.school:
            text = str(week.school)
            sheet.put(fitted(middle, baseline(number, ROW, SMALL), text, axis.wide - 2, SMALL, "bold", MIDDLE))
    sheet.y = top + HEIGHT
    sheet.put(Stroke(sheet.left, sheet.y, sheet.right, sheet.y, "rule"))


def bands(sheet: Sheet, spans: Iterable[Span], stretch: tuple[float, float]) -> list[Box]:
    """Return the bands from the top to the bottom of a stretch, to lie under everything else."""
    axis = sheet.axis
    first, last = axis.weeks[0].monday, axis.weeks[-1].monday + ONE_DAY * 6
    shown = [each for each in spans if each.begin <= last and each.end >= first]
    # Days lie over holidays, so that a team day in a holiday is seen.
    ordered = sorted(shown, key=lambda each: each.kind != HOLIDAY)
    return [_band(sheet, each, *stretch) for each in ordered]


def _band(sheet: Sheet, span: Span, top: float, bottom: float) -> Box:
    left, right = sheet.axis.of(span.begin), sheet.axis.of(span.end + ONE_DAY)
    return Box(left, top, max(right - left, THINNEST), bottom - top, f"band-{span.kind}", span.name)


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Walk through the months, the first and the last as far as they are shown."""
    begin = first
    while begin <= last:
        following = add_months(begin.replace(day=1), 1)
        yield begin, min(following - ONE_DAY, last)
        begin = following

"""From a phrase and an occasion to a date: bare, and as the school day it is due (regeltaal 1-8, 14-19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.almanac.dayline import nth_weekday
from engine.almanac.days import ONE_DAY, add_months
from engine.almanac.phrase import AFTER, BEFORE, BEGIN, DAY, END, MONTH, ON, SCHOOL_DAY, WEEK, WORKING_DAY

if TYPE_CHECKING:
    from datetime import date

    from engine.almanac.dayline import DayLine
    from engine.almanac.occasion import Occasion
    from engine.almanac.phrase import Moment, Quantity


@dataclass(frozen=True, slots=True)
class Days:
    """The days to count along: a subject's school days, the same with team days, and each recipient's working days."""

    school: DayLine
    school_and_team: DayLine
    workers: tuple[DayLine, ...] = ()


def point(moment: Moment, occasion: Occasion) -> date | None:
    """Return the day from which `voor` and `na` count; None where that end is not known yet (an open case)."""
    at_end = moment.edge == END or (moment.relation == AFTER and moment.edge != BEGIN)
    if at_end and occasion.open_ended:
        return None
    return occasion.end if at_end else occasion.begin


def bare(moment: Moment, occasion: Occasion, days: Days) -> date | None:
    """Return the date a phrase says, moved to no school day; None when the occasion has no such end."""
    if moment.relation in (ON, BEGIN):
        return occasion.begin
    if moment.relation == END:
        return None if occasion.open_ended else occasion.end
    start = point(moment, occasion)
    if start is None:
        return None
    sign = -1 if moment.relation == BEFORE else 1
    if moment.quantity is None:
        return start + sign * ONE_DAY
    return _count(start, sign, moment.quantity, days)


def due(moment: Moment, occasion: Occasion, days: Days, *, steady: bool = False) -> date | None:
    """Return the day by which it must be done. `steady` keeps the bare date (regeltaal 7 and 18)."""
    stated = bare(moment, occasion, days)
    return stated if stated is None or steady else moved(moment, occasion, stated, days)


def moved(moment: Moment, occasion: Occasion, stated: date, days: Days) -> date:
    """Return the school day by which it must be done, from the bare date."""
    if moment.relation == ON:
        return _on(occasion, days)
    if moment.relation in (BEGIN, END):
        return _edge(moment.relation, occasion, days.school)
    if moment.unit in (SCHOOL_DAY, WORKING_DAY):
        return stated
    if moment.relation == BEFORE:
        return days.school.last_on_or_before(stated) or stated
    return _after(moment, occasion, stated, days.school)


def _count(start: date, sign: int, quantity: Quantity, days: Days) -> date:
    if quantity.unit == SCHOOL_DAY:
        return _nth(days.school, start, sign, quantity.count) or nth_weekday(start, sign * quantity.count)
    if quantity.unit == WORKING_DAY:
        found = (_nth(line, start, sign, quantity.count) for line in days.workers)
        return min((day for day in found if day), default=None) or nth_weekday(start, sign * quantity.count)
    return add(start, quantity, sign)


def add(start: date, quantity: Quantity, sign: int = 1) -> date:
    """Return `start` plus (or minus) so many days, weeks or months. School days and working days are not its kind."""
    if quantity.unit == MONTH:
        return add_months(start, sign * quantity.count)
    size = {DAY: 1, WEEK: 7}[quantity.unit]
    return start + timedelta(days=sign * size * quantity.count)


def _nth(line: DayLine, start: date, sign: int, count: int) -> date | None:
    return line.nth_before(start, count) if sign < 0 else line.nth_after(start, count)


def _on(occasion: Occasion, days: Days) -> date:
    if occasion.forward:
        return days.school.first_on_or_after(occasion.begin) or occasion.begin
    return days.school_and_team.last_on_or_before(occasion.begin) or occasion.begin


def _edge(edge: str, occasion: Occasion, school: DayLine) -> date:
    stated = occasion.begin if edge == BEGIN else occasion.end
    if not school.knows(stated):
        return stated
    if occasion.open_ended:
        return school.first_on_or_after(stated) or stated
    inside = school.within(occasion.begin, occasion.end)
    if inside:
        return inside[0] if edge == BEGIN else inside[-1]
    if occasion.entry:
        return school.first_on_or_after(stated) or stated
    if occasion.forward and not school.knows_all(occasion.begin, occasion.end):
        return stated
    return school.last_on_or_before(stated) or stated


def _after(moment: Moment, occasion: Occasion, stated: date, school: DayLine) -> date:
    if moment.quantity is None:
        return school.first_on_or_after(stated) or stated
    start = point(moment, occasion)
    if start is None or not school.knows(stated):
        return stated
    inside = school.within(start + ONE_DAY, stated)
    if inside:
        return inside[-1]
    if not school.knows_all(start + ONE_DAY, stated):
        return stated
    return school.first_on_or_after(stated) or stated

"""The weeks of a school year, as columns: which there are, and where in the picture a day lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.almanac import Almanac, monday_of
from engine.almanac.days import ONE_DAY
from engine.anchors.fixed import school_week
from engine.anchors.scope import WHOLE_SCHOOL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.almanac.schoolcalendar import SchoolCalendar

WEEK = 7 * ONE_DAY
AUGUST, JULY = 8, 7


@dataclass(frozen=True, slots=True)
class Week:
    """One column: its Monday, and its number at school; 0 where there is no school that week."""

    monday: date
    school: int = 0


def weeks_of(calendar: SchoolCalendar, days: Iterable[date]) -> tuple[Week, ...]:
    """Return the weeks from the first to the last day that matters, within 1 August to 31 July."""
    team = [day for each in calendar.team_days for day in (each.begin, each.end)]
    inside = [each for each in (*days, *team) if in_year(calendar.start, each)]
    first = monday_of(min(calendar.first_day, *inside, calendar.last_day))
    last = monday_of(max(calendar.last_day, *inside, calendar.first_day))
    found = school_week(Almanac([calendar]), calendar.start, WHOLE_SCHOOL)
    numbers = {monday_of(each.begin): each.ordinal for each in found}
    many = (last - first).days // 7 + 1
    return tuple(Week(day, numbers.get(day, 0)) for day in (first + WEEK * each for each in range(many)))


def in_year(start: int, day: date) -> bool:
    """Tell whether a day lies in the school year that began in `start`."""
    return date(start, AUGUST, 1) <= day <= date(start + 1, JULY, 31)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where the weeks stand: from `left`, each `wide`."""

    weeks: tuple[Week, ...]
    left: float
    wide: float

    @property
    def right(self) -> float:
        return self.left + self.wide * len(self.weeks)

    def at(self, place: int) -> float:
        """Return where the week at this place begins."""
        return self.left + self.wide * place

    def of(self, day: date) -> float:
        """Return where a day begins, at most at the edges."""
        days = (day - self.weeks[0].monday).days
        return min(max(self.left + days / 7 * self.wide, self.left), self.right)

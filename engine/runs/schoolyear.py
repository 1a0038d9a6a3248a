"""A school year as the school's calendar has it, for people to look at: days by what they are, and dates by anchor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.almanac import Almanac, span
from engine.almanac.days import ONE_DAY, SATURDAY, add_months
from engine.anchors.dated import Numbered, number_dates
from engine.anchors.fixed import school_week
from engine.anchors.scope import WHOLE_SCHOOL

if TYPE_CHECKING:
    from engine.almanac.schoolcalendar import SchoolCalendar

SCHOOL_DAY, WEEKEND, HOLIDAY, DAY_OFF, TEAM_DAY, OUTSIDE = (
    "schooldag",
    "weekend",
    "vakantie",
    "vrij",
    "teamdag",
    "buiten",
)


@dataclass(frozen=True, slots=True)
class Month:
    """One month: for each day of it what kind of day it is, and how many are school days."""

    first: date
    days: tuple[str, ...]

    @property
    def school_days(self) -> int:
        return self.days.count(SCHOOL_DAY)


def months(calendar: SchoolCalendar) -> tuple[Month, ...]:
    """Return the twelve months from August, as they are for the whole school."""
    days = _Days(calendar)
    firsts = [add_months(date(calendar.start, 8, 1), number) for number in range(12)]
    return tuple(
        Month(first, tuple(days.kind(day) for day in span(first, add_months(first, 1) - ONE_DAY))) for first in firsts
    )


def week_of(calendar: SchoolCalendar, day: date) -> int | None:
    """Return the number of the school week of a day; None where there is no school that week."""
    weeks = school_week(Almanac([calendar]), calendar.start, WHOLE_SCHOOL)
    return next((each.ordinal for each in weeks if each.begin.isocalendar()[:2] == day.isocalendar()[:2]), None)


def kind_of_day(calendar: SchoolCalendar, day: date) -> str:
    return _Days(calendar).kind(day)


def dates(calendar: SchoolCalendar) -> dict[str, list[Numbered]]:
    """Return each anchor's dates with their numbers, in order of begin; a group's own after the school's."""
    ordered = {name: number_dates(found) for name, found in sorted(calendar.anchors.items()) if found}
    return {
        name: sorted(found, key=lambda each: (each.ordinal, each.own_group, each.date.begin))
        for name, found in ordered.items()
    }


class _Days:
    """Says of a day what it is to the whole school; the team's days go before the pupils'."""

    def __init__(self, calendar: SchoolCalendar) -> None:
        self.calendar = calendar
        almanac = Almanac([calendar])
        self.school, self.team = almanac.school_days(), almanac.school_and_team_days()
        self.holidays = {day for each in calendar.holidays for day in span(each.begin, each.end)}

    def kind(self, day: date) -> str:
        if day in self.school:
            return SCHOOL_DAY
        if day in self.team:
            return TEAM_DAY
        if day.weekday() >= SATURDAY:
            return WEEKEND
        if day in self.holidays:
            return HOLIDAY
        inside = self.calendar.first_day <= day <= self.calendar.last_day
        return DAY_OFF if inside else OUTSIDE

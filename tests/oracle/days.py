"""School days, found by walking them one by one. For the oracle only."""

from __future__ import annotations

import calendar as month_lengths
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.oracle.folder import DAY, School, Staff, school_year

if TYPE_CHECKING:
    from collections.abc import Callable

WEEKDAYS = ["ma", "di", "wo", "do", "vr", "za", "zo"]


class UnknownDayError(Exception):
    """17: a day in a school year without a calendar."""


class Days:
    """School days as one subject has them; `year_groups` are those of its group (30), empty for school and staff."""

    def __init__(self, school: School, year_groups: set[int]) -> None:
        self.school = school
        self.year_groups = year_groups

    def known(self, day: date) -> bool:
        return school_year(day) in self.school.calendars

    def is_school_day(self, day: date) -> bool:
        calendar = self.school.calendars.get(school_year(day))
        if calendar is None:
            raise UnknownDayError
        if day.weekday() >= 5 or not calendar.first <= day <= calendar.last or day in calendar.free:
            return False
        # 30: a day off with `jaargroep` counts for a group when all her year groups are named, on one line or on more.
        at_home = {each for off, groups in calendar.free_for if off == day for each in groups}
        return not self.year_groups or not self.year_groups <= at_home

    def is_team_day(self, day: date) -> bool:
        calendar = self.school.calendars.get(school_year(day))
        if calendar is None:
            raise UnknownDayError
        return day in calendar.team

    def is_school_or_team_day(self, day: date) -> bool:
        return self.is_school_day(day) or self.is_team_day(day)


def backward(day: date, good: Callable[[date], bool]) -> date:
    while not good(day):
        day -= DAY
    return day


def forward(day: date, good: Callable[[date], bool]) -> date:
    while not good(day):
        day += DAY
    return day


def count_back(point: date, number: int, good: Callable[[date], bool]) -> date:
    for _ in range(number):
        point = backward(point - DAY, good)
    return point


def count_on(point: date, number: int, good: Callable[[date], bool]) -> date:
    for _ in range(number):
        point = forward(point + DAY, good)
    return point


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def add(day: date, number: int, unit: str) -> date:
    """1: months clamp to the last day."""
    if unit == "dag":
        return day + DAY * number
    if unit == "week":
        return day + timedelta(weeks=number)
    months = day.year * 12 + day.month - 1 + number
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, month_lengths.monthrange(year, month)[1]))


def is_own_weekday(staff: Staff, day: date) -> bool:
    """formaten: without working days Monday to Friday; `wo-even` is Wednesday in even ISO weeks."""
    if not staff.days:
        return is_weekday(day)
    name = WEEKDAYS[day.weekday()]
    parity = "even" if day.isocalendar().week % 2 == 0 else "oneven"
    return name in staff.days or f"{name}-{parity}" in staff.days


def in_service(staff: Staff, day: date) -> bool:
    return (staff.begin is None or staff.begin <= day) and (staff.end is None or staff.end >= day)


def is_working_day(school: School, staff: Staff, day: date) -> bool:
    """5: an own day that is a school day of the school or a team day; 19: not after leaving."""
    return Days(school, set()).is_school_or_team_day(day) and is_own_weekday(staff, day) and in_service(staff, day)

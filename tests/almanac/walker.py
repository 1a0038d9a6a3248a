"""School time the slow way: day by day, with loops, written from the sentences of regeltaal and not from the engine."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.almanac.written import Holiday, Worker, Year

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
NAMES = ("ma", "di", "wo", "do", "vr", "za", "zo")


def walk(begin: date, end: date) -> Iterator[date]:
    while begin <= end:
        yield begin
        begin += DAY


def start_of(day: date) -> int:
    """11: loose dates belong to the school year from 1 August to 31 July."""
    return day.year if day.month >= 8 else day.year - 1


def stretched(holiday: Holiday) -> tuple[date, date]:
    """The anchor table: with the Saturday and Sunday that are directly attached."""
    begin, end = holiday.begin, holiday.end
    while (begin - DAY).weekday() in (SATURDAY, SUNDAY):
        begin -= DAY
    while (end + DAY).weekday() in (SATURDAY, SUNDAY):
        end += DAY
    return begin, end


def months_on(day: date, count: int) -> date:
    """1: months clamp to the last day of the month."""
    year, month = day.year, day.month
    for _ in range(abs(count)):
        month += 1 if count > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def weekdays_on(day: date, count: int) -> date:
    """17: so many Mondays to Fridays further, or back."""
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        if day.weekday() < SATURDAY:
            left -= 1
    return day


class Walker:
    """Every answer is found by looking at one day after the other. A day without a calendar is unknown."""

    def __init__(self, years: list[Year]) -> None:
        self.years = years

    def year(self, start: int) -> Year | None:
        for each in self.years:
            if each.start == start:
                return each
        return None

    def known(self, day: date) -> bool:
        return self.year(start_of(day)) is not None

    def is_team_day(self, day: date) -> bool:
        """30: the team works, pupils are free."""
        year = self.year(start_of(day))
        if year is None:
            return False
        if day in year.team:
            return True
        spans = (each for each in year.off if each.begin <= day <= each.end and each.team and not each.half)
        return any(each.begin == each.end or day.weekday() < SATURDAY for each in spans)

    def is_school_day(self, day: date, year_groups: frozenset[int] = frozenset()) -> bool:
        """A weekday from the first to the last school day that is in no holiday, not off for them, no team day."""
        year = self.year(start_of(day))
        if year is None or not year.first <= day <= year.last or day.weekday() >= SATURDAY or day in year.team:
            return False
        for holiday in year.holidays:
            begin, end = stretched(holiday)
            if begin <= day <= end:
                return False
        at_home: list[int] = []
        for off in year.off:
            if off.begin <= day <= off.end and not off.half:
                if not off.year_groups:
                    return False
                at_home += off.year_groups
        return not year_groups or any(each not in at_home for each in year_groups)

    def works(self, worker: Worker, day: date) -> bool:
        """5: an own working day, in service, that is a school day of the school or a team day."""
        if worker.first is not None and day < worker.first:
            return False
        if worker.last is not None and day > worker.last:
            return False
        parity = "even" if day.isocalendar().week % 2 == 0 else "oneven"
        name = NAMES[day.weekday()]
        own = (
            name in NAMES[:5] if not worker.pattern else name in worker.pattern or f"{name}-{parity}" in worker.pattern
        )
        return own and (self.is_school_day(day) or self.is_team_day(day))

    def search(self, day: date, step: timedelta, good: Callable[[date], bool], count: int = 1) -> date | None:
        """Look at `day`, and on; the `count`-th good day, or None when the search comes to an unknown day (17)."""
        while self.known(day):
            if good(day):
                count -= 1
                if count == 0:
                    return day
            day += step
        return None

    def school_days(self, begin: date, end: date, year_groups: frozenset[int] = frozenset()) -> list[date]:
        return [each for each in walk(begin, end) if self.is_school_day(each, year_groups)]

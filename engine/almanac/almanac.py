"""School time over several school years: which days are school days, for whom, and who works when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.almanac.dayline import DayLine
from engine.almanac.days import ONE_DAY, SATURDAY, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.almanac.schoolcalendar import SchoolCalendar

Everyone: frozenset[int] = frozenset()


class Almanac:
    """The calendars of a school, one per school year, asked by day.

    The days of a group differ from the school's on a day that all of the group's year groups have off (regeltaal 30),
    whether one day off names them all or several do together.
    """

    def __init__(self, calendars: Iterable[SchoolCalendar]) -> None:
        self.calendars = {each.start: each for each in sorted(calendars, key=lambda each: each.start)}
        self.known = frozenset(self.calendars)
        self._lines: dict[frozenset[date], DayLine] = {}
        self._team_lines: dict[frozenset[date], DayLine] = {}
        self._work_lines: dict[tuple[tuple[str, ...], date | None, date | None], DayLine] = {}
        self._partly_off = _partly_off(self.calendars.values())
        self._off: dict[frozenset[int], frozenset[date]] = {Everyone: frozenset()}

    def school_days(self, year_groups: frozenset[int] = Everyone) -> DayLine:
        """Return the school days of a group with these year groups; of the school when there are none."""
        off = self._off_for(year_groups)
        if off not in self._lines:
            self._lines[off] = DayLine(self._open_days(off), self.known)
        return self._lines[off]

    def school_and_team_days(self, year_groups: frozenset[int] = Everyone) -> DayLine:
        """Return the school days and the days on which only the team works."""
        off = self._off_for(year_groups)
        if off not in self._team_lines:
            days = {*self._open_days(off), *self._team_days()}
            self._team_lines[off] = DayLine(days, self.known)
        return self._team_lines[off]

    def working_days(self, pattern: tuple[str, ...], first: date | None, last: date | None) -> DayLine:
        """Return somebody's own working days: those of `pattern`, in service, on which the school or the team works."""
        key = (pattern, first, last)
        if key not in self._work_lines:
            base = {*self._open_days(frozenset()), *self._team_days()}
            own = (day for day in base if works_on(pattern, day) and serves(first, last, day))
            self._work_lines[key] = DayLine(own, self.known)
        return self._work_lines[key]

    def _off_for(self, year_groups: frozenset[int]) -> frozenset[date]:
        if year_groups not in self._off:
            self._off[year_groups] = frozenset(day for day, off in self._partly_off.items() if year_groups <= off)
        return self._off[year_groups]

    def _open_days(self, off: frozenset[date]) -> Iterator[date]:
        for calendar in self.calendars.values():
            closed = _closed_days(calendar) | off
            for day in span(calendar.first_day, calendar.last_day):
                if day.weekday() < SATURDAY and day not in closed:
                    yield day

    def _team_days(self) -> Iterator[date]:
        """A weekend within a span of team days stays a weekend; a single day that is named is one, whatever it is."""
        for calendar in self.calendars.values():
            working = (each for each in calendar.days_off if each.team_works and not each.from_hour)
            spans = [(each.begin, each.end) for each in calendar.team_days]
            for begin, end in (*spans, *((each.begin, each.end) for each in working)):
                yield from (day for day in span(begin, end) if begin == end or day.weekday() < SATURDAY)


def _partly_off(calendars: Iterable[SchoolCalendar]) -> dict[date, set[int]]:
    """Return the year groups that are off, for each day on which some are; what several lines say adds up."""
    off: dict[date, set[int]] = {}
    for each in (each for one in calendars for each in one.days_off if each.year_groups and not each.from_hour):
        for day in span(each.begin, each.end):
            off.setdefault(day, set()).update(each.year_groups)
    return off


def _closed_days(calendar: SchoolCalendar) -> set[date]:
    closed = {day for each in calendar.holidays for day in span(each.begin, each.end)}
    closed.update(day for each in calendar.team_days for day in span(each.begin, each.end))
    whole = (each for each in calendar.days_off if not each.year_groups and not each.from_hour)
    closed.update(day for each in whole for day in span(each.begin, each.end))
    return closed


def span(begin: date, end: date) -> Iterator[date]:
    """Walk from `begin` to `end`, both included."""
    while begin <= end:
        yield begin
        begin += ONE_DAY


def works_on(pattern: tuple[str, ...], day: date) -> bool:
    """Tell whether a pattern of working days ("ma", "wo-even") holds that day; no pattern is Monday to Friday."""
    if not pattern:
        return day.weekday() < SATURDAY
    name = WEEKDAYS[day.weekday()]
    parity = "even" if day.isocalendar().week % 2 == 0 else "oneven"
    return name in pattern or f"{name}-{parity}" in pattern


def serves(first: date | None, last: date | None, day: date) -> bool:
    """Tell whether `day` lies between the first and the last day of service, each open when None."""
    return (first is None or first <= day) and (last is None or day <= last)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())

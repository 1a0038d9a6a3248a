"""School days as plain lists of dates, written by hand: nothing here comes from the engine but the calendar values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.almanac.schoolcalendar import AnchorDate, SchoolCalendar

DAY = timedelta(days=1)
HGW_BLOCKS = (((9, 1), (11, 30)), ((12, 1), (3, 31)), ((4, 1), (6, 30)))


def weeks(count: int) -> timedelta:
    return timedelta(weeks=count)


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def school_year(day: date) -> int:
    return day.year if day.month >= 8 else day.year - 1


def each_day(begin: date, end: date) -> Iterator[date]:
    while begin <= end:
        yield begin
        begin += DAY


def working_span(begin: date, end: date) -> Iterator[date]:
    """Give the days from one to another without weekends; a single day is itself, whatever it is."""
    return (day for day in each_day(begin, end) if begin == end or day.weekday() < 5)


class Days:
    """The school days of everybody with the same days off, over all calendars, and with the team's days added."""

    def __init__(self, calendars: Iterable[SchoolCalendar], year_groups: frozenset[int]) -> None:
        calendars = list(calendars)
        school: set[date] = set()
        team: set[date] = set()
        for calendar in calendars:
            closed = {day for each in calendar.holidays for day in each_day(each.begin, each.end)}
            for span in calendar.team_days:
                closed.update(each_day(span.begin, span.end))
                team.update(working_span(span.begin, span.end))
            for off in calendar.days_off:
                if off.from_hour:
                    continue
                if not off.year_groups or (year_groups and year_groups <= off.year_groups):
                    closed.update(each_day(off.begin, off.end))
                if off.team_works:
                    team.update(working_span(off.begin, off.end))
            open_days = each_day(calendar.first_day, calendar.last_day)
            school.update(day for day in open_days if day.weekday() < 5 and day not in closed)
        self.school = sorted(school)
        self.with_team = sorted(school | team)
        years = [each.start for each in calendars]
        self.first_known, self.last_known = date(min(years), 8, 1), date(max(years) + 1, 7, 31)

    def until(self, day: date) -> date:
        """Return the last school day on or before a day; the day itself where no calendar is."""
        place = bisect_right(self.school, day) - 1
        return self.school[place] if place >= 0 and day <= self.last_known else day

    def team_until(self, day: date) -> date:
        place = bisect_right(self.with_team, day) - 1
        return self.with_team[place] if place >= 0 and day <= self.last_known else day

    def since(self, day: date) -> date:
        """Return the first school day on or after a day; the day itself where no calendar is."""
        place = bisect_left(self.school, day)
        return self.school[place] if place < len(self.school) and day >= self.first_known else day

    def between(self, begin: date, end: date) -> list[date]:
        return self.school[bisect_left(self.school, begin) : bisect_right(self.school, end)]

    def window(self, after: date, end: date) -> date:
        """Return the last school day after one day and up to another; without any, the first one later."""
        if end > self.last_known:
            return end
        inside = self.between(after + DAY, end)
        return inside[-1] if inside else self.since(end)

    def edge(self, begin: date, end: date, *, last: bool) -> date:
        """Return the first or the last school day within a span, else the last one before."""
        inside = self.between(begin, end)
        if inside:
            return inside[-1 if last else 0]
        return self.until(end if last else begin)


class Year:
    """The spans of one school year that rules hang on, as a group with these days sees them: (begin, end) pairs."""

    def __init__(self, calendar: SchoolCalendar, days: Days, group: str, year_groups: frozenset[int]) -> None:
        self.calendar = calendar
        self.days = days
        self.group, self.year_groups = group, year_groups
        self.school_days = days.between(calendar.first_day, calendar.last_day)
        self.begin, self.end = self.school_days[0], self.school_days[-1]
        self.weeks = self._weeks()
        self.holidays = sorted((each.begin, each.end) for each in calendar.holidays)
        self.blocks = [(self._on(*first), self._on(*last)) for first, last in HGW_BLOCKS]

    def _on(self, month: int, day: int) -> date:
        return date(self.calendar.start if month >= 8 else self.calendar.start + 1, month, day)

    def _weeks(self) -> list[tuple[date, date]]:
        found: dict[date, tuple[date, date]] = {}
        for day in self.school_days:
            monday = day - timedelta(days=day.weekday())
            found[monday] = (found[monday][0] if monday in found else day, day)
        return list(found.values())

    def month(self, number: int) -> tuple[date, date]:
        first = self._on(number, 1)
        days = self.days.between(first, months_later(first, 1) - DAY)
        return days[0], days[-1]

    def holiday(self, name: str) -> tuple[date, date]:
        return next((each.begin, each.end) for each in self.calendar.holidays if each.name == name)

    def dates(self, anchor: str) -> list[AnchorDate]:
        """Return the dates of a calendar anchor that hold here: a group's own instead of the nearest of the school."""
        every = sorted(self.calendar.anchors.get(anchor, ()), key=lambda each: each.begin)
        school = [each for each in every if not each.group]
        mine = [each for each in every if each.group and each.group == self.group]
        found = {each: each for each in school if not each.year_groups or each.year_groups & self.year_groups}
        for own in mine:
            instead = min(school, key=lambda each: (abs(each.begin - own.begin), each.begin), default=own)
            found[instead] = own
        return sorted(found.values(), key=lambda each: each.begin)

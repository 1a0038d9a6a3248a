"""Anchors that lie in every school year by themselves: the year, HGW blocks, weeks, days and months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.almanac import monday_of
from engine.almanac.days import MONTHS, ONE_DAY, add_months, label
from engine.almanac.occasion import Occasion

if TYPE_CHECKING:
    from engine.almanac.almanac import Almanac
    from engine.anchors.scope import Scope

FEWEST_DAYS_IN_A_MONTH = 5
BLOCKS = (((9, 1), (11, 30)), ((12, 1), (3, 31)), ((4, 1), (6, 30)))
GROUP_MEETING_MONTHS = (11, 3, 6)
WEEK = ONE_DAY * 7


def school_year(almanac: Almanac, start: int, scope: Scope) -> list[Occasion]:
    """Give the first to the last school day of the group, one occasion a year."""
    calendar = almanac.calendars.get(start)
    if calendar is None:
        return []
    days = almanac.school_days(scope.year_groups).within(calendar.first_day, calendar.last_day)
    if not days:
        return []
    return [Occasion(f"schooljaar/{label(start)}", "schooljaar", days[0], days[-1], start, month=days[0].month)]


def hgw_block(almanac: Almanac, start: int, scope: Scope) -> list[Occasion]:
    """Give the three blocks; they are dates, whatever the calendar."""
    if start not in almanac.known:
        return []
    return [
        Occasion(
            f"hgw-blok/{label(start)}/{number}",
            f"hgw-blok {number}",
            _in_year(start, *begin),
            _in_year(start, *end),
            start,
            number,
            last=number == len(BLOCKS),
            month=begin[0],
        )
        for number, (begin, end) in enumerate(BLOCKS, 1)
    ]


def _in_year(start: int, month: int, day: int) -> date:
    return date(start if month >= 8 else start + 1, month, day)


def school_week(almanac: Almanac, start: int, scope: Scope) -> list[Occasion]:
    """Give the weeks with a school day, numbered by the school, from the first to the last school day of the group."""
    calendar = almanac.calendars.get(start)
    if calendar is None:
        return []
    mine = almanac.school_days(scope.year_groups)
    mondays = enumerate(_mondays(almanac, start), 1)
    weeks = [(number, mine.within(monday, monday + WEEK - ONE_DAY)) for number, monday in mondays]
    own = [(number, days) for number, days in weeks if days]
    return [_week(number, days, start, last=(number, days) == own[-1]) for number, days in own]


def _mondays(almanac: Almanac, start: int) -> list[date]:
    calendar = almanac.calendars[start]
    days = almanac.school_days().within(calendar.first_day, calendar.last_day)
    return sorted({monday_of(day) for day in days})


def _week(number: int, days: list[date], start: int, *, last: bool) -> Occasion:
    year, week, _ = days[0].isocalendar()
    key = f"schoolweek/{year}-W{week:02}"
    title = f"schoolweek {number}"
    return Occasion(key, title, days[0], days[-1], start, number, last=last, month=days[0].month, short=True)


def school_day(almanac: Almanac, start: int, scope: Scope) -> list[Occasion]:
    """Give every school day of the group."""
    calendar = almanac.calendars.get(start)
    if calendar is None:
        return []
    days = almanac.school_days(scope.year_groups).within(calendar.first_day, calendar.last_day)
    return [
        Occasion(f"schooldag/{day}", "schooldag", day, day, start, number, day == days[-1], month=day.month, short=True)
        for number, day in enumerate(days, 1)
    ]


def month(almanac: Almanac, start: int, scope: Scope) -> list[Occasion]:
    """Give the months with a school day; `every_month` leaves out those with too few."""
    line = almanac.school_days(scope.year_groups)
    firsts = [add_months(date(start, 8, 1), number) for number in range(12)] if start in almanac.known else []
    found = [line.within(first, add_months(first, 1) - ONE_DAY) for first in firsts]
    return _months([days for days in found if days], start)


def every_month(almanac: Almanac, start: int, scope: Scope) -> list[Occasion]:
    """Give the months with at least five school days."""
    line = almanac.school_days(scope.year_groups)
    return _renumbered(
        [
            each
            for each in month(almanac, start, scope)
            if len(line.within(each.begin, each.end)) >= FEWEST_DAYS_IN_A_MONTH
        ]
    )


def group_meeting_month(almanac: Almanac, start: int, scope: Scope) -> list[Occasion]:
    """Give November, March and June."""
    return _renumbered([each for each in month(almanac, start, scope) if each.month in GROUP_MEETING_MONTHS])


def _months(found: list[list[date]], start: int) -> list[Occasion]:
    return [
        Occasion(
            f"maand/{days[0]:%Y-%m}",
            MONTHS[days[0].month - 1],
            days[0],
            days[-1],
            start,
            number,
            last=number == len(found),
            name=MONTHS[days[0].month - 1],
            month=days[0].month,
        )
        for number, days in enumerate(found, 1)
    ]


def _renumbered(found: list[Occasion]) -> list[Occasion]:
    return [replace(each, ordinal=number, last=number == len(found)) for number, each in enumerate(found, 1)]

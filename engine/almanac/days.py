"""Arithmetic on dates: months that clamp, weeks, and the school year a day falls in."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
WEEKDAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """Return the day `months` later (or earlier), clamped to the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def school_year_start(day: date) -> int:
    """Return the calendar year in which the school year of `day` began (1 August to 31 July)."""
    return day.year if day.month >= 8 else day.year - 1


@cache
def label(start: int) -> str:
    """Return `2026-2027` for 2026."""
    return f"{start}-{start + 1}"


def start_of(school_year: str) -> int:
    """Return 2026 for `2026-2027`. Raises ValueError for anything that is not such a pair."""
    first, _, second = school_year.partition("-")
    if len(first) != 4 or int(second) != int(first) + 1:
        raise ValueError(f"not a school year: {school_year}")
    return int(first)


def school_year_of(day: date) -> str:
    return label(school_year_start(day))


def month_day(start: int, month: int, day: int) -> date:
    """Return day and month within the school year that began in `start`, clamped (29 February)."""
    year = start if month >= 8 else start + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, last))


def dutch(day: date, *, year: bool = False) -> str:
    """Return `17 november`, with the year behind it when asked."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def dutch_with_weekday(day: date) -> str:
    """Return `dinsdag 17 november`."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {dutch(day)}"

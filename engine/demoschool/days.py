"""The demo's days: its today, the school days of 2026-2027 until then, and counting months from a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

SCHOOL_YEAR = "2026-2027"
LAST_YEAR = "2025-2026"
OLD_YEAR = "2024-2025"

TODAY = date(2026, 11, 17)
YESTERDAY = date(2026, 11, 16)
START = date(2026, 8, 24)
FIRST_SCHOOL_DAY = date(2026, 8, 31)
SUMMER_BEFORE = (date(2026, 7, 18), date(2026, 8, 30))

WEEKDAYS = ("ma", "di", "wo", "do", "vr")

_FREE = (
    SUMMER_BEFORE,
    (date(2026, 10, 5), date(2026, 10, 5)),
    (date(2026, 10, 17), date(2026, 10, 25)),
    (date(2026, 11, 6), date(2026, 11, 6)),
    (date(2026, 11, 11), date(2026, 11, 11)),
    (date(2026, 12, 19), date(2027, 1, 3)),
)


def is_school_day(day: date) -> bool:
    """Say whether the infants are at school on `day`, a day up to January 2027."""
    return day.weekday() < 5 and not any(begin <= day <= end for begin, end in _FREE)


def school_days(begin: date, end: date) -> tuple[date, ...]:
    """Return the school days from `begin` to `end`, both included."""
    span = (begin + timedelta(days=number) for number in range((end - begin).days + 1))
    return tuple(day for day in span if is_school_day(day))


def school_day_from(day: date) -> date:
    """Return `day`, or the first school day after it."""
    while not is_school_day(day):
        day += timedelta(days=1)
    return day


def plus_months(day: date, months: int) -> date:
    """Return `day` so many months later, on the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def works_on(working_days: tuple[str, ...], day: date) -> bool:
    """Say whether somebody with these working days ("ma", "wo-even"; none: the whole week) works on `day`."""
    if day.weekday() > 4:
        return False
    word = WEEKDAYS[day.weekday()]
    parity = "oneven" if day.isocalendar().week % 2 else "even"
    return not working_days or word in working_days or f"{word}-{parity}" in working_days

"""Days in few characters, for tables: `di 17 nov`, `17 t/m 25 okt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from datetime import date

SHORT = {"maart": "mrt"}


def month(day: date) -> str:
    name = MONTHS[day.month - 1]
    return SHORT.get(name, name[:3])


def one_day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {month(day)}"


def stretch(begin: date, end: date) -> str:
    """Return the days from begin to end, with the month once where it is the same."""
    if begin == end:
        return one_day(begin)
    first = str(begin.day) if (begin.year, begin.month) == (end.year, end.month) else f"{begin.day} {month(begin)}"
    return f"{first} t/m {end.day} {month(end)}"

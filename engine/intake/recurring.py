"""An event that comes back, as calendar programs write it, within one school year: a plain walk over its days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.almanac.days import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

DAILY, WEEKLY, MONTHLY, YEARLY = "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
READ = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_WALK = 366 * 30


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What of a rule is read: every so many units, at most so often, and on which days."""

    unit: str
    every: int
    count: int | None
    until: date | None
    days: tuple[tuple[int, str], ...]
    month_days: tuple[int, ...]
    months: tuple[int, ...]


def recurrence_of(rule: Mapping[str, Any]) -> Recurrence | None:
    """Read a rule as icalendar gives it; None for one that says more than is read here."""
    said = {str(key).upper(): value if isinstance(value, list) else [value] for key, value in rule.items()}
    unit = str(said.get("FREQ", [""])[0]).upper()
    if set(said) - READ or unit not in (DAILY, WEEKLY, MONTHLY, YEARLY):
        return None
    try:
        days = tuple(_weekday(str(each)) for each in said.get("BYDAY", []))
        every, count = int(said.get("INTERVAL", [1])[0]), said.get("COUNT", [None])[0]
        month_days = tuple(int(each) for each in said.get("BYMONTHDAY", []))
        months = tuple(int(each) for each in said.get("BYMONTH", []))
    except (ValueError, TypeError):
        return None
    until = said.get("UNTIL", [None])[0]
    last = until.date() if hasattr(until, "date") else until
    found = Recurrence(unit, every, None if count is None else int(count), last, days, month_days, months)
    return found if every > 0 and (unit in (MONTHLY, YEARLY) or not any(number for number, _ in days)) else None


def days_of(rule: Recurrence, begin: date, first: date, last: date) -> Iterator[date]:
    """Give the days from `first` to `last` on which an event that began on `begin` comes back, that day itself too."""
    day, number = begin, 0
    end = min(last, rule.until) if rule.until else last
    for _ in range(LONGEST_WALK):
        if day > end or (rule.count is not None and number >= rule.count):
            return
        if day == begin or _falls(rule, begin, day):
            number += 1
            if day >= first:
                yield day
        day += ONE_DAY


def _weekday(word: str) -> tuple[int, str]:
    number, day = word[:-2], word[-2:].upper()
    if day not in WEEKDAYS:
        raise ValueError(word)
    return int(number) if number else 0, day


def _falls(rule: Recurrence, begin: date, day: date) -> bool:
    if _units(rule.unit, begin, day) % rule.every or (rule.months and day.month not in rule.months):
        return False
    if rule.days and not any(_is_weekday(each, day) for each in rule.days):
        return False
    if rule.month_days and day.day not in {_counted(each, day) for each in rule.month_days}:
        return False
    return _as_it_began(rule, begin, day)


def _units(unit: str, begin: date, day: date) -> int:
    if unit == DAILY:
        return (day - begin).days
    if unit == WEEKLY:
        return (day.toordinal() - day.weekday() - begin.toordinal() + begin.weekday()) // 7
    months = (day.year - begin.year) * 12 + day.month - begin.month
    return months if unit == MONTHLY else day.year - begin.year


def _as_it_began(rule: Recurrence, begin: date, day: date) -> bool:
    """What a rule does not say goes by the day on which the event began."""
    if rule.unit == DAILY or rule.days or rule.month_days:
        return rule.unit != YEARLY or bool(rule.months or rule.days) or day.month == begin.month
    if rule.unit == WEEKLY:
        return day.weekday() == begin.weekday()
    return day.day == begin.day and (rule.unit == MONTHLY or bool(rule.months) or day.month == begin.month)


def _is_weekday(asked: tuple[int, str], day: date) -> bool:
    number, word = asked
    if WEEKDAYS[day.weekday()] != word:
        return False
    from_end = -((_length(day) - day.day) // 7 + 1)
    return not number or number in ((day.day - 1) // 7 + 1, from_end)


def _counted(number: int, day: date) -> int:
    return number if number > 0 else _length(day) + number + 1


def _length(day: date) -> int:
    following = day.replace(day=28) + 4 * ONE_DAY
    return (following.replace(day=1) - ONE_DAY).day

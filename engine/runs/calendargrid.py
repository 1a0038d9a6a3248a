"""A school year month by month, for people to look at: each day with what kind of day it is and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, add_months, month_day
from engine.calendarentry import DATE, Entry
from engine.runs import schoolyear

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.runs.ourcalendar import OurCalendar

A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """One day: `kind` as in engine/runs/schoolyear.py, "" without a calendar; what long stretches only begin or end."""

    date: date
    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """One month as weeks of seven places, None outside it; `entries` are what begins in it."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    entries: tuple[Entry, ...]


def grid(calendar: OurCalendar) -> tuple[MonthGrid, ...]:
    """Return the twelve months from August."""
    found = sorted(calendar.entries, key=lambda each: (each.begin, each.end, each.words))
    kinds = _kinds(calendar)
    august = month_day(calendar.file.start, 8, 1)
    return tuple(_month(add_months(august, number), kinds, found) for number in range(12))


def on_day(calendar: OurCalendar, day: date) -> tuple[Entry, ...]:
    """Return what there is on a day, long stretches too."""
    found = [each for each in calendar.entries if each.begin <= day <= each.end]
    return tuple(sorted(found, key=lambda each: (each.end - each.begin, each.words)))


def _kinds(calendar: OurCalendar) -> dict[date, str]:
    months = schoolyear.months(calendar.calendar) if calendar.calendar is not None else ()
    return {month.first + place * ONE_DAY: kind for month in months for place, kind in enumerate(month.days)}


def _month(first: date, kinds: dict[date, str], entries: Iterable[Entry]) -> MonthGrid:
    number = (add_months(first, 1) - first).days
    last = first + (number - 1) * ONE_DAY
    here = [each for each in entries if each.begin <= last and each.end >= first]
    days = [_day(first + place * ONE_DAY, kinds, here) for place in range(number)]
    places: list[Day | None] = [*[None] * first.weekday(), *days]
    places += [None] * (-len(places) % A_WEEK)
    weeks = tuple(tuple(places[place : place + A_WEEK]) for place in range(0, len(places), A_WEEK))
    return MonthGrid(first, weeks, tuple(each for each in here if each.begin >= first))


def _day(day: date, kinds: dict[date, str], entries: Iterable[Entry]) -> Day:
    return Day(day, kinds.get(day, ""), tuple(each for each in entries if _shows(each, day)))


def _shows(entry: Entry, day: date) -> bool:
    """Tell whether a day carries its mark: of a long stretch of a date only the first and the last day do."""
    if not entry.begin <= day <= entry.end:
        return False
    long = entry.kind == DATE and (entry.end - entry.begin).days >= A_WEEK
    return not long or day in (entry.begin, entry.end)

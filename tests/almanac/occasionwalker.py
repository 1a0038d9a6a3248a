"""Which times an anchor has, by hand: the anchor table and 11 to 13 of regeltaal, with loops over days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.almanac.walker import DAY, Walker, months_on, stretched
from tests.almanac.written import MONTH_NAMES, Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.almanac.written import Life, Meeting, Year

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar: a group's name and year groups; `whole` sees only what the school sees."""

    group: str = ""
    year_groups: frozenset[int] = frozenset()
    whole: bool = False

    @property
    def days_off(self) -> frozenset[int]:
        return frozenset() if self.whole else self.year_groups


@dataclass(frozen=True, slots=True)
class Time:
    """One time of an anchor. `life` says what of somebody's own it is ("" when it is in every school year)."""

    begin: date
    end: date
    number: int = 1
    month: int = 0
    names: tuple[str, ...] = ()
    life: str = ""
    is_open: bool = False


def times(walker: Walker, anchor: str, year: Year, whose: Whose) -> list[Time]:
    """Every time of an anchor in one school year, in order of begin."""
    if anchor in MONTH_NAMES:
        return [each for each in months(walker, year, whose) if each.month == MONTH_NAMES.index(anchor) + 1]
    return YEARLY[anchor](walker, year, whose)


def whole_year(walker: Walker, year: Year, whose: Whose) -> list[Time]:
    days = walker.school_days(date(year.start, 8, 1), date(year.start + 1, 7, 31), whose.days_off)
    return [Time(days[0], days[-1], month=days[0].month)] if days else []


def holidays(_: Walker, year: Year, __: Whose) -> list[Time]:
    found: list[Time] = []
    for each in sorted(year.holidays, key=lambda one: one.begin):
        begin, end = stretched(each)
        found.append(Time(begin, end, len(found) + 1, begin.month, (each.name, each.replaces)))
    return found


def blocks(_: Walker, year: Year, __: Whose) -> list[Time]:
    one, two = year.start, year.start + 1
    spans = [
        (date(one, 9, 1), date(one, 11, 30)),
        (date(one, 12, 1), date(two, 3, 31)),
        (date(two, 4, 1), date(two, 6, 30)),
    ]
    return [Time(begin, end, number, begin.month) for number, (begin, end) in enumerate(spans, 1)]


def weeks(walker: Walker, year: Year, whose: Whose) -> list[Time]:
    """30: numbers count with the school; a week without a school day of its own is no time for a group."""
    monday = year.first
    while monday.weekday():
        monday -= DAY
    number, found = 0, []
    while monday <= year.last:
        if walker.school_days(monday, monday + 6 * DAY):
            number += 1
        own = walker.school_days(monday, monday + 6 * DAY, whose.days_off)
        if own:
            found.append(Time(own[0], own[-1], number, own[0].month))
        monday += WEEK
    return found


def days(walker: Walker, year: Year, whose: Whose) -> list[Time]:
    every = walker.school_days(year.first, year.last, whose.days_off)
    return [Time(day, day, number, day.month) for number, day in enumerate(every, 1)]


def months(walker: Walker, year: Year, whose: Whose) -> list[Time]:
    found: list[Time] = []
    for month in (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7):
        first = date(year.start if month >= 8 else year.start + 1, month, 1)
        own = walker.school_days(first, months_on(first, 1) - DAY, whose.days_off)
        if own:
            found.append(Time(own[0], own[-1], len(found) + 1, month))
    return found


def every_month(walker: Walker, year: Year, whose: Whose) -> list[Time]:
    found: list[Time] = []
    for each in months(walker, year, whose):
        if len(walker.school_days(each.begin, each.end, whose.days_off)) >= 5:
            found.append(replace(each, number=len(found) + 1))
    return found


def meeting_months(walker: Walker, year: Year, whose: Whose) -> list[Time]:
    found = [each for each in months(walker, year, whose) if each.month in (11, 3, 6)]
    return [replace(each, number=number) for number, each in enumerate(found, 1)]


def meetings(_: Walker, year: Year, whose: Whose) -> list[Time]:
    """13: the school's dates count; a group's own date goes before the school's of that number."""
    counted: list[Meeting] = sorted(
        (each for each in year.meetings if not each.group and not each.ordinal), key=lambda each: each.begin
    )
    chosen = {
        number: each
        for number, each in enumerate(counted, 1)
        if whose.whole or not each.year_groups or each.year_groups & whose.year_groups
    }
    for each in year.meetings:
        if not each.group and each.ordinal and not whose.whole and each.year_groups & whose.year_groups:
            chosen[each.ordinal] = each
    own = sorted((each for each in year.meetings if each.group == whose.group), key=lambda each: each.begin)
    for place, each in enumerate(own, 1):
        if whose.group and not whose.whole:
            chosen[each.ordinal or nearest(each, counted) or place] = each
    found: list[Time] = []
    for number, each in chosen.items():
        model = counted[number - 1] if number <= len(counted) else each
        found.append(Time(each.begin, each.end, number, model.begin.month, (each.name or model.name,)))
    return sorted(found, key=lambda each: (each.begin, each.number))


def nearest(own: Meeting, counted: list[Meeting]) -> int:
    """The number of the school date that begins nearest; when even the earliest. 0 when there is none."""
    best, number = None, 0
    for place, each in enumerate(counted, 1):
        distance = abs((each.begin - own.begin).days)
        if best is None or distance < best:
            best, number = distance, place
    return number


YEARLY: dict[str, Callable[[Walker, Year, Whose], list[Time]]] = {
    "schooljaar": whole_year,
    "vakantie": holidays,
    "hgw-blok": blocks,
    "schoolweek": weeks,
    "schooldag": days,
    "maand": every_month,
    "groepsbespreekmaand": meeting_months,
    "groepsbespreking": meetings,
}


def own_times(anchor: str, life: Life) -> list[Time]:
    """The times in somebody's own life, of whatever school year."""
    if anchor == "instroom":
        return [Time(life.entry, life.entry, life=anchor)] if life.entry else []
    if anchor == "uitstroom":
        return [Time(life.leaves, life.leaves, life=anchor)] if life.leaves else []
    if anchor == "vierde verjaardag":
        day = months_on(life.born, 48)
        return [Time(day, day, life=anchor)]
    if anchor == "gesprek":
        return [Time(day, day, life="zaak") for day in life.talks]
    if anchor == "extra-hulp":
        return [Time(each.begin, each.end or each.begin, life="zaak", is_open=each.end is None) for each in life.help]
    return [Time(day, day, life="registratie") for day in sorted(set(life.worries))]


OWN = ("instroom", "uitstroom", "vierde verjaardag", "gesprek", "extra-hulp", "seo-zorg")


def chosen(found: list[Time], choice: Choice) -> list[Time]:
    """12: a number, the one that begins last, a month it begins in, or a name."""
    if choice.kind in ("nummer", "rang"):
        return [each for each in found if each.number == choice.number]
    if choice.kind == "laatste":
        return [max(found, key=lambda each: (each.begin, each.number))] if found else []
    if choice.kind == "maand":
        return [each for each in found if (each.month or each.begin.month) == choice.number]
    if choice.kind == "naam":
        return [each for each in found if choice.name.lower() in [one.lower() for one in each.names]]
    return found

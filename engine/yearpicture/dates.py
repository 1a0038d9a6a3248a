"""What a school's calendar holds: holidays and days off as bands, and each kind of date in a lane of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, ONE_DAY
from engine.anchors.dated import number_dates
from engine.anchors.known import YEARLY
from engine.cycles import named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.almanac.schoolcalendar import AnchorDate, SchoolCalendar
    from engine.anchors.dated import Numbered
    from engine.model import Task, Wanted

HOLIDAY, TEAM, OFF = "holiday", "team", "off"
FEW, MOST_BLOCKS = 2, 6
A_MONTH = 31 * ONE_DAY
PER_GROUP = "per groep"
SINGLE = "Andere dagen"


@dataclass(frozen=True, slots=True)
class Span:
    """Something with a first and a last day. `kind` says which sort of band it is; "" for a date in a lane."""

    begin: date
    end: date
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of date, in order; `weight` is how many tasks hang on it."""

    name: str
    spans: tuple[Span, ...]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose dates are looked at: those of some groups with their year groups; none at all means the whole school's."""

    groups: frozenset[str] = frozenset()
    year_groups: frozenset[int] = frozenset()

    def sees(self, day: AnchorDate) -> bool:
        if not self.groups:
            return True
        mine = not day.group or day.group in self.groups
        return mine and (not day.year_groups or bool(day.year_groups & self.year_groups))


def bands_of(calendar: SchoolCalendar) -> tuple[Span, ...]:
    """Return holidays, the days only the team works, and the other days off, each in order."""
    holidays = [Span(each.begin, each.end, each.name, HOLIDAY) for each in calendar.holidays]
    team = [Span(each.begin, each.end, each.name or "teamdag", TEAM) for each in calendar.team_days]
    off = [
        Span(each.begin, each.end, each.name, TEAM if each.team_works else OFF)
        for each in calendar.days_off
        if not each.from_hour and not each.year_groups and not _within(each.begin, each.end, holidays)
    ]
    ordered = sorted([*team, *off], key=lambda each: (each.begin, each.end))
    return (*holidays, *_once(ordered))


def _within(begin: date, end: date, spans: Iterable[Span]) -> bool:
    return any(each.begin <= begin and end <= each.end for each in spans)


def _once(spans: Iterable[Span]) -> list[Span]:
    """Keep one of what a calendar says twice: a public holiday that is also a team day."""
    return list({(each.begin, each.end): each for each in spans}.values())


def lanes_of(calendar: SchoolCalendar, tasks: Iterable[Task | Wanted], whose: Whose) -> tuple[Lane, ...]:
    """Return a lane for each kind of date, those most tasks hang on first.

    Kinds with one or two days each share the last lane. Blocks that lie in every year are there when a task hangs on
    them.
    """
    every = tuple(tasks)
    weight = Counter(each.occasion.partition("/")[0] for each in every)
    seen = {name: _seen(dates, whose) for name, dates in calendar.anchors.items()}
    short = {name for name, dates in seen.items() if len(dates) <= FEW and all(_one_day(each) for each in dates)}
    lanes = [
        Lane(named(name), _spans(dates, len(whose.groups) == 1), weight[name])
        for name, dates in seen.items()
        if dates and name not in short
    ]
    lanes += [Lane(named(name), spans, weight[name]) for name, spans in _blocks(every, calendar).items()]
    days = sorted((Span(each.date.begin, each.date.end, name) for name in short for each in seen[name]), key=_order)
    if days:
        lanes.append(Lane(SINGLE, tuple(days), sum(weight[name] for name in short)))
    return tuple(sorted(lanes, key=lambda each: (-each.weight, each.spans[0].begin, each.name)))


def _order(span: Span) -> tuple[date, date, str]:
    return (span.begin, span.end, span.name)


def _one_day(numbered: Numbered) -> bool:
    return numbered.date.begin == numbered.date.end


def _seen(dates: Iterable[AnchorDate], whose: Whose) -> list[Numbered]:
    """Give the dates that count; where one group is looked at, its own date stands in for the school's."""
    found = [each for each in number_dates(dates) if whose.sees(each.date)]
    own = {each.ordinal for each in found if each.own_group} if len(whose.groups) == 1 else set()
    kept = [each for each in found if each.own_group or each.ordinal not in own]
    return sorted(kept, key=lambda each: (each.date.begin, each.date.end, each.own_group))


def _spans(dates: list[Numbered], alone: bool) -> tuple[Span, ...]:
    """Name each date; those of more than two groups for the same time become one stretch."""
    of_groups: dict[int, list[Numbered]] = defaultdict(list)
    for each in dates:
        if each.own_group:
            of_groups[each.ordinal].append(each)
    many = {ordinal: found for ordinal, found in of_groups.items() if len(found) > FEW}
    single = [_span(each, alone) for each in dates if not (each.own_group and each.ordinal in many)]
    stretches = [
        Span(min(each.date.begin for each in found), max(each.date.end for each in found), PER_GROUP)
        for found in many.values()
    ]
    return tuple(sorted([*single, *stretches], key=_order))


def _span(numbered: Numbered, alone: bool) -> Span:
    it = numbered.date
    name = it.name or in_short(it.begin, it.end)
    return Span(it.begin, it.end, f"{name}: {it.group}" if it.group and not alone else name)


def in_short(begin: date, end: date) -> str:
    """Return `24 nov` or `18 t/m 29 jan`."""
    last = f"{end.day} {month(end)}"
    if begin == end:
        return last
    first = str(begin.day) if begin.month == end.month else f"{begin.day} {month(begin)}"
    return f"{first} t/m {last}"


def month(day: date) -> str:
    name = MONTHS[day.month - 1]
    return "mrt" if name == "maart" else name[:3]


def _blocks(tasks: Iterable[Task | Wanted], calendar: SchoolCalendar) -> dict[str, tuple[Span, ...]]:
    """Give the blocks a year is divided in by itself: longer than a month, and more than one a year."""
    holidays = {each.begin for each in calendar.holidays}
    found: dict[str, dict[str, Span]] = defaultdict(dict)
    for each in tasks:
        family, slash, number = each.occasion.partition("/")
        because = each.because
        begin, end = because.occasion_begin, because.occasion_end
        if slash and family in YEARLY and end and begin not in holidays and end - begin > A_MONTH:
            name = because.occasion_name.removeprefix(family).strip() or number
            found[family][each.occasion] = Span(begin, end, name)
    return {
        family: tuple(sorted(spans.values(), key=_order))
        for family, spans in found.items()
        if 1 < len(spans) <= MOST_BLOCKS
    }

"""Anchors the school dates in its calendar: numbered, per group where a date is its own (regeltaal 13, 29)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.almanac.occasion import Occasion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.almanac.schoolcalendar import AnchorDate, SchoolCalendar
    from engine.anchors.scope import Scope
    from engine.model import OccasionNumber


@dataclass(frozen=True, slots=True)
class Numbered:
    """A calendar date with its number of that school year; `own_group` is "" for a date of the school."""

    ordinal: int
    date: AnchorDate

    @property
    def own_group(self) -> str:
        return self.date.group


def number_dates(dates: Iterable[AnchorDate]) -> list[Numbered]:
    """Number one anchor's dates of one school year (regeltaal 13).

    School dates count from 1 in order of begin. A group's date takes the number written with it, else that of the
    school date that begins nearest (the earliest when even), else its own place among the group's dates.
    """
    ordered = sorted(dates, key=lambda each: each.begin)
    counted = [each for each in ordered if not each.group and each.ordinal is None]
    school = [Numbered(number, each) for number, each in enumerate(counted, 1)]
    instead = [Numbered(each.ordinal, each) for each in ordered if not each.group and each.ordinal is not None]
    per_group: dict[str, list[AnchorDate]] = defaultdict(list)
    for each in ordered:
        if each.group:
            per_group[each.group].append(each)
    own = [found for dates_of in per_group.values() for found in _number_group(dates_of, school)]
    return school + instead + own


def _number_group(dates: list[AnchorDate], school: list[Numbered]) -> list[Numbered]:
    return [
        Numbered(each.ordinal if each.ordinal is not None else _nearest(each, school) or place, each)
        for place, each in enumerate(dates, 1)
    ]


def _nearest(own: AnchorDate, school: list[Numbered]) -> int | None:
    if not school:
        return None
    return min(school, key=lambda each: (abs(each.date.begin - own.begin), each.date.begin)).ordinal


class DatedAnchors:
    """All calendar anchors of all school years, with the numbers that stay theirs."""

    def __init__(self, calendars: Mapping[int, SchoolCalendar], numbers: Iterable[OccasionNumber] = ()) -> None:
        self._numbered = {
            (name, start): number_dates(dates)
            for start, calendar in calendars.items()
            for name, dates in calendar.anchors.items()
        }
        self._kept: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for each in numbers:
            if not each.gone:
                self._kept[each.anchor, each.school_year, *looks(each)].append(each.suffix)

    def numbered(self, anchor: str, start: int) -> list[Numbered]:
        return self._numbered.get((anchor, start), [])

    def yearly(self, anchor: str, start: int, scope: Scope) -> list[Occasion]:
        """Give the dates of an anchor that hold for a group (or for the school), in order of begin."""
        everything = self.numbered(anchor, start)
        seen = sorted(_seen(everything, scope).values(), key=lambda each: (each.date.begin, each.ordinal))
        return [self._occasion(each, everything, start, last=each is seen[-1]) for each in seen]

    def rounds(self, anchor: str, start: int) -> list[tuple[Numbered, Occasion]]:
        """Give every occasion once, for rules about the dates themselves: the school's, and what only a group has."""
        everything = self.numbered(anchor, start)
        first: dict[int, Numbered] = {}
        for each in everything:
            first.setdefault(each.ordinal, each)
        extra = [
            each
            for each in everything
            if each.own_group and first[each.ordinal].own_group and each not in first.values()
        ]
        ordered = sorted([*first.values(), *extra], key=lambda each: each.date.begin)
        return [(each, self._occasion(each, everything, start, last=each is ordered[-1])) for each in ordered]

    def suffix(self, chosen: Numbered, everything: list[Numbered], start: int) -> str:
        """Return the last part of an occasion's key: the number kept for it, its only name, or its number."""
        model = _school_date(chosen.ordinal, everything) or chosen
        kept = self._kept.get((model.date.anchor, label(start), *looks(model.date)), [])
        if len(kept) < 2:
            return kept[0] if kept else fresh_suffix(model, everything)
        alike = [each for each in everything if looks(each.date) == looks(model.date)]
        return dict(zip((each.ordinal for each in alike), kept, strict=False)).get(model.ordinal, kept[0])

    def _occasion(self, chosen: Numbered, everything: list[Numbered], start: int, *, last: bool) -> Occasion:
        date = chosen.date
        school = _school_date(chosen.ordinal, everything)
        model = school.date if school else date
        name = date.name or model.name
        return Occasion(
            f"{date.anchor}/{label(start)}/{self.suffix(chosen, everything, start)}",
            f"{date.anchor} {name}".strip() if name and name.lower() != date.anchor else date.anchor,
            date.begin,
            date.end,
            start,
            chosen.ordinal,
            last=last,
            name=name,
            kind=date.kind or model.kind,
            month=model.begin.month,
        )


def looks(date: AnchorDate | OccasionNumber) -> tuple[object, ...]:
    """Return all that tells one date of an anchor and a year from another."""
    return (date.group, date.begin, date.end, date.name, date.kind, date.year_groups)


def fresh_suffix(model: Numbered, everything: list[Numbered]) -> str:
    """Return the key's last part for a date nobody has seen before: a name that occurs once, else the number."""
    names = Counter(each.date.name.lower() for each in everything)
    name = model.date.name
    return name if name and names[name.lower()] == 1 else str(model.ordinal)


def _school_date(ordinal: int, everything: list[Numbered]) -> Numbered | None:
    own = (each for each in everything if each.ordinal == ordinal and not each.own_group)
    return min(own, key=lambda each: each.date.ordinal is not None, default=None)


def _seen(everything: list[Numbered], scope: Scope) -> dict[int, Numbered]:
    """Pick one date per number: the group's own before one for its year groups before the school's."""
    seen: dict[int, Numbered] = {}
    for each in everything:
        if each.own_group:
            if each.own_group == scope.group and not scope.whole_school:
                seen[each.ordinal] = each
        elif scope.whole_school:
            seen.setdefault(each.ordinal, each)
        elif not each.date.year_groups or each.date.year_groups & scope.year_groups:
            seen[each.ordinal] = each
    return seen

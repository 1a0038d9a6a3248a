"""The name or number a calendar date is known by for good: a date that moves keeps it (regeltaal 29)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.anchors.dated import Numbered, fresh_suffix, looks, number_dates
from engine.model import OccasionNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from datetime import date

    from engine.almanac.schoolcalendar import SchoolCalendar

Kept = dict[OccasionNumber, OccasionNumber]
Same = Callable[[OccasionNumber, OccasionNumber], bool]
Shelf = tuple[str, str, str]


def renumber(before: Iterable[OccasionNumber], calendars: Iterable[SchoolCalendar]) -> tuple[OccasionNumber, ...]:
    """Return the numbers of all calendar dates as they are now.

    A date that went away keeps its number in the result (so that it is never given again); numbers of school years
    without a calendar stay as they were.
    """
    shelves: dict[Shelf, list[OccasionNumber]] = defaultdict(list)
    for each in before:
        shelves[each.anchor, each.school_year, each.group].append(each)
    for calendar in calendars:
        fresh = _fresh(calendar)
        there = [shelf for shelf in shelves if shelf[1] == label(calendar.start)]
        for shelf in sorted({*there, *fresh}):
            shelves[shelf] = match(shelves[shelf], fresh[shelf], _of_others(shelf, shelves, calendar))
    return tuple(one for shelf in sorted(shelves) for one in sorted(shelves[shelf], key=lambda each: each.suffix))


def _fresh(calendar: SchoolCalendar) -> dict[Shelf, list[OccasionNumber]]:
    """Give the dates that carry a key of their own: the school's, and a group's that stand for no school date."""
    found: dict[Shelf, list[OccasionNumber]] = defaultdict(list)
    for anchor, dates in calendar.anchors.items():
        numbered = number_dates(dates)
        school = {each.ordinal for each in numbered if not each.own_group and each.date.ordinal is None}
        for each in numbered:
            stands_for_another = each.ordinal in school and (each.own_group or each.date.ordinal is not None)
            if not stands_for_another:
                one = _number(each, fresh_suffix(each, numbered), label(calendar.start))
                found[anchor, one.school_year, one.group].append(one)
    return found


def _of_others(shelf: Shelf, shelves: Mapping[Shelf, list[OccasionNumber]], calendar: SchoolCalendar) -> set[str]:
    """Return the suffixes a new date may not take: a group has those of the school and its own side by side.

    A number that a group gave its own date is free for the school date that this date now stands for.
    """
    anchor, year, group = shelf
    if group:
        return {each.suffix for each in shelves.get((anchor, year, ""), ())}
    numbered = number_dates(calendar.anchors.get(anchor, ()))
    school = {each.ordinal: fresh_suffix(each, numbered) for each in numbered if not each.own_group}
    same = {(*looks(each.date), school.get(each.ordinal)) for each in numbered if each.own_group}
    own = (each for key, dates in shelves.items() if key[:2] == (anchor, year) and key[2] for each in dates)
    return {each.suffix for each in own if (*looks(each), each.suffix) not in same}


def _number(numbered: Numbered, suffix: str, school_year: str) -> OccasionNumber:
    date = numbered.date
    return OccasionNumber(
        date.anchor, school_year, date.group, suffix, date.begin, date.end, date.name, date.kind, date.year_groups
    )


def match(
    old: Iterable[OccasionNumber], new: Iterable[OccasionNumber], others: Set[str] = frozenset()
) -> list[OccasionNumber]:
    """Give each new date the suffix of the old date it is, and a free one where it is none.

    First the dates that did not change keep theirs, and a date whose key is its name follows that name; of the rest an
    old and a new date belong together when each is the other's nearest with no unchanged date between. A date that
    was taken out earlier comes back under its own number, but is never taken for another one. `others` are suffixes
    that are not free for a new date.
    """
    old, new = sorted(old, key=_order), sorted(new, key=_order)
    kept: Kept = {}
    there, gone = [each for each in old if not each.gone], [each for each in old if each.gone]
    for same in (_alike, _same_days_and_name, _same_name, _same_days):
        _pair(there, new, kept, same)
    fences = [one.begin for one, before in kept.items() if _same_days(before, one)]
    _pair(gone, new, kept, _same_name)
    _pair_nearest(there, new, kept, fences)
    for same in (_alike, _same_days_and_name):
        _pair(gone, new, kept, same)
    matched = [replace(each, suffix=kept[each].suffix) if each in kept else None for each in new]
    left = [replace(each, gone=True) for each in old if each not in kept.values()]
    return [*left, *_numbered(new, matched, {each.suffix for each in old} | others)]


def _order(date: OccasionNumber) -> tuple[object, ...]:
    """Order dates by what they are, not by where they stand in the text."""
    return (date.begin, date.end, date.name, date.kind, sorted(date.year_groups), date.suffix)


def _alike(old: OccasionNumber, new: OccasionNumber) -> bool:
    return looks(old) == looks(new)


def _same_days_and_name(old: OccasionNumber, new: OccasionNumber) -> bool:
    return _same_days(old, new) and old.name == new.name


def _same_days(old: OccasionNumber, new: OccasionNumber) -> bool:
    return (old.begin, old.end) == (new.begin, new.end)


def _same_name(old: OccasionNumber, new: OccasionNumber) -> bool:
    """A date whose key is its name stays itself under that name, wherever it moves."""
    return bool(new.name) and old.suffix.lower() == old.name.lower() == new.name.lower() == new.suffix.lower()


def _pair(old: Sequence[OccasionNumber], new: Sequence[OccasionNumber], kept: Kept, same: Same) -> None:
    for one in new:
        if one not in kept:
            free = (each for each in old if each not in kept.values() and same(each, one))
            found = next(free, None)
            if found is not None:
                kept[one] = found


def _pair_nearest(
    old: Sequence[OccasionNumber], new: Sequence[OccasionNumber], kept: Kept, fences: Sequence[date]
) -> None:
    left = [each for each in old if each not in kept.values()]
    fresh = [each for each in new if each not in kept]
    for one in fresh:
        mine = _nearest(one, left, fences)
        if mine is not None and _nearest(mine, fresh, fences) is one:
            kept[one] = mine


def _nearest(to: OccasionNumber, among: Sequence[OccasionNumber], fences: Sequence[date]) -> OccasionNumber | None:
    within = [each for each in among if not _between(to, each, fences)]
    return min(within, key=lambda each: abs(each.begin - to.begin), default=None)


def _between(one: OccasionNumber, other: OccasionNumber, fences: Sequence[date]) -> bool:
    first, last = sorted((one.begin, other.begin))
    return any(first < each < last for each in fences)


def _numbered(
    new: Sequence[OccasionNumber], matched: Sequence[OccasionNumber | None], used: set[str]
) -> list[OccasionNumber]:
    found = []
    for one, known in zip(new, matched, strict=True):
        each = known or replace(one, suffix=_free(one.suffix, used))
        used.add(each.suffix)
        found.append(each)
    return found


def _free(suffix: str, used: set[str]) -> str:
    """Return the name or number itself while nobody has it, else the next number above all that were ever given."""
    if suffix not in used:
        return suffix
    numbers = [int(each) for each in used if each.isdecimal()]
    return str(max(numbers, default=0) + 1)

"""The name or number a calendar date is known by for good: a date that moves keeps it (regeltaal 29)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.anchors.dated import Numbered, fresh_suffix, number_dates
from engine.model import OccasionNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
        for anchor, dates in calendar.anchors.items():
            for shelf, fresh in _fresh(anchor, calendar.start, number_dates(dates)).items():
                shelves[shelf] = match(shelves[shelf], fresh)
    return tuple(one for shelf in sorted(shelves) for one in sorted(shelves[shelf], key=lambda each: each.suffix))


def _fresh(anchor: str, start: int, numbered: list[Numbered]) -> dict[Shelf, list[OccasionNumber]]:
    """Give the dates that carry a key of their own: the school's, and a group's that stand for no school date."""
    school = {each.ordinal for each in numbered if not each.own_group and each.date.ordinal is None}
    found: dict[Shelf, list[OccasionNumber]] = defaultdict(list)
    for each in numbered:
        stands_for_another = each.ordinal in school and (each.own_group or each.date.ordinal is not None)
        if not stands_for_another:
            date = each.date
            suffix = fresh_suffix(each, numbered)
            one = OccasionNumber(anchor, label(start), date.group, suffix, date.begin, date.end, date.name)
            found[anchor, label(start), date.group].append(one)
    return found


def match(old: Sequence[OccasionNumber], new: Sequence[OccasionNumber]) -> list[OccasionNumber]:
    """Give each new date the suffix of the old date it is, and a free one where it is none.

    First the dates that did not change keep theirs, and a date whose key is its name follows that name; of the rest an
    old and a new date belong together when each is the other's nearest with no unchanged date between. A date that
    was taken out earlier comes back under its own number, but is never taken for another one.
    """
    kept: Kept = {}
    for same in (_same_days_and_name, _same_name, _same_days):
        _pair(old, new, kept, same)
    _pair_nearest(old, new, kept, fixed=[each.begin for each in kept])
    matched = [_continued(kept[each], each) if each in kept else None for each in new]
    gone = [replace(each, gone=True) for each in old if each not in kept.values()]
    used = {each.suffix for each in old} | {each.suffix for each in matched if each}
    return [*gone, *_numbered(new, matched, used)]


def _continued(old: OccasionNumber, new: OccasionNumber) -> OccasionNumber:
    return replace(new, suffix=old.suffix)


def _same_days_and_name(old: OccasionNumber, new: OccasionNumber) -> bool:
    return _same_days(old, new) and old.name == new.name


def _same_days(old: OccasionNumber, new: OccasionNumber) -> bool:
    return (old.begin, old.end) == (new.begin, new.end)


def _same_name(old: OccasionNumber, new: OccasionNumber) -> bool:
    """A date whose key is its name stays itself under that name, wherever it moves."""
    return bool(new.name) and old.suffix.lower() == new.name.lower() == new.suffix.lower()


def _pair(old: Sequence[OccasionNumber], new: Sequence[OccasionNumber], kept: Kept, same: Same) -> None:
    for one in new:
        if one not in kept:
            free = (each for each in old if each not in kept.values() and same(each, one))
            found = next(free, None)
            if found is not None:
                kept[one] = found


def _pair_nearest(
    old: Sequence[OccasionNumber], new: Sequence[OccasionNumber], kept: Kept, fixed: Sequence[date]
) -> None:
    left = [each for each in old if each not in kept.values() and not each.gone]
    fresh = [each for each in new if each not in kept]
    for one in fresh:
        mine = _nearest(one, left, fixed)
        if mine is not None and _nearest(mine, fresh, fixed) is one:
            kept[one] = mine


def _nearest(to: OccasionNumber, among: Sequence[OccasionNumber], fixed: Sequence[date]) -> OccasionNumber | None:
    within = [each for each in among if not _between(to, each, fixed)]
    return min(within, key=lambda each: (abs(each.begin - to.begin), each.begin), default=None)


def _between(one: OccasionNumber, other: OccasionNumber, fixed: Sequence[date]) -> bool:
    first, last = sorted((one.begin, other.begin))
    return any(first < each < last for each in fixed)


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

"""New names for old in what the store keeps beside the facts: pure, and all at once, so that groups may trade names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from engine.almanac.days import label
from engine.model import GROUP, PUPIL, STAFF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.exception import Exemption
    from engine.model import OccasionNumber, Spell, Task

GROUP_OF_YEAR = re.compile(r"(.+) \((\d{4}-\d{4})\)")


class Rename(Protocol):
    """`kind` is leerling, groep or medewerker. `school_year` is that of a group: its name lives one year."""

    @property
    def kind(self) -> str: ...
    @property
    def old(self) -> str: ...
    @property
    def new(self) -> str: ...
    @property
    def school_year(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NewNames:
    """What goes by another name: pupils by number, staff by code, groups by (school year, name).

    `years` are the school years that have groups: a later year speaks of those of the last one before it.
    """

    pupils: Mapping[str, str]
    staff: Mapping[str, str]
    groups: Mapping[tuple[str, str], str]
    years: tuple[str, ...]

    def group(self, name: str, school_year: str) -> str:
        """Return the present name of the group that was called so in this school year."""
        year = max((each for each in self.years if each <= school_year), default=school_year)
        return self.groups.get((year, name), name)

    def subject(self, kind: str, subject: str, school_year: str) -> str:
        """Return the present name of a subject; a group may say its own year: `1/2 A (2025-2026)`."""
        if kind == PUPIL:
            return self.pupils.get(subject, subject)
        if kind == STAFF:
            return self.staff.get(subject, subject)
        if kind != GROUP:
            return subject
        own_year = GROUP_OF_YEAR.fullmatch(subject)
        if own_year is None:
            return self.group(subject, school_year)
        name, year = own_year.groups()
        return f"{self.groups.get((year, name), name)} ({year})"


def new_names(renames: Iterable[Rename], years: Iterable[str]) -> NewNames:
    renames = list(renames)
    return NewNames(
        pupils={each.old: each.new for each in renames if each.kind == PUPIL},
        staff={each.old: each.new for each in renames if each.kind == STAFF},
        groups={(each.school_year, each.old): each.new for each in renames if each.kind == GROUP},
        years=tuple(sorted(years)),
    )


def rename_task(task: Task, names: NewNames) -> Task:
    """Return the task under the new names, with the key it had."""
    return replace(
        task,
        subject=names.subject(task.per, task.subject, task.school_year),
        group=names.group(task.group, task.school_year),
        recipients=_codes(task.recipients, names),
        ticked_by=_codes(task.ticked_by, names),
        done_by=names.staff.get(task.done_by, task.done_by),
    )


def rename_numbers(numbers: Iterable[OccasionNumber], names: NewNames) -> tuple[OccasionNumber, ...]:
    """Return the numbers under the new names; of two that become one, the one that came along gives way."""
    found: dict[tuple[str, ...], OccasionNumber] = {}
    for each in sorted(numbers, key=lambda number: (number.school_year, number.group) not in names.groups):
        number = replace(each, group=names.groups.get((each.school_year, each.group), each.group))
        found[number.anchor, number.school_year, number.group, number.suffix] = number
    return tuple(found.values())


def rename_spells(spells: Iterable[Spell], names: NewNames) -> tuple[Spell, ...]:
    """Return the spells under the new names; two that become one began with the first, and last if one does."""
    found: dict[tuple[object, ...], Spell] = {}
    for each in sorted(spells, key=lambda spell: spell.first_seen):
        spell = replace(each, subject=names.subject(each.per, each.subject, each.school_year))
        key = (spell.rule, spell.per, spell.subject, spell.school_year, spell.ordinal)
        first = found.setdefault(key, spell)
        if first.ended and (spell.ended is None or spell.ended > first.ended):
            found[key] = replace(first, ended=spell.ended)
    return tuple(found.values())


def rename_exceptions(exemptions: Iterable[Exemption], names: NewNames) -> tuple[Exemption, ...]:
    """Return the exceptions under the new names: of whom they are about, and of who decided them."""
    return tuple(
        replace(
            each,
            subject=names.subject(each.per, each.subject, label(each.school_year)),
            by=names.staff.get(each.by, each.by),
            ended_by=names.staff.get(each.ended_by, each.ended_by),
        )
        for each in exemptions
    )


def _codes(codes: Iterable[str], names: NewNames) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.staff.get(each, each) for each in codes))

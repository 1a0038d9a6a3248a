"""New names for old in values: pure, and for all names at once, so that two groups may trade theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from engine.almanac import days
from engine.model import GROUP, PUPIL, STAFF

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from engine.model import Case, Group, OccasionNumber, Pupil, Registration, Spell, Staff, Task, Told

Value = TypeVar("Value")
RECIPIENT = "ontvanger"
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


def new_names(renames: Iterable[Rename], told: Told) -> NewNames:
    renames = list(renames)
    years = {each.school_year for each in (*told.export_groups, *told.sheet_groups)}
    return NewNames(
        pupils={each.old: each.new for each in renames if each.kind == PUPIL},
        staff={each.old: each.new for each in renames if each.kind == STAFF},
        groups={(each.school_year or told.school_year, each.old): each.new for each in renames if each.kind == GROUP},
        years=tuple(sorted(years)),
    )


def rename_told(told: Told, names: NewNames) -> Told:
    """Return what the school told under the new names; what already goes by a new name has the say over what comes."""
    before = _year_before(told.school_year)

    def pupils(values: tuple[Pupil, ...]) -> tuple[Pupil, ...]:
        return _one_each(values, lambda each: _pupil(each, names, before), lambda each: each.number)

    def groups(values: tuple[Group, ...]) -> tuple[Group, ...]:
        return _one_each(values, lambda each: _group(each, names), lambda each: (each.school_year, each.name))

    def staff(values: tuple[Staff, ...]) -> tuple[Staff, ...]:
        return _one_each(
            values, lambda each: replace(each, code=names.staff.get(each.code, each.code)), lambda each: each.code
        )

    return replace(
        told,
        export_pupils=pupils(told.export_pupils),
        sheet_pupils=pupils(told.sheet_pupils),
        export_groups=groups(told.export_groups),
        sheet_groups=groups(told.sheet_groups),
        export_staff=staff(told.export_staff),
        sheet_staff=staff(told.sheet_staff),
        registrations=tuple(_registration(each, names) for each in told.registrations),
        cases=tuple(_case(each, names, told.school_year) for each in told.cases),
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
    return _one_each(
        numbers,
        lambda each: replace(each, group=names.groups.get((each.school_year, each.group), each.group)),
        lambda each: (each.anchor, each.school_year, each.group, each.suffix),
    )


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


def _one_each(
    values: Iterable[Value], rename: Callable[[Value], Value], key: Callable[[Value], Hashable]
) -> tuple[Value, ...]:
    """Rename all; where two end up under one key, keep the one that was there already."""
    values = list(values)
    renamed = [rename(each) for each in values]
    stays = [key(new) == key(old) for old, new in zip(values, renamed, strict=True)]
    coming = {key(new): new for new, stay in zip(renamed, stays, strict=True) if not stay}
    staying = {key(new): new for new, stay in zip(renamed, stays, strict=True) if stay}
    return tuple((coming | staying).values())


def _pupil(pupil: Pupil, names: NewNames, year_before: str) -> Pupil:
    number = names.pupils.get(pupil.number, pupil.number)
    previous = names.groups.get((year_before, pupil.previous_group), pupil.previous_group)
    return replace(pupil, number=number, previous_group=previous)


def _group(group: Group, names: NewNames) -> Group:
    return replace(
        group,
        name=names.groups.get((group.school_year, group.name), group.name),
        pupils=frozenset(names.pupils.get(each, each) for each in group.pupils),
        teachers=frozenset(_codes(group.teachers, names)),
        care_coordinators=frozenset(_codes(group.care_coordinators, names)),
    )


def _registration(registration: Registration, names: NewNames) -> Registration:
    year = days.school_year_of(registration.on)
    subject = names.subject(registration.subject_type, registration.subject, year)
    return replace(registration, subject=subject, by=names.staff.get(registration.by, registration.by))


def _case(case: Case, names: NewNames, school_year: str) -> Case:
    year = days.school_year_of(case.begin) if case.begin else school_year
    traits = dict(case.traits)
    if RECIPIENT in traits:
        traits[RECIPIENT] = names.staff.get(traits[RECIPIENT], traits[RECIPIENT])
    return replace(case, subject=names.subject(case.subject_type, case.subject, year), traits=traits)


def _codes(codes: Iterable[str], names: NewNames) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.staff.get(each, each) for each in codes))


def _year_before(school_year: str) -> str:
    return days.label(days.start_of(school_year) - 1) if school_year else ""

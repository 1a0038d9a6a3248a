"""What a school told us by export and by csv -> the facts. Where both speak, a csv goes first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.kinds import KINDS_WITHOUT_ROLE, USUAL_ROLES
from engine.model import HOME_GROUP, Facts

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.model import Group, Pupil, Staff, Told


def combine(told: Told) -> Facts:
    """Return the facts. Every list keeps the order of the export, with what only a csv knows behind it."""
    pupils = _pupils(told)
    staff = _staff(told)
    return Facts(
        told.brin,
        told.school_year,
        pupils=pupils,
        groups=_groups(told, {each.number for each in pupils}, {each.code for each in staff}),
        staff=staff,
        registrations=told.registrations,
        cases=told.cases,
    )


def _pupils(told: Told) -> tuple[Pupil, ...]:
    said = {each.number: each for each in told.sheet_pupils}
    known = {each.number for each in told.export_pupils}
    both = (_pupil(each, said.get(each.number)) for each in told.export_pupils)
    return (*both, *(each for each in told.sheet_pupils if each.number not in known))


def _pupil(exported: Pupil, said: Pupil | None) -> Pupil:
    if said is None:
        return exported
    return replace(
        exported,
        entry=said.entry or exported.entry,
        exit=said.exit or exported.exit,
        traits=said.traits or exported.traits,
        previous_group=said.previous_group or exported.previous_group,
    )


def _staff(told: Told) -> tuple[Staff, ...]:
    said = {each.code: each for each in told.sheet_staff}
    known = {each.code for each in told.export_staff}
    both = (_person(each, said.get(each.code)) for each in told.export_staff)
    only_said = (each for each in told.sheet_staff if each.code not in known)
    return (*both, *(replace(each, roles=_roles(each, USUAL_ROLES)) for each in only_said))


def _person(exported: Staff, said: Staff | None) -> Staff:
    if said is None:
        return exported
    return replace(
        said,
        first_name=said.first_name or exported.first_name,
        last_name=said.last_name or exported.last_name,
        email=said.email or exported.email,
        roles=_roles(said, exported.roles),
    )


def _roles(said: Staff, otherwise: frozenset[str]) -> frozenset[str]:
    if said.roles:
        return said.roles
    return frozenset() if said.kind in KINDS_WITHOUT_ROLE else otherwise


def _groups(told: Told, pupils: Collection[str], staff: Collection[str]) -> tuple[Group, ...]:
    """Return the groups, with only people who exist and every pupil in one home group a year at most."""
    merged = _merged(told)
    taken: dict[tuple[str, str], str] = {}
    for each in _said_first(told, merged):
        if each.kind == HOME_GROUP:
            for number in each.pupils:
                taken.setdefault((each.school_year, number), each.name)
    return tuple(_existing(each, pupils, staff, taken) for each in merged.values())


def _merged(told: Told) -> dict[tuple[str, str], Group]:
    merged = {(each.name, each.school_year): each for each in told.export_groups}
    for said in told.sheet_groups:
        key = (said.name, said.school_year or told.school_year)
        merged[key] = _group(merged.get(key), replace(said, school_year=key[1]))
    return merged


def _group(exported: Group | None, said: Group) -> Group:
    if exported is None:
        return replace(said, kind=said.kind or HOME_GROUP)
    return replace(
        said,
        kind=said.kind or exported.kind,
        year_groups=said.year_groups or exported.year_groups,
        teachers=exported.teachers | said.teachers,
        pupils=exported.pupils | said.pupils,
        export_keys=exported.export_keys,
    )


def _said_first(told: Told, merged: dict[tuple[str, str], Group]) -> list[Group]:
    """Return who is where in the order that decides: first what a csv says, then what the export says."""
    said = [
        replace(each, school_year=year, kind=merged[each.name, year].kind)
        for each in told.sheet_groups
        for year in (each.school_year or told.school_year,)
    ]
    here = [each for each in told.export_groups if each.present]
    gone = [each for each in told.export_groups if not each.present]
    return [*said, *here, *gone]


def _existing(
    group: Group, pupils: Collection[str], staff: Collection[str], taken: dict[tuple[str, str], str]
) -> Group:
    members = (number for number in group.pupils if number in pupils)
    if group.kind == HOME_GROUP:
        members = (number for number in members if taken[group.school_year, number] == group.name)
    return replace(
        group,
        pupils=frozenset(members),
        teachers=frozenset(code for code in group.teachers if code in staff),
        care_coordinators=frozenset(code for code in group.care_coordinators if code in staff),
    )

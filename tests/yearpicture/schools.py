"""Schools to draw: the demo school, the same with every pack, and one of twenty-five groups made from it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.kit.demo import START, TODAY, demo_school
from engine import shipped
from engine.runs.gather import gather
from engine.runs.plan import Plan, plan_of

if TYPE_CHECKING:
    from engine.model import Group, Pupil, Staff, Told
    from engine.runs.gather import School

GROUPS = 25


@cache
def demo() -> Plan:
    return planned(demo_school())


@cache
def every_pack() -> Plan:
    return planned(with_packs(demo_school(), shipped.pack_names()))


@cache
def large(*, all_packs: bool = False) -> Plan:
    """Plan a school of twenty-five groups: the demo's twelve, twice over, and one more."""
    school = demo_school()
    packs = shipped.pack_names() if all_packs else school.settings.school.packs
    return planned(with_packs(replace(school, told=grown(school.told)), packs))


def planned(school: School) -> Plan:
    return Plan(school, START, plan_of(school, START, TODAY))


def with_packs(school: School, packs: tuple[str, ...]) -> School:
    settings = replace(school.settings, school=replace(school.settings.school, packs=tuple(packs)))
    return gather(settings, school.told, {})


def grown(told: Told) -> Told:
    """Add a second and a third school beside the first, and keep twenty-five home groups of them."""
    year = told.school_year
    seen = sorted({each.name for each in (*told.export_groups, *told.sheet_groups) if _home(each, year)})
    kept = {(name, ""): name for name in seen}
    for mark in ("z", "w"):
        for name in seen:
            if len(kept) < GROUPS:
                kept[name, mark] = f"{name}{mark}"
    marks = {mark: {name for name, of in kept if of == mark} for mark in ("z", "w")}
    result = told
    for mark, names in marks.items():
        result = replace(
            result,
            export_pupils=(*result.export_pupils, *(_pupil(each, mark) for each in told.export_pupils)),
            sheet_pupils=(*result.sheet_pupils, *(_pupil(each, mark) for each in told.sheet_pupils)),
            export_staff=(*result.export_staff, *(_staff(each, mark) for each in told.export_staff)),
            sheet_staff=(*result.sheet_staff, *(_staff(each, mark) for each in told.sheet_staff)),
            export_groups=(*result.export_groups, *_groups(told.export_groups, names, mark)),
            sheet_groups=(*result.sheet_groups, *_groups(told.sheet_groups, names, mark)),
        )
    return result


def _home(group: Group, year: str) -> bool:
    return group.kind == "stam" and group.school_year in ("", year)


def _groups(groups: tuple[Group, ...], names: set[str], mark: str) -> list[Group]:
    return [
        replace(
            each,
            name=f"{each.name}{mark}",
            teachers=frozenset(f"{code}{mark}" for code in each.teachers),
            pupils=frozenset(f"{number}{mark}" for number in each.pupils),
            care_coordinators=frozenset(),
            export_keys=frozenset(f"{key}{mark}" for key in each.export_keys),
        )
        for each in groups
        if each.name in names
    ]


def _pupil(pupil: Pupil, mark: str) -> Pupil:
    return replace(pupil, number=f"{pupil.number}{mark}")


def _staff(person: Staff, mark: str) -> Staff:
    first = f"{person.first_name}{mark}" if person.first_name else ""
    email = f"{mark}.{person.email}" if person.email else ""
    return replace(person, code=f"{person.code}{mark}", first_name=first, email=email)

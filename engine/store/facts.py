"""What a school told us, kept apart by origin: pupils, groups, staff, registrations, cases and renames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from engine.model import Case, Group, Pupil, Registration, Staff, Told
from engine.store.shelf import load, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.facts import CaseRow, GroupRow, PupilRow, RegistrationRow, RenameRow, SchoolRow, StaffRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.store.database import Store

EXPORT, SHEET = "export", "sheet"
GROUP_KEY = ("school_year", "name")
REGISTRATION_KEY = ("on", "kind", "subject_type", "subject", "by", "area", "value", "origin")
CASE_KEY = ("type", "key")


@dataclass(frozen=True, slots=True)
class School:
    """What the latest export said of itself."""

    brin: str
    school_year: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Renamed:
    """The present name of what was once called something else."""

    kind: str
    old: str
    new: str


_SCHOOL = shelf_of(table(SchoolRow), School, ())
_EXPORT_PUPILS = shelf_of(table(PupilRow), Pupil, ("number",), origin=EXPORT)
_SHEET_PUPILS = shelf_of(table(PupilRow), Pupil, ("number",), origin=SHEET)
_EXPORT_GROUPS = shelf_of(table(GroupRow), Group, GROUP_KEY, origin=EXPORT)
_SHEET_GROUPS = shelf_of(table(GroupRow), Group, GROUP_KEY, origin=SHEET)
_EXPORT_STAFF = shelf_of(table(StaffRow), Staff, ("code",), origin=EXPORT)
_SHEET_STAFF = shelf_of(table(StaffRow), Staff, ("code",), origin=SHEET)
_REGISTRATIONS = shelf_of(table(RegistrationRow), Registration, REGISTRATION_KEY)
_CASES = shelf_of(table(CaseRow), Case, CASE_KEY)
_RENAMES = shelf_of(table(RenameRow), Renamed, ("kind", "old"))


def load_told(store: Store) -> Told:
    """Return all the school told us, each kind in the order of its key; before anything was told, a Told of "" only."""
    school = next(iter(load(store, _SCHOOL)), School(""))
    return Told(
        brin=school.brin,
        school_year=school.school_year,
        as_of=school.as_of,
        export_pupils=load(store, _EXPORT_PUPILS),
        export_groups=load(store, _EXPORT_GROUPS),
        export_staff=load(store, _EXPORT_STAFF),
        sheet_pupils=load(store, _SHEET_PUPILS),
        sheet_groups=load(store, _SHEET_GROUPS),
        sheet_staff=load(store, _SHEET_STAFF),
        registrations=load(store, _REGISTRATIONS),
        cases=load(store, _CASES),
        renames={(each.kind, each.old): each.new for each in load(store, _RENAMES)},
    )


def save_told(store: Store, before: Told, after: Told) -> int:
    """Write what changed from `before`, as it was loaded, to `after`; return how many facts changed.

    A registration given twice is one. Raises ValueError where `after` says two different things of one.
    """
    return (
        save_difference(store, _SCHOOL, _school(before), _school(after))
        + save_difference(store, _EXPORT_PUPILS, before.export_pupils, after.export_pupils)
        + save_difference(store, _EXPORT_GROUPS, before.export_groups, after.export_groups)
        + save_difference(store, _EXPORT_STAFF, before.export_staff, after.export_staff)
        + save_difference(store, _SHEET_PUPILS, before.sheet_pupils, after.sheet_pupils)
        + save_difference(store, _SHEET_GROUPS, before.sheet_groups, after.sheet_groups)
        + save_difference(store, _SHEET_STAFF, before.sheet_staff, after.sheet_staff)
        + save_difference(store, _REGISTRATIONS, before.registrations, after.registrations)
        + save_difference(store, _CASES, before.cases, after.cases)
        + save_difference(store, _RENAMES, _renames(before), _renames(after))
    )


def save_registrations(store: Store, gone: Iterable[Registration], fresh: Iterable[Registration]) -> int:
    """Take these registrations away and keep those; return how many changed."""
    return save_difference(store, _REGISTRATIONS, gone, fresh)


def schools(store: Store) -> tuple[str, ...]:
    """Return the ids of all schools that told us anything, whichever school this store was opened for."""
    return tuple(sorted(store.connection.execute(select(table(SchoolRow).c.school)).scalars()))


def group_years(store: Store) -> tuple[str, ...]:
    """Return the school years the school told us groups of, in order."""
    groups = table(GroupRow).c
    query = select(groups.school_year).where(groups.school == store.school).distinct()
    return tuple(sorted(store.connection.execute(query).scalars()))


def _school(told: Told) -> list[School]:
    school = School(told.brin, told.school_year, told.as_of)
    return [] if school == School("") else [school]


def _renames(told: Told) -> list[Renamed]:
    return [Renamed(kind, old, new) for (kind, old), new in told.renames.items()]

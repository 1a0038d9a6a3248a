"""Pupils, groups and staff: who belongs where, and who gets a task. For the oracle only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.oracle.days import Days, in_service

if TYPE_CHECKING:
    from datetime import date

    from tests.oracle.folder import Case, Entry, Group, Pupil, School, Staff


@dataclass
class Subject:
    """What a task is about; `group` is the group whose days, dates and teachers count."""

    per: str
    name: str
    pupil: Pupil | None = None
    group: Group | None = None
    staff: Staff | None = None
    case: Case | None = None
    round: Entry | None = None
    round_number: int = 0


def year_group(school: School, pupil: Pupil, year: int) -> int | str:
    """21: the year group in a school year; a letter or "" is none; a number outside 1-8 is not at school."""
    if not pupil.year_group.isdigit():
        return pupil.year_group
    number = max(1, int(pupil.year_group))
    if year < school.export_year:
        return number - (school.export_year - year)
    for passing in range(school.export_year, year):
        young = number == 1 and pupil.birth is not None and (pupil.birth.year >= passing - 3)
        stays = passing == school.export_year and number in (1, 2) and "verlengt" in pupil.traits
        if not young and not stays:
            number += 1
    return number


def has_year_group(school: School, pupil: Pupil, year: int) -> bool:
    number = year_group(school, pupil, year)
    return number != "H" and (isinstance(number, str) or 1 <= number <= 8)


def at_school(school: School, pupil: Pupil, day: date, year: int, entry: bool = True, leaving: bool = True) -> bool:
    """20: `entry` and `leaving` say which of the two dates count."""
    if not has_year_group(school, pupil, year):
        return False
    if entry and pupil.entry is not None and pupil.entry > day:
        return False
    return not (leaving and pupil.exit is not None and pupil.exit < day)


def groups_of(school: School, year: int) -> list[Group]:
    """20: for a year without groups, those of the last year before."""
    while year >= min((g.year for g in school.groups), default=year + 1):
        found = [g for g in school.groups if g.year == year]
        if found:
            return found
        year -= 1
    return []


def home_group(school: School, pupil: Pupil, year: int) -> Group | None:
    return next((g for g in groups_of(school, year) if g.kind == "stam" and pupil.number in g.pupils), None)


def group_named(school: School, name: str, year: int) -> Group | None:
    return next((g for g in groups_of(school, year) if g.name == name), None)


def _year_of(school: School, group: Group, year: int) -> int:
    """A group that holds in the year has its pupils' year groups of then; another year's group those of its own."""
    return year if group in groups_of(school, year) else group.year


def all_year_groups(school: School, group: Group, year: int) -> set[int]:
    """30: those of the group itself and of all its pupils in that school year, whatever the day."""
    year = _year_of(school, group, year)
    numbers = set(group.own)
    for number in group.pupils:
        if number in school.pupils:
            level = year_group(school, school.pupils[number], year)
            if isinstance(level, int) and 1 <= level <= 8:
                numbers.add(level)
    return numbers


def year_groups_on(school: School, group: Group, day: date, year: int) -> set[int]:
    """21: her own, and those of pupils in her on that day (another year's group: only if she has none herself)."""
    numbers = set(group.own)
    if group.year != school.export_year and numbers:
        return numbers
    year = _year_of(school, group, year)
    for number in group.pupils:
        pupil = school.pupils.get(number)
        if pupil and at_school(school, pupil, day, year):
            level = year_group(school, pupil, year)
            if isinstance(level, int):
                numbers.add(level)
    return numbers


def groups_of_staff(school: School, code: str, year: int) -> list[Group]:
    return [g for g in groups_of(school, year) if code in g.teachers]


def days_of(school: School, subject: Subject, year: int) -> Days:
    """30: a group's own days count for the group, its pupils and cases; school and staff have the plain days."""
    if subject.group is not None:
        return Days(school, all_year_groups(school, subject.group, year))
    if subject.pupil is not None:
        level = year_group(school, subject.pupil, year)
        return Days(school, {level} if isinstance(level, int) else set())
    return Days(school, set())


# --- 23: who gets it ----------------------------------------------------------------------------------------------


def _reachable(staff: list[Staff], day: date) -> list[Staff]:
    return [s for s in staff if s.email and in_service(s, day)]


def _with_role(school: School, role: str) -> list[Staff]:
    return [s for s in school.staff.values() if role in s.roles]


def _teachers_of(school: School, groups: list[Group]) -> list[Staff]:
    """Linked, with the role; somebody of kind invaller gets nothing through a group."""
    return [
        s
        for s in _with_role(school, "leerkracht")
        if s.kind != "invaller" and any(s.code in g.teachers for g in groups)
    ]


def _for_absent(school: School, absent: Staff, day: date, year: int) -> list[Staff]:
    """Never the absent one: co-teachers, else teachers of a group with a same year group, else ib."""
    own = [g for g in groups_of_staff(school, absent.code, year) if g.kind == "stam"]
    co = [s for s in _reachable(_teachers_of(school, own), day) if s.code != absent.code]
    if co:
        return co
    levels: set[int] = set()
    for group in own:
        levels |= year_groups_on(school, group, day, year)
    parallel = [
        g
        for g in groups_of(school, year)
        if g.kind == "stam" and g not in own and levels & year_groups_on(school, g, day, year)
    ]
    found = [s for s in _reachable(_teachers_of(school, parallel), day) if s.code != absent.code]
    return found or [s for s in _reachable(_with_role(school, "ib"), day) if s.code != absent.code]


def _teachers(school: School, subject: Subject, day: date, year: int) -> list[Staff]:
    if subject.per == "afwezigheid" and subject.staff is not None:
        return _for_absent(school, subject.staff, day, year)
    if subject.staff is not None:
        return [subject.staff]
    if subject.group is not None:
        return _teachers_of(school, [subject.group])
    about_school = subject.per in ("school", "gespreksronde") or (subject.case and subject.case.about_type == "school")
    return _with_role(school, "leerkracht") if about_school else []


def _ib(school: School, subject: Subject, day: date) -> list[Staff]:
    if subject.group is not None:
        named = _reachable([school.staff[c] for c in subject.group.ib if c in school.staff], day)
        if named:
            return named
    return _with_role(school, "ib")


def _recipient(school: School, subject: Subject, day: date, year: int) -> list[Staff]:
    if subject.case and subject.case.traits.get("ontvanger"):
        code = subject.case.traits["ontvanger"]
        return [school.staff[code]] if code in school.staff else []
    if subject.staff is not None:
        return [subject.staff]
    return _teachers(school, subject, day, year)


def audience(school: School, roles: list[str], subject: Subject, day: date, year: int) -> list[Staff]:
    found: list[Staff] = []
    for role in roles:
        if role == "leerkracht":
            staff = _teachers(school, subject, day, year)
        elif role == "ib":
            staff = _ib(school, subject, day)
        elif role == "ontvanger":
            staff = _recipient(school, subject, day, year)
        else:
            staff = _with_role(school, role)
        staff = _reachable(staff, day)
        # A role without anybody becomes the administrator, else the head.
        for instead in ("beheerder", "directie"):
            staff = staff or _reachable(_with_role(school, instead), day)
        found += [s for s in staff if s not in found]
    return found

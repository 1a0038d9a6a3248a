"""The facts grouped once: who sits where in which school year, and what is known about whom. Years are start years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from engine.almanac.almanac import serves
from engine.almanac.days import start_of
from engine.model import GROUP, HOME_GROUP, PUPIL, SCHOOL, STAFF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.almanac.schoolcalendar import AnchorDate
    from engine.model import Case, Facts, Group, Pupil, Registration, Staff

K = TypeVar("K")
V = TypeVar("V")

YOUNGEST, OLDEST = 1, 8
GONE = "H"
STAYS = "verlengt"
TODDLERS = (1, 2)
TEACHER = "leerkracht"
ABSENCE = "afwezigheid"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a task is about. `key` is what people read; exactly one of the others is filled, none for the school."""

    per: str
    key: str
    pupil: Pupil | None = None
    group: Group | None = None
    staff: Staff | None = None
    case: Case | None = None
    round: AnchorDate | None = None


class Census:
    """Facts, asked by pupil, group, staff, school year and registration kind. Nothing here depends on the calendar."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.export_start = start_of(facts.school_year) if facts.school_year else None
        self.pupils = {each.number: each for each in facts.pupils}
        self.staff = {each.code: each for each in facts.staff}
        self.school = Subject(SCHOOL, facts.brin)
        self._year_groups: dict[tuple[str, int], int | None] = {}
        self._pupils_of: dict[tuple[frozenset[int], int], frozenset[str]] = {}
        self._subjects_in: dict[tuple[str, str], list[Subject]] = {}
        self._teachers_of: dict[tuple[str, str], list[Staff]] = {}
        self._with_role: dict[str, list[Staff]] = {}
        self._groups_years: dict[int, int | None] = {}
        self._all_year_groups: dict[tuple[str, str, int], frozenset[int]] = {}
        self._stays_of: dict[tuple[str, str, int], Mapping[int, tuple[tuple[date, date], ...]]] = {}

    # --- pupils and their year groups (regeltaal 21)

    def year_group(self, pupil: Pupil, start: int) -> int | None:
        """Return the pupil's year group in that school year; None for a letter. May lie outside 1 to 8."""
        key = (pupil.number, start)
        if key not in self._year_groups:
            self._year_groups[key] = self._work_out_year_group(pupil, start)
        return self._year_groups[key]

    def _work_out_year_group(self, pupil: Pupil, start: int) -> int | None:
        if not pupil.year_group.isdecimal():
            return None
        now = max(int(pupil.year_group), YOUNGEST)
        if self.export_start is None or start <= self.export_start:
            return now - ((self.export_start or start) - start)
        for year in range(self.export_start, start):
            now += 0 if self._stays(pupil, now, year) else 1
        return now

    def _stays(self, pupil: Pupil, year_group: int, year: int) -> bool:
        if year_group in TODDLERS and STAYS in pupil.traits and year == self.export_start:
            return True
        return year_group == YOUNGEST and pupil.birth is not None and pupil.birth >= date(year - 3, 1, 1)

    def belongs(self, pupil: Pupil, start: int) -> bool:
        """Tell whether the pupil is of an age for this school in that year: not gone (H), not outside 1 to 8."""
        if pupil.year_group == GONE:
            return False
        number = self.year_group(pupil, start)
        return number is None or YOUNGEST <= number <= OLDEST

    def pupils_of(self, year_groups: frozenset[int], start: int) -> frozenset[str]:
        """Return the numbers of the pupils who belong here in that year, in one of these year groups."""
        key = (year_groups, start)
        if key not in self._pupils_of:
            found = (each for each in self.facts.pupils if self.year_group(each, start) in year_groups)
            self._pupils_of[key] = frozenset(each.number for each in found if self.belongs(each, start))
        return self._pupils_of[key]

    def left(self, pupil: Pupil, day: date, start: int) -> bool:
        """Tell whether the pupil has left by that day: exit passed, H, or beyond the last year group."""
        number = self.year_group(pupil, start)
        beyond = number is not None and number > OLDEST
        return pupil.year_group == GONE or beyond or (pupil.exit is not None and pupil.exit < day)

    def present(self, pupil: Pupil, day: date, start: int) -> bool:
        """Tell whether the pupil is at school that day (regeltaal 20)."""
        return self.belongs(pupil, start) and serves(pupil.entry, pupil.exit, day)

    def next_year_groups(self, pupil: Pupil, start: int) -> frozenset[int]:
        """Return the year groups the pupil goes to after school year `start`: usually one."""
        own = self.year_group(pupil, start + 1)
        placed = self._placed.get((pupil.number, start + 1), frozenset())
        if own is None or (placed and own not in placed):
            return placed
        return frozenset({own})

    @cached_property
    def _placed(self) -> dict[tuple[str, int], frozenset[int]]:
        homes = (each for each in self.facts.groups if each.kind == HOME_GROUP)
        return {(number, start_of(each.school_year)): each.year_groups for each in homes for number in each.pupils}

    # --- groups

    @cached_property
    def groups_by_year(self) -> Mapping[int, tuple[Group, ...]]:
        found: dict[int, list[Group]] = defaultdict(list)
        for group in self.facts.groups:
            found[start_of(group.school_year)].append(group)
        return {year: tuple(groups) for year, groups in found.items()}

    def groups_year(self, start: int) -> int | None:
        """Return the school year whose groups hold in `start`: its own, or the last one before that has any."""
        if start not in self._groups_years:
            self._groups_years[start] = max((year for year in self.groups_by_year if year <= start), default=None)
        return self._groups_years[start]

    def groups(self, start: int) -> tuple[Group, ...]:
        """Return the groups that hold in a school year, of every kind."""
        year = self.groups_year(start)
        return () if year is None else self.groups_by_year[year]

    @cached_property
    def _home(self) -> dict[tuple[str, int], Group]:
        homes = (each for each in self.facts.groups if each.kind == HOME_GROUP)
        return {(number, start_of(each.school_year)): each for each in homes for number in each.pupils}

    def home_group(self, number: str, start: int) -> Group | None:
        """Return the pupil's home group in a school year."""
        year = self.groups_year(start)
        return None if year is None else self._home.get((number, year))

    @cached_property
    def _memberships(self) -> Mapping[tuple[str, int], tuple[Group, ...]]:
        return _grouped(
            ((number, start_of(each.school_year)), each) for each in self.facts.groups for number in each.pupils
        )

    def memberships(self, number: str, start: int) -> tuple[Group, ...]:
        """Return the groups the pupil is in, in exactly that school year."""
        return self._memberships.get((number, start), ())

    @cached_property
    def _links(self) -> Mapping[tuple[str, int], tuple[Group, ...]]:
        return _grouped(
            ((code, start_of(each.school_year)), each) for each in self.facts.groups for code in each.teachers
        )

    def links(self, code: str, start: int) -> tuple[Group, ...]:
        """Return the groups somebody is linked to, in exactly that school year."""
        return self._links.get((code, start), ())

    def year_groups_all_year(self, group: Group, start: int) -> frozenset[int]:
        """Return the group's own year groups and those of all its pupils in that school year, whatever the day."""
        key = (group.name, group.school_year, start)
        if key not in self._all_year_groups:
            pupils = (self.pupils[number] for number in group.pupils if number in self.pupils)
            numbers = (self.year_group(each, start) for each in pupils if self.belongs(each, start))
            self._all_year_groups[key] = group.year_groups | {each for each in numbers if each is not None}
        return self._all_year_groups[key]

    def year_groups_on(self, group: Group, day: date, start: int) -> frozenset[int]:
        """Return the year groups a condition compares the group with (regeltaal 21)."""
        own = start_of(group.school_year)
        if group.year_groups and own != self.export_start:
            return group.year_groups
        year = start if self.groups_year(start) == own else own
        here = (
            number
            for number, stays in self._stays_in(group, year).items()
            if any(first <= day <= last for first, last in stays)
        )
        return group.year_groups.union(here)

    def _stays_in(self, group: Group, year: int) -> Mapping[int, tuple[tuple[date, date], ...]]:
        """Give for each year group in a group when its pupils are at school: asked for every day of a year."""
        key = (group.name, group.school_year, year)
        if key not in self._stays_of:
            pupils = (each for each in self.pupils_in(group) if self.belongs(each, year))
            pairs = ((self.year_group(each, year), (each.entry or date.min, each.exit or date.max)) for each in pupils)
            self._stays_of[key] = _grouped((number, stay) for number, stay in pairs if number is not None)
        return self._stays_of[key]

    def pupils_in(self, group: Group) -> list[Pupil]:
        return [self.pupils[number] for number in group.pupils if number in self.pupils]

    def subjects_in(self, group: Group) -> list[Subject]:
        """Return the group's pupils as subjects: asked for every day of a year."""
        key = (group.name, group.school_year)
        if key not in self._subjects_in:
            self._subjects_in[key] = [Subject(PUPIL, each.number, pupil=each) for each in self.pupils_in(group)]
        return self._subjects_in[key]

    # --- people

    def teachers_of(self, group: Group) -> list[Staff]:
        """Return who is linked to the group and has the role of teacher."""
        key = (group.name, group.school_year)
        if key not in self._teachers_of:
            linked = (self.staff[code] for code in group.teachers if code in self.staff)
            self._teachers_of[key] = [each for each in linked if TEACHER in each.roles]
        return self._teachers_of[key]

    def with_role(self, role: str) -> list[Staff]:
        if role not in self._with_role:
            self._with_role[role] = [each for each in self.facts.staff if role in each.roles]
        return self._with_role[role]

    # --- registrations and cases

    @cached_property
    def _registrations(self) -> Mapping[tuple[str, str, str], tuple[Registration, ...]]:
        ordered = sorted(self.facts.registrations, key=lambda each: each.on)
        return _grouped(((each.kind, each.subject_type, each.subject), each) for each in ordered)

    def registrations(self, kind: str, subject: Subject) -> tuple[Registration, ...]:
        """Return the registrations of a kind about a subject, oldest first."""
        return self._registrations.get((kind, subject.per, self.fact_key(subject)), ())

    def registrations_of_pupil(self, kind: str, number: str) -> tuple[Registration, ...]:
        return self._registrations.get((kind, PUPIL, number), ())

    def fact_key(self, subject: Subject) -> str:
        """Return the name under which facts speak of a subject: a group without its year behind it."""
        return subject.group.name if subject.group is not None else subject.key

    @cached_property
    def _cases(self) -> Mapping[tuple[str, str, str], tuple[Case, ...]]:
        return _grouped(((each.type, each.subject_type, each.subject), each) for each in self.facts.cases)

    def absent(self, day: date) -> frozenset[str]:
        """Return the codes of who is absent that day; an absence without an end goes on."""
        cases = self.cases_by_type.get(ABSENCE, ())
        return frozenset(each.subject for each in cases if each.begin and serves(each.begin, each.end, day))

    def cases_about(self, kind: str, subject_type: str, subject: str) -> tuple[Case, ...]:
        return self._cases.get((kind, subject_type, subject), ())

    @cached_property
    def cases_by_type(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped((each.type, each) for each in self.facts.cases)

    @cached_property
    def recorded(self) -> frozenset[str]:
        """The kinds of registration that anybody ever entered; a rule that waits for another kind sleeps."""
        return frozenset(each.kind for each in self.facts.registrations)

    def pupil_of(self, subject: Subject) -> Pupil | None:
        """Return the pupil a subject is about: itself, or the case's."""
        if subject.case is not None and subject.case.subject_type == PUPIL:
            return self.pupils.get(subject.case.subject)
        return subject.pupil

    def group_of(self, subject: Subject, start: int) -> Group | None:
        """Return the group a subject belongs to: itself, the pupil's home group, the case's or the round's."""
        if subject.group is not None:
            return subject.group
        pupil = self.pupil_of(subject)
        if pupil is not None:
            return self.home_group(pupil.number, start)
        name = subject.round.group if subject.round is not None else _case_subject(subject.case, GROUP)
        return self.named_group(name, start) if name else None

    def staff_of(self, subject: Subject) -> Staff | None:
        """Return the staff member a subject is about: itself, or the case's."""
        if subject.staff is not None:
            return subject.staff
        return self.staff.get(_case_subject(subject.case, STAFF))

    def named_group(self, name: str, start: int) -> Group | None:
        return next((each for each in self.groups(start) if each.name == name), None)


def _case_subject(case: Case | None, subject_type: str) -> str:
    return case.subject if case is not None and case.subject_type == subject_type else ""


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}

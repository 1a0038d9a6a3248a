"""Who sits where and who does the work, written by hand over the facts: one `Home` per group, with its own days."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks.byhand.schooldays import Days, Year, school_year

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.model import Case, Facts, Group, Pupil, Registration, Staff

TODDLERS = {1, 2}
Codes = tuple[str, ...]


def serves(staff: Staff, day: date) -> bool:
    return (staff.in_service is None or staff.in_service <= day) and (
        staff.out_of_service is None or day <= staff.out_of_service
    )


def here(pupil: Pupil, day: date) -> bool:
    return (pupil.entry is None or pupil.entry <= day) and (pupil.exit is None or day <= pupil.exit)


def has(pupil: Pupil, *traits: str) -> bool:
    return any(pupil.traits.get(each, "nee") != "nee" for each in traits)


def autumn(pupil: Pupil) -> bool:
    return pupil.birth is not None and pupil.birth.month >= 10


class Home:
    """A home group of this year with its pupils; or, without a group, pupils who have none."""

    def __init__(self, name: str, group: Group | None, pupils: list[tuple[Pupil, int]], year: Year) -> None:
        self.name, self.group, self.pupils, self.year, self.days = name, group, pupils, year, year.days
        self.own = group.year_groups if group else frozenset()
        self.toddlers = [(pupil, number) for pupil, number in pupils if number in TODDLERS]

    def has_toddlers(self, day: date) -> bool:
        return bool(self.own & TODDLERS) or any(here(pupil, day) for pupil, _ in self.toddlers)


class School:
    """The facts laid out for one school year: everything a rule asks for more than once."""

    def __init__(self, facts: Facts, calendars: Iterable[SchoolCalendar], start: int, first: date) -> None:
        self.facts, self.start, self.first = facts, start, first
        self.calendars = list(calendars)
        self.calendar = next(each for each in self.calendars if each.start == start)
        self._years: dict[tuple[str, frozenset[int]], Year] = {}
        self._days: dict[frozenset[int], Days] = {}
        self.year = self.year_for("", frozenset())
        self.pupils = {each.number: each for each in facts.pupils}
        self.staff = {each.code: each for each in facts.staff}
        self.numbers = {each.number: self._year_group(each) for each in facts.pupils}
        self.groups: dict[int, list[Group]] = defaultdict(list)
        for group in facts.groups:
            self.groups[int(group.school_year[:4])].append(group)
        self.homes = [self._home(each) for each in self.groups[start] if each.kind == "stam"]
        self.home_of = {number: home for home in self.homes if home.group for number in home.group.pupils}
        self.loose = self._loose()
        self.toddler_homes = [each for each in self.homes if each.own & TODDLERS or each.toddlers]
        self.registrations: dict[tuple[str, str, str], list[Registration]] = defaultdict(list)
        for registration in sorted(facts.registrations, key=lambda each: each.on):
            key = (registration.kind, registration.subject_type, registration.subject)
            self.registrations[key].append(registration)
        self.cases: dict[str, list[Case]] = defaultdict(list)
        for case in facts.cases:
            self.cases[case.type].append(case)

    # --- days and years

    def year_for(self, group: str, year_groups: frozenset[int]) -> Year:
        key = (group, year_groups)
        if key not in self._years:
            if year_groups not in self._days:
                self._days[year_groups] = Days(self.calendars, year_groups)
            self._years[key] = Year(self.calendar, self._days[year_groups], *key)
        return self._years[key]

    # --- pupils and groups

    def _year_group(self, pupil: Pupil) -> int:
        """Return this year's year group; 0 for a letter, 9 or more for who is too old or gone."""
        if not pupil.year_group.isdecimal():
            return 9 if pupil.year_group == "H" else 0
        number = max(int(pupil.year_group), 1)
        for year in range(int(self.facts.school_year[:4]), self.start):
            number = self._a_year_later(pupil, number, year)
        return number

    def _a_year_later(self, pupil: Pupil, number: int, year: int) -> int:
        repeats = number <= 2 and "verlengt" in pupil.traits and year == int(self.facts.school_year[:4])
        young = number == 1 and pupil.birth is not None and (pupil.birth.year >= year - 3)
        return number if repeats or young else number + 1

    def goes_to_3(self, pupil: Pupil, number: int) -> bool:
        """Tell whether the pupil is in year group 3 next year; a home group that is made already has its say."""
        following = self._a_year_later(pupil, number, self.start)
        placed = [each for each in self.groups.get(self.start + 1, ()) if pupil.number in each.pupils]
        homes = [each.year_groups for each in placed if each.kind == "stam"]
        return 3 in homes[-1] if homes and homes[-1] and following not in homes[-1] else following == 3

    def _home(self, group: Group) -> Home:
        known = [self.pupils[number] for number in group.pupils if number in self.pupils]
        pupils = [(each, self.numbers[each.number]) for each in known if self.numbers[each.number] <= 8]
        year_groups = group.year_groups | {number for _, number in pupils if number}
        return Home(group.name, group, pupils, self.year_for(group.name, year_groups))

    def _loose(self) -> list[Home]:
        alone = [each for each in self.facts.pupils if each.number not in self.home_of]
        return [
            Home("", None, [(each, number)], self.year_for("", frozenset({number} - {0})))
            for each in alone
            if (number := self.numbers[each.number]) <= 8
        ]

    def members(self, group: Group, day: date) -> list[Pupil]:
        known = (self.pupils[each] for each in group.pupils if each in self.pupils)
        return [each for each in known if self.numbers[each.number] <= 8 and here(each, day)]

    def fits(self, group: Group, wanted: set[int], day: date) -> bool:
        """Tell whether a group of any kind or year has one of these year groups."""
        if group.year_groups & wanted or (group.year_groups and group.school_year != self.facts.school_year):
            return bool(group.year_groups & wanted)
        return any(self.numbers[each.number] in wanted for each in self.members(group, day))

    def linked(self, staff: Staff, start: int) -> list[Group]:
        return [each for each in self.groups.get(start, ()) if staff.code in each.teachers]

    # --- who does the work: always who is there that day and has an address, in order of address

    def _reach(self, people: Iterable[Staff], day: date) -> list[Staff]:
        return [each for each in people if each.email and serves(each, day)]

    def _codes(self, people: Iterable[Staff], day: date) -> Codes:
        found = self._reach(people, day) or self._reach(self._role("beheerder"), day)
        found = found or self._reach(self._role("directie"), day)
        return tuple(each.code for each in sorted(found, key=lambda each: each.email))

    def _role(self, role: str) -> list[Staff]:
        return [each for each in self.facts.staff if role in each.roles]

    def role(self, role: str, day: date) -> Codes:
        return self._codes(self._role(role), day)

    def teachers(self, group: Group | None, day: date) -> Codes:
        return self._codes(self._teachers(group), day)

    def _teachers(self, group: Group | None) -> list[Staff]:
        linked = (self.staff[code] for code in (group.teachers if group else ()) if code in self.staff)
        return [each for each in linked if "leerkracht" in each.roles and each.kind != "invaller"]

    def care(self, group: Group | None, day: date) -> Codes:
        named = [self.staff[code] for code in (group.care_coordinators if group else ()) if code in self.staff]
        return self._codes(self._reach(named, day) or self._role("ib"), day)

    def both(self, group: Group | None, day: date) -> Codes:
        codes = dict.fromkeys((*self.teachers(group, day), *self.care(group, day)))
        return tuple(sorted(codes, key=lambda code: self.staff[code].email))

    def stand_ins(self, absent: str, day: date) -> Codes:
        """Return the duo partner, else the teachers of a group with a year group in common, else care coordinators."""
        own = [each for each in self.homes if each.group and absent in each.group.teachers]
        duo = self._others(own, absent, day)
        numbers = {number for each in own for number in self._numbers(each, day)}
        parallel = [each for each in self.homes if numbers & self._numbers(each, day)]
        return self._codes(duo or self._others(parallel, absent, day) or self._role("ib"), day)

    def _others(self, homes: list[Home], absent: str, day: date) -> list[Staff]:
        people = {each.code: each for home in homes for each in self._reach(self._teachers(home.group), day)}
        return [each for code, each in people.items() if code != absent]

    def _numbers(self, home: Home, day: date) -> set[int]:
        return set(home.own) | {number for pupil, number in home.pupils if here(pupil, day)}

    def year_of(self, pupil: Pupil | None, day: date) -> int | None:
        """Return the school year of a date in a pupil's life: never before that of the entry, or none at all."""
        if pupil is None or pupil.entry is None:
            return school_year(day)
        entered = school_year(pupil.entry)
        return None if school_year(day) < entered - 1 else max(school_year(day), entered)

    def either(self, roles: Iterable[str], day: date) -> Codes:
        codes = dict.fromkeys(code for role in roles for code in self.role(role, day))
        return tuple(sorted(codes, key=lambda code: self.staff[code].email))

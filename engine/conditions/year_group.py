"""`jaargroep`: the year group of a pupil, of a group, of a case's pupil or group, of one of somebody's groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.conditions.base import Candidate, Field, Narrows, Reading, World, keep, one_or_more, words_or
from engine.reading import as_int, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.census import Census, Subject
    from engine.model import Group, Staff
    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class YearGroup(Narrows):
    numbers: frozenset[int]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._fits(each, world.census))

    def _fits(self, candidate: Candidate, census: Census) -> bool:
        subject, start = candidate.subject, candidate.start
        pupil = subject.pupil or census.pupil_of(subject)
        if pupil is not None:
            return pupil.number in census.pupils_of(self.numbers, start)
        if subject.group is not None and self.numbers & subject.group.year_groups:
            return True
        return bool(self.numbers & year_groups(candidate, census))

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        """A pupil's year group is one for the whole year; a group has that of any pupil who is ever in it."""
        pupils = census.pupils_of(self.numbers, start)
        return [
            each
            for each in among
            if (each.key in pupils if each.pupil is not None else self._might(each, pupils, start, census))
        ]

    def _might(self, subject: Subject, pupils: frozenset[str], start: int, census: Census) -> bool:
        pupil, group = census.pupil_of(subject), subject.group
        if pupil is not None:
            return pupil.number in pupils
        return group is None or bool(self.numbers & ever_in(group, start, census))

    def words(self) -> str:
        return f"jaargroep {words_or(str(each) for each in sorted(self.numbers))}"


def year_groups(candidate: Candidate, census: Census) -> frozenset[int]:
    """Return the year groups a group, or somebody with groups, counts for at an occasion (regeltaal 21)."""
    subject, start = candidate.subject, candidate.start
    group = census.group_of(subject, start)
    if group is not None:
        return census.year_groups_on(group, candidate.due, start)
    staff = census.staff_of(subject)
    return _of_staff(staff, candidate, census) if staff is not None else frozenset()


def ever_in(group: Group, start: int, census: Census) -> frozenset[int]:
    """Return every year group a group may count for on some day of a school year, or of its own."""
    return census.year_groups_all_year(group, start) | census.year_groups_all_year(group, start_of(group.school_year))


def _of_staff(staff: Staff, candidate: Candidate, census: Census) -> frozenset[int]:
    year = census.groups_year(candidate.start)
    linked = census.links(staff.code, year) if year is not None else ()
    found = (census.year_groups_on(each, candidate.due, candidate.start) for each in linked)
    return frozenset(number for each in found for number in each)


def read_numbers(node: Node, reading: Reading) -> frozenset[int] | None:
    """Read one year group or a list of them, 1 to 8."""
    found = [as_int(each, reading.problems, 1, 8) for each in as_list(node)]
    numbers = frozenset(each for each in found if each is not None)
    return numbers if len(found) and None not in found else None


def _read(node: Node, reading: Reading) -> YearGroup | None:
    numbers = read_numbers(node, reading)
    return YearGroup(numbers) if numbers else None


ONE = {"type": "integer", "minimum": 1, "maximum": 8}
SCHEMA = one_or_more(ONE)
FIELD = Field("jaargroep", ("leerling", "groep", "medewerker", "zaak"), _read, SCHEMA, "een jaargroep of een lijst")

"""`jaargroep`: the year group of a pupil, of a group, of a case's pupil or group, of one of somebody's groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import Candidate, Field, Reading, World, keep, one_or_more, words_or
from engine.reading import as_int, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.census import Census
    from engine.model import Staff
    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class YearGroup:
    numbers: frozenset[int]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: bool(self.numbers & year_groups(each, world.census)))

    def words(self) -> str:
        return f"jaargroep {words_or(str(each) for each in sorted(self.numbers))}"


def year_groups(candidate: Candidate, census: Census) -> frozenset[int]:
    """Return the year groups a candidate counts for at its occasion (regeltaal 21)."""
    subject, start = candidate.subject, candidate.start
    pupil = census.pupil_of(subject)
    if pupil is not None:
        number = census.year_group(pupil, start)
        return frozenset() if number is None or not census.belongs(pupil, start) else frozenset({number})
    group = census.group_of(subject, start)
    if group is not None:
        return census.year_groups_on(group, candidate.due, start)
    staff = census.staff_of(subject)
    return _of_staff(staff, candidate, census) if staff is not None else frozenset()


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

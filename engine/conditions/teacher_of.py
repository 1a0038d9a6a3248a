"""`leerkracht_van`: a staff member who is linked to some group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import YES_NO, Candidate, Field, Reading, World, keep
from engine.conditions.groupfilter import SCHEMA as GROUPS
from engine.conditions.groupfilter import GroupFilter, read_group_filter
from engine.reading import as_yes_no
from engine.yamldoc import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yamldoc import Node

KEYS = ("soort", "schooljaar", "jaargroep", "heeft_leerling", "naam")


@dataclass(frozen=True, slots=True)
class TeacherOf:
    groups: GroupFilter
    wanted: bool = True

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is(each, world) == self.wanted)

    def _is(self, candidate: Candidate, world: World) -> bool:
        census, staff = world.census, world.census.staff_of(candidate.subject)
        if staff is None:
            return False
        linked = (one for year in census.groups_by_year for one in census.links(staff.code, year))
        return any(self.groups.matches(each, census, candidate.due, candidate.start) for each in linked)

    def words(self) -> str:
        return f"is {'' if self.wanted else 'niet '}gekoppeld aan {self.groups.words()}"


def _read(node: Node, reading: Reading) -> TeacherOf | None:
    if not isinstance(node, Mapping):
        wanted = as_yes_no(node, reading.problems)
        return TeacherOf(GroupFilter(), wanted) if wanted is not None else None
    groups = read_group_filter(node, reading, keys=KEYS)
    return TeacherOf(groups) if groups else None


SCHEMA = {"anyOf": [YES_NO, GROUPS["anyOf"][1]]}
FIELD = Field("leerkracht_van", ("medewerker",), _read, SCHEMA, "gekoppeld aan zo'n groep")

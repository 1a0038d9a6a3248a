"""`leerkracht_van`: a staff member who is linked to some group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.census import Subject
from engine.conditions.base import YES_NO, Candidate, Field, Reading, World, keep, ref
from engine.conditions.groupfilter import FIELDS_SCHEMA, GroupFilter, read_group_filter
from engine.conditions.has_pupil import HasPupil
from engine.model import GROUP, PUPIL
from engine.reading import as_yes_no
from engine.yamldoc import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.conditions.has_pupil import ReadWhere
    from engine.yamldoc import Node

PUPIL_FIELDS = "heeft_leerling"


@dataclass(frozen=True, slots=True)
class TeacherOf:
    """`having` asks something of a pupil in that group."""

    groups: GroupFilter
    wanted: bool = True
    having: HasPupil | None = None

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is(each, world) == self.wanted)

    def _is(self, candidate: Candidate, world: World) -> bool:
        census, staff = world.census, world.census.staff_of(candidate.subject)
        if staff is None:
            return False
        linked = (one for year in census.groups_by_year for one in census.links(staff.code, year))
        found = [each for each in linked if self.groups.matches(each, census, candidate.due, candidate.start)]
        if self.having is None:
            return bool(found)
        groups = (candidate.about(Subject(GROUP, each.name, group=each)) for each in found)
        return bool(self.having.select(groups, world))

    def words(self) -> str:
        pupil = f" met {self.having.words()}" if self.having else ""
        return f"is {'' if self.wanted else 'niet '}gekoppeld aan {self.groups.words()}{pupil}"


def reader(read_where: ReadWhere) -> Field:
    """Make the field; fields of a pupil inside are a whole `waar`, so it is handed that reader."""

    def read(node: Node, reading: Reading) -> TeacherOf | None:
        if not isinstance(node, Mapping):
            wanted = as_yes_no(node, reading.problems)
            return TeacherOf(GroupFilter(), wanted) if wanted is not None else None
        pupil = node.get(PUPIL_FIELDS)
        if not isinstance(pupil, Mapping):
            groups = read_group_filter(node, reading)
            return TeacherOf(groups) if groups else None
        rest = Mapping(tuple(each for each in node.pairs if each[1] is not pupil), node.line, node.column)
        groups, inside = read_group_filter(rest, reading), read_where(pupil, replace(reading, per=PUPIL))
        return TeacherOf(groups, having=HasPupil(inside)) if groups and inside else None

    return Field("leerkracht_van", ("medewerker",), read, SCHEMA, "gekoppeld aan zo'n groep")


SCHEMA = {
    "anyOf": [
        YES_NO,
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {**FIELDS_SCHEMA, PUPIL_FIELDS: {"anyOf": [YES_NO, ref("waar-leerling")]}},
        },
    ]
}

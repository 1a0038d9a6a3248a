"""`nieuwe_leerkracht`: none of the pupil's present teachers had the group the pupil was in last year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import YES_NO, Candidate, Field, Reading, World, keep
from engine.reading import as_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class NewTeacher:
    wanted: bool

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is_new(each, world) == self.wanted)

    def _is_new(self, candidate: Candidate, world: World) -> bool:
        """Unknown is no: without last year's group and its teachers nobody can tell."""
        census, pupil = world.census, world.census.pupil_of(candidate.subject)
        if pupil is None or not pupil.previous_group:
            return False
        earlier = census.groups_by_year.get(candidate.start - 1, ())
        before = {code for each in earlier if each.name == pupil.previous_group for code in each.teachers}
        group = census.home_group(pupil.number, candidate.start)
        now = {each.code for each in census.teachers_of(group)} if group else set()
        return bool(before) and bool(now) and not (before & now)

    def words(self) -> str:
        return "krijgt een nieuwe leerkracht" if self.wanted else "houdt een leerkracht van vorig jaar"


def _read(node: Node, reading: Reading) -> NewTeacher | None:
    wanted = as_yes_no(node, reading.problems)
    return NewTeacher(wanted) if wanted is not None else None


FIELD = Field("nieuwe_leerkracht", ("leerling",), _read, YES_NO, "geen leerkracht van nu had vorig jaar deze leerling")

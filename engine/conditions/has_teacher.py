"""`heeft_leerkracht`: whether a teacher is linked to the group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import YES_NO, Candidate, Field, Reading, World, keep
from engine.reading import as_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class HasTeacher:
    wanted: bool

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._has(each, world) == self.wanted)

    def _has(self, candidate: Candidate, world: World) -> bool:
        group = candidate.subject.group
        return group is not None and bool(world.census.teachers_of(group))

    def words(self) -> str:
        return "een leerkracht" if self.wanted else "geen leerkracht"


def _read(node: Node, reading: Reading) -> HasTeacher | None:
    wanted = as_yes_no(node, reading.problems)
    return HasTeacher(wanted) if wanted is not None else None


FIELD = Field("heeft_leerkracht", ("groep",), _read, YES_NO, "er is een leerkracht gekoppeld")

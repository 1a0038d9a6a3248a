"""`gaat_naar_jaargroep`: the year group a pupil goes to next school year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import Candidate, Field, Reading, World, keep, words_or
from engine.conditions.year_group import SCHEMA, read_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class NextYearGroup:
    numbers: frozenset[int]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._goes(each, world))

    def _goes(self, candidate: Candidate, world: World) -> bool:
        pupil = world.census.pupil_of(candidate.subject)
        return pupil is not None and bool(self.numbers & world.census.next_year_groups(pupil, candidate.start))

    def words(self) -> str:
        return f"gaat naar jaargroep {words_or(str(each) for each in sorted(self.numbers))}"


def _read(node: Node, reading: Reading) -> NextYearGroup | None:
    numbers = read_numbers(node, reading)
    return NextYearGroup(numbers) if numbers else None


FIELD = Field("gaat_naar_jaargroep", ("leerling",), _read, SCHEMA, "de jaargroep van volgend schooljaar")

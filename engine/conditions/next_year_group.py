"""`gaat_naar_jaargroep`: the year group a pupil goes to next school year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import Candidate, Field, Narrows, Reading, World, keep, words_or
from engine.conditions.year_group import SCHEMA, read_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.census import Census, Subject
    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class NextYearGroup(Narrows):
    numbers: frozenset[int]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._goes(each.subject, each.start, world.census))

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        return [each for each in among if self._goes(each, start, census)]

    def _goes(self, subject: Subject, start: int, census: Census) -> bool:
        pupil = census.pupil_of(subject)
        return pupil is not None and bool(self.numbers & census.next_year_groups(pupil, start))

    def words(self) -> str:
        return f"gaat naar jaargroep {words_or(str(each) for each in sorted(self.numbers))}"


def _read(node: Node, reading: Reading) -> NextYearGroup | None:
    numbers = read_numbers(node, reading)
    return NextYearGroup(numbers) if numbers else None


FIELD = Field("gaat_naar_jaargroep", ("leerling",), _read, SCHEMA, "de jaargroep van volgend schooljaar")

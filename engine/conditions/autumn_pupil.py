"""`herfstleerling`: born from 1 October to 31 December."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import YES_NO, Candidate, Field, Narrows, Reading, World, keep
from engine.reading import as_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.census import Census, Subject
    from engine.yamldoc import Node

FIRST_MONTH = 10


@dataclass(frozen=True, slots=True)
class AutumnPupil(Narrows):
    wanted: bool

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is(each.subject, world.census) == self.wanted)

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        return [each for each in among if self._is(each, census) == self.wanted]

    def _is(self, subject: Subject, census: Census) -> bool:
        pupil = census.pupil_of(subject)
        return pupil is not None and pupil.birth is not None and pupil.birth.month >= FIRST_MONTH

    def words(self) -> str:
        return "herfstleerling" if self.wanted else "geen herfstleerling"


def _read(node: Node, reading: Reading) -> AutumnPupil | None:
    wanted = as_yes_no(node, reading.problems)
    return AutumnPupil(wanted) if wanted is not None else None


FIELD = Field("herfstleerling", ("leerling",), _read, YES_NO, "geboren van oktober t/m december")

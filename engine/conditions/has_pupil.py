"""`heeft_leerling`: a group with a pupil at school that day, or with one that answers to fields of a pupil."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.conditions.base import YES_NO, Candidate, Condition, Field, Reading, World, narrow, ref
from engine.model import PUPIL
from engine.reading import as_yes_no
from engine.yamldoc import Mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.census import Census
    from engine.yamldoc import Node

    ReadWhere = Callable[[Mapping, Reading], Condition | None]


@dataclass(frozen=True, slots=True)
class HasPupil:
    fields: Condition | None
    wanted: bool = True

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        every = list(among)
        pairs = [(each, one) for each in every for one in self._here(each, world)]
        inside = [one for _, one in pairs]
        chosen = self.fields.select(inside, world) if self.fields else set(inside)
        having = {each for each, one in pairs if one in chosen}
        return having if self.wanted else set(every) - having

    def _here(self, candidate: Candidate, world: World) -> list[Candidate]:
        """Give the pupils in the group who are at school that day and may answer, each as a candidate of its own."""
        group, start, census = candidate.subject.group, candidate.start, world.census
        perhaps = narrow(self.fields, census.subjects_in(group), start, census) if group is not None else []
        return [each for each in map(candidate.about, perhaps) if _present(each, census)]

    def words(self) -> str:
        what = f" met {self.fields.words()}" if self.fields else ""
        return f"{'een' if self.wanted else 'geen'} leerling{what}"


def _present(candidate: Candidate, census: Census) -> bool:
    pupil = candidate.subject.pupil
    return pupil is not None and census.present(pupil, candidate.due, candidate.start)


def reader(read_where: ReadWhere) -> Field:
    """Make the field; it reads a whole `waar` about pupils inside, so it is handed that reader."""

    def read(node: Node, reading: Reading) -> HasPupil | None:
        if not isinstance(node, Mapping):
            wanted = as_yes_no(node, reading.problems)
            return HasPupil(None, wanted) if wanted is not None else None
        inside = read_where(node, replace(reading, per=PUPIL))
        return HasPupil(inside) if inside else None

    return Field(
        "heeft_leerling", ("groep",), read, {"anyOf": [YES_NO, ref("waar-leerling")]}, "met velden van leerling"
    )

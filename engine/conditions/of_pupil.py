"""`leerling`: fields of the pupil a case is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.census import Subject
from engine.conditions.base import Candidate, Condition, Field, Reading, World, ref
from engine.model import PUPIL
from engine.reading import as_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.conditions.has_pupil import ReadWhere
    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class OfPupil:
    fields: Condition

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        pairs = [(each, one) for each in among if (one := _pupil(each, world)) is not None]
        chosen = self.fields.select([one for _, one in pairs], world)
        return {each for each, one in pairs if one in chosen}

    def words(self) -> str:
        return f"leerling met {self.fields.words()}"


def _pupil(candidate: Candidate, world: World) -> Candidate | None:
    pupil = world.census.pupil_of(candidate.subject)
    return candidate.about(Subject(PUPIL, pupil.number, pupil=pupil)) if pupil is not None else None


def reader(read_where: ReadWhere) -> Field:
    """Make the field; it reads a whole `waar` about pupils inside, so it is handed that reader."""

    def read(node: Node, reading: Reading) -> OfPupil | None:
        mapping = as_mapping(node, reading.problems, "leerling: {jaargroep: 1}")
        inside = read_where(mapping, replace(reading, per=PUPIL)) if mapping else None
        return OfPupil(inside) if inside else None

    return Field("leerling", ("zaak",), read, ref("waar-leerling"), "velden van de leerling van de zaak")

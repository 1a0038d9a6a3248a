"""`op_school`: already gone, at school for longer or shorter than, or whatever; it takes the place of being present."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.phrase import SCHOOL_DAY, WORKING_DAY, Quantity
from engine.almanac.phrasereader import read_quantity
from engine.almanac.phrasewords import PhraseMistake
from engine.almanac.reckon import add
from engine.conditions.base import Candidate, Field, Reading, World, keep, ref
from engine.reading import as_text, fields
from engine.yamldoc import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yamldoc import Node

GONE, PRESENT, WHATEVER = "nee", "ja", "maakt niet uit"


@dataclass(frozen=True, slots=True)
class Enrolment:
    word: str

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is(each, world))

    def _is(self, candidate: Candidate, world: World) -> bool:
        census, pupil = world.census, world.census.pupil_of(candidate.subject)
        if pupil is None or self.word == WHATEVER:
            return pupil is not None
        if self.word == GONE:
            return census.left(pupil, candidate.due, candidate.start)
        return census.present(pupil, candidate.due, candidate.start)

    def words(self) -> str:
        return {GONE: "is al van school", PRESENT: "zit op school", WHATEVER: "op school of niet"}[self.word]


@dataclass(frozen=True, slots=True)
class Stay:
    """At school, for longer (or shorter) than a quantity on the day it is due."""

    than: Quantity
    longer: bool

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is(each, world))

    def _is(self, candidate: Candidate, world: World) -> bool:
        census, pupil = world.census, world.census.pupil_of(candidate.subject)
        if pupil is None or pupil.entry is None or not census.present(pupil, candidate.due, candidate.start):
            return False
        reached = add(pupil.entry, self.than)
        return reached < candidate.due if self.longer else reached > candidate.due

    def words(self) -> str:
        return f"zit {'langer' if self.longer else 'korter'} dan {self.than} op school"


def _read(node: Node, reading: Reading) -> Enrolment | Stay | None:
    if isinstance(node, Mapping):
        return _read_stay(node, reading)
    word = as_text(node, reading.problems)
    if word in (GONE, PRESENT, WHATEVER):
        return Enrolment(word)
    if word:
        reading.problems.error(node, f'hier hoort nee, "maakt niet uit", langer_dan of korter_dan, niet "{word}"')
    return None


def _read_stay(node: Mapping, reading: Reading) -> Stay | None:
    fields(node, ("langer_dan", "korter_dan"), reading.problems)
    known = [(key, value) for key, value in node.pairs if key.value in ("langer_dan", "korter_dan")]
    if len(known) != 1:
        reading.problems.error(node, "hier hoort langer_dan of korter_dan te staan, een van de twee")
        return None
    key, value = known[0]
    than = _quantity(value, reading)
    return Stay(than, key.value == "langer_dan") if than else None


def _quantity(node: Node, reading: Reading) -> Quantity | None:
    text = node.value if isinstance(node, Scalar) else ""
    found = read_quantity(text)
    if isinstance(found, PhraseMistake):
        reading.problems.error(node, found.message)
        return None
    if found.unit in (SCHOOL_DAY, WORKING_DAY):
        reading.problems.error(node, "reken hier in dagen, weken of maanden")
        return None
    return found


SCHEMA = {
    "anyOf": [
        {"enum": [GONE, WHATEVER, PRESENT]},
        {"type": "object", "additionalProperties": False, "minProperties": 1, "maxProperties": 1,
         "properties": {"langer_dan": ref("verblijf"), "korter_dan": ref("verblijf")}},
    ]
}  # fmt: skip
FIELD = Field("op_school", ("leerling",), _read, SCHEMA, "al weg, of hoe lang al op school")

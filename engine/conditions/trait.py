"""`kenmerk`: a trait of a pupil or a case, or what its value must be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import Candidate, Field, Narrows, Reading, World, keep, one_or_more, own_word, ref, words_or
from engine.conditions.matching import SCHEMA as MATCH
from engine.conditions.matching import Matcher, read_matcher
from engine.kinds import CASE_TRAITS
from engine.reading import as_list
from engine.yamldoc import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from engine.census import Census, Subject
    from engine.yamldoc import Node

ABSENT = ("", "nee")


@dataclass(frozen=True, slots=True)
class HasTrait(Narrows):
    """Has one of these traits; a trait that says `nee` is not had."""

    names: tuple[str, ...]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._fits(traits(each.subject)))

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        return [each for each in among if self._fits(traits(each))]

    def _fits(self, of: Map[str, str]) -> bool:
        return any(has(of, name) for name in self.names)

    def words(self) -> str:
        return f"kenmerk {words_or(self.names)}"


@dataclass(frozen=True, slots=True)
class TraitValue(Narrows):
    """Every named trait has a value that fits."""

    wanted: tuple[tuple[str, Matcher], ...]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._fits(traits(each.subject)))

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        return [each for each in among if self._fits(traits(each))]

    def _fits(self, of: Map[str, str]) -> bool:
        return all(name in of and matcher.matches(of[name] or "ja") for name, matcher in self.wanted)

    def words(self) -> str:
        return " en ".join(f"kenmerk {name} is {matcher.words()}" for name, matcher in self.wanted)


def has(of: Map[str, str], name: str) -> bool:
    return name in of and of[name] != "nee"


def traits(subject: Subject) -> Map[str, str]:
    """Return the traits of the case or the pupil; nobody else has any."""
    known = subject.case or subject.pupil
    return known.traits if known is not None else {}


def _read(node: Node, reading: Reading) -> HasTrait | TraitValue | None:
    if isinstance(node, Mapping):
        return read_values(node, reading)
    found = [_name(each, reading) for each in as_list(node)]
    return HasTrait(tuple(each for each in found if each)) if found and all(found) else None


def read_values(node: Mapping, reading: Reading) -> TraitValue | None:
    """Read `{kanaal: parro, minuten: {meer_dan: 10}}`."""
    wanted = []
    if not node.pairs:
        reading.problems.error(node, "hier hoort een kenmerk met een waarde te staan, bijvoorbeeld kanaal: parro")
    for key, value in node.pairs:
        name = _name(key, reading)
        matcher = read_matcher(value, reading.problems)
        if name and matcher:
            wanted.append((name, matcher))
    return TraitValue(tuple(wanted)) if wanted and len(wanted) == len(node.pairs) else None


def _name(node: Node, reading: Reading) -> str | None:
    known = sorted(reading.kinds.traits | set(CASE_TRAITS))
    return own_word(node, known, reading.problems, " kenmerk", "traits")


VALUES = {"type": "object", "minProperties": 1, "propertyNames": ref("kenmerk"), "additionalProperties": MATCH}
SCHEMA = {"anyOf": [one_or_more(ref("kenmerk")), VALUES]}
FIELD = Field("kenmerk", ("leerling", "zaak"), _read, SCHEMA, "een kenmerk, een lijst, of kenmerk: waarde")

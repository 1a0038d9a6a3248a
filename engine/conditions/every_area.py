"""`elk_gebied`: an observation in every area of development."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import (
    SINCE,
    Candidate,
    EvidenceField,
    Judgement,
    LooksAtRecords,
    Reading,
    Registering,
    World,
    by_tick_alone,
    complete_on,
    one_or_more,
    own_word,
    ref,
)
from engine.conditions.registration import evidence_since, read_since
from engine.reading import as_list
from engine.yamldoc import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from engine.almanac.phrase import Phrase
    from engine.model import Registration
    from engine.yamldoc import Node

OBSERVATION = "observatie"
ALL = "ja"


@dataclass(frozen=True, slots=True)
class EveryArea(LooksAtRecords):
    areas: tuple[str, ...]
    since: Phrase | None
    ever: bool
    ticks: tuple[Registering, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        return (OBSERVATION,)

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        since = evidence_since(self.since, among, world, ever=self.ever)
        seen = {each: self._by_area(each, first, world) for each, first in since.items()}
        missing = {each: words for each, areas in seen.items() if (words := self._lacking(areas))}
        done = set(since) - set(missing)
        proof = dict.fromkeys(done, ("in elk gebied een observatie",))
        days = {each: max((complete_on(seen[each][one]) for one in self.areas), default=None) for each in done}
        ticked = {each for each in done if any(by_tick_alone(seen[each][one]) for one in self.areas)}
        dated = {each: day for each, day in days.items() if day is not None}
        return Judgement(done, missing, proof, {} if self.ever else since, dated, ticked)

    def _by_area(self, candidate: Candidate, first: date, world: World) -> dict[str, list[Registration]]:
        found: dict[str, list[Registration]] = {}
        for each in world.census.registrations(OBSERVATION, candidate.subject):
            if first <= each.on <= world.today:
                found.setdefault(each.area, []).append(each)
        return found

    def _lacking(self, seen: Collection[str]) -> tuple[str, ...]:
        return tuple(f"{OBSERVATION} {each}" for each in self.areas if each not in seen)


def _read(parts: Mapping[str, Node], node: Node, reading: Reading) -> EveryArea | None:
    before = len(reading.problems.found)
    whole = isinstance(node, Scalar) and node.value.strip() == ALL
    named = list(reading.kinds.areas) if whole else [_area(each, reading) for each in as_list(node)]
    since, ever = read_since(parts.get("sinds"), reading)
    if len(reading.problems.found) > before:
        return None
    return EveryArea(tuple(each for each in named if each), since, ever)


def _area(node: Node, reading: Reading) -> str | None:
    return own_word(node, reading.kinds.areas, reading.problems, " gebied", "areas")


SCHEMA = {"anyOf": [{"enum": [ALL]}, one_or_more(ref("gebied"))]}
EVIDENCE = EvidenceField("elk_gebied", ("leerling",), _read, SCHEMA, {"sinds": SINCE}, "een observatie in elk gebied")

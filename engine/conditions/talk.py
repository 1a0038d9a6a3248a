"""`gesprek`: a talk of some kind with or about the pupil was held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.conditions.base import (
    SINCE,
    Candidate,
    EvidenceField,
    Judgement,
    LooksAtRecords,
    Reading,
    Registering,
    World,
    one_or_more,
    own_word,
    ref,
    words_or,
)
from engine.conditions.registration import evidence_since, read_since
from engine.model import PUPIL
from engine.reading import as_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.almanac.phrase import Phrase
    from engine.model import Case
    from engine.yamldoc import Node

TALK = "gesprek"
HELD = ("status", "gevoerd")


@dataclass(frozen=True, slots=True)
class TalkHeld(LooksAtRecords):
    kinds: tuple[str, ...]
    since: Phrase | None
    ever: bool
    ticks: tuple[Registering, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        return (TALK,)

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        since = evidence_since(self.since, among, world, ever=self.ever)
        held = {each: talks for each, first in since.items() if (talks := self._held(each, first, world))}
        words = f"een gesprek ({words_or(self.kinds)})"
        missing = {each: (words,) for each in since if each not in held}
        proof = {each: (_shown(talks[0]),) for each, talks in held.items()}
        days = {each: min(day) for each, talks in held.items() if (day := [one.begin for one in talks if one.begin])}
        return Judgement(set(held), missing, proof, {} if self.ever else since, days)

    def _held(self, candidate: Candidate, first: date, world: World) -> list[Case]:
        pupil = world.census.pupil_of(candidate.subject)
        if pupil is None:
            return []
        talks = world.census.cases_about(TALK, PUPIL, pupil.number)
        right = (each for each in talks if each.kind in self.kinds and each.traits.get(HELD[0]) == HELD[1])
        return [each for each in right if self._counts(each, first, world.today)]

    def _counts(self, talk: Case, first: date, today: date) -> bool:
        return self.ever if talk.begin is None else first <= talk.begin <= today


def _shown(talk: Case) -> str:
    return f"gesprek {talk.kind} van {dutch(talk.begin)}" if talk.begin else f"gesprek {talk.kind}"


def _read(parts: Mapping[str, Node], node: Node, reading: Reading) -> TalkHeld | None:
    before = len(reading.problems.found)
    known = sorted(reading.kinds.talks)
    kinds = [own_word(each, known, reading.problems, " gesprek", "talks") for each in as_list(node)]
    since, ever = read_since(parts.get("sinds"), reading)
    if len(reading.problems.found) > before or not kinds:
        return None
    return TalkHeld(tuple(each for each in kinds if each), since, ever)


EVIDENCE = EvidenceField(
    "gesprek",
    ("leerling", "zaak"),
    _read,
    one_or_more(ref("gesprek")),
    {"sinds": SINCE},
    "zo'n gesprek over de leerling is gevoerd",
)

"""`kalender`: the school's calendar has such dates, or is there at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import (
    ONLY_YES,
    Candidate,
    EvidenceField,
    Judgement,
    Reading,
    Registering,
    World,
    ref,
)
from engine.conditions.calendar_every import CalendarHasEvery
from engine.conditions.groupfilter import NEXT, PREVIOUS, THIS
from engine.reading import as_choice, as_int, as_mapping, as_text, fields, unknown_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine import yamldoc
    from engine.yamldoc import Node

KEYS = ("anker", "minstens", "schooljaar", "binnen")
EVERY = "elk_anker"
EVERY_KEYS = (EVERY, "schooljaar")
YEARS = {NEXT: 1, PREVIOUS: -1, THIS: 0}
YEAR_WORDS = {NEXT: " van volgend schooljaar", PREVIOUS: " van vorig schooljaar", THIS: ""}
MOST = 400
OCCASION = "gelegenheid"
YES = "ja"


@dataclass(frozen=True, slots=True)
class CalendarHas:
    """`family` "" asks only that the year's calendar exists; `within` asks for dates that begin in the occasion."""

    family: str
    at_least: int
    school_year: str
    within: bool
    ticks: tuple[Registering, ...] = ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        every = list(among)
        done = {each for each in every if self._has(each, world)}
        words = (self._words(),)
        return Judgement(done, dict.fromkeys(set(every) - done, words), dict.fromkeys(done, words))

    def _has(self, candidate: Candidate, world: World) -> bool:
        year = candidate.start + YEARS[self.school_year]
        if not self.family:
            return year in world.timing.occasions.almanac.known
        scope = world.timing.occasions.scope(candidate.subject, candidate.start)
        found = world.timing.occasions.yearly(self.family, year, scope)
        occasion = candidate.dated.occasion
        counted = [each for each in found if not self.within or occasion.begin <= each.begin <= occasion.end]
        return len(counted) >= self.at_least

    def _words(self) -> str:
        if not self.family:
            return f"de kalender{YEAR_WORDS[self.school_year]}"
        times = f"{self.at_least} keer " if self.at_least > 1 else "een datum voor "
        return f"{times}{self.family} in de kalender{YEAR_WORDS[self.school_year]}"


def _read(parts: Mapping[str, Node], node: Node, reading: Reading) -> CalendarHas | CalendarHasEvery | None:
    mapping = as_mapping(node, reading.problems, "kalender: {anker: periode}")
    if mapping is None:
        return None
    before = len(reading.problems.found)
    fields(mapping, (*KEYS, EVERY), reading.problems)
    known = {key.value: value for key, value in mapping.pairs}
    found = _every(mapping, known, reading) if EVERY in known else _some(known, reading)
    return found if len(reading.problems.found) == before else None


def _every(node: yamldoc.Mapping, known: Mapping[str, Node], reading: Reading) -> CalendarHasEvery:
    as_choice(known[EVERY], (YES,), reading.problems, " woord")
    for key, _ in node.pairs:
        if key.value in KEYS and key.value not in EVERY_KEYS:
            reading.problems.error(key, f'"{key.value}" kan niet naast "{EVERY}"; daar past alleen "schooljaar"')
    year = _year(known, reading)
    return CalendarHasEvery(YEARS[year], YEAR_WORDS[year])


def _some(known: Mapping[str, Node], reading: Reading) -> CalendarHas:
    family = _family(known.get("anker"), reading)
    least = as_int(known["minstens"], reading.problems, 1, MOST) if "minstens" in known else 1
    within = "binnen" in known and as_choice(known["binnen"], (OCCASION,), reading.problems, " woord") is not None
    return CalendarHas(family, least or 1, _year(known, reading), within)


def _year(known: Mapping[str, Node], reading: Reading) -> str:
    node = known.get("schooljaar")
    return (as_choice(node, YEARS, reading.problems, " schooljaar") if node is not None else None) or THIS


def _family(node: Node | None, reading: Reading) -> str:
    text = as_text(node, reading.problems, "een anker") if node is not None else ""
    if not text:
        return ""
    found = reading.vocabulary.anchors.get(text.lower())
    if found is None and node is not None:
        reading.problems.error(node, unknown_word(" anker", text, sorted(reading.vocabulary.anchors)))
    return found[0] if found else ""


YEAR = {"enum": list(YEARS)}
SOME = {
    "anker": ref("anker"),
    "minstens": {"type": "integer", "minimum": 1, "maximum": MOST},
    "schooljaar": YEAR,
    "binnen": {"enum": [OCCASION]},
}
SCHEMA = {
    "anyOf": [
        {"type": "object", "additionalProperties": False, "properties": SOME},
        {"type": "object", "additionalProperties": False, "properties": {EVERY: ONLY_YES, "schooljaar": YEAR}},
    ]
}
EVIDENCE = EvidenceField("kalender", None, _read, SCHEMA, help="staat in de kalender")

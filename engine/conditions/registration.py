"""`registratie`: something recorded about the subject. Under `waar` it chooses, under `klaar_als` it proves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.conditions.base import (
    SINCE,
    YES_NO,
    Candidate,
    EvidenceField,
    Field,
    Judgement,
    LooksAtRecords,
    Reading,
    Registering,
    World,
    by_tick_alone,
    complete_on,
    keep,
    one_or_more,
    own_word,
    ref,
    words_or,
)
from engine.conditions.matching import SCHEMA as MATCH
from engine.conditions.matching import Matcher, read_matcher
from engine.reading import as_choice, as_int, as_list, as_yes_no, fields
from engine.yamldoc import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from engine.almanac.phrase import Phrase
    from engine.model import Registration
    from engine.yamldoc import Node

EVER = "ooit"
OF_PUPILS = "leerlingen"
OCCASION = "gelegenheid"
MOST = 100
WHERE_KEYS = ("soort", "gebied", "waarde", "sinds", "minstens", "laatste")


@dataclass(frozen=True, slots=True)
class Wanted(LooksAtRecords):
    """What registrations count: kinds and areas (none: any area), a value, how many, only the newest."""

    kinds: tuple[str, ...]
    areas: frozenset[str] = frozenset()
    value: Matcher | None = None
    at_least: int = 1
    only_newest: bool = False

    @property
    def records(self) -> tuple[str, ...]:
        return self.kinds

    def among(self, found: list[Registration]) -> list[Registration]:
        right = [each for each in found if not self.areas or each.area in self.areas]
        if self.only_newest and right:
            newest = max(each.on for each in right)
            right = [each for each in right if each.on == newest]
        return [each for each in right if self.value is None or self.value.matches(each.value)]

    def words(self) -> str:
        area = f" {words_or(sorted(self.areas))}" if self.areas else ""
        value = f" ({self.value.words()})" if self.value else ""
        times = f"{self.at_least} keer " if self.at_least > 1 else ""
        return f"{times}{words_or(self.kinds)}{area}{value}"


@dataclass(frozen=True, slots=True)
class Registered:
    """Chooses subjects with such a registration, on or before the day it is due (regeltaal 22)."""

    wanted: Wanted
    since: Phrase | None

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._has(each, world))

    def _has(self, candidate: Candidate, world: World) -> bool:
        of = candidate
        first = world.timing.since_stated(self.since, of.dated, of.subject, of.start, world.workers) or date.min
        every = (one for kind in self.wanted.kinds for one in world.census.registrations(kind, candidate.subject))
        dated = [each for each in every if first <= each.on <= candidate.due]
        return len(self.wanted.among(dated)) >= self.wanted.at_least

    def words(self) -> str:
        return f"registratie {self.wanted.words()}"


@dataclass(frozen=True, slots=True)
class Recorded:
    """Evidence: so many registrations about the subject (or about the pupils of the group) since a day.

    `within` counts none from after the end of the occasion: of this week, not of the next.
    """

    wanted: Wanted
    since: Phrase | None
    ever: bool = False
    of_pupils: bool = False
    within: bool = False

    @property
    def ticks(self) -> tuple[Registering, ...]:
        """A tick writes this registration, where one about the subject itself is enough."""
        if self.of_pupils or self.wanted.at_least > 1 or len(self.wanted.kinds) > 1 or len(self.wanted.areas) > 1:
            return ()
        if self.wanted.value is not None and len(self.wanted.value.one_of) != 1:
            return ()
        value = next(iter(self.wanted.value.one_of)) if self.wanted.value else ""
        return (Registering(self.wanted.kinds[0], next(iter(self.wanted.areas), ""), value),)

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        done: dict[Candidate, list[Registration]] = {}
        missing: dict[Candidate, tuple[str, ...]] = {}
        proof: dict[Candidate, tuple[str, ...]] = {}
        since = evidence_since(self.since, among, world, ever=self.ever)
        for each, first in since.items():
            found = self._found(each, first, world)
            if len(found) >= self.wanted.at_least:
                done[each] = found
                proof[each] = (self._shown(max(found, key=lambda one: one.on)),)
            else:
                missing[each] = (self._lacking(first),)
        least = self.wanted.at_least
        days = {each: complete_on(found, least) for each, found in done.items()}
        ticked = {each for each, found in done.items() if by_tick_alone(found, least)}
        return Judgement(set(done), missing, proof, {} if self.ever else since, days, ticked)

    def _found(self, candidate: Candidate, first: date, world: World) -> list[Registration]:
        last = min(world.today, candidate.dated.occasion.end) if self.within else world.today
        return self.wanted.among([each for each in self._about(candidate, world) if first <= each.on <= last])

    def _about(self, candidate: Candidate, world: World) -> Iterable[Registration]:
        census, subject = world.census, candidate.subject
        kinds = self.wanted.kinds
        if not self.of_pupils:
            return [each for kind in kinds for each in census.registrations(kind, subject)]
        group = census.group_of(subject, candidate.start)
        numbers = group.pupils if group is not None else frozenset()
        return [each for one in sorted(numbers) for kind in kinds for each in census.registrations_of_pupil(kind, one)]

    def _shown(self, found: Registration) -> str:
        area = f" {found.area}" if found.area else ""
        return f"{found.kind}{area} van {dutch(found.on)}"

    def _lacking(self, first: date) -> str:
        since = "" if first == date.min else f" sinds {dutch(first)}"
        return f"{self.wanted.words()}{since}"


def since_day(phrase: Phrase | None, candidate: Candidate, world: World) -> date:
    """Return from which day registrations count for a candidate."""
    of = candidate
    if of.counts_from is not None:
        return of.counts_from
    return world.timing.since(phrase, of.dated, of.opens, of.subject, of.start, world.workers)


def evidence_since(
    phrase: Phrase | None, among: Iterable[Candidate], world: World, *, ever: bool
) -> dict[Candidate, date]:
    """Return for each candidate from which day evidence counts."""
    return {each: date.min if ever else since_day(phrase, each, world) for each in among}


def read_wanted(parts: Map[str, Node], kinds: Node, reading: Reading) -> Wanted | None:
    """Read kinds and what stands beside them; None after a mistake."""
    before = len(reading.problems.found)
    names = [
        own_word(each, sorted(reading.kinds.registrations), reading.problems, "e registratie", "registrations")
        for each in as_list(kinds)
    ]
    areas = _areas(parts.get("gebied"), reading)
    value = read_matcher(parts["waarde"], reading.problems) if "waarde" in parts else None
    least = as_int(parts["minstens"], reading.problems, 1, MOST) if "minstens" in parts else 1
    newest = as_yes_no(parts["laatste"], reading.problems) if "laatste" in parts else False
    if len(reading.problems.found) > before:
        return None
    return Wanted(tuple(each for each in names if each), areas, value, least or 1, bool(newest))


def _areas(node: Node | None, reading: Reading) -> frozenset[str]:
    if node is None:
        return frozenset()
    known = sorted(reading.kinds.areas)
    found = (own_word(each, known, reading.problems, " gebied", "areas") for each in as_list(node))
    return frozenset(each for each in found if each)


def read_since(node: Node | None, reading: Reading) -> tuple[Phrase | None, bool]:
    """Read `sinds`: a phrase, or `ooit` (no phrase, ever)."""
    if node is None:
        return None, False
    if isinstance(node, Scalar) and node.value.strip() == EVER:
        return None, True
    if not isinstance(node, Scalar):
        reading.problems.error(node, "hier hoort een tijdzin te staan, of ooit")
        return None, False
    return reading.phrase(node, since=True), False


def _read_where(node: Node, reading: Reading) -> Registered | None:
    if not isinstance(node, Mapping):
        wanted = read_wanted({}, node, reading)
        return Registered(wanted, None) if wanted else None
    fields(node, WHERE_KEYS, reading.problems)
    kinds = node.get("soort")
    if kinds is None:
        reading.problems.error(node, 'de sleutel "soort" ontbreekt: welke registratie bedoel je?')
        return None
    parts = {key.value: value for key, value in node.pairs}
    before = len(reading.problems.found)
    wanted = read_wanted(parts, kinds, reading)
    since, _ = read_since(parts.get("sinds"), reading)
    return Registered(wanted, since) if wanted and len(reading.problems.found) == before else None


def _read_evidence(parts: Map[str, Node], node: Node, reading: Reading) -> Recorded | None:
    before = len(reading.problems.found)
    wanted = read_wanted(parts, node, reading)
    since, ever = read_since(parts.get("sinds"), reading)
    of_pupils = "van" in parts and as_choice(parts["van"], (OF_PUPILS,), reading.problems, " woord") is not None
    within = "binnen" in parts and as_choice(parts["binnen"], (OCCASION,), reading.problems, " woord") is not None
    if len(reading.problems.found) > before or wanted is None:
        return None
    return Recorded(wanted, since, ever, of_pupils, within)


KINDS, AREA = one_or_more(ref("registratie")), one_or_more(ref("gebied"))
COUNT = {"type": "integer", "minimum": 1, "maximum": MOST}
SCHEMA = {
    "anyOf": [
        KINDS,
        {"type": "object", "additionalProperties": False, "required": ["soort"], "properties": {
            "soort": KINDS, "gebied": AREA, "waarde": MATCH, "sinds": SINCE, "minstens": COUNT, "laatste": YES_NO}},
    ]
}  # fmt: skip
FIELD = Field("registratie", None, _read_where, SCHEMA, "een registratie over het onderwerp")
EVIDENCE = EvidenceField(
    "registratie",
    None,
    _read_evidence,
    KINDS,
    {
        "gebied": AREA,
        "waarde": MATCH,
        "sinds": SINCE,
        "minstens": COUNT,
        "van": {"enum": [OF_PUPILS]},
        "laatste": YES_NO,
        "binnen": {"enum": [OCCASION]},
    },
    "een registratie over het onderwerp, vanaf sinds",
)

"""`verwijderd`, `gearchiveerd` and `toestand_voorbij`: the subject is gone, put away, or no longer as `waar` says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import (
    ONLY_YES,
    Candidate,
    Evidence,
    EvidenceField,
    Judgement,
    LooksAtRecords,
    Reading,
    Registering,
    World,
    by_tick_alone,
    complete_on,
)
from engine.reading import as_yes_no

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.model import Registration
    from engine.yamldoc import Node

    Test = Callable[[Candidate, World], bool]

ARCHIVED = "gearchiveerd"


@dataclass(frozen=True, slots=True)
class Gone:
    test: Test
    words: str
    ticks: tuple[Registering, ...] = ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        every = list(among)
        done = {each for each in every if self.test(each, world)}
        words = (self.words,)
        return Judgement(done, dict.fromkeys(set(every) - done, words), dict.fromkeys(done, words))


@dataclass(frozen=True, slots=True)
class Archived(LooksAtRecords):
    ticks: tuple[Registering, ...] = (Registering(ARCHIVED),)

    @property
    def records(self) -> tuple[str, ...]:
        return (ARCHIVED,)

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        found = {each: _archivings(each, world) for each in among}
        done = {each for each, every in found.items() if every}
        words = ("een archivering",)
        days = {each: complete_on(found[each]) for each in done}
        ticked = {each for each in done if by_tick_alone(found[each])}
        return Judgement(done, dict.fromkeys(set(found) - done, words), dict.fromkeys(done, words), {}, days, ticked)


def _archivings(candidate: Candidate, world: World) -> list[Registration]:
    found = world.census.registrations(ARCHIVED, candidate.subject)
    return [each for each in found if each.on <= world.today]


def removed(candidate: Candidate, world: World) -> bool:
    """Tell whether the subject is no longer in the input."""
    subject = candidate.subject
    person = subject.pupil or subject.group or subject.staff
    return person is not None and not person.present


def over(candidate: Candidate, world: World) -> bool:
    """Tell whether `waar`, which chose the subject, does so no longer. What is not there any more has not changed."""
    return world.unchosen and not removed(candidate, world)


OVER = Gone(over, "dat de toestand voorbij is")


def _field(name: str, about: tuple[str, ...] | None, evidence: Evidence, help_text: str) -> EvidenceField:
    def read(parts: Mapping[str, Node], node: Node, reading: Reading) -> Evidence | None:
        if as_yes_no(node, reading.problems) is False:
            reading.problems.error(node, f"{name} kan alleen ja zijn; laat het anders weg")
            return None
        return evidence

    return EvidenceField(name, about, read, ONLY_YES, help=help_text)


PERSONS = ("leerling", "groep", "medewerker")
EVIDENCE = (
    _field("verwijderd", PERSONS, Gone(removed, "uit de invoer verdwenen"), "staat niet meer in de invoer"),
    _field(
        "gearchiveerd",
        None,
        Archived(),
        "er is een registratie gearchiveerd",
    ),
    _field("toestand_voorbij", None, OVER, "waar geldt niet meer"),
)

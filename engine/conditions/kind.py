"""`soort`: the kind of a group, a staff member, a case or a talk round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import TEXT_OR_LIST, Candidate, Field, Narrows, Reading, World, keep, one_or_more, words_or
from engine.kinds import GROUP_KINDS, STAFF_KINDS
from engine.model import GROUP, STAFF
from engine.reading import as_choice, as_list, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.census import Census, Subject
    from engine.yamldoc import Node

CLOSED = {GROUP: GROUP_KINDS, STAFF: STAFF_KINDS}


@dataclass(frozen=True, slots=True)
class Kind(Narrows):
    names: frozenset[str]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: kind_of(each.subject).lower() in self.names)

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        return [each for each in among if kind_of(each).lower() in self.names]

    def words(self) -> str:
        return f"soort {words_or(sorted(self.names))}"


def kind_of(subject: Subject) -> str:
    known = subject.group or subject.staff or subject.case or subject.round
    return known.kind if known is not None else ""


def _read(node: Node, reading: Reading) -> Kind | None:
    closed = CLOSED.get(reading.per)
    found = [
        as_choice(each, closed, reading.problems, "e soort") if closed else as_text(each, reading.problems, "een soort")
        for each in as_list(node)
    ]
    return Kind(frozenset(each.lower() for each in found if each)) if found and all(found) else None


SCHEMAS = {per: one_or_more({"enum": list(kinds)}) for per, kinds in CLOSED.items()}
FIELD = Field("soort", ("groep", "medewerker", "zaak"), _read, TEXT_OR_LIST, "soort uit de invoer", SCHEMAS)

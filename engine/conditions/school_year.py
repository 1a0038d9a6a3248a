"""`schooljaar`: groups of next, last or an older school year than the occasion's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.conditions.base import Candidate, Field, Narrows, Reading, World, keep, one_or_more
from engine.conditions.groupfilter import SCHOOL_YEARS, WORDS, in_relative_year
from engine.reading import as_choice, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.census import Census, Subject
    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class SchoolYear(Narrows):
    wanted: tuple[str, ...]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is(each.subject, each.start))

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        return [each for each in among if self._is(each, start)]

    def _is(self, subject: Subject, start: int) -> bool:
        if subject.group is None:
            return False
        own = start_of(subject.group.school_year)
        return any(in_relative_year(each, own, start) for each in self.wanted)

    def words(self) -> str:
        return f"groep {' of '.join(WORDS[each] for each in self.wanted)}"


def _read(node: Node, reading: Reading) -> SchoolYear | None:
    found = [as_choice(each, SCHOOL_YEARS, reading.problems, " schooljaar") for each in as_list(node)]
    return SchoolYear(tuple(each for each in found if each)) if found and all(found) else None


SCHEMA = one_or_more({"enum": list(SCHOOL_YEARS)})
FIELD = Field("schooljaar", ("groep",), _read, SCHEMA, "groepen van volgend, vorig of een ouder schooljaar")

"""`kalender: {elk_anker: ja}`: every anchor that a rule of the school uses has a date in a school year's calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.conditions.base import Candidate, Judgement, Registering, World
from engine.conditions.combine import AllEvidence, AnyEvidence, NotEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.conditions.base import Evidence


@dataclass(frozen=True, slots=True)
class CalendarHasEvery:
    """`families` are the anchors the school's rules use: they are filled in when all its rules have been read.

    A date that is set for one group counts: what is asked is whether the meeting is in the calendar at all.
    """

    years_on: int
    year_words: str
    families: tuple[str, ...] = ()
    ticks: tuple[Registering, ...] = ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        lacking = {each: self._lacking(each.start + self.years_on, world) for each in among}
        done = {each for each, words in lacking.items() if not words}
        missing = {each: words for each, words in lacking.items() if words}
        return Judgement(done, missing, dict.fromkeys(done, (f"een datum voor elk anker in {self._calendar}",)))

    def _lacking(self, year: int, world: World) -> tuple[str, ...]:
        if year not in world.timing.occasions.almanac.known:
            return (self._calendar,)
        undated = [each for each in self.families if not world.timing.occasions.dated_anchors.numbered(each, year)]
        return (f"een datum voor {_listed(undated)} in {self._calendar}",) if undated else ()

    @property
    def _calendar(self) -> str:
        return f"de kalender{self.year_words}"


def asks_every(evidence: Evidence) -> bool:
    """Tell whether evidence asks, somewhere inside, for a date of every anchor."""
    if isinstance(evidence, AllEvidence | AnyEvidence):
        return any(map(asks_every, evidence.parts))
    return asks_every(evidence.part) if isinstance(evidence, NotEvidence) else isinstance(evidence, CalendarHasEvery)


def with_anchors(evidence: Evidence, families: tuple[str, ...]) -> Evidence:
    """Return the evidence with the anchors that the school's rules use filled in."""
    if isinstance(evidence, CalendarHasEvery):
        return replace(evidence, families=families)
    if isinstance(evidence, AllEvidence | AnyEvidence):
        return replace(evidence, parts=tuple(with_anchors(each, families) for each in evidence.parts))
    if isinstance(evidence, NotEvidence):
        return replace(evidence, part=with_anchors(evidence.part, families))
    return evidence


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"

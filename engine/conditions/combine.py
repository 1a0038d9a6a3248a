"""`alle_van`, `een_van` and `niet`: set algebra over conditions, and the same for evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import Candidate, Condition, Evidence, Judgement, Narrows, Registering, World, narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from engine.census import Census, Subject


@dataclass(frozen=True, slots=True)
class AllOf(Narrows):
    parts: tuple[Condition, ...]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        left = set(among)
        for each in self.parts:
            left = each.select(left, world)
        return left

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        for each in self.parts:
            among = narrow(each, among, start, census)
        return among

    def words(self) -> str:
        return " en ".join(each.words() for each in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf(Narrows):
    parts: tuple[Condition, ...]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        every = set(among)
        return set().union(*(each.select(every, world) for each in self.parts))

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        left: set[Subject] = set().union(*(narrow(each, among, start, census) for each in self.parts))
        return [each for each in among if each in left]

    def words(self) -> str:
        return " of ".join(each.words() for each in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        every = set(among)
        return every - self.part.select(every, world)

    def words(self) -> str:
        return f"niet ({self.part.words()})"


def walk(condition: Condition | None) -> Iterator[Condition]:
    """Give a condition and all conditions inside it (not those about pupils inside a group or case)."""
    if condition is None:
        return
    yield condition
    inside = condition.parts if isinstance(condition, AllOf | AnyOf) else ()
    for each in (condition.part,) if isinstance(condition, Not) else inside:
        yield from walk(each)


@dataclass(frozen=True, slots=True)
class AllEvidence:
    parts: tuple[Evidence, ...]

    @property
    def ticks(self) -> tuple[Registering, ...]:
        """A tick records every part, when each part can be recorded."""
        every = [each.ticks for each in self.parts]
        return tuple(one for each in every for one in each) if all(every) else ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        every = list(among)
        found = [each.judge(every, world) for each in self.parts]
        done = set(every).intersection(*(each.done for each in found))
        missing = {one: _joined(each.missing.get(one, ()) for each in found) for one in every if one not in done}
        proof = {one: _joined(each.proof.get(one, ()) for each in found) for one in done}
        days = {one: max(each.days[one] for each in found) for one in done if all(one in each.days for each in found)}
        ticked = {one for one in done if any(one in each.ticked for each in found)}
        return Judgement(done, missing, proof, _earliest(found), days, ticked)


@dataclass(frozen=True, slots=True)
class AnyEvidence:
    parts: tuple[Evidence, ...]
    ticks: tuple[Registering, ...] = ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        every = list(among)
        found = [each.judge(every, world) for each in self.parts]
        done = set().union(*(each.done for each in found))
        missing = {one: _either([each.missing.get(one, ()) for each in found]) for one in every if one not in done}
        proof = {one: _joined(each.proof.get(one, ()) for each in found) for one in done}
        dated = {one: [each.days[one] for each in found if one in each.days] for one in done}
        ticked = {one for one in done if all(one in each.ticked for each in found if one in each.done)}
        days = {one: min(every) for one, every in dated.items() if every}
        return Judgement(done, missing, proof, _earliest(found), days, ticked)


@dataclass(frozen=True, slots=True)
class NotEvidence:
    """Done while the evidence inside is not there; nothing that is recorded can show that."""

    part: Evidence
    ticks: tuple[Registering, ...] = ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        every = set(among)
        inside = self.part.judge(every, world)
        missing = {each: _not(inside.proof.get(each, ())) for each in inside.done}
        done = every - inside.done
        return Judgement(done, missing, {each: _not(inside.missing.get(each, ())) for each in done}, inside.since)


def _earliest(found: list[Judgement]) -> dict[Candidate, date]:
    since: dict[Candidate, date] = {}
    for each in found:
        for one, day in each.since.items():
            since[one] = min(day, since.get(one, day))
    return since


def _not(words: tuple[str, ...]) -> tuple[str, ...]:
    return (f"niet ({' en '.join(words)})",)


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for each in parts for word in each)


def _either(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    return (" of ".join(" en ".join(each) for each in parts if each),)

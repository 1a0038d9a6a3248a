"""From chosen candidates to found tasks: what their evidence says today, and by the dates they were done under."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.found import Found
from engine.model import DONE, LIVE, MISSED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.conditions.base import Candidate
    from engine.identity import Identity
    from engine.model import Task, Wanted
    from engine.rule import Rule
    from engine.wanting import Wanting

NOTHING_STORED: Mapping[Identity, Task] = MappingProxyType({})


class Judging:
    """Judges the candidates of one rule. `stored` holds what was made before, by what it is."""

    def __init__(self, wanting: Wanting, stored: Mapping[Identity, Task] = NOTHING_STORED) -> None:
        self.wanting = wanting
        self.rule = wanting.rule
        self.stored = stored

    def planned(self, chosen: list[Candidate]) -> list[Found]:
        """Give the tasks as nobody has done anything yet."""
        wanting = self.wanting
        return [self._found(each, wanting.wanted(each, wanting.opens(each))) for each in chosen]

    def judged(self, chosen: list[Candidate]) -> list[Found]:
        """Give the tasks with the evidence there is."""
        opened = [each.opening(self.wanting.opens(each)) for each in chosen]
        if not opened:
            return []
        judged = self.rule.done_when.judge(opened, self.wanting.world)
        found = [self._found(each, self.wanting.wanted(each, each.opens, judged)) for each in opened]
        if len(judged.done) == len(opened):
            return found
        still = self._still_done([each for each in opened if each not in judged.done])
        return (
            [replace(each, wanted=still.get(each.wanted.identity, each.wanted)) for each in found] if still else found
        )

    def done_all_the_same(self, left: list[Candidate]) -> list[Found]:
        """Give what is not chosen any more and still has its evidence: done comes before lapsed (regeltaal 31)."""
        unfinished = [each for each in left if is_unfinished(self.stored.get(identity(self.rule, each)))]
        over = self._no_longer_as_it_was(unfinished)
        rest = self.judged([each for each in unfinished if each not in over])
        ended = self._ended([each for each in unfinished if each in over])
        return [each for each in (*rest, *ended) if each.wanted.done]

    def _no_longer_as_it_was(self, unfinished: list[Candidate]) -> set[Candidate]:
        """Return what still asks something, and is not chosen because `waar` says so."""
        where = self.rule.where
        live = {each for each in unfinished if self.stored[identity(self.rule, each)].state in LIVE}
        return live - where.select(live, self.wanting.world) if where is not None and live else set()

    def _ended(self, over: list[Candidate]) -> list[Found]:
        """Judge what `waar` chooses no longer: that the state is over is evidence too (`toestand_voorbij`)."""
        opened = [each.opening(self.wanting.opens(each)) for each in over]
        judged = self.rule.done_when.judge(opened, replace(self.wanting.world, unchosen=True))
        return [self._found(each, self.wanting.wanted(each, each.opens, judged)) for each in opened]

    def _still_done(self, left: list[Candidate]) -> dict[Identity, Wanted]:
        """Look once more at what was done, by the dates it had then: evidence stays evidence when a date moves."""
        before = {each: self.stored.get(identity(self.rule, each)) for each in left}
        was_done = [_as_it_was(each, task) for each, task in before.items() if task is not None and task.state == DONE]
        if not was_done:
            return {}
        judged = self.rule.done_when.judge(was_done, self.wanting.world)
        proven = (each for each in was_done if each in judged.done)
        return {identity(self.rule, each): self.wanting.wanted(each, each.opens, judged) for each in proven}

    def _found(self, candidate: Candidate, wanted: Wanted) -> Found:
        return Found(self.rule.under(candidate.dated.moment), wanted, candidate.subject, candidate.start)


def is_unfinished(task: Task | None) -> bool:
    """Tell whether evidence may still close a stored task."""
    return task is not None and (task.state in LIVE or task.state == MISSED)


def _as_it_was(candidate: Candidate, task: Task) -> Candidate:
    """Return a candidate with the dates under which its task was done."""
    because = task.because
    end = because.occasion_end or because.occasion_begin
    occasion = replace(candidate.dated.occasion, begin=because.occasion_begin, end=end)
    dated = replace(candidate.dated, occasion=occasion, bare=because.due_bare, due=task.due)
    return replace(candidate, dated=dated, opens=task.opens, counts_from=because.counts_from)


def identity(rule: Rule, candidate: Candidate) -> Identity:
    return (rule.id, rule.per, candidate.subject.key, candidate.dated.occasion.key)

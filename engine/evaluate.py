"""Rules, calendar, facts and a day: the tasks they ask for, each with its because. Reads and writes nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.almanac.days import school_year_start
from engine.candidates import Candidates
from engine.grounds import Grounds
from engine.identity import AT_ONCE
from engine.judging import NOTHING_STORED, Judging, is_unfinished
from engine.spells import Spells
from engine.takingpart import select
from engine.validity import Falling
from engine.wanting import Wanting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.conditions.base import Candidate, World
    from engine.found import Found
    from engine.grounds import Known
    from engine.identity import Identity
    from engine.model import Spell, Task, Wanted
    from engine.rule import Rule


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is wanted on a day, and the spells of conditions that count at once: running and ended (regeltaal 24)."""

    found: tuple[Found, ...]
    spells: tuple[Spell, ...] = ()

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return tuple(each.wanted for each in self.found)


class Evaluator:
    """Evaluates rules one by one over the same grounds."""

    def __init__(self, known: Known, today: date) -> None:
        self.today = today
        self.grounds = Grounds(known, today)
        self.candidates = Candidates(self.grounds)

    def plan(self, rules: Iterable[Rule], start: int) -> Evaluation:
        """Give all tasks of one school year, done or not; evidence does not count (regeltaal, opdrachten)."""
        found = [one for rule in rules for one in self._of_rule(rule, start, planned=True)]
        return Evaluation(tuple(found))

    def evaluate(
        self,
        rules: Iterable[Rule],
        years: Iterable[int],
        spells: Iterable[Spell] = (),
        stored: Mapping[Identity, Task] = NOTHING_STORED,
    ) -> Evaluation:
        """Give the tasks of some school years as they are today, with evidence.

        Done comes before lapsed, and stays done whatever the calendar does (regeltaal 31). So of what is `stored`, a
        task that `waar` no longer chooses is still given when its evidence is there; and of a task that was done,
        evidence also counts when it fell in the window the task had then.
        """
        rules, years = tuple(rules), tuple(years)
        lasting = (rule for rule in rules if not rule.at_once)
        kept = _subjects_unfinished(stored)
        found = [
            one
            for rule in lasting
            for year in years
            for one in self._of_rule(rule, year, stored, kept.get(rule.id, frozenset()))
        ]
        running = Spells(spells, self.today)
        found += [one for rule in rules if rule.at_once for one in self._at_once(rule, running)]
        evaluated = {rule.id for rule in rules}
        return Evaluation(tuple(found), running.after(evaluated))

    # --- one rule, one school year

    def _of_rule(
        self,
        rule: Rule,
        start: int,
        stored: Mapping[Identity, Task] = NOTHING_STORED,
        kept: frozenset[str] = frozenset(),
        *,
        planned: bool = False,
    ) -> list[Found]:
        """Give a rule's tasks, each by the version its date falls under."""
        falling = self.candidates.falling(rule, start)
        if not rule.versions:
            return self._of_version(rule, falling, start, stored, kept, planned=planned)
        versions = (each for each in (rule, *rule.versions) if not each.off)
        return [
            one for each in versions for one in self._of_version(each, falling, start, stored, kept, planned=planned)
        ]

    def _of_version(
        self,
        rule: Rule,
        falling: Falling,
        start: int,
        stored: Mapping[Identity, Task],
        kept: frozenset[str],
        *,
        planned: bool,
    ) -> list[Found]:
        world = self.grounds.world(rule)
        every = self.candidates.perhaps(rule, start, kept, world)
        if not falling.always:
            every = [each for each in every if falling.under(rule, each.subject.key, each.dated.occasion.key, each.due)]
        selected = select(rule.where, every, world)
        chosen = [each for each in every if each in selected]
        judging = Judging(self._wanting(rule, world), stored)
        if planned:
            return judging.planned(chosen)
        left = [each for each in every if each not in selected] if stored else []
        return judging.judged(chosen) + judging.done_all_the_same(left)

    def _wanting(self, rule: Rule, world: World) -> Wanting:
        return Wanting(rule, self.grounds.audiences, world, self.grounds.known.school_name)

    # --- conditions that count at once

    def _at_once(self, rule: Rule, spells: Spells) -> list[Found]:
        """Look at a condition as it is today; the day it was first seen is when it is due."""
        versions = (each for each in (rule, *rule.versions) if not each.off)
        return [one for each in versions for one in self._version_at_once(each, Falling(rule), spells)]

    def _version_at_once(self, rule: Rule, falling: Falling, spells: Spells) -> list[Found]:
        world, start = self.grounds.world(rule), school_year_start(self.today)
        every = self.candidates.as_of_today(rule)
        selected = select(rule.where, every, world)
        now = (each for each in every if each in selected and falling.on(rule, spells.since(rule, each.subject.key)))
        chosen = [_dated_by_spell(each, spells.seen(rule, each.subject.key, start)) for each in now]
        return Judging(self._wanting(rule, world)).judged(chosen)


def _dated_by_spell(candidate: Candidate, spell: Spell) -> Candidate:
    day = spell.first_seen
    key = f"{AT_ONCE}{spell.school_year}/{spell.ordinal}"
    occasion = replace(candidate.dated.occasion, key=key, begin=day, end=day)
    dated = replace(candidate.dated, occasion=occasion, bare=day, due=day)
    return replace(candidate, dated=dated, opens=day)


def _subjects_unfinished(stored: Mapping[Identity, Task]) -> Mapping[str, frozenset[str]]:
    """Return by rule the subjects of stored tasks that evidence may still close."""
    found: dict[str, set[str]] = defaultdict(set)
    for (rule, _, subject, _), task in stored.items():
        if is_unfinished(task):
            found[rule].add(subject)
    return {rule: frozenset(subjects) for rule, subjects in found.items()}

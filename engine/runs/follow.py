"""What follows from what somebody did: with the rest of the day, or alone when that was seen to or is held back.

A tick must never wait for a held run, and must never let one through.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.brake import Figures, brake
from engine.runs import evaluate
from engine.runs.dayrun import GOOD, KIND, is_put_back
from engine.runs.expected import expected_since
from engine.runs.since import with_outcome
from engine.runs.touched import touched
from engine.store.holds import standing_hold
from engine.store.log import add_events
from engine.store.occasions import load_occasion_numbers
from engine.store.reached import last_day
from engine.store.ruleversions import keep_versions
from engine.store.spells import load_spells, save_spells
from engine.store.tasks import apply_tasks, load_tasks

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.model import Spell, Task
    from engine.reconcile import Change
    from engine.runs.evaluate import Before, Outcome
    from engine.settings import Settings
    from engine.store.database import Store

Key = tuple[str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Followed:
    """What followed from a change, and what the store holds after it."""

    outcome: Outcome
    after: Before


def follow(
    settings: Settings, store: Store, without: Before, today: date, now: datetime, after: Before | None = None
) -> Followed:
    """Bring the tasks up to date after a change by a person; `without` is what the store held before it, `after` since.

    When today's run has been, or waits for somebody, or when this would be a run that has to wait, only what differs
    through the change itself is written: the outcome then holds no other changes. It is then decided for no more rules
    than the change can touch.
    """
    after = after or evaluate.gather_all(settings, store)
    only = touched(without, after) if _is_seen_to(store, today) else None
    outcome = evaluate.decide(after, today, only)
    if only is None and not is_held(settings, store, outcome, today):
        evaluate.apply(store, after, outcome, today, now)
        return Followed(outcome, _reread(store, after))
    mine = differing(after, outcome, evaluate.decide(without, today, rules_in(after, outcome)))
    _apply(store, after, mine, now)
    return Followed(mine, with_outcome(after, mine))


def _is_seen_to(store: Store, today: date) -> bool:
    """Tell whether what the day itself brings was decided: it was done, or somebody is to say whether it may."""
    return last_day(store, evaluate.KIND, GOOD) == today or standing_hold(store) is not None


def _reread(store: Store, after: Before) -> Before:
    numbers = load_occasion_numbers(store)
    return replace(after, tasks=load_tasks(store), spells=load_spells(store), numbers=numbers)


def is_held(settings: Settings, store: Store, outcome: Outcome, today: date) -> bool:
    """Tell whether all of this may not be written now. Before the very first run nothing is usual yet, and it may."""
    if standing_hold(store) is not None or is_put_back(store, settings):
        return True
    last = last_day(store, KIND, GOOD)
    return last is not None and brake(expected_since(store, last, today), Figures(len(outcome.changes), 0)) is not None


def rules_in(after: Before, outcome: Outcome) -> frozenset[str]:
    """Return the rules of which anything changes: of no other it matters what would have come anyhow."""
    tasks = {one.rule for each in outcome.changes for one in (each.before, each.after) if one is not None}
    spells = frozenset(outcome.evaluation.spells) - frozenset(after.spells)
    return frozenset(tasks | {each.rule for each in spells})


def differing(after: Before, outcome: Outcome, without: Outcome) -> Outcome:
    """Leave out every change, and every spell, that would have come without it just the same."""
    usual = {each.after.identity: _nameless(each.after) for each in without.changes}
    mine = tuple(each for each in outcome.changes if usual.get(each.after.identity) != _nameless(each.after))
    came = set(without.evaluation.spells)
    spells = {_key(each): each for each in after.spells}
    spells |= {_key(each): each for each in outcome.evaluation.spells if each not in came}
    return replace(outcome, changes=mine, evaluation=replace(outcome.evaluation, spells=tuple(spells.values())))


def _apply(store: Store, after: Before, mine: Outcome, now: datetime) -> None:
    """Write these changes and no run: what the files say now is left for the run that waits."""
    apply_tasks(store, _tasks(mine.changes, new=True), _tasks(mine.changes, new=False))
    save_spells(store, after.spells, mine.evaluation.spells)
    rules = {each.after.rule for each in mine.changes}
    keep_versions(store, [each for each in mine.school.book.rules if each.id in rules], now)
    add_events(store, [evaluate.event_of(each, now) for each in mine.changes])


def _tasks(changes: tuple[Change, ...], *, new: bool) -> list[Task]:
    return [each.after for each in changes if (each.before is None) == new]


def _nameless(task: Task) -> Task:
    return replace(task, key="")


def _key(spell: Spell) -> Key:
    return (spell.rule, spell.per, spell.subject, spell.school_year, spell.ordinal)

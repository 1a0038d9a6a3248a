"""What the store holds after a change, worked out beside what it held: nothing that is known is read again.

Each list keeps the order in which the store gives it, so that it is as if it had been read.
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from engine.intake.combine import combine
from engine.store.facts import CASE_KEY, REGISTRATION_KEY
from engine.store.spells import SPELL_KEY
from engine.store.tasks import TASK_KEY
from engine.store.ticks import TICK_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.model import Registration, Task, Tick, Told
    from engine.runs.evaluate import Before, Outcome


def with_told(before: Before, told: Told) -> Before:
    """Return it with the registrations and cases the school told since; everything else it told is as it was."""
    told = replace(
        told,
        brin=told.brin or before.school.told.brin,
        registrations=tuple(sorted(told.registrations, key=attrgetter(*REGISTRATION_KEY))),
        cases=tuple(sorted(told.cases, key=attrgetter(*CASE_KEY))),
    )
    return replace(before, school=replace(before.school, told=told, facts=combine(told)))


def with_recorded(before: Before, registrations: Iterable[Registration]) -> Before:
    """Return it with these registrations, and no others."""
    ordered = tuple(sorted(registrations, key=attrgetter(*REGISTRATION_KEY)))
    school = before.school
    told, facts = replace(school.told, registrations=ordered), replace(school.facts, registrations=ordered)
    return replace(before, school=replace(school, told=told, facts=facts))


def with_ticks(before: Before, ticks: Iterable[Tick]) -> Before:
    """Return it with these ticks, and no others."""
    return replace(before, ticks=tuple(sorted(ticks, key=attrgetter(*TICK_KEY))))


def with_tasks(before: Before, changed: Iterable[Task]) -> Before:
    """Return it with these tasks as they became; a key that was not there is a new one."""
    now = {each.key: each for each in changed}
    if not now:
        return before
    kept = [now.pop(each.key, each) for each in before.tasks]
    if now or any(
        was is not each and was.identity != each.identity for was, each in zip(before.tasks, kept, strict=True)
    ):
        kept = sorted((*kept, *now.values()), key=attrgetter(*TASK_KEY))
    return replace(before, tasks=tuple(kept))


def with_outcome(before: Before, outcome: Outcome) -> Before:
    """Return it with what was decided since."""
    spells = tuple(sorted(outcome.evaluation.spells, key=attrgetter(*SPELL_KEY)))
    return replace(with_tasks(before, (each.after for each in outcome.changes)), spells=spells)

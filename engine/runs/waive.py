"""Saying that a task does not apply, and why: a person decides that, never the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import lookup, ticking
from engine.lookup import NoSuch
from engine.model import WAIVED
from engine.runs.evaluate import gather_all
from engine.runs.since import with_tasks
from engine.runs.ticked import WAIVED_BY, Result, as_now, desk_of
from engine.sameas import siblings
from engine.store.log import Event, add_events
from engine.store.tasks import apply_tasks

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.runs.evaluate import Before
    from engine.settings import Settings
    from engine.store.database import Store


def waive(
    settings: Settings,
    store: Store,
    word: str,
    reason: str,
    by: str,
    today: date,
    now: datetime,
    before: Before | None = None,
) -> Result | NoSuch:
    """Say that a task does not apply, and why; the tasks of rules that belong to it go along.

    `before` is what the store holds, for who knows it already.
    """
    before = before or gather_all(settings, store)
    who = lookup.person(by, before.school.facts.staff)
    task = lookup.task(word, before.tasks)
    if isinstance(who, NoSuch):
        return who
    if isinstance(task, NoSuch):
        return task
    if ticking.is_waived(task):
        return Result(before, already=(task,))
    if wrong := ticking.waivable(task):
        return NoSuch(wrong)
    desk = desk_of(before, who.code, today)
    along = [each for each in siblings(task, desk.tasks, desk.same_as) if not ticking.waivable(each)]
    every = [task, *(each for each in along if not ticking.is_waived(each))]
    keys = [each.key for each in every]
    waived = [replace(each, state=WAIVED, reason=reason, done_on=today, done_by=who.code) for each in every]
    apply_tasks(store, (), waived)
    add_events(store, [Event(now, who.code, WAIVED_BY, each.key, reason, {"samen": keys}) for each in every])
    after = with_tasks(before, waived)
    return Result(after, as_now(after, [task]), as_now(after, every[1:]))

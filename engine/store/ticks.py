"""Who ticked which task on which day: facts, kept until somebody undoes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from engine.model import Tick
from engine.store.shelf import load, put, shelf_of
from engine.tables.base import table
from engine.tables.tasks import TickRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from engine.store.database import Store

TICKS = table(TickRow)
TICK_KEY = ("task", "by")
_SHELF = shelf_of(TICKS, Tick, TICK_KEY)


def load_ticks(store: Store, tasks: Collection[str] | None = None) -> tuple[Tick, ...]:
    """Return the ticks on these tasks, or on all of them."""
    only = [] if tasks is None else [TICKS.c.task.in_(sorted(tasks))]
    return load(store, _SHELF, *only)


def add_ticks(store: Store, ticks: Iterable[Tick]) -> int:
    """Keep ticks; who ticked a task before keeps the first day. Return how many are new."""
    asked = {(each.task, each.by): each for each in sorted(ticks, key=lambda tick: tick.on, reverse=True)}
    there = {(each.task, each.by) for each in load_ticks(store, {task for task, _ in asked})}
    new = [tick for key, tick in asked.items() if key not in there]
    put(store, _SHELF, new)
    return len(new)


def remove_ticks(store: Store, task: str, by: str | None = None) -> int:
    """Undo one person's tick on a task, or everybody's; return how many there were."""
    statement = delete(TICKS).where(TICKS.c.school == store.school, TICKS.c.task == task)
    if by is not None:
        statement = statement.where(TICKS.c.by == by)
    return store.connection.execute(statement).rowcount

"""A group, pupil or member of staff that goes by another name from now on: everything that names it goes along."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from engine.model import DONE, LAPSED, MISSED, OPEN, OVERDUE, STAFF, WAIVED
from engine.store.exceptions import load_exceptions, save_exceptions
from engine.store.facts import group_years
from engine.store.newnames import new_names, rename_exceptions, rename_numbers, rename_spells, rename_task
from engine.store.occasions import load_occasion_numbers, save_occasion_numbers
from engine.store.retention import OF_PEOPLE
from engine.store.spells import load_spells, save_spells
from engine.store.tasks import apply_tasks, delete_tasks, load_tasks
from engine.store.ticks import add_ticks, load_ticks, remove_ticks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Table

    from engine.model import Task
    from engine.store.database import Store
    from engine.store.newnames import NewNames, Rename

ON_THE_WAY = "~"
# Of two tasks that turn out to be one, what people did goes before what is still to do, and that before what is past.
WEIGHT = {DONE: 0, WAIVED: 1, OVERDUE: 2, OPEN: 2, MISSED: 3, LAPSED: 4}


def apply_renames(store: Store, renames: Iterable[Rename]) -> None:
    """Let tasks, ticks, spells, exceptions and numbers of calendar dates go along, all at once; a task keeps its key.

    The facts themselves come renamed out of an import: call this in the same transaction, before `save_told`.
    """
    renames = tuple(renames)
    names = new_names(renames, group_years(store))
    numbers, spells = load_occasion_numbers(store), load_spells(store)
    save_occasion_numbers(store, numbers, rename_numbers(numbers, names))
    save_spells(store, spells, rename_spells(spells, names))
    exemptions = load_exceptions(store)
    save_exceptions(store, exemptions, rename_exceptions(exemptions, names))
    _rename_tasks(store, names)
    _rename_choices(store, [(each.old, each.new) for each in renames if each.kind == STAFF])


def _rename_choices(store: Store, codes: Sequence[tuple[str, str]]) -> None:
    """Let what colleagues chose go along with their codes: whoever is given an old code later begins anew.

    By way of a code that nobody has, so that two may change places.
    """
    for each in OF_PEOPLE:
        for old, _ in codes:
            _move(store, each, old, f"{ON_THE_WAY}{old}")
        for old, new in codes:
            store.connection.execute(delete(each).where(each.c.school == store.school, each.c.person == new))
            _move(store, each, f"{ON_THE_WAY}{old}", new)


def _move(store: Store, table: Table, old: str, new: str) -> None:
    mine = (table.c.school == store.school) & (table.c.person == old)
    store.connection.execute(update(table).where(mine).values(person=new))


def _rename_tasks(store: Store, names: NewNames) -> None:
    before = load_tasks(store)
    same = _same_tasks([rename_task(each, names) for each in before], {each.key: each for each in before})
    keeper = {task.key: tasks[0] for tasks in same for task in tasks}
    _rename_ticks(store, names, keeper)
    delete_tasks(store, [task.key for tasks in same for task in tasks[1:]])
    stored = {each.key: each for each in before}
    apply_tasks(store, changed=[tasks[0] for tasks in same if tasks[0] != stored[tasks[0].key]])


def _same_tasks(tasks: Iterable[Task], before: Mapping[str, Task]) -> list[list[Task]]:
    """Put tasks that now have one identity together, the one to keep first: of equals, the one that came along."""
    by_identity = defaultdict(list)
    for task in tasks:
        by_identity[task.identity].append(task)
    return [
        sorted(each, key=lambda task: (WEIGHT[task.state], before[task.key].identity == task.identity, task.key))
        for each in by_identity.values()
    ]


def _rename_ticks(store: Store, names: NewNames, keeper: Mapping[str, Task]) -> None:
    ticks = load_ticks(store)
    renamed = {tick: replace(tick, task=keeper[tick.task].key, by=names.staff.get(tick.by, tick.by)) for tick in ticks}
    moved = {old: new for old, new in renamed.items() if old != new}
    for old in moved:
        remove_ticks(store, old.task, old.by)
    add_ticks(store, moved.values())

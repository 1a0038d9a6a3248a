"""The tasks of a school, their ticks, and the school years that somebody closed."""

from __future__ import annotations

import json
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, update

from engine.model import LIVE, MISSED, Because, Task
from engine.store.packing import columns_of, packer, unpacker
from engine.store.shelf import Shelf, load, put
from engine.tables.base import table
from engine.tables.tasks import ClosedYearRow, TaskRow, TickRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from engine.store.database import Store

TASKS = table(TaskRow)
TICKS = table(TickRow)
CLOSED_YEARS = table(ClosedYearRow)
REMEMBERED = 20_000
TASK_KEY = ("rule", "per", "subject", "occasion")
ASKED_AT_ONCE = 500


def load_tasks(
    store: Store,
    *,
    live: bool = False,
    school_year: str | None = None,
    rule: str | None = None,
    keys: Collection[str] | None = None,
) -> tuple[Task, ...]:
    """Return the tasks that answer to all that is asked, in the order of rule, subject and occasion."""
    only: list[ColumnElement[bool]] = []
    if live:
        only.append(TASKS.c.state.in_(sorted(LIVE)))
    if school_year is not None:
        only.append(TASKS.c.school_year == school_year)
    if rule is not None:
        only.append(TASKS.c.rule == rule)
    if keys is not None:
        only.append(TASKS.c.key.in_(sorted(keys)))
    return load(store, _SHELF, *only)


def apply_tasks(store: Store, new: Iterable[Task] = (), changed: Iterable[Task] = ()) -> None:
    """Write new tasks, and tasks that changed under their own key, each in one statement.

    Two tasks may trade places (a rule or a group that took the other's name). Raises LookupError for a changed task
    that is not in the store.
    """
    tasks = list(changed)
    if tasks:
        _step_aside(store, tasks)
        _update(store, map(_PACK, tasks))
    put(store, _SHELF, new)


def delete_tasks(store: Store, keys: Collection[str]) -> None:
    """Take tasks away for good, ticks and all: only for a task that turned out to be another one."""
    if keys:
        for rows, key in ((TICKS, TICKS.c.task), (TASKS, TASKS.c.key)):
            store.connection.execute(delete(rows).where(rows.c.school == store.school, key.in_(sorted(keys))))


def close_school_year(store: Store, school_year: str, by: str, at: datetime) -> int:
    """Keep that somebody closed this school year; what was still to do is missed. Return how many tasks that were.

    Closing it again changes nothing.
    """
    if school_year not in closed_school_years(store):
        row = {"school": store.school, "school_year": school_year, "by": by, "at": at}
        store.connection.execute(CLOSED_YEARS.insert(), [row])
    left = (_ours(store), TASKS.c.school_year == school_year, TASKS.c.state.in_(sorted(LIVE)))
    return store.connection.execute(update(TASKS).where(*left).values(state=MISSED)).rowcount


def closed_school_years(store: Store) -> frozenset[str]:
    return frozenset(who_closed(store))


def who_closed(store: Store) -> dict[str, str]:
    """Return each closed school year with who closed it."""
    query = select(CLOSED_YEARS.c.school_year, CLOSED_YEARS.c.by).where(CLOSED_YEARS.c.school == store.school)
    return {each.school_year: each.by for each in store.connection.execute(query)}


def _ours(store: Store) -> ColumnElement[bool]:
    return TASKS.c.school == store.school


def _step_aside(store: Store, tasks: list[Task]) -> None:
    """Let tasks whose identity changes leave their place first, so that no two ever stand in one."""
    few = [TASKS.c.key.in_(sorted(each.key for each in tasks))] if len(tasks) <= ASKED_AT_ONCE else []
    query = select(TASKS.c.key, TASKS.c.rule, TASKS.c.per, TASKS.c.subject, TASKS.c.occasion)
    query = query.where(_ours(store), *few)
    stored = {key: tuple(identity) for key, *identity in store.connection.execute(query)}
    missing = [task.key for task in tasks if task.key not in stored]
    if missing:
        raise LookupError(f"no such tasks: {', '.join(missing)}")
    _update(
        store, ({"key": task.key, "per": "", "rule": task.key} for task in tasks if stored[task.key] != task.identity)
    )


def _update(store: Store, rows: Iterable[dict[str, Any]]) -> None:
    values = [{f"new_{name}": value for name, value in row.items()} for row in rows]
    if not values:
        return
    columns: dict[str, Any] = {name.removeprefix("new_"): bindparam(name) for name in values[0] if name != "new_key"}
    statement = update(TASKS).where(_ours(store), TASKS.c.key == bindparam("new_key")).values(columns)
    store.connection.execute(statement, values)


def _pack_codes(codes: tuple[str, ...]) -> str:
    return json.dumps(codes, ensure_ascii=False)


@lru_cache(maxsize=REMEMBERED)
def _unpack_codes(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _pack_because(because: Because) -> str:
    """Leave out what is as it is by default: a reason is kept with every task, and most of it is empty."""
    packed = {name: getattr(because, name) for name in _NAMES}
    told = {name: value for name, value in packed.items() if name not in _DEFAULTS or value != _DEFAULTS[name]}
    return json.dumps(told, ensure_ascii=False, default=date.isoformat)


@lru_cache(maxsize=REMEMBERED)
def _unpack_because(text: str) -> Because:
    """Read a reason as this version of the program wrote it, or one that knew more or less of it."""
    values = json.loads(text)
    if not values.keys() <= _KNOWN:
        values = {name: value for name, value in values.items() if name in _KNOWN}
    for name in _DATES:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    for name in _LISTS:
        if name in values:
            values[name] = tuple(values[name])
    return Because(**values)


_NAMES = columns_of(Because)
_KNOWN = frozenset(_NAMES)
_DEFAULTS = {each.name: each.default for each in fields(Because) if each.default is not NO_DEFAULT}
_DATES = tuple(each.name for each in fields(Because) if str(each.type).startswith("date"))
_LISTS = tuple(each.name for each in fields(Because) if str(each.type).startswith("tuple"))
_PACK = packer(Task, recipients=_pack_codes, because=_pack_because, ticked_by=_pack_codes)
_UNPACK = unpacker(Task, recipients=_unpack_codes, because=_unpack_because, ticked_by=_unpack_codes)
_SHELF = Shelf(TASKS, TASK_KEY, columns_of(Task), _PACK, _UNPACK)

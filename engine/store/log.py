"""What happened: events (who did what when, and why), runs and imports. Added to, never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, func, insert, select

from engine.store.shelf import Shelf, shelf_of
from engine.tables.base import table
from engine.tables.log import EventRow, ImportRow, RunRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from engine.store.database import Store

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody or something did something.

    `who` is a staff code or the name of a command, `what` a fixed word, `subject` a task key or a file, `data` what
    else there is to know, as JSON.
    """

    at: datetime
    who: str
    what: str
    subject: str = ""
    why: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: for which day, from when to when, how it ended and its figures, as JSON."""

    kind: str
    today: date
    started: datetime
    finished: datetime
    outcome: str
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was read in: `kind` as the import command names it, `as_of` the day its contents speak of."""

    kind: str
    file: str
    at: datetime
    as_of: date


_EVENTS = shelf_of(table(EventRow), Event, ())
_RUNS = shelf_of(table(RunRow), Run, ())
_IMPORTS = shelf_of(table(ImportRow), Import, ())
_LATEST = select(
    *(
        select(func.max(each.table.c.number)).where(each.table.c.school == bindparam("our_school")).scalar_subquery()
        for each in (_EVENTS, _RUNS)
    )
)


def add_events(store: Store, events: Iterable[Event]) -> None:
    _append(store, _EVENTS, events)


def load_events(store: Store, subject: str | None = None, last: int | None = None) -> tuple[Event, ...]:
    """Return what happened (to this subject), oldest first; with `last` no more than that many, the newest."""
    only = [] if subject is None else [_EVENTS.table.c.subject == subject]
    return _newest(store, _EVENTS, only, last)


def latest(store: Store) -> tuple[int, int]:
    """Return the numbers of the last event and the last run: as long as they stay, no task or fact changed."""
    found = store.connection.execute(_LATEST, {"our_school": store.school}).one()
    return (found[0] or 0, found[1] or 0)


def add_run(store: Store, run: Run) -> None:
    _append(store, _RUNS, [run])


def load_runs(store: Store, kind: str, last: int | None = None) -> tuple[Run, ...]:
    """Return the runs of this kind, oldest first; with `last` no more than that many, the newest."""
    return _newest(store, _RUNS, [_RUNS.table.c.kind == kind], last)


def add_imports(store: Store, imports: Iterable[Import]) -> None:
    _append(store, _IMPORTS, imports)


def last_import(store: Store, kind: str) -> Import | None:
    """Return the latest import of this kind, so that an old export can be told; None when there was none."""
    return next(iter(_newest(store, _IMPORTS, [_IMPORTS.table.c.kind == kind], 1)), None)


def imported_after(store: Store, moment: datetime) -> bool:
    """Tell whether anything was imported later than this moment."""
    columns = _IMPORTS.table.c
    query = select(func.count()).where(columns.school == store.school, columns.at > moment)
    return bool(store.connection.execute(query).scalar_one())


def _append(store: Store, shelf: Shelf[Value], values: Iterable[Value]) -> None:
    """Number on from the last: this school has one writer at a time, so no two ever take the same number."""
    columns = shelf.table.c
    query = select(func.coalesce(func.max(columns.number), 0)).where(columns.school == store.school)
    last = store.connection.execute(query).scalar_one()
    rows = [{"school": store.school, "number": last + n, **shelf.pack(value)} for n, value in enumerate(values, 1)]
    if rows:
        store.connection.execute(insert(shelf.table), rows)


def _newest(
    store: Store, shelf: Shelf[Value], only: Iterable[ColumnElement[bool]], last: int | None
) -> tuple[Value, ...]:
    columns = shelf.table.c
    query = select(*(columns[each] for each in shelf.columns)).where(columns.school == store.school, *only)
    rows = store.connection.execute(query.order_by(columns.number.desc()).limit(last)).all()
    return tuple(map(shelf.unpack, reversed(rows)))

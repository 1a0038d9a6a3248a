"""What was ever told to whom, and of which move: rows are added, and one that is there stays as it was."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from engine.outbox import MOVED, Cause
from engine.tables.base import table
from engine.tables.mail import ToldRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import Executable

    from engine.store.database import Store

TOLD = table(ToldRow)


def load_told_causes(store: Store) -> frozenset[tuple[str, Cause]]:
    """Return everything that was ever told, as (person, cause)."""
    columns = (TOLD.c.person, TOLD.c.task, TOLD.c.sentence, TOLD.c.number, TOLD.c.due)
    rows = store.connection.execute(select(*columns).where(TOLD.c.school == store.school))
    return frozenset((person, Cause(*cause)) for person, *cause in rows)


def load_heard_moves(store: Store) -> frozenset[tuple[str, date]]:
    """Return the moves that somebody was told of: a task, and the day it moved to."""
    moves = (TOLD.c.school == store.school) & (TOLD.c.sentence == MOVED)
    rows = store.connection.execute(select(TOLD.c.task, TOLD.c.due).where(moves))
    return frozenset((task, due) for task, due in rows)


def add_told(store: Store, person: str, causes: Iterable[Cause], at: datetime) -> None:
    """Keep that these were told to somebody; what was told before stays as it was."""
    new = [{"school": store.school, "person": person, "at": at, **_columns(each)} for each in dict.fromkeys(causes)]
    if new:
        store.connection.execute(_adding(store.connection.dialect.name), new)


@cache
def _adding(dialect: str) -> Executable:
    """Both databases leave a row alone that is there already, each by its own statement."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_there

        return insert_there(TOLD).on_conflict_do_nothing()
    from sqlalchemy.dialects.sqlite import insert as insert_here

    return insert_here(TOLD).on_conflict_do_nothing()


def _columns(cause: Cause) -> dict[str, Any]:
    return {"task": cause.task, "sentence": cause.sentence, "number": cause.number, "due": cause.due}

"""The log for who leafs through it: what people and the system did, the newest first, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from engine.store.log import Event
from engine.store.packing import columns_of, unpacker
from engine.tables.base import table
from engine.tables.log import EventRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from engine.store.database import Store

EVENTS = table(EventRow)
_COLUMNS = tuple(EVENTS.c[each] for each in columns_of(Event))
_UNPACK = unpacker(Event)


def newest_events(
    store: Store, most: int, *, who: str = "", but_for: Iterable[str] = (), before: int = 0
) -> tuple[tuple[int, Event], ...]:
    """Return what happened with its number, the newest first: by `who`, by nobody of `but_for`, before that number."""
    only: list[ColumnElement[bool]] = [EVENTS.c.school == store.school, EVENTS.c.who.not_in(sorted(but_for))]
    if who:
        only.append(EVENTS.c.who == who)
    if before:
        only.append(EVENTS.c.number < before)
    query = select(EVENTS.c.number, *_COLUMNS).where(*only).order_by(EVENTS.c.number.desc()).limit(most)
    return tuple((row[0], _UNPACK(row[1:])) for row in store.connection.execute(query))

"""The outbox for who leafs through it: the newest mails first, a handful at a time, without what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from engine.outbox import HELD
from engine.store.outbox import POSTS
from engine.store.packing import columns_of, unpacker

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from engine.store.database import Store


@dataclass(frozen=True, slots=True)
class Slip:
    """What is on the outside of a mail: for whom, of which day, and how it ended. `finished` is in UTC."""

    id: str
    kind: str
    person: str
    day: date
    state: str
    to: str
    subject: str
    reason: str
    answer: str
    not_after: datetime
    finished: datetime | None


_COLUMNS = tuple(POSTS.c[each] for each in columns_of(Slip))
_UNPACK = unpacker(Slip)


def newest_slips(
    store: Store,
    most: int,
    *,
    person: str = "",
    states: Iterable[str] = (),
    before: date | None = None,
) -> tuple[Slip, ...]:
    """Return the newest mails that answer to all that is asked, the last day first; `before` leaves out that day on."""
    only: list[ColumnElement[bool]] = [POSTS.c.school == store.school]
    if person:
        only.append(POSTS.c.person == person)
    if states:
        only.append(POSTS.c.state.in_(sorted(states)))
    if before is not None:
        only.append(POSTS.c.day < before)
    newest = (POSTS.c.day.desc(), POSTS.c.created.desc(), POSTS.c.id)
    rows = store.connection.execute(select(*_COLUMNS).where(*only).order_by(*newest).limit(most)).all()
    return tuple(map(_UNPACK, rows))


def outbox_mark(store: Store) -> tuple[object, ...]:
    """Return what changes when a mail is made, tried or decided about: as long as it stays, the outbox did."""
    columns = (
        func.count(),
        func.sum(POSTS.c.attempts),
        func.max(POSTS.c.finished),
        func.count().filter(POSTS.c.state == HELD),
    )
    return tuple(store.connection.execute(select(*columns).where(POSTS.c.school == store.school)).one())

"""The outbox: every mail that is to go, goes or went. A claim is one statement, and yours only if one row changed."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, or_, select, update

from engine.outbox import CLAIMED, IN_DOUBT, ON_THE_WIRE, RETRY, WAITING, WITHDRAWN, Cause, Post
from engine.store.packing import columns_of, packer, unpacker
from engine.store.shelf import Shelf, load, put
from engine.tables import PostRow, ToldRow, table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from engine.store.database import Store

POSTS = table(PostRow)
TOLD = table(ToldRow)
TO_SEND = (WAITING, RETRY)


def add_posts(store: Store, posts: Iterable[Post]) -> int:
    """Add the posts whose (person, day, kind, key) is not there yet; return how many were added."""
    columns = (POSTS.c.person, POSTS.c.day, POSTS.c.kind, POSTS.c.key)
    known = {tuple(row) for row in store.connection.execute(select(*columns).where(_ours(store)))}
    new = [each for each in posts if (each.person, each.day, each.kind, each.key) not in known]
    put(store, _SHELF, new)
    return len(new)


def load_posts(
    store: Store, *, day: date | None = None, states: Iterable[str] | None = None, person: str | None = None
) -> tuple[Post, ...]:
    """Return the posts that answer to all that is asked, by day and then by the order they were made in."""
    only: list[ColumnElement[bool]] = []
    if day is not None:
        only.append(POSTS.c.day == day)
    if states is not None:
        only.append(POSTS.c.state.in_(sorted(states)))
    if person is not None:
        only.append(POSTS.c.person == person)
    return load(store, _SHELF, *only)


def load_post(store: Store, post: str) -> Post | None:
    return next(iter(load(store, _SHELF, POSTS.c.id == post)), None)


def next_to_send(store: Store, now: datetime) -> Post | None:
    """Return a post that may go now: waiting or to be retried, or claimed by somebody whose lease ran out."""
    query = select(POSTS.c.id).where(_ours(store), _free(now)).order_by(POSTS.c.not_before, POSTS.c.id).limit(1)
    found = store.connection.execute(query).scalar()
    return load_post(store, found) if found is not None else None


def claim(store: Store, post: str, by: str, now: datetime, until: datetime) -> bool:
    """Take a post for yourself until the lease ends; False when it is not to be had."""
    values = {"state": CLAIMED, "lease_by": by, "lease_until": until}
    return _change(store, post, _free(now), values)


def keep(store: Store, post: Post) -> None:
    """Write a post as it is now: its words, how often it was tried, how it ended."""
    values = {name: value for name, value in _SHELF.pack(post).items() if name != "id"}
    _change(store, post.id, None, values)


def depart(store: Store, post: str, by: str) -> bool:
    """Say that the bytes leave now; False when the lease is somebody else's by now."""
    mine = (POSTS.c.state == CLAIMED) & (POSTS.c.lease_by == by)
    return _change(store, post, mine, {"state": ON_THE_WIRE})


def doubt_stranded(store: Store, now: datetime, reason: str) -> int:
    """Mark what was on the wire when its sender vanished: nobody knows whether it arrived."""
    stranded = (POSTS.c.state == ON_THE_WIRE) & (POSTS.c.lease_until <= now)
    values = {"state": IN_DOUBT, "reason": reason, "finished": now}
    return store.connection.execute(update(POSTS).where(_ours(store), stranded).values(values)).rowcount


def withdraw_late(store: Store, now: datetime, reason: str) -> int:
    """Withdraw what still waits when its window is over: the next overview tells it."""
    late = POSTS.c.state.in_(TO_SEND) & (POSTS.c.not_after <= now)
    values = {"state": WITHDRAWN, "reason": reason, "finished": now}
    return store.connection.execute(update(POSTS).where(_ours(store), late).values(values)).rowcount


def load_told_causes(store: Store) -> frozenset[tuple[str, Cause]]:
    """Return everything that was ever told, as (person, cause)."""
    columns = (TOLD.c.person, TOLD.c.task, TOLD.c.sentence, TOLD.c.number, TOLD.c.due)
    rows = store.connection.execute(select(*columns).where(TOLD.c.school == store.school))
    return frozenset((person, Cause(*cause)) for person, *cause in rows)


def add_told(store: Store, person: str, causes: Iterable[Cause], at: datetime) -> None:
    """Keep that these were told to somebody; what was told before stays as it was."""
    known = {cause for who, cause in load_told_causes(store) if who == person}
    rows = [
        {
            "school": store.school,
            "person": person,
            "task": each.task,
            "sentence": each.sentence,
            "number": each.number,
            "due": each.due,
            "at": at,
        }
        for each in causes
        if each not in known
    ]
    if rows:
        store.connection.execute(insert(TOLD), rows)


def _change(store: Store, post: str, only: ColumnElement[bool] | None, values: dict[str, Any]) -> bool:
    statement = update(POSTS).where(_ours(store), POSTS.c.id == post)
    if only is not None:
        statement = statement.where(only)
    return store.connection.execute(statement.values(values)).rowcount == 1


def _free(now: datetime) -> ColumnElement[bool]:
    due = POSTS.c.state.in_(TO_SEND) & or_(POSTS.c.next_try.is_(None), POSTS.c.next_try <= now)
    abandoned = (POSTS.c.state == CLAIMED) & (POSTS.c.lease_until <= now)
    return or_(due, abandoned) & (POSTS.c.not_before <= now) & (POSTS.c.not_after > now)


def _ours(store: Store) -> ColumnElement[bool]:
    return POSTS.c.school == store.school


def _pack_causes(causes: tuple[Cause, ...]) -> str:
    return json.dumps([[each.task, each.sentence, each.number, each.due.isoformat()] for each in causes])


def _unpack_causes(text: str) -> tuple[Cause, ...]:
    return tuple(
        Cause(task, sentence, number, date.fromisoformat(due)) for task, sentence, number, due in json.loads(text)
    )


_SHELF = Shelf(
    POSTS,
    ("day", "created", "id"),
    columns_of(Post),
    packer(Post, causes=_pack_causes),
    unpacker(Post, causes=_unpack_causes),
)

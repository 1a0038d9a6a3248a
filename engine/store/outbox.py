"""The outbox: every mail that is to go, goes or went. A claim is one statement, and yours only if one row changed."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, or_, select, update

from engine.outbox import (
    CLAIMED,
    FAILED,
    HELD,
    IN_DOUBT,
    ON_THE_WIRE,
    OVERVIEW,
    RETRY,
    SENT,
    SYSTEM,
    WAITING,
    WITHDRAWN,
    Cause,
    Post,
)
from engine.store.packing import columns_of, packer, unpacker
from engine.store.shelf import Shelf, load, put
from engine.tables.base import table
from engine.tables.mail import PostRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import BindParameter, ColumnElement

    from engine.store.database import Store

POSTS = table(PostRow)
TO_SEND = (WAITING, RETRY)


def add_posts(store: Store, posts: Iterable[Post]) -> int:
    """Add the posts whose (person, day, kind, key) is not there yet; return how many were added.

    One that is there and still waits untried gets the causes of the newer plan.
    """
    planned = {_identity(each): each for each in posts}
    days = {each.day for each in planned.values()}
    stored = {_identity(each): each for day in sorted(days) for each in load_posts(store, day=day)}
    put(store, _SHELF, [each for identity, each in planned.items() if identity not in stored])
    for identity, each in planned.items():
        before = stored.get(identity)
        if before is not None and before.causes != each.causes:
            _change(store, before.id, POSTS.c.state == WAITING, {"causes": _pack_causes(each.causes)})
    return len(planned.keys() - stored.keys())


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


def last_overviews(store: Store, before: date) -> dict[str, date]:
    """Return for each person the last day before this one that they were sent a whole overview."""
    sent = (POSTS.c.state == SENT) & (POSTS.c.kind == OVERVIEW) & POSTS.c.only_in_holidays.is_(False)
    query = select(POSTS.c.person, func.max(POSTS.c.day).label("day")).where(_ours(store), sent, POSTS.c.day < before)
    return {each.person: each.day for each in store.connection.execute(query.group_by(POSTS.c.person))}


def due_posts(store: Store, now: datetime) -> tuple[Post, ...]:
    """Return what may go now, in its order: waiting or to be retried, or claimed by somebody whose lease ran out."""
    return tuple(map(_SHELF.unpack, store.connection.execute(_DUE, {"our_school": store.school, "at": now})))


def claim(store: Store, post: Post, now: datetime) -> bool:
    """Take a post as it is frozen in `post`, with its lease; False when it is not to be had any more.

    `post.attempts` counts this one: who tried it meanwhile comes first.
    """
    asked = {"our_school": store.school, "post": post.id, "at": now, "before": post.attempts - 1}
    return store.connection.execute(_CLAIM, asked | _frozen(post)).rowcount == 1


def give_back(store: Store, before: Post, by: str) -> bool:
    """Let go of a claim that did not leave, as if it had not been made; what was frozen is looked at anew."""
    mine = (POSTS.c.state == CLAIMED) & (POSTS.c.lease_by == by)
    return _change(store, before.id, mine, _frozen(before))


def depart(store: Store, post: str, by: str, now: datetime, until: datetime) -> bool:
    """Say that the bytes leave now; False when the lease is over or somebody else's by now."""
    asked = {"our_school": store.school, "post": post, "by": by, "at": now, "until": until}
    return store.connection.execute(_DEPART, asked).rowcount == 1


def departures(store: Store, since: datetime, but_for: str = "") -> dict[str, datetime]:
    """Return until when each mail that left was leased, later than `since`: of all schools in this store.

    Every mail counts, letters of the system too, but for those that left under the name `but_for`.
    """
    left = (POSTS.c.state != CLAIMED) & (POSTS.c.lease_until > since) & (POSTS.c.lease_by != but_for)
    rows = store.connection.execute(
        select(POSTS.c.school, POSTS.c.id, POSTS.c.attempts, POSTS.c.lease_until).where(left)
    )
    return {f"{school}/{post}/{attempts}": until for school, post, attempts, until in rows}


def settle(store: Store, post: Post, by: str) -> bool:
    """Write how it ended, by whoever sent it; False when a person decided about it meanwhile."""
    asked = {"our_school": store.school, "post": post.id, "by": by}
    return store.connection.execute(_SETTLE, asked | {name: getattr(post, name) for name in _ENDED}).rowcount == 1


def keep(store: Store, post: Post) -> None:
    """Write a post as a person left it: held, let go, dropped, or judged after a doubt."""
    values = {name: value for name, value in _SHELF.pack(post).items() if name != "id"}
    _change(store, post.id, None, values)


def withdraw(store: Store, post: str, reason: str, now: datetime) -> bool:
    """Take back a post that has nothing to tell any more."""
    return _change(store, post, _free(now), _withdrawn(reason, now))


def fail(store: Store, post: str, reason: str, now: datetime) -> bool:
    """Give up on a post that cannot be written."""
    return _change(store, post, _free(now), {"state": FAILED, "reason": reason, "finished": now})


def doubt_stranded(store: Store, now: datetime, reason: str) -> int:
    """Mark what was on the wire when its sender vanished: nobody knows whether it arrived."""
    stranded = (POSTS.c.state == ON_THE_WIRE) & (POSTS.c.lease_until <= now)
    values = {"state": IN_DOUBT, "reason": reason, "finished": now}
    return store.connection.execute(update(POSTS).where(_ours(store), stranded).values(values)).rowcount


def withdraw_late(store: Store, now: datetime, reason: str, *, system: bool = False) -> int:
    """Withdraw what still waits, or waits for a person, when its window is over: the next overview tells it.

    Letters of the system stand in no overview; they are withdrawn apart, for a reason of their own.
    """
    waits = POSTS.c.state.in_((*TO_SEND, HELD)) | _abandoned(now)
    kind = POSTS.c.kind.in_(sorted(SYSTEM))
    late = waits & (POSTS.c.not_after <= now) & (kind if system else ~kind)
    return store.connection.execute(update(POSTS).where(_ours(store), late).values(_withdrawn(reason, now))).rowcount


def _change(store: Store, post: str, only: ColumnElement[bool] | None, values: dict[str, Any]) -> bool:
    statement = update(POSTS).where(_ours(store), POSTS.c.id == post)
    if only is not None:
        statement = statement.where(only)
    return store.connection.execute(statement.values(values)).rowcount == 1


def _free(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    due = POSTS.c.state.in_(TO_SEND) & or_(POSTS.c.next_try.is_(None), POSTS.c.next_try <= now)
    perhaps = POSTS.c.state.in_((*TO_SEND, CLAIMED))  # says what follows too, but so that an index can be used
    return perhaps & or_(due, _abandoned(now)) & (POSTS.c.not_before <= now) & (POSTS.c.not_after > now)


def _abandoned(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    return (POSTS.c.state == CLAIMED) & (POSTS.c.lease_until <= now)


def _frozen(post: Post) -> dict[str, Any]:
    return {name: getattr(post, name) for name in _FROZEN} | {"causes": _pack_causes(post.causes)}


def _withdrawn(reason: str, now: datetime) -> dict[str, Any]:
    return {"state": WITHDRAWN, "reason": reason, "finished": now}


def _identity(post: Post) -> tuple[str, date, str, str]:
    return (post.person, post.day, post.kind, post.key)


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

# What a claim freezes, and what an end adds.
_FROZEN = (
    "state", "to", "causes", "attempts", "lease_until", "lease_by", "subject", "message_id", "dated", "body", "reason",
)  # fmt: skip
_ENDED = ("state", "next_try", "answer", "finished")

# The statements of every mail, built once: sending is quick only if asking is.
_AT, _MINE = bindparam("at", type_=POSTS.c.created.type), POSTS.c.school == bindparam("our_school")
_DUE = (
    select(*(POSTS.c[each] for each in _SHELF.columns))
    .where(_MINE, _free(_AT))
    .order_by(POSTS.c.not_before, POSTS.c.id)
)
_CLAIM = (
    update(POSTS)
    .where(_MINE, POSTS.c.id == bindparam("post"), POSTS.c.attempts == bindparam("before"), _free(_AT))
    .values({name: bindparam(name, type_=POSTS.c[name].type) for name in _FROZEN})
)
_DEPART = (
    update(POSTS)
    .where(_MINE, POSTS.c.id == bindparam("post"), POSTS.c.state == CLAIMED, POSTS.c.lease_by == bindparam("by"))
    .where(POSTS.c.lease_until > _AT)
    .values(state=ON_THE_WIRE, lease_until=bindparam("until", type_=POSTS.c.lease_until.type))
)
_SETTLE = (
    update(POSTS)
    .where(_MINE, POSTS.c.id == bindparam("post"), POSTS.c.lease_by == bindparam("by"))
    .where(or_(POSTS.c.state == ON_THE_WIRE, POSTS.c.state == IN_DOUBT))
    .values({name: bindparam(name, type_=POSTS.c[name].type) for name in _ENDED})
)

"""What the brake or a person decides about posts: hold, let go, send once more, or take back. One statement each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, update

from engine.outbox import CLAIMED, FAILED, HELD, IN_DOUBT, RETRY, SYSTEM, WAITING, WITHDRAWN
from engine.tables.base import table
from engine.tables.mail import PostRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from engine.store.database import Store

POSTS = table(PostRow)
OVER = {"state": WAITING, "reason": "", "answer": "", "next_try": None, "finished": None}


def hold_waiting(store: Store, reason: str, now: datetime) -> int:
    """Hold every mail to people that has not left yet; return how many. What somebody is sending now goes on."""
    left = (POSTS.c.state == CLAIMED) & (POSTS.c.lease_until <= now)
    waits = or_(POSTS.c.state.in_((WAITING, RETRY)), left) & POSTS.c.kind.not_in(sorted(SYSTEM))
    return _change(store, waits, {"state": HELD, "reason": reason})


def release_held(store: Store, reason: str) -> int:
    """Let everything go that was held for this reason; return how many."""
    return _change(store, (POSTS.c.state == HELD) & (POSTS.c.reason == reason), OVER)


def withdraw_held(store: Store, reason: str, why: str, now: datetime) -> int:
    """Take back everything that was held for this reason; return how many."""
    values = {"state": WITHDRAWN, "reason": why, "finished": now}
    return _change(store, (POSTS.c.state == HELD) & (POSTS.c.reason == reason), values)


def send_once_more(store: Store, post: str) -> bool:
    """Let a post go that was held, that the server refused, or of which nobody knows whether it arrived.

    Its frozen words stay, so that where they still hold the very same bytes go. False when it is none of these.
    """
    return _change(store, (POSTS.c.id == post) & POSTS.c.state.in_((HELD, FAILED, IN_DOUBT)), OVER) == 1


def take_back(store: Store, post: str, why: str, now: datetime) -> bool:
    """Say that a post does not go (any more); False when it went, is going, or was taken back before."""
    still = (POSTS.c.id == post) & POSTS.c.state.in_((WAITING, RETRY, HELD, FAILED, IN_DOUBT))
    return _change(store, still, {"state": WITHDRAWN, "reason": why, "finished": now}) == 1


def _change(store: Store, only: ColumnElement[bool], values: dict[str, Any]) -> int:
    return store.connection.execute(update(POSTS).where(POSTS.c.school == store.school, only).values(values)).rowcount

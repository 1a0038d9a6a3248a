"""What the mail server's answer makes of a post: sent, to be tried again, refused for good, or in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.outbox import FAILED, IN_DOUBT, RETRY, SENT
from notifiers.mailer import Accepted, NotReached, RefusedForGood, RefusedForNow

if TYPE_CHECKING:
    from datetime import datetime

    from engine.outbox import Post
    from notifiers.mailer import Outcome

A_MINUTE = timedelta(minutes=1)
BACKOFF = (timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))


def as_answered(post: Post, outcome: Outcome, now: datetime) -> Post:
    """Return the post as this outcome leaves it."""
    if isinstance(outcome, Accepted):
        return replace(post, state=SENT, answer=outcome.answer, finished=now)
    if isinstance(outcome, RefusedForGood):
        return replace(post, state=FAILED, answer=outcome.answer, finished=now)
    if isinstance(outcome, RefusedForNow | NotReached):
        return replace(post, state=RETRY, answer=outcome.answer, next_try=_next_try(post, now), finished=None)
    return replace(post, state=IN_DOUBT, answer=outcome.answer, finished=now)


def _next_try(post: Post, now: datetime) -> datetime:
    """Wait longer each time, but try once more just before the window closes."""
    usual, last = now + BACKOFF[min(post.attempts, len(BACKOFF)) - 1], post.not_after - A_MINUTE
    return last if now < last < usual else usual

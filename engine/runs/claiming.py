"""Which mail is next: claimed for one process, looked at again and frozen, and then let leave or given back."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.outbox import CLAIMED, FAILED, SYSTEM, WITHDRAWN
from engine.runs.lookagain import Nothing
from engine.runs.writing import Unwritable
from engine.store.log import latest
from engine.store.outbox import claim, depart, due_posts, fail, give_back, withdraw

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from engine.outbox import Post
    from engine.runs.writing import Written
    from engine.store.database import Store

    Seen = tuple[int, int]
    Write = Callable[[Store, Post, datetime, Seen], Written]

LEASE = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A post claimed and written, as it was `before`, and how far the school's log went when it was looked at."""

    post: Post
    before: Post
    seen: Seen


class Claims:
    """The claims of one process, under a name of its own. `states` counts what came of the posts that did not go."""

    def __init__(self, write: Write, now: Callable[[], datetime], by: str) -> None:
        self.write = write
        self.now = now
        self.by = by
        self.states: Counter[str] = Counter()
        self.due: deque[Post] = deque()
        self.listed: Seen | None = None
        self.ahead: _Ahead | None = None

    def list_due(self, store: Store) -> Post | None:
        """List what is due; return the first of it."""
        self.listed, self.due = latest(store), deque(due_posts(store, self.now()))
        return self.due[0] if self.due else None

    def claim_ahead(self, store: Store) -> None:
        """Claim, look again and freeze the next post on the list that still has something to tell.

        A list from before something changed is made anew: a run may have given its posts other causes.
        """
        seen, now = latest(store), self.now()
        if seen != self.listed:
            self.listed, self.due = seen, deque(due_posts(store, now))
        while self.due and self.ahead is None:
            self._claim(store, self.due.popleft(), now, seen)

    def _claim(self, store: Store, post: Post, now: datetime, seen: Seen) -> None:
        written = self.write(store, post, now, seen)
        if isinstance(written, Nothing):
            self.states[WITHDRAWN] += withdraw(store, post.id, written.reason, now)
        elif isinstance(written, Unwritable):
            self.states[FAILED] += fail(store, post.id, written.reason, now)
        elif claim(store, self._claimed(written, now), now):
            self.ahead = _Ahead(written, post, seen)

    def _claimed(self, post: Post, now: datetime) -> Post:
        """Of a system letter the body is never kept."""
        body = None if post.kind in SYSTEM else post.body
        return replace(
            post, state=CLAIMED, body=body, lease_by=self.by, lease_until=now + LEASE, attempts=post.attempts + 1
        )

    def leave(self, store: Store) -> Post | None:
        """Let what was claimed leave, and say so for good; where anything changed since the look it is given back."""
        ahead, self.ahead, now = self.ahead, None, self.now()
        if ahead is None:
            return None
        fresh = ahead.seen == latest(store) and now < ahead.post.not_after
        if not fresh or not depart(store, ahead.post.id, self.by, now, now + LEASE):
            give_back(store, ahead.before, self.by)
            return None
        return ahead.post

    def give_back(self, store: Store) -> None:
        """What was claimed need not wait for us when nothing leaves now."""
        if self.ahead is not None:
            give_back(store, self.ahead.before, self.by)
            self.ahead = None

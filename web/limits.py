"""How often somebody may try something within a quarter of an hour. Kept in memory: a restart forgives."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

QUARTER = timedelta(minutes=15)
MOST_KEPT = 10_000


class Limit:
    """At most so many times for one key within a quarter."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._tried: dict[str, deque[datetime]] = {}
        self._turn = Lock()

    def allows(self, key: str, now: datetime) -> bool:
        """Count this time; tell whether it may be."""
        with self._turn:
            self._forget(now)
            tried = self._tried.setdefault(key, deque(maxlen=self._most + 1))
            _drop_old(tried, now)
            tried.append(now)
            return len(tried) <= self._most

    def _forget(self, now: datetime) -> None:
        """Let go of keys that are long over, as soon as there are many."""
        if len(self._tried) < MOST_KEPT:
            return
        for each in self._tried.values():
            _drop_old(each, now)
        self._tried = {key: each for key, each in self._tried.items() if each}


@dataclass(frozen=True, slots=True)
class Limits:
    """For asking a code and typing one, and for going to the provider of accounts and coming back.

    A whole school may share one client's address.
    """

    asked_by_client: Limit = field(default_factory=lambda: Limit(60))
    asked_for_address: Limit = field(default_factory=lambda: Limit(5))
    fetched_agenda: Limit = field(default_factory=lambda: Limit(60))
    begun_by_client: Limit = field(default_factory=lambda: Limit(120))
    typed_by_client: Limit = field(default_factory=lambda: Limit(100))
    typed_with_ticket: Limit = field(default_factory=lambda: Limit(6))


def _drop_old(tried: deque[datetime], now: datetime) -> None:
    while tried and tried[0] <= now - QUARTER:
        tried.popleft()

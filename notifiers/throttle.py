"""No more than so many mails a minute to one host: counted over the last minute, so a burst may go at once."""

from __future__ import annotations

from collections import deque
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MINUTE = 60.0
SHARE = 10


class Throttle:
    """Remembers when mails went. Seconds come from `clock`, which only ever goes forward.

    What others sent to the same host, or this process in an earlier round, it hears from who keeps count of all.
    """

    def __init__(
        self,
        per_minute: int,
        clock: Callable[[], float] = monotonic,
        sleeper: Callable[[float], None] = sleep,
    ) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._sleep = sleeper
        self._gone: deque[float] = deque(maxlen=per_minute)
        self._others: dict[str, float] = {}
        self._unheard = 0

    def rest(self) -> float:
        """Return how many seconds until another may go; 0 when it may go now."""
        if len(self._gone) + len(self._others) < self.per_minute:
            return 0.0
        last = sorted((*self._gone, *self._others.values()))[-self.per_minute]
        return max(0.0, last + MINUTE - self._clock())

    def wait(self) -> None:
        seconds = self.rest()
        if seconds > 0:
            self._sleep(seconds)

    def count(self) -> None:
        """Say that one goes now."""
        self._gone.append(self._clock())
        self._unheard += 1

    def recall(self, others: Mapping[str, float], *, afresh: bool) -> None:
        """Hear what others sent: how many seconds ago, under a name of its own; this is all there is of them.

        With `afresh` what we counted ourselves is among them. What was heard of before keeps its moment.
        """
        now = self._clock()
        self._others = {name: self._others.get(name, now - max(0.0, ago)) for name, ago in others.items()}
        self._unheard = 0
        if afresh:
            self._gone.clear()

    def is_due_to_hear(self) -> bool:
        """Tell whether so much went since we last heard of others that they may have filled the minute meanwhile."""
        return self._unheard * SHARE >= self.per_minute

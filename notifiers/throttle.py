"""No more than so many mails a minute to one host: counted over the last minute, so a burst may go at once."""

from __future__ import annotations

from collections import deque
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = 60.0


class Throttle:
    """Remembers when mails went. Seconds come from `clock`, which only ever goes forward."""

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

    def rest(self) -> float:
        """Return how many seconds until another may go; 0 when it may go now."""
        if len(self._gone) < self.per_minute:
            return 0.0
        return max(0.0, self._gone[0] + MINUTE - self._clock())

    def wait(self) -> None:
        seconds = self.rest()
        if seconds > 0:
            self._sleep(seconds)

    def count(self) -> None:
        """Say that one goes now."""
        self._gone.append(self._clock())

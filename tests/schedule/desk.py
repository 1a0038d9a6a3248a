"""A school with everything a tick works with, and what it left behind. Nothing is patched: the clock is handed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from engine.runs.dayrun import KIND, run_day
from engine.runs.turn import Means, run_if_due, send_if_due
from engine.store.holds import load_holds
from engine.store.log import load_runs
from engine.store.outbox import load_posts
from notifiers.memory import Mailbox
from tests.sending.school import ID, Wilg

if TYPE_CHECKING:
    from pathlib import Path

    from engine.outbox import Post
    from engine.runs.dayrun import DayRan
    from engine.store.holds import StoredHold
    from engine.store.log import Run

MONDAY = "2026-11-09T06:00"
# Sixty tasks that nobody expected: one a school day, for each of two groups.
MANY = """
regels:
  - {id: elke-dag, titel: Doe iets, voor: leerkracht, per: groep, uiterlijk: op schooldag}
"""


class Desk(Wilg):
    """De Wilg with a mailbox, run by the minute."""

    def __init__(self, folder: Path, moment: str) -> None:
        super().__init__(folder, moment)
        self.mailbox = Mailbox()

    @property
    def means(self) -> Means:
        return Means(self.database, self.settings, self.mailbox, self.clock)

    def run(self, by: str | None = None) -> DayRan:
        return run_day(self.database, self.settings, self.clock().date(), self.clock(), by)

    def tick(self) -> DayRan | None:
        ran = run_if_due(self.means)
        send_if_due(self.means)
        return ran

    def ticks(self, until: str, every: timedelta = timedelta(minutes=30)) -> list[str]:
        """Tick until a moment; return at which moments, on the school's own clock, a run passed."""
        end, passed = type(self.clock)(until).moment, []
        while self.clock() <= end:
            if self.tick() is not None:
                passed.append(f"{self.clock():%Y-%m-%d %H:%M}")
            self.clock.moment = _later(self.clock(), every)
        return passed

    def many(self) -> None:
        (self.folder / "rules" / "veel.yaml").write_text(MANY, encoding="utf-8")

    # --- what is there

    def runs(self) -> list[Run]:
        with self.database.reading(ID) as store:
            return list(load_runs(store, KIND))

    def holds(self) -> list[StoredHold]:
        with self.database.reading(ID) as store:
            return list(load_holds(store))

    def outbox(self, *states: str) -> list[Post]:
        with self.database.reading(ID) as store:
            return list(load_posts(store, states=states or None))

    def sent(self) -> list[str]:
        """Return who got something, in the order it went."""
        return [each.to for each in self.mailbox.parcels]


def _later(moment: datetime, every: timedelta) -> datetime:
    """Walk in real time: an hour that comes twice is walked twice."""
    return (moment.astimezone(UTC) + every).astimezone(moment.tzinfo)

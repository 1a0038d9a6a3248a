"""How far a store has come, in numbers that only ever grow: a restored backup is behind what was seen before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from engine.outbox import SENT, SYSTEM
from engine.tables.base import table
from engine.tables.log import RunRow
from engine.tables.mail import PostRow

if TYPE_CHECKING:
    from datetime import date

    from engine.store.database import Store

POSTS = table(PostRow)
RUNS = table(RunRow)


@dataclass(frozen=True, slots=True)
class Reached:
    """How many runs ended well, and how many mails to people were sent in all."""

    runs: int
    sent: int

    def is_behind(self, other: Reached) -> bool:
        return self.runs < other.runs or self.sent < other.sent


def reached(store: Store, kind: str, outcome: str) -> Reached:
    """Count the runs of this kind that ended so, and the mails; letters of the system itself do not count."""
    runs = select(func.count()).where(RUNS.c.school == store.school, RUNS.c.kind == kind, RUNS.c.outcome == outcome)
    mine = (POSTS.c.school == store.school) & (POSTS.c.state == SENT)
    sent = select(func.count()).where(mine, POSTS.c.kind.not_in(sorted(SYSTEM)))
    return Reached(store.connection.execute(runs).scalar_one(), store.connection.execute(sent).scalar_one())


def last_day(store: Store, kind: str, outcome: str) -> date | None:
    """Return the day of the last run of this kind that ended so; None when there was none."""
    mine = (RUNS.c.school == store.school) & (RUNS.c.kind == kind) & (RUNS.c.outcome == outcome)
    query = select(RUNS.c.today).where(mine).order_by(RUNS.c.number.desc()).limit(1)
    found: date | None = store.connection.execute(query).scalar()
    return found

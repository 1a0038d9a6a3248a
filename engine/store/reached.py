"""How far a store has come, in numbers that only ever grow: a restored backup is behind what was seen before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from engine.outbox import SENT
from engine.tables import PostRow, RunRow, table

if TYPE_CHECKING:
    from engine.store.database import Store

POSTS = table(PostRow)
RUNS = table(RunRow)


@dataclass(frozen=True, slots=True)
class Reached:
    """The number of the last run, and how many mails were sent in all."""

    run: int
    sent: int

    def is_behind(self, other: Reached) -> bool:
        return self.run < other.run or self.sent < other.sent


def reached(store: Store) -> Reached:
    runs = select(func.max(RUNS.c.number)).where(RUNS.c.school == store.school)
    sent = select(func.count()).where(POSTS.c.school == store.school, POSTS.c.state == SENT)
    return Reached(store.connection.execute(runs).scalar() or 0, store.connection.execute(sent).scalar_one())

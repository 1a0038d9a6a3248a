"""From which hour people want their overview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update

from engine.outbox import CLAIMED, HELD, OVERVIEW, RETRY, WAITING
from engine.store.shelf import load, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.mail import HourRow, PostRow

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from engine.store.database import Store

POSTS = table(PostRow)
# A claim that is given back goes at the new hour too; what is on the wire goes on.
NOT_GONE = (WAITING, RETRY, HELD, CLAIMED)


@dataclass(frozen=True, slots=True)
class Hour:
    person: str
    hour: time


_HOURS = shelf_of(table(HourRow), Hour, ("person",))


def load_hours(store: Store) -> dict[str, time]:
    return {each.person: each.hour for each in load(store, _HOURS)}


def save_hour(store: Store, person: str, hour: time) -> None:
    """Keep somebody's hour in place of an earlier one."""
    before = [each for each in load(store, _HOURS) if each.person == person]
    save_difference(store, _HOURS, before, [Hour(person, hour)])


def move_overview(store: Store, person: str, day: date, moment: datetime) -> None:
    """Let somebody's overview of a day that has not gone yet go from this moment (UTC) on."""
    mine = (POSTS.c.school == store.school) & (POSTS.c.person == person) & (POSTS.c.day == day)
    waiting = mine & (POSTS.c.kind == OVERVIEW) & POSTS.c.state.in_(NOT_GONE)
    store.connection.execute(update(POSTS).where(waiting).values(not_before=moment))

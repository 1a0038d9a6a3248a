"""A remark somebody leaves with a task, for who does it or looks back at it later. It changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.store.log import Event, add_events, load_events

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.store.database import Store

REMARKED = "opmerking"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Remark:
    """`by` is a staff code."""

    on: date
    by: str
    words: str


def remark(store: Store, task: str, words: str, by: str, now: datetime) -> bool:
    """Keep what somebody says with a task, named by its key; the same words once. Say whether it was kept."""
    said = " ".join(words.split())[:LONGEST]
    if not said or any(each.who == by and each.why == said for each in _remarks(store, task)):
        return False
    add_events(store, [Event(now, by, REMARKED, task, said)])
    return True


def remarks_on(store: Store, task: str, timezone: str) -> tuple[Remark, ...]:
    """Return what was said with a task, the oldest first; what was taken away after its term is not there."""
    zone = ZoneInfo(timezone)
    return tuple(Remark(each.at.astimezone(zone).date(), each.who, each.why) for each in _remarks(store, task))


def _remarks(store: Store, task: str) -> tuple[Event, ...]:
    return tuple(each for each in load_events(store, task) if each.what == REMARKED and each.why)

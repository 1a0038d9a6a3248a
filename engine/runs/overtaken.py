"""A wish that waited on a device without a connection never undoes what somebody did to the task since.

A wish names two moments: when it was given, and when the first wish was given that it stands for. Somebody else's press
counts from the first on, for nobody saw it; one's own from the last on: what came before that is what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.almanac.days import dutch
from engine.lookup import NoSuch
from engine.runs.ticked import TICKED, UNTICKED, UNWAIVED, WAIVED_BY
from engine.store.log import load_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from engine.model import Staff
    from engine.store.database import Store
    from engine.store.log import Event

AGAINST_A_TICK = {UNTICKED: "nam dit vinkje terug", WAIVED_BY: "zette dit op niet van toepassing"}
AGAINST_TAKING_BACK = {
    TICKED: "vinkte dit af",
    WAIVED_BY: "zette dit op niet van toepassing",
    UNWAIVED: "zette dit weer open",
}
KEPT_AS_IT_IS = "Dat is zo gebleven, en wat op dit apparaat wachtte is niet meer gedaan"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wished while there was no connection: to tick, or else to take back."""

    by: str
    ticks: bool
    given: datetime
    begun: datetime


def overtaken(
    store: Store, keys: Iterable[str], wish: Wish, staff: Mapping[str, Staff], timezone: str
) -> NoSuch | None:
    """Say who did otherwise since, if anybody did, to one of these tasks."""
    against = AGAINST_A_TICK if wish.ticks else AGAINST_TAKING_BACK
    for key in keys:
        last = _last(load_events(store, key))
        if last is not None and last.what in against and last.at > (wish.given if last.who == wish.by else wish.begun):
            return NoSuch(_sentence(last, against[last.what], staff, ZoneInfo(timezone)))
    return None


def _last(events: Iterable[Event]) -> Event | None:
    """Return the last time anybody pressed anything."""
    found = [each for each in events if each.what in (TICKED, UNTICKED, WAIVED_BY, UNWAIVED)]
    return found[-1] if found else None


def _sentence(event: Event, did: str, staff: Mapping[str, Staff], zone: ZoneInfo) -> str:
    at = event.at.astimezone(zone)
    person = staff.get(event.who)
    name = (person.first_name or event.who) if person is not None else "iemand"
    return f"{name} {did} op {dutch(at.date())} om {at.hour}.{at.minute:02} uur. {KEPT_AS_IT_IS}"

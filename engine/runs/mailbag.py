"""Leafing through the mail that went, waits or was taken back: a page of it, and what asks for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.outbox import FAILED, HELD, IN_DOUBT
from engine.runs.dayrun import put_back_because
from engine.runs.mailhealth import is_news
from engine.store.holds import standing_hold
from engine.store.mailbag import newest_slips
from engine.store.outbox import load_post

if TYPE_CHECKING:
    from datetime import date

    from engine.outbox import Post
    from engine.settings import Settings
    from engine.store.database import Store
    from engine.store.mailbag import Slip

MOST = 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mails somebody wants to see; "" and None ask nothing. `before` leaves out that day and later ones."""

    person: str = ""
    states: tuple[str, ...] = ()
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of mails, the newest first. `older` is the day before which the next page begins, None at the end.

    `stuck` are those somebody must decide about, `hold` says why all mail waits ("" when it does not).
    """

    slips: tuple[Slip, ...]
    stuck: tuple[Slip, ...]
    older: date | None
    hold: str


def leaf(settings: Settings, store: Store, wanted: Wanted, today: date, most: int = MOST) -> Leaf:
    """Return a page of mails; a day is never cut in two, but for one on which more went than fit."""
    found = newest_slips(store, most + 1, person=wanted.person, states=wanted.states, before=wanted.before)
    shown = found if len(found) <= most else _whole_days(found)
    stuck = newest_slips(store, most, states=(HELD, FAILED, IN_DOUBT))
    asks = tuple(each for each in stuck if is_news(each, today))
    return Leaf(shown, asks, shown[-1].day if len(found) > most else None, all_waits(settings, store))


def all_waits(settings: Settings, store: Store) -> str:
    """Say why all mail waits for a person; "" when it does not."""
    standing = standing_hold(store)
    return standing.reason if standing is not None else put_back_because(store, settings)


def mail_of(store: Store, mail: str) -> Post | None:
    """Return the mail with this id."""
    return load_post(store, mail)


def _whole_days(found: tuple[Slip, ...]) -> tuple[Slip, ...]:
    return tuple(each for each in found if each.day != found[-1].day) or found

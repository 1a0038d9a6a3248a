"""What somebody chooses for their own mail on their own page: the hour, and how often. The pause is in mailacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.digesthour import hour_of, offered
from engine.lookup import NoSuch
from engine.outbox import ON_REMINDER, WISHES
from engine.runs.mailacts import WISHED
from engine.runs.post import window
from engine.store.hours import load_hours, move_overview, save_hour
from engine.store.log import Event, add_events
from engine.store.wishes import load_wishes, save_wish

if TYPE_CHECKING:
    from datetime import datetime, time

    from engine.settings import Settings
    from engine.store.database import Store

HOUR_CHOSEN = "uur voor de mail"


def chosen(settings: Settings, store: Store, person: str) -> tuple[time, str]:
    """Return the hour and the wish of somebody, chosen or usual."""
    return hour_of(settings.schedule, load_hours(store).get(person)), load_wishes(store).get(person, ON_REMINDER)


def choose(settings: Settings, store: Store, person: str, hour: time, wish: str, now: datetime) -> NoSuch | None:
    """Keep both. Today's overview goes at the new hour when it has not gone; returns why not, in Dutch.

    `now` has the school's time zone.
    """
    if hour not in offered(settings.schedule) or wish not in WISHES:
        return NoSuch("kies een uur en een wens uit de lijst")
    before = chosen(settings, store, person)
    if hour != before[0]:
        save_hour(store, person, hour)
        move_overview(store, person, now.date(), window(settings.schedule, now.date(), hour)[0])
        add_events(store, [Event(now, person, HOUR_CHOSEN, person, f"{hour:%H:%M}")])
    if wish != before[1]:
        save_wish(store, person, wish)
        add_events(store, [Event(now, person, WISHED, person, wish)])
    return None

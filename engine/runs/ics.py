"""One person's tasks as a calendar file: whole days, the same UID for the same task, and never a pupil."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY
from engine.clock import to_utc
from engine.model import LIVE
from engine.pages import Pages
from engine.readtogether import reading_of
from engine.reconcile import MOVED
from engine.runs.tasks import listing
from engine.store.log import load_events

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from icalendar import Event

    from engine.model import Staff, Task
    from engine.runs.tasks import Listing
    from engine.settings import Settings
    from engine.store.database import Store

HIDDEN = "Taak achter de aanmelding"
MAKER = "-//Jaarcyclus//taken//NL"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a calendar is made from: all tasks, which rules stay unnamed, and how often each task moved."""

    listing: Listing
    hidden: frozenset[str]
    moves: Mapping[str, int]


def gather_tasks(settings: Settings, store: Store) -> Shelf:
    """Read everything that calendars of this school need."""
    found = listing(settings, store)
    hidden = reading_of(found.tasks, found.school.book.rules).hidden
    moves = Counter(each.subject for each in load_events(store) if each.what == MOVED)
    return Shelf(found, hidden, moves)


def calendar(shelf: Shelf, person: Staff, settings: Settings, now: datetime) -> bytes:
    """Return this person's live tasks as an iCalendar file, the first due first."""
    from icalendar import Calendar

    made = Calendar()
    name = f"Taken van {person.first_name or person.code}, {settings.school.name}"
    for key, value in (
        ("PRODID", MAKER), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"),
        ("NAME", name), ("X-WR-CALNAME", name),
    ):  # fmt: skip
        made.add(key, value)
    for each in sorted(_own(shelf, person), key=lambda task: (task.due, task.key)):
        made.add_component(_event(each, shelf, settings, now))
    return bytes(made.to_ical())


def _own(shelf: Shelf, person: Staff) -> list[Task]:
    """Give what this person still has to do; what they ticked for themselves is done for them."""
    live = (each for each in shelf.listing.tasks if each.state in LIVE and not each.on_trial)
    return [each for each in live if person.code in each.recipients and person.code not in each.ticked_by]


def _event(task: Task, shelf: Shelf, settings: Settings, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", f"{task.key}@{settings.school.id}")
    event.add("DTSTAMP", to_utc(now))
    event.add("DTSTART", task.due)
    event.add("DTEND", task.due + ONE_DAY)
    event.add("SEQUENCE", shelf.moves.get(task.key, 0))
    event.add("SUMMARY", _summary(task, shelf))
    event.add("TRANSP", "TRANSPARENT")
    page = Pages(settings.web.base_url).task(task.key)
    if page and task.rule not in shelf.hidden:
        event.add("URL", page)
    return event


def _summary(task: Task, shelf: Shelf) -> str:
    if task.rule in shelf.hidden:
        return HIDDEN
    return f"{task.title}, groep {task.group}" if task.group and task.group not in task.title else task.title

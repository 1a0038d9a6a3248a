"""Somebody's own tasks at an address for their calendar programme: whole days, bundled, and never a pupil.

What is sensitive is not in it at all, nor what comes back every day or is up to the teacher: a calendar that is full of
it is not looked at any more.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY
from engine.model import LIVE
from engine.rule import OPTIONAL
from engine.runs.eyes import is_theirs
from engine.runs.ics import MAKER
from engine.runs.signin import is_somebody
from engine.store.agendas import agenda_at, end_agenda, keep_agenda
from engine.store.log import Event, add_events

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import icalendar

    from engine.model import Staff, Task
    from engine.pages import Pages
    from engine.runs.morning import Morning
    from engine.store.database import Store

MADE, ENDED = "agenda-adres gemaakt", "agenda-adres ingetrokken"
SECRET_BYTES = 24


def make_address(store: Store, person: str, now: datetime) -> str:
    """Return a new secret for somebody's address; the one before is worth nothing any more."""
    secret = token_urlsafe(SECRET_BYTES)
    keep_agenda(store, person, _hashed(secret), now.date())
    add_events(store, [Event(now, person, MADE, person)])
    return secret


def end_address(store: Store, person: str, now: datetime) -> None:
    if end_agenda(store, person):
        add_events(store, [Event(now, person, ENDED, person)])


def owner(store: Store, secret: str, day: Morning) -> tuple[Staff, date | None] | None:
    """Return whose address this is and when it was last asked for; None for one that ended, or whose owner left."""
    found = agenda_at(store, _hashed(secret))
    person = day.listing.staff.get(found.person) if found else None
    return (person, found.fetched) if found and person is not None and is_somebody(person, day.today) else None


def agenda(day: Morning, person: Staff, pages: Pages) -> bytes:
    """Return somebody's open tasks as an iCalendar file; the same all day as long as nothing changes (RFC 5545)."""
    from icalendar import Calendar

    made = Calendar()
    name = f"Taken van {person.first_name or person.code}, {day.school.settings.school.name}"
    for key, value in (
        ("PRODID", MAKER), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"),
        ("NAME", name), ("X-WR-CALNAME", name), ("X-PUBLISHED-TTL", "PT6H"),
    ):  # fmt: skip
        made.add(key, value)
    for bundle in _bundles(day, person).values():
        made.add_component(_event(day, person, bundle, pages))
    return bytes(made.to_ical())


def _bundles(day: Morning, person: Staff) -> Mapping[tuple[str, ...], list[Task]]:
    """Return what this person still has to do, as they count it: one rule for one group on one occasion and day."""
    found: dict[tuple[str, ...], list[Task]] = defaultdict(list)
    for each in sorted(day.listing.tasks, key=lambda task: (task.due, task.rule, task.key)):
        if _is_shown(day, person, each):
            found[each.rule, each.group, each.occasion, each.due.isoformat()].append(each)
    return found


def _is_shown(day: Morning, person: Staff, task: Task) -> bool:
    reading = day.reading
    mine = is_theirs(day, person, task) and person.code not in task.ticked_by
    wanted = task.level != OPTIONAL and task.rule not in reading.hidden and task.rule not in reading.routine
    return task.state in LIVE and wanted and mine


def _event(day: Morning, person: Staff, bundle: list[Task], pages: Pages) -> icalendar.Event:
    from icalendar import Event as Entry

    first, entry = bundle[0], Entry()
    school = day.school.settings.school.id
    mark = sha256(
        "\n".join((school, person.code, first.rule, first.group, first.occasion, first.due.isoformat())).encode()
    )
    title = f"{first.title}, groep {first.group}" if first.group and first.group not in first.title else first.title
    entry.add("UID", f"{mark.hexdigest()[:24]}@{school}")
    entry.add("DTSTAMP", datetime.combine(day.today, time(), UTC))
    entry.add("DTSTART", first.due)
    entry.add("DTEND", first.due + ONE_DAY)
    entry.add("SUMMARY", f"{title} ({len(bundle)})" if len(bundle) > 1 else title)
    entry.add("TRANSP", "TRANSPARENT")
    if address := pages.task(first.key):
        entry.add("URL", address)
    return entry


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()

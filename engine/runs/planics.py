"""The plan as calendar files: one for each colleague, with the same UID for the same task as `ics`. Writes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.identity import task_key
from engine.model import OPEN
from engine.readtogether import reading_of
from engine.runs.ics import Shelf, calendar, gather_tasks
from engine.taskstate import as_task

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from engine.model import Staff
    from engine.runs.plan import Plan, Planned
    from engine.settings import Settings
    from engine.store.database import Store

NO_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def plan_shelf(plan: Plan, tasks: Iterable[Planned], settings: Settings, store: Store) -> Shelf:
    """Put the tasks of a plan where calendars are made from. What the store keeps already has its key."""
    stored = gather_tasks(settings, store)
    keys = {each.identity: each.key for each in stored.listing.tasks}
    taken = set(keys.values())
    found = []
    for each in tasks:
        key = keys.get(each.wanted.identity) or task_key(settings.school.id, each.wanted.identity, taken)
        taken.add(key)
        found.append(as_task(each.wanted, key, OPEN))
    hidden = reading_of(found, plan.school.book.rules).hidden
    return Shelf(replace(stored.listing, tasks=tuple(found)), hidden, stored.moves)


def calendars(shelf: Shelf, people: Iterable[Staff], settings: Settings, now: datetime) -> dict[str, bytes]:
    """Return a calendar by the name of its file, for everybody of these who has a task in it."""
    busy = {code for each in shelf.listing.tasks if not each.on_trial for code in each.recipients}
    found: dict[str, bytes] = {}
    for person in sorted(people, key=lambda each: each.code):
        if person.code in busy:
            found[_file_name(person.code, found)] = calendar(shelf, person, settings, now)
    return found


def _file_name(code: str, taken: dict[str, bytes]) -> str:
    """Return a name that any disk takes; who would get somebody else's gets a number behind it."""
    name = NO_FILE_NAME.sub("-", code).strip(".-").lower() or "agenda"
    same = sum(each == f"{name}.ics" or each.startswith(f"{name}~") for each in taken)
    return f"{name}~{same + 1}.ics" if same else f"{name}.ics"

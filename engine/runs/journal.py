"""The log in the words of the school: who did what when and to what, for whose eyes it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.naming import staff_names
from engine.runs import evaluate
from engine.runs.eyes import may_see
from engine.runs.note import NOTED
from engine.runs.recorded import UNNOTED
from engine.store.journal import newest_events

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from engine.model import Task
    from engine.runs.eyes import Viewer
    from engine.runs.morning import Morning
    from engine.store.database import Store
    from engine.store.log import Event

MOST = 50
SYSTEM = evaluate.KIND
# Whom the log speaks of where no colleague is named: the command that was typed, or what happens by itself.
NOBODY = {
    SYSTEM: "vanzelf",
    "import": "een import",
    "mail": "op de server",
    "note": "op de server",
    "undo": "op de server",
    "done": "op de server",
    "bewaartermijn": "vanzelf",
}
HIDDEN, OLD = "een vertrouwelijke taak", "een taak die er niet meer is"
LISTED = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: `task` is the key of the task it is about, when there is one to open."""

    at: datetime
    who: str
    what: str
    about: str
    why: str
    task: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """A page of the log, and the number before which the next one begins: 0 at the end."""

    entries: tuple[Entry, ...]
    older: int


def journal(
    store: Store, day: Morning, viewer: Viewer, *, who: str = "", everything: bool = False, before: int = 0
) -> Journal:
    """Return a page of the log; what the daily run did to each task is in it only with `everything`."""
    hidden = () if everything else (SYSTEM,)
    found = newest_events(store, MOST + 1, who=who, but_for=hidden, before=before)
    teller = _Teller(day, viewer)
    entries = _said_once([teller.entry(each) for _, each in found[:MOST]])
    return Journal(entries, found[MOST - 1][0] if len(found) > MOST else 0)


def _said_once(entries: list[Entry]) -> tuple[Entry, ...]:
    """Leave out what files that were read in together each say again."""
    pairs = zip_longest(entries, entries[1:])
    return tuple(replace(each, why="") if other and _together(each, other) else each for each, other in pairs)


def _together(one: Entry, other: Entry) -> bool:
    return not one.task and (one.at, one.who, one.what, one.why) == (other.at, other.who, other.what, other.why)


class _Teller:
    """Words events, and leaves out what is not for the eyes of who looks."""

    def __init__(self, day: Morning, viewer: Viewer) -> None:
        self._day, self._viewer = day, viewer
        self._names = staff_names(day.school.facts)
        self._tasks: Mapping[str, Task] = {each.key: each for each in day.listing.tasks}

    def entry(self, event: Event) -> Entry:
        who = self._names.get(event.who) or NOBODY.get(event.who, event.who)
        task = self._tasks.get(event.subject)
        if task is not None and may_see(self._day, self._viewer, task):
            return Entry(event.at, who, event.what, _title(task), _why(event), task.key)
        if task is not None:
            return Entry(event.at, who, event.what, HIDDEN, "")
        about = self._about(event)
        return Entry(event.at, who, event.what, about, "" if about == OLD else _why(event))

    def _about(self, event: Event) -> str:
        """Name what it is about. The key of a case holds a pupil's number, and stays out."""
        subject = event.subject
        if event.what in (NOTED, UNNOTED):
            return str(event.data.get("type") or event.data.get("registratie") or "")
        if subject in self._names:
            return "" if subject == event.who else self._names[subject]
        if not subject or "." in subject or "-" in subject or event.what.startswith(("mail", "school")):
            return "" if event.what.startswith("mail") else subject.replace("uitzondering-", "uitzondering ")
        return OLD


def _title(task: Task) -> str:
    return f"{task.title}, groep {task.group}" if task.group else task.title


def _why(event: Event) -> str:
    """Give the reason, or the figures of an import, or from which day to which."""
    if event.why and event.what != "ingelezen":
        return event.why
    if {"van", "naar"} <= event.data.keys():
        return f"van {_day(event.data['van'])} naar {_day(event.data['naar'])}"
    counts = [f"{number} {what}" for what, number in event.data.items() if isinstance(number, int)]
    return ", ".join(counts[:LISTED])


def _day(words: str) -> str:
    return dutch(date.fromisoformat(words))

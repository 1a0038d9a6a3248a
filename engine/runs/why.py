"""Explaining: why somebody got a task, and why somebody did not, from what was decided and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine import lookup
from engine.explain import explain
from engine.happenedwords import BY_SOMEBODY, Happened
from engine.lookup import NoSuch
from engine.naming import about, staff_names
from engine.runs.madeby import made_by
from engine.runs.tasks import Listing, listing
from engine.sameas import siblings
from engine.speaking import Names
from engine.store.log import load_events
from engine.validity import version_on

if TYPE_CHECKING:
    from collections.abc import Container

    from engine.explain import Explanation
    from engine.model import Task
    from engine.rule import Rule
    from engine.settings import Settings
    from engine.store.database import Store
    from engine.store.log import Event

OF_NO_INTEREST = ("bijgewerkt",)
FOLLOWS = ("klaar", "heropend", "te-laat", "open")


@dataclass(frozen=True, slots=True)
class Explained:
    listing: Listing
    task: Task
    explanation: Explanation


def explain_task(settings: Settings, store: Store, word: str, today: date) -> Explained | NoSuch:
    """Explain the task that goes by this key."""
    found = listing(settings, store)
    task = lookup.task(word, found.tasks)
    return task if isinstance(task, NoSuch) else explained(settings, store, found, task, today)


def explained(
    settings: Settings, store: Store, found: Listing, task: Task, today: date, left_out: Container[str] = ()
) -> Explained:
    """Explain a task among others that were listed already; `left_out` are kinds of events that are told elsewhere."""
    events = tuple(each for each in load_events(store, task.key) if each.what not in left_out)
    group = f"groep {task.group}" if task.group else ""
    names = Names(about(found.school.facts, task), group, staff_names(found.school.facts))
    happened = happenings(events, settings.schedule.timezone)
    beside = _beside(task, found)
    rule = found.rules.get(task.rule)
    explained = explain(task, rule and (version_on(rule, task.due) or rule), names, happened, today, beside)
    return Explained(found, task, replace(explained, version=made_by(store, found.school, task, rule)))


def _beside(task: Task, found: Listing) -> tuple[Rule, ...]:
    """Return the rules that ask the same of the same subject (`hoort_bij`)."""
    linked = siblings(task, found.tasks, found.same_as)
    return tuple(found.rules[each.rule] for each in linked if each.rule in found.rules)


def happenings(events: tuple[Event, ...], timezone: str) -> tuple[Happened, ...]:
    """Return what is worth telling of what happened; what follows by itself from what somebody did is left out."""
    by_people = {each.at for each in events if each.what in BY_SOMEBODY}
    told = (
        each
        for each in events
        if each.what not in OF_NO_INTEREST and not (each.what in FOLLOWS and each.at in by_people)
    )
    return tuple(_happened(each, ZoneInfo(timezone)) for each in told)


def _happened(event: Event, zone: ZoneInfo) -> Happened:
    dates = (event.data.get("van"), event.data.get("naar"))
    moved = (date.fromisoformat(str(dates[0])), date.fromisoformat(str(dates[1]))) if all(dates) else None
    return Happened(event.at.astimezone(zone).date(), event.who, event.what, event.why, moved)

"""Ticking off: one task, some, or a whole bundle, in one transaction with everything that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from engine import lookup, ticking
from engine.lookup import NoSuch
from engine.model import LIVE
from engine.runs.evaluate import gather_all
from engine.runs.since import with_recorded, with_ticks
from engine.runs.tasks import Asked, Listing, chosen
from engine.runs.ticked import TICKED, Result, as_now, brought_up_to_date, desk_of
from engine.store.facts import save_registrations
from engine.store.log import Event, add_events
from engine.store.ticks import add_ticks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from engine.model import Task
    from engine.runs.evaluate import Before
    from engine.settings import Settings
    from engine.store.database import Store
    from engine.ticking import Marks


@dataclass(frozen=True, slots=True)
class Bundled:
    """A whole bundle, named by its rule and group; `occasion` chooses between several that are open."""

    rule: str
    group: str = ""
    occasion: str = ""


def tick(
    settings: Settings,
    store: Store,
    meant: Sequence[str] | Bundled,
    by: str,
    today: date,
    now: datetime,
    before: Before | None = None,
) -> Result | NoSuch:
    """Tick tasks by their keys, or a whole bundle, for somebody: all of them or none.

    `before` is what the store holds, for who knows it already.
    """
    before = before or gather_all(settings, store)
    who = lookup.person(by, before.school.facts.staff)
    if isinstance(who, NoSuch):
        return who
    tasks = _meant(before, meant, today)
    if isinstance(tasks, NoSuch):
        return tasks
    desk = desk_of(before, who.code, today)
    wrong = next((said for each in tasks if (said := ticking.refusal(each, desk))), "")
    if wrong:
        return NoSuch(wrong)
    fresh = [each for each in tasks if not ticking.already(each, desk)]
    made = {one.task.key: one for each in fresh for one in ticking.marks(each, desk)}
    if not made:
        return Result(before, already=tasks)
    written = _write(store, before, tuple(made.values()), now)
    waiting = {each.key: left for each in fresh if (left := ticking.waits_for(each, desk))}
    after, also = brought_up_to_date(settings, store, before, written, fresh, today, now)
    return Result(after, as_now(after, fresh), also, tuple(each for each in tasks if each not in fresh), waiting)


def _meant(before: Before, meant: Sequence[str] | Bundled, today: date) -> tuple[Task, ...] | NoSuch:
    if isinstance(meant, Bundled):
        return _of_bundle(before, meant, today)
    found = []
    for word in meant:
        task = lookup.task(word, before.tasks)
        if isinstance(task, NoSuch):
            return task
        found.append(task)
    return tuple({each.key: each for each in found}.values())


def _of_bundle(before: Before, meant: Bundled, today: date) -> tuple[Task, ...] | NoSuch:
    """Return the live tasks of one occasion: the named one, or the only one that is open now."""
    every = chosen(Listing(before.school, before.tasks), Asked(group=meant.group, rule=meant.rule))
    if isinstance(every, NoSuch):
        return every
    live = [each for each in every if each.state in LIVE]
    if meant.occasion:
        named = [each for each in live if meant.occasion.lower() in _names(each)]
        return tuple(named) or NoSuch(f'bij "{meant.occasion}" staat niets open; {_which(live)}')
    now = [each for each in live if each.opens <= today] or live
    occasions = dict.fromkeys(each.because.occasion_name for each in now)
    if len(occasions) > 1:
        return NoSuch(f"er staan er {len(occasions)} open; {_which(now)}")
    return tuple(now) or NoSuch("daar staat niets van open")


def _names(task: Task) -> set[str]:
    return {task.occasion.lower(), task.occasion.rpartition("/")[2].lower(), task.because.occasion_name.lower()}


def _which(tasks: Iterable[Task]) -> str:
    in_order = sorted(tasks, key=attrgetter("due"))
    names = ", ".join(dict.fromkeys(each.because.occasion_name for each in in_order))
    return f"kies met --gelegenheid uit: {names}" if names else "er is niets open"


def _write(store: Store, before: Before, made: tuple[Marks, ...], now: datetime) -> Before:
    """Write what was ticked; return what the store holds then."""
    fresh = dict.fromkeys(one for each in made for one in each.registrations)
    ticks = [each.tick for each in made]
    save_registrations(store, (), fresh)
    add_ticks(store, ticks)
    add_events(store, [_ticked(each, now) for each in made])
    recorded = with_recorded(before, (*before.school.told.registrations, *fresh)) if fresh else before
    return with_ticks(recorded, (*before.ticks, *ticks))


def _ticked(made: Marks, now: datetime) -> Event:
    data = {"registraties": [ticking.remembered(each) for each in made.registrations], "samen": list(made.along)}
    return Event(now, made.tick.by, TICKED, made.task.key, "", data)

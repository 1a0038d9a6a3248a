"""What came of ticking, of taking it back and of saying that something does not apply: the tasks as they are now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.model import DONE
from engine.runs.follow import follow
from engine.runs.tasks import Listing
from engine.store.tasks import load_tasks
from engine.ticking import Desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from engine.model import Task
    from engine.runs.evaluate import Before
    from engine.settings import Settings
    from engine.store.database import Store

# What the log says of it.
TICKED, UNTICKED, WAIVED_BY, UNWAIVED = "afgevinkt", "vinkje teruggenomen", "niet van toepassing", "toch van toepassing"
SOMEBODY = "undo"


@dataclass(frozen=True, slots=True)
class Result:
    """`hit` were meant, `also` changed along with them, `already` were so before; all as they are now.

    `waiting` maps a task's key to who still has to tick it. `listing` is what to show them with.
    """

    listing: Listing
    hit: tuple[Task, ...] = ()
    also: tuple[Task, ...] = ()
    already: tuple[Task, ...] = ()
    waiting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def desk_of(before: Before, by: str, today: date) -> Desk:
    """Lay out what a tick is decided from."""
    rules = {each.id: each for each in before.school.book.rules}
    return Desk(before.tasks, rules, before.ticks, before.school.told.registrations, before.closed, by, today)


def brought_up_to_date(
    settings: Settings, store: Store, before: Before, meant: Sequence[Task], today: date, now: datetime
) -> tuple[Listing, tuple[Task, ...]]:
    """Bring the tasks up to date; return them with what else became done, or open again, about the same.

    `before` is what the store held before anything was ticked.
    """
    outcome = follow(settings, store, before, today, now)
    keys = {each.key for each in meant}
    about = {(each.per, each.subject) for each in meant}
    groups = {each.group for each in meant if each.group}
    turned = (
        each.after
        for each in outcome.changes
        if each.before is not None
        and each.before.state != each.after.state
        and DONE in (each.before.state, each.after.state)
    )
    near = (each for each in turned if (each.per, each.subject) in about or each.group in groups)
    return Listing(outcome.school, load_tasks(store)), tuple(each for each in near if each.key not in keys)


def as_it_is(before: Before, store: Store) -> Listing:
    return Listing(before.school, load_tasks(store))


def as_now(listing: Listing, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return these tasks as the store has them now."""
    now = {each.key: each for each in listing.tasks}
    return tuple(now[each.key] for each in tasks if each.key in now)

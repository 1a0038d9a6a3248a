"""What came of ticking, of taking it back and of saying that something does not apply: the tasks as they are now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.model import DONE
from engine.runs.follow import follow
from engine.runs.tasks import Listing
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

    `waiting` maps a task's key to who still has to tick it. `after` is what the store holds now.
    """

    after: Before
    hit: tuple[Task, ...] = ()
    also: tuple[Task, ...] = ()
    already: tuple[Task, ...] = ()
    waiting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def listing(self) -> Listing:
        """What to show them with."""
        return Listing(self.after.school, self.after.tasks)


def desk_of(before: Before, by: str, today: date) -> Desk:
    """Lay out what a tick is decided from."""
    rules = {each.id: each for each in before.school.book.rules}
    return Desk(before.tasks, rules, before.ticks, before.school.told.registrations, before.closed, by, today)


def brought_up_to_date(
    settings: Settings, store: Store, before: Before, after: Before, meant: Sequence[Task], today: date, now: datetime
) -> tuple[Before, tuple[Task, ...]]:
    """Bring the tasks up to date; return all as it is then, and what else became done, or open again, about the same.

    `before` is what the store held before anything was ticked, `after` what it holds since.
    """
    followed = follow(settings, store, before, today, now, after)
    keys = {each.key for each in meant}
    about = {(each.per, each.subject) for each in meant}
    groups = {each.group for each in meant if each.group}
    turned = (
        each.after
        for each in followed.outcome.changes
        if each.before is not None
        and each.before.state != each.after.state
        and DONE in (each.before.state, each.after.state)
    )
    near = (each for each in turned if (each.per, each.subject) in about or each.group in groups)
    return followed.after, tuple(each for each in near if each.key not in keys)


def as_now(after: Before, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return these tasks as the store has them now."""
    now = {each.key: each for each in after.tasks}
    return tuple(now[each.key] for each in tasks if each.key in now)

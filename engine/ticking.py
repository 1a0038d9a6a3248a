"""What a tick means (regeltaal 34): which tasks it closes, and which registrations it writes. Touches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.model import BY_TICK, DONE, EVERYBODY, GROUP, LAPSED, WAIVED, Registration, Tick
from engine.sameas import siblings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from engine.model import Task
    from engine.rule import Rule

ORIGIN = BY_TICK
YEAR_BEHIND = re.compile(r" \(\d{4}-\d{4}\)$")


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is on the table when somebody ticks: tasks, rules, what was ticked and recorded, who, and the day."""

    tasks: tuple[Task, ...]
    rules: Mapping[str, Rule]
    ticks: tuple[Tick, ...]
    recorded: tuple[Registration, ...]
    closed: frozenset[str]
    by: str
    today: date

    @property
    def same_as(self) -> dict[str, str]:
        return {each.id: each.same_as for each in self.rules.values() if each.same_as}

    def ticked_by(self, task: Task) -> set[str]:
        return {each.by for each in self.ticks if each.task == task.key}


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be written for one task: the tick and the registrations, with the tasks ticked along with it."""

    task: Task
    tick: Tick
    registrations: tuple[Registration, ...]
    along: tuple[str, ...]


def already(task: Task, desk: Desk) -> bool:
    """Tell whether this tick would change nothing: it is done, or this person ticked it before."""
    return task.state == DONE or desk.by in desk.ticked_by(task)


def refusal(task: Task, desk: Desk) -> str:
    """Say in Dutch why a task cannot be ticked by this person; "" when it can."""
    rule = desk.rules.get(task.rule)
    if task.state == LAPSED:
        return f"{task.title} ({task.key}) is vervallen: {task.reason or 'er is niets meer te doen'}"
    if task.school_year in desk.closed:
        return f"{task.title} ({task.key}) hoort bij schooljaar {task.school_year}, en dat is afgesloten"
    if rule is not None and rule.who == EVERYBODY and desk.by not in task.recipients:
        return f"{task.title} ({task.key}) vinkt ieder voor zich af, en is niet voor {desk.by}"
    return ""


def marks(task: Task, desk: Desk) -> tuple[Marks, ...]:
    """Return what ticking a task writes, for itself and for the tasks of rules that belong to it (`hoort_bij`)."""
    along = [each for each in siblings(task, desk.tasks, desk.same_as) if not already(each, desk)]
    every = [task, *(each for each in along if not refusal(each, desk))]
    keys = tuple(each.key for each in every)
    return tuple(Marks(each, Tick(each.key, desk.by, desk.today), _written(each, desk), keys) for each in every)


def _written(task: Task, desk: Desk) -> tuple[Registration, ...]:
    """Return the registrations a tick writes that are not there yet; where everybody ticks, the last one writes."""
    rule = desk.rules.get(task.rule)
    if rule is None or (rule.who == EVERYBODY and not set(task.recipients) <= desk.ticked_by(task) | {desk.by}):
        return ()
    mine = (task.per, fact_subject(task))
    there = {replace(each, origin="") for each in desk.recorded if (each.subject_type, each.subject) == mine}
    made = (
        Registration(each.kind, *mine, desk.today, desk.by, each.area, each.value, ORIGIN)
        for each in rule.done_when.ticks
    )
    return tuple(each for each in made if replace(each, origin="") not in there)


def fact_subject(task: Task) -> str:
    """Return the name under which facts speak of a task's subject: a group without its year behind it."""
    return YEAR_BEHIND.sub("", task.subject) if task.per == GROUP else task.subject


def remembered(registration: Registration) -> dict[str, str]:
    """Return what an event keeps of a registration a tick wrote; whom it is about, the task says."""
    return {
        "soort": registration.kind,
        "op": str(registration.on),
        "gebied": registration.area,
        "waarde": registration.value,
    }


def without(
    recorded: Iterable[Registration], task: Task, written: Collection[Mapping[str, Any]]
) -> tuple[Registration, ...]:
    """Return what stays recorded when the registrations that ticking this task wrote are withdrawn."""
    mine = (task.per, fact_subject(task))
    return tuple(
        each
        for each in recorded
        if each.origin != ORIGIN or (each.subject_type, each.subject) != mine or remembered(each) not in written
    )


def waits_for(task: Task, desk: Desk) -> tuple[str, ...]:
    """Return who has yet to tick a task that everybody ticks for themselves."""
    rule = desk.rules.get(task.rule)
    if rule is None or rule.who != EVERYBODY:
        return ()
    return tuple(each for each in task.recipients if each not in desk.ticked_by(task) | {desk.by})


def waivable(task: Task) -> str:
    """Say in Dutch why "not applicable" cannot be said of a task; "" when it can."""
    if task.state == DONE:
        return f"{task.title} ({task.key}) is al klaar; neem dat eerst terug met `jaarcyclus undo {task.key}`"
    if task.state == LAPSED:
        return f"{task.title} ({task.key}) is al vervallen: {task.reason or 'er is niets meer te doen'}"
    return ""


def is_waived(task: Task) -> bool:
    return task.state == WAIVED

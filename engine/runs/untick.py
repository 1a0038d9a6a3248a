"""Taking back a tick with all it wrote, or a "not applicable": what it closed opens again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import lookup, ticking
from engine.lookup import NoSuch
from engine.model import DONE, EVERYBODY, OPEN
from engine.runs.evaluate import gather_all
from engine.runs.since import with_recorded, with_tasks, with_ticks
from engine.runs.ticked import SOMEBODY, TICKED, UNTICKED, UNWAIVED, WAIVED_BY, Result, as_now, brought_up_to_date
from engine.store.facts import save_registrations
from engine.store.log import Event, add_events, load_events
from engine.store.tasks import apply_tasks
from engine.store.ticks import remove_ticks
from engine.taskstate import waived_by_hand

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.model import Task
    from engine.runs.evaluate import Before
    from engine.settings import Settings
    from engine.store.database import Store

    TakenBack = tuple[list[Task], Before]

WHOSE, TOGETHER, WRITTEN = "van", "samen", "registraties"


def undo(
    settings: Settings,
    store: Store,
    word: str,
    by: str,
    today: date,
    now: datetime,
    before: Before | None = None,
) -> Result | NoSuch:
    """Take back a tick with what it wrote, or a "not applicable". `by` is who does so; it may be "".

    Where everybody ticks for themselves, only that person's tick is taken back, if one is named. `before` is what the
    store holds, for who knows it already.
    """
    before = before or gather_all(settings, store)
    code = ""
    if by:
        who = lookup.person(by, before.school.facts.staff)
        if isinstance(who, NoSuch):
            return who
        code = who.code
    task = lookup.task(word, before.tasks)
    if isinstance(task, NoSuch):
        return task
    if ticking.is_waived(task) and not waived_by_hand(task):
        return NoSuch(_by_exception(task))
    take_back = _unwaive if ticking.is_waived(task) else _untick
    hit, written = take_back(store, before, task, code, now)
    if not hit:
        return NoSuch(_nothing_to_undo(before, task))
    after, also = brought_up_to_date(settings, store, before, written, hit, today, now)
    along = [each for each in hit if each.key != task.key]
    return Result(after, as_now(after, [task]), (*as_now(after, along), *also))


def _untick(store: Store, before: Before, task: Task, by: str, now: datetime) -> TakenBack:
    whose = {each.by for each in before.ticks if each.task == task.key}
    rule = next((each for each in before.school.book.rules if each.id == task.rule), None)
    if by and rule is not None and rule.who == EVERYBODY:
        whose &= {by}
    if not whose:
        return [], before
    said = [each for each in _standing(store, task.key) if each.who in whose]
    keys = {task.key, *(key for each in said for key in each.data.get(TOGETHER, ()))}
    tasks = [each for each in before.tasks if each.key in keys]
    written = _withdraw(store, before, tasks, whose)
    data = {WHOSE: sorted(whose)}
    add_events(store, [Event(now, by or SOMEBODY, UNTICKED, each.key, "", data) for each in tasks])
    return tasks, written


def _withdraw(store: Store, before: Before, tasks: list[Task], whose: set[str]) -> Before:
    """Take away these people's ticks on these tasks, and what ticking them wrote, whoever ticked last."""
    there = left = before.school.told.registrations
    for each in tasks:
        written = [one for event in _standing(store, each.key) for one in event.data.get(WRITTEN, ())]
        left = ticking.without(left, each, written)
        for by in sorted(whose):
            remove_ticks(store, each.key, by)
    stays, keys = frozenset(left), {each.key for each in tasks}
    gone = [each for each in there if each not in stays]
    save_registrations(store, gone, ())
    kept = [each for each in before.ticks if each.task not in keys or each.by not in whose]
    return with_ticks(with_recorded(before, left) if gone else before, kept)


def _standing(store: Store, key: str) -> list[Event]:
    """Return the ticks on a task that were not taken back yet."""
    found: list[Event] = []
    for each in load_events(store, key):
        if each.what == TICKED:
            found.append(each)
        elif each.what == UNTICKED:
            found = [one for one in found if one.who not in each.data.get(WHOSE, ())]
    return found


def _unwaive(store: Store, before: Before, task: Task, by: str, now: datetime) -> TakenBack:
    said = [each for each in load_events(store, task.key) if each.what == WAIVED_BY]
    keys = {task.key, *(said[-1].data.get("samen", ()) if said else ())}
    tasks = [each for each in before.tasks if each.key in keys and ticking.is_waived(each)]
    opened = [replace(each, state=OPEN, reason="", done_on=None, done_by="") for each in tasks]
    apply_tasks(store, (), opened)
    add_events(store, [Event(now, by or SOMEBODY, UNWAIVED, each.key) for each in tasks])
    return tasks, with_tasks(before, opened)


def _nothing_to_undo(before: Before, task: Task) -> str:
    name = f"{task.title} ({task.key})"
    if task.state != DONE:
        return f"{name} is niet afgevinkt: er is niets terug te nemen"
    other = _ticked_beside(before, task)
    if other is not None:
        return f'{name} is klaar door het vinkje bij "{other.title}"; neem dat terug met `jaarcyclus undo {other.key}`'
    proof = f" ({', '.join(task.because.proof)})" if task.because.proof else ""
    return f"{name} is niet afgevinkt, maar klaar door wat er is vastgelegd{proof}"


def _by_exception(task: Task) -> str:
    name, number = f"{task.title} ({task.key})", task.because.exception
    return f"{name} doet niet mee door uitzondering {number}; beëindig die met `jaarcyclus exception end {number}`"


def _ticked_beside(before: Before, task: Task) -> Task | None:
    """Return the ticked task about the same subject whose tick wrote what this task asks for."""
    rules = {each.id: each for each in before.school.book.rules}
    asks = set(rules[task.rule].done_when.ticks) if task.rule in rules else set()
    ticked = {each.task for each in before.ticks}
    same = (each for each in before.tasks if each.key in ticked and each.subject == task.subject)
    return next((each for each in same if each.rule in rules and asks & set(rules[each.rule].done_when.ticks)), None)

"""The day of an example as the product sees it: its small school through a run, and through people's ticks.

Nothing is worked out here a second time: tasks come from `evaluate` and `reconcile` with an empty store, and a tick
means what `ticking` says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine import ticking
from engine.almanac.days import label, school_year_start
from engine.evaluate import Evaluation, Evaluator
from engine.formerly import tasks_by_identity
from engine.grounds import Known
from engine.model import WAIVED, Tick
from engine.numbering import renumber
from engine.reconcile import Stored, reconcile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.example import Example, Ticked, Value
    from engine.model import Facts, Spell, Task
    from engine.rule import Rule

SCHOOL = "voorbeeld"
SCHOOL_NAME = "De Voorbeeldschool"
WAIVED_BECAUSE = "zo staat het in het voorbeeld"


@dataclass(frozen=True, slots=True)
class _Before:
    """What there is when the day begins: the facts, and what people and earlier runs left in the store."""

    facts: Facts
    tasks: tuple[Task, ...] = ()
    ticks: tuple[Tick, ...] = ()
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """What a run of that day makes of it. `refused` are the ticks that could not be, each with why."""

    evaluator: Evaluator
    evaluation: Evaluation
    tasks: tuple[Task, ...]
    refused: tuple[tuple[Ticked, str], ...] = ()


def day_of(example: Example, rules: tuple[Rule, ...]) -> Day:
    """Run the example's day over these rules, once for the tasks and again when people ticked some."""
    day = _run(example, rules, _Before(example.facts))
    return _with_ticks(example, rules, day) if example.ticks else day


def _run(example: Example, rules: tuple[Rule, ...], before: _Before) -> Day:
    """Do what a run of that day does, but for writing it down."""
    years = _years(example)
    known = Known(before.facts, example.calendars, SCHOOL_NAME, None, renumber((), example.calendars))
    evaluator = Evaluator(known, example.today)
    evaluation = evaluator.evaluate(rules, years, before.spells, tasks_by_identity(before.tasks, rules))
    stored = Stored(SCHOOL, before.tasks, before.ticks, frozenset(map(label, years)))
    changed = {each.after.key: each.after for each in reconcile(stored, evaluation.found, rules, example.today)}
    return Day(evaluator, evaluation, tuple({**{each.key: each for each in before.tasks}, **changed}.values()))


def _years(example: Example) -> tuple[int, ...]:
    """Return the school years a run of that day keeps up, and those the example has a calendar for."""
    now = school_year_start(example.today)
    return tuple(sorted({*(each.start for each in example.calendars), now, now + 1}))


# --- ticks


def _with_ticks(example: Example, rules: tuple[Rule, ...], day: Day) -> Day:
    """Let the people of the example tick, in order of day, and run again over what they wrote."""
    by_id = {each.id: each for each in rules}
    desk = ticking.Desk(day.tasks, by_id, (), example.facts.registrations, frozenset(), "", example.today)
    refused: list[tuple[Ticked, str]] = []
    for each in sorted(example.ticks, key=lambda one: one.on):
        found = _meant(each, desk.tasks)
        if isinstance(found, str):
            refused.append((each, found))
            continue
        desk = replace(desk, by=each.by or next(iter(found.recipients), ""), today=each.on)
        refusal = ticking.waivable(found) if each.waived else ticking.refusal(found, desk)
        if refusal:
            refused.append((each, refusal))
        else:
            desk = _waived(found, desk) if each.waived else _ticked(found, desk)
    facts = replace(example.facts, registrations=desk.recorded)
    before = _Before(facts, desk.tasks, desk.ticks, day.evaluation.spells)
    return replace(_run(example, rules, before), refused=tuple(refused))


def _meant(tick: Ticked, tasks: Iterable[Task]) -> Task | str:
    """Return the task that is ticked, or why it is not clear which."""
    asked = {"onderwerp": tick.subject, "gelegenheid": tick.occasion}
    mine = [each for each in tasks if each.rule == tick.rule]
    found = [
        each for each in mine if all(not value or same(value, fields_of(each)[name]) for name, value in asked.items())
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        return f"er is geen taak van {tick.rule} om af te vinken{_among(mine)}"
    return f"er zijn {len(found)} taken die je kunt bedoelen; noem onderwerp en gelegenheid{_among(found)}"


def _among(tasks: list[Task]) -> str:
    return f": er is {' en '.join(f'{each.subject}, {each.occasion}' for each in tasks[:4])}" if tasks else ""


def _ticked(task: Task, desk: ticking.Desk) -> ticking.Desk:
    made = ticking.marks(task, desk)
    ticks = (*desk.ticks, *(each.tick for each in made))
    recorded = (*desk.recorded, *(one for each in made for one in each.registrations))
    return replace(desk, ticks=ticks, recorded=recorded)


def _waived(task: Task, desk: ticking.Desk) -> ticking.Desk:
    after = replace(task, state=WAIVED, reason=WAIVED_BECAUSE, done_on=desk.today, done_by=desk.by)
    return replace(desk, tasks=tuple(after if each is task else each for each in desk.tasks))


# --- a task in the words of an example


def same(asked: Value, found: Value) -> bool:
    if isinstance(asked, str) and isinstance(found, str):
        return asked.lower() == found.lower()
    return asked == found


def fields_of(task: Task) -> dict[str, Value]:
    """Return a task under the names that a line of `dan` has for its fields."""
    return {
        "onderwerp": task.subject,
        "gelegenheid": task.occasion,
        "vanaf": task.opens,
        "uiterlijk": task.due,
        "voor": frozenset(task.recipients),
        "status": task.state,
        "niveau": task.level,
    }

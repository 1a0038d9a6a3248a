"""Trying an example out: its day, and each line of `dan` against what came of it; reminders come from `remind`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.example import MAIL, NO_MAIL, TASK
from engine.exampleday import day_of, fields_of, same
from engine.model import LIVE
from engine.remind import Reminders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.example import Example, Line, Ticked, Value
    from engine.exampleday import Day
    from engine.model import Reminder, Task
    from engine.rule import Rule

# How much it says about which task was meant that a field is as asked.
WEIGHT = {"onderwerp": 8, "gelegenheid": 4, "uiterlijk": 2}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a task: what was asked ("" when it was not asked for), what was found, and whether that differs."""

    name: str
    asked: Value
    found: Value
    differs: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A line that does not hold: `differences` compare with the task that comes nearest, `note` says what else."""

    line: Line | Ticked
    note: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """An example with what did not hold of it."""

    example: Example
    failures: tuple[Failure, ...]

    @property
    def holds(self) -> bool:
        return not self.failures


def try_out(example: Example, rules: Mapping[str, Rule]) -> Trial:
    """Run one example. `rules` holds every rule that it names."""
    day = day_of(example, tuple(rules[each] for each in sorted(example.rules)))
    refused = (Failure(tick, why) for tick, why in day.refused)
    failures = (_hold(each, example, day) for each in example.then)
    return Trial(example, (*refused, *(each for each in failures if each is not None)))


# --- a line of `dan` against the day


def _hold(line: Line, example: Example, day: Day) -> Failure | None:
    """Return why a line does not hold; None when it does."""
    if line.kind in (MAIL, NO_MAIL):
        return _hold_mail(line, example, day)
    tasks = [
        each for each in day.tasks if each.rule == line.rule and (line.kind == TASK or _within(each, line, example))
    ]
    found = next((each for each in tasks if _fits(line, each)), None)
    if (line.kind == TASK) == (found is not None):
        return None
    if found is not None:
        return Failure(line, "deze taak is er wel", _compared(line, found))
    nearest = max(tasks, key=lambda each: _likeness(line, each), default=None)
    if nearest is None:
        return Failure(line, "er is geen enkele taak van deze regel")
    return Failure(line, "", _compared(line, nearest))


def _within(task: Task, line: Line, example: Example) -> bool:
    """What an example says is not there, is not there in its own school years, unless it names the occasion."""
    years = {label(each.start) for each in example.calendars} | {label(example.start)}
    return "gelegenheid" in line.asked or task.school_year in years


def _fits(line: Line, task: Task) -> bool:
    fields = fields_of(task)
    return all(same(asked, fields[name]) for name, asked in line.asked.items() if name in fields)


def _compared(line: Line, task: Task) -> tuple[Difference, ...]:
    asked = line.asked
    return tuple(
        Difference(name, asked.get(name, ""), found, name in asked and not same(asked[name], found))
        for name, found in fields_of(task).items()
    )


def _likeness(line: Line, task: Task) -> tuple[int, int]:
    fields = fields_of(task)
    alike = sum(WEIGHT.get(name, 1) for name, asked in line.asked.items() if same(asked, fields.get(name, "")))
    due = line.asked.get("uiterlijk")
    return alike, -abs((task.due - due).days) if due and not isinstance(due, str | frozenset) else 0


# --- mail


def _hold_mail(line: Line, example: Example, day: Day) -> Failure | None:
    on = line.asked.get("op", example.today)
    asked = line.asked.get("aan")
    people = asked if isinstance(asked, frozenset) else frozenset[str]()
    told = [(task, each) for task, each in _reminders(line, day) if each.to in people]
    today = [each for _, each in told if each.on == on]
    heard = {each.to for each in today}
    if line.kind == MAIL:
        return None if people <= heard else Failure(line, _hears(line, people, told, day))
    return Failure(line, _told_today(today)) if heard else None


def _reminders(line: Line, day: Day) -> Iterator[tuple[Task, Reminder]]:
    """Give the reminders of the rule's tasks that still ask something."""
    now = {each.identity: each for each in day.tasks}
    reminders = Reminders(day.evaluator.grounds.audiences)
    for found in day.evaluation.found:
        task = now.get(found.wanted.identity)
        if task is not None and task.rule == line.rule and task.state in LIVE and _fits(line, task):
            yield from ((task, each) for each in reminders.of(found))


def _hears(line: Line, people: frozenset[str], told: list[tuple[Task, Reminder]], day: Day) -> str:
    """Say when these people do hear of it, or why never."""
    who = " en ".join(sorted(people))
    if told:
        return f"{who} hoort het op {', '.join(map(str, sorted({each.on for _, each in told})))}"
    tasks = [each for each in day.tasks if each.rule == line.rule and _fits(line, each)]
    if not tasks:
        return "er is geen taak van deze regel om aan te herinneren"
    there = ", ".join(f"{each.subject} ({each.state}, voor {' en '.join(each.recipients)})" for each in tasks[:3])
    return f"{who} hoort het nooit; de taken zijn {there}"


def _told_today(today: list[Reminder]) -> str:
    said = ", ".join(sorted({f"{each.to}: {each.sentence}" for each in today}))
    return f"er is die dag wel een herinnering ({said})"

"""Trying an example out: its small school through the product's own evaluation, then line by line.

Nothing is worked out here a second time: tasks come from `evaluate` and `reconcile` with an empty store, ticks mean
what `ticking` says, reminders come from `remind`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine import ticking
from engine.almanac.days import label, school_year_start
from engine.evaluate import Evaluation, Evaluator, Known
from engine.example import MAIL, NO_MAIL, TASK
from engine.model import LIVE, WAIVED, Tick
from engine.numbering import renumber
from engine.reconcile import Stored, reconcile, tasks_by_identity
from engine.remind import Reminders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.example import Example, Line, Ticked, Value
    from engine.model import Facts, Reminder, Task
    from engine.rule import Rule

SCHOOL = "voorbeeld"
SCHOOL_NAME = "De Voorbeeldschool"
WAIVED_BECAUSE = "zo staat het in het voorbeeld"
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


@dataclass(frozen=True, slots=True)
class _Day:
    """The example's day as the product sees it. `reminders` are those of each task that still asks something."""

    evaluator: Evaluator
    evaluation: Evaluation
    tasks: tuple[Task, ...]


def try_out(example: Example, rules: Mapping[str, Rule]) -> Trial:
    """Run one example. `rules` holds every rule that it names."""
    used = tuple(rules[each] for each in sorted(example.rules))
    day = _first_run(example, used)
    refused: tuple[Failure, ...] = ()
    if example.ticks:
        day, refused = _with_ticks(example, used, day)
    failures = (_hold(each, example, day) for each in example.then)
    return Trial(example, (*refused, *(each for each in failures if each is not None)))


# --- the day


def _known(example: Example, facts: Facts) -> Known:
    return Known(facts, example.calendars, SCHOOL_NAME, None, renumber((), example.calendars))


def _years(example: Example) -> tuple[int, ...]:
    """Return the school years a run of that day keeps up, and those the example has a calendar for."""
    now = school_year_start(example.today)
    return tuple(sorted({*(each.start for each in example.calendars), now, now + 1}))


def _first_run(example: Example, rules: tuple[Rule, ...]) -> _Day:
    years = _years(example)
    evaluator = Evaluator(_known(example, example.facts), example.today)
    evaluation = evaluator.evaluate(rules, years)
    stored = Stored(SCHOOL, (), (), frozenset(map(label, years)))
    changes = reconcile(stored, evaluation.found, rules, example.today)
    return _Day(evaluator, evaluation, tuple(each.after for each in changes))


def _run_again(
    example: Example,
    rules: tuple[Rule, ...],
    before: _Day,
    facts: Facts,
    ticks: tuple[Tick, ...],
    tasks: tuple[Task, ...],
) -> _Day:
    years = _years(example)
    evaluator = Evaluator(_known(example, facts), example.today)
    evaluation = evaluator.evaluate(rules, years, before.evaluation.spells, tasks_by_identity(tasks, rules))
    stored = Stored(SCHOOL, tasks, ticks, frozenset(map(label, years)))
    changed = {each.after.key: each.after for each in reconcile(stored, evaluation.found, rules, example.today)}
    return _Day(evaluator, evaluation, tuple({**{each.key: each for each in tasks}, **changed}.values()))


# --- ticks


def _with_ticks(example: Example, rules: tuple[Rule, ...], day: _Day) -> tuple[_Day, tuple[Failure, ...]]:
    """Let the people of the example tick, in order of day, and run again over what they wrote."""
    by_id = {each.id: each for each in rules}
    desk = ticking.Desk(day.tasks, by_id, (), example.facts.registrations, frozenset(), "", example.today)
    failures: list[Failure] = []
    for each in sorted(example.ticks, key=lambda one: one.on):
        found = _meant(each, desk.tasks)
        if isinstance(found, str):
            failures.append(Failure(each, found))
            continue
        desk = replace(desk, by=each.by or next(iter(found.recipients), ""), today=each.on)
        refusal = ticking.waivable(found) if each.waived else ticking.refusal(found, desk)
        if refusal:
            failures.append(Failure(each, refusal))
        else:
            desk = _waived(found, desk) if each.waived else _ticked(found, desk)
    facts = replace(example.facts, registrations=desk.recorded)
    return _run_again(example, rules, day, facts, desk.ticks, desk.tasks), tuple(failures)


def _meant(tick: Ticked, tasks: Iterable[Task]) -> Task | str:
    """Return the task that is ticked, or why it is not clear which."""
    asked = {"onderwerp": tick.subject, "gelegenheid": tick.occasion}
    mine = [each for each in tasks if each.rule == tick.rule]
    found = [
        each for each in mine if all(not value or _same(value, _fields(each)[name]) for name, value in asked.items())
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


# --- a line of `dan` against the day


def _hold(line: Line, example: Example, day: _Day) -> Failure | None:
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
    fields = _fields(task)
    return all(_same(asked, fields[name]) for name, asked in line.asked.items() if name in fields)


def _same(asked: Value, found: Value) -> bool:
    if isinstance(asked, str) and isinstance(found, str):
        return asked.lower() == found.lower()
    return asked == found


def _fields(task: Task) -> dict[str, Value]:
    return {
        "onderwerp": task.subject,
        "gelegenheid": task.occasion,
        "vanaf": task.opens,
        "uiterlijk": task.due,
        "voor": frozenset(task.recipients),
        "status": task.state,
        "niveau": task.level,
    }


def _compared(line: Line, task: Task) -> tuple[Difference, ...]:
    asked = line.asked
    return tuple(
        Difference(name, asked.get(name, ""), found, name in asked and not _same(asked[name], found))
        for name, found in _fields(task).items()
    )


def _likeness(line: Line, task: Task) -> tuple[int, int]:
    fields = _fields(task)
    alike = sum(WEIGHT.get(name, 1) for name, asked in line.asked.items() if _same(asked, fields.get(name, "")))
    due = line.asked.get("uiterlijk")
    return alike, -abs((task.due - due).days) if due and not isinstance(due, str | frozenset) else 0


# --- mail


def _hold_mail(line: Line, example: Example, day: _Day) -> Failure | None:
    on = line.asked.get("op", example.today)
    asked = line.asked.get("aan")
    people = asked if isinstance(asked, frozenset) else frozenset[str]()
    told = [(task, each) for task, each in _reminders(line, day) if each.to in people]
    today = [each for _, each in told if each.on == on]
    heard = {each.to for each in today}
    if line.kind == MAIL:
        return None if people <= heard else Failure(line, _hears(line, people, told, day))
    return Failure(line, _told_today(today)) if heard else None


def _reminders(line: Line, day: _Day) -> Iterator[tuple[Task, Reminder]]:
    """Give the reminders of the rule's tasks that still ask something."""
    now = {each.identity: each for each in day.tasks}
    reminders = Reminders(day.evaluator.audiences)
    for found in day.evaluation.found:
        task = now.get(found.wanted.identity)
        if task is not None and task.rule == line.rule and task.state in LIVE and _fits(line, task):
            yield from ((task, each) for each in reminders.of(found))


def _hears(line: Line, people: frozenset[str], told: list[tuple[Task, Reminder]], day: _Day) -> str:
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

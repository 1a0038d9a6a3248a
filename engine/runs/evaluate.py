"""The daily run over rules and facts: gather, decide, apply, in one transaction. Running it again changes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.almanac.days import label, school_year_start, start_of
from engine.evaluate import Evaluation, Evaluator
from engine.exceptionlaid import lay_over
from engine.formerly import former_ids, renamed_spells, tasks_by_identity
from engine.model import OUT, WAIVED
from engine.numbering import renumber
from engine.reconcile import Change, Stored, reconcile
from engine.runs.gather import School, gather
from engine.store.exceptions import load_exceptions
from engine.store.facts import load_told
from engine.store.log import Event, Run, add_events, add_run
from engine.store.occasions import load_occasion_numbers, save_occasion_numbers
from engine.store.rulefiles import last_good_files, remember
from engine.store.ruleversions import keep_versions
from engine.store.spells import load_spells, save_spells
from engine.store.tasks import apply_tasks, closed_school_years, load_tasks
from engine.store.ticks import load_ticks
from engine.store.told import load_heard_moves
from engine.taskstate import waived_by_hand

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.model import OccasionNumber, Spell, Task, Tick
    from engine.rule import Rule
    from engine.settings import Settings
    from engine.store.database import Store

KIND = "evalueren"


@dataclass(frozen=True, slots=True)
class Before:
    """What the store held when the run began."""

    school: School
    tasks: tuple[Task, ...]
    ticks: tuple[Tick, ...]
    spells: tuple[Spell, ...]
    numbers: tuple[OccasionNumber, ...]
    closed: frozenset[str]
    heard: frozenset[tuple[str, date]] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the run decided: the school as it stands, what is wanted, and what changes for which task."""

    school: School
    evaluation: Evaluation
    changes: tuple[Change, ...]

    @property
    def figures(self) -> dict[str, int]:
        """How many tasks became what."""
        return dict(Counter(each.what for each in self.changes))


def gather_all(settings: Settings, store: Store, known: School | None = None) -> Before:
    """Read everything the run needs, in a handful of queries. `known` is the school as it was gathered before."""
    before = load_occasion_numbers(store)
    school = school_of(settings, store, before, known)
    tasks, ticks, spells = load_tasks(store), load_ticks(store), load_spells(store)
    return Before(school, tasks, ticks, spells, before, school.closed, load_heard_moves(store))


def school_of(
    settings: Settings, store: Store, numbers: tuple[OccasionNumber, ...], known: School | None = None
) -> School:
    """Read the school without its tasks; `numbers` are those its calendar dates had until now."""
    texts = {path: each.text for path, each in last_good_files(store).items()}
    school = gather(settings, load_told(store), texts, known=known)
    return replace(
        school,
        numbers=renumber(numbers, school.calendars),
        exemptions=load_exceptions(store),
        closed=closed_school_years(store),
    )


def decide(before: Before, today: date, only: frozenset[str] | None = None) -> Outcome:
    """Work out, without touching anything, what today makes of the tasks: of all, or of `only` these rules."""
    school = before.school
    years = years_to_evaluate(before, today)
    rules = tuple(each for each in school.book.rules if only is None or each.id in only)
    spells = renamed_spells(before.spells, rules)
    evaluator = Evaluator(school.known, today)
    tasks = _of_rules(before.tasks, only, rules)
    evaluation = evaluator.evaluate(rules, years, spells, tasks_by_identity(tasks, rules))
    laid = lay_over(evaluation.found, school.exemptions, school.book.rules, evaluator.grounds.timing)
    evaluation = replace(evaluation, found=laid)
    stored = Stored(
        settings_id(school),
        tasks,
        before.ticks,
        frozenset(label(each) for each in years),
        unreadable=bool(school.out),
        heard=before.heard,
        other_keys=frozenset() if only is None else frozenset(each.key for each in before.tasks),
    )
    found = [each for each in evaluation.found if each.wanted.school_year not in before.closed]
    return Outcome(school, evaluation, reconcile(stored, found, rules, today))


def _of_rules(tasks: tuple[Task, ...], only: frozenset[str] | None, rules: tuple[Rule, ...]) -> tuple[Task, ...]:
    """Return the tasks of these rules, also those made under a former name (`voorheen`) of theirs."""
    if only is None:
        return tasks
    names = only | former_ids(rules).keys()
    return tuple(each for each in tasks if each.rule in names)


def apply(store: Store, before: Before, outcome: Outcome, today: date, now: datetime) -> None:
    """Write the difference, and what happened to whom and why."""
    new = [each.after for each in outcome.changes if each.before is None]
    apply_tasks(store, new, [each.after for each in outcome.changes if each.before is not None])
    save_spells(store, before.spells, outcome.evaluation.spells)
    save_occasion_numbers(store, before.numbers, outcome.school.numbers)
    remember(store, outcome.school.good, now)
    keep_versions(store, outcome.school.book.rules, now)
    add_events(store, [event_of(each, now) for each in outcome.changes])
    add_run(store, Run(KIND, today, now, now, "goed", outcome.figures))


def run(settings: Settings, store: Store, today: date, now: datetime) -> Outcome:
    """Evaluate and reconcile within the store's present transaction."""
    before = gather_all(settings, store)
    outcome = decide(before, today)
    apply(store, before, outcome, today, now)
    return outcome


def years_to_evaluate(before: Before, today: date) -> tuple[int, ...]:
    """Return the school years whose tasks are kept up: from the start of use to the next one, unless closed.

    A year that has tasks stays one of them: only a person closes it, not the first of August.
    """
    school, now = before.school, school_year_start(today)
    first = school_year_start(school.settings.school.start) if school.settings.school.start else now
    planned = {each for each in (*(one.start for one in school.calendars), now, now + 1) if each >= first}
    busy = {start_of(each) for each in {task.school_year for task in before.tasks}}
    return tuple(sorted((planned | busy) - {start_of(each) for each in before.closed}))


def settings_id(school: School) -> str:
    return school.settings.school.id


def event_of(change: Change, now: datetime) -> Event:
    moved = change.before is not None and change.before.due != change.after.due
    data = {"van": str(change.before.due), "naar": str(change.after.due)} if change.before and moved else {}
    return Event(now, KIND, change.what, change.after.key, _why(change.after), data)


def _why(task: Task) -> str:
    """What people wrote as the reason of an exception stays out of the log: it says which one it was."""
    excepted = task.because.excepted == OUT and not waived_by_hand(task)
    return f"uitzondering {task.because.exception}" if excepted and task.state == WAIVED else task.reason

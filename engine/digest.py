"""The morning overview of one person as a value: what is late, what comes soon, what is new. Never a pupil."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY
from engine.bundle import bundles
from engine.bundlewords import counted
from engine.digestlayout import HIDDEN, LATE, NEW, ROUTINE, SOON, laid_out
from engine.digestline import Line, about_people, calls, counts_done, line_of
from engine.model import LIVE
from engine.rule import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from engine.bundle import Bundle
    from engine.digestlayout import Digest
    from engine.model import Staff, Task
    from engine.readtogether import Reading

NEAR = timedelta(days=14)


def digest(
    person: Staff,
    tasks: Iterable[Task],
    reading: Reading,
    today: date,
    since: date | None = None,
    beside: Mapping[str, Sequence[Line]] | None = None,
    called: Container[str] = frozenset(),
) -> Digest | None:
    """Return what `person` is told on `today`, or None when there is nothing to tell.

    `tasks` are all the tasks this person has a part in, done ones for the counts. New is what came after `since` (the
    day before `today` when it is not said), and what somebody is reminded of today: `called` holds the keys of those.
    `beside` holds lines of other kinds (RAISED, SHIFTED, GROUPS, FINDINGS).
    """
    mine = [each for each in tasks if each.level != OPTIONAL]
    open_now = [each for each in mine if asks(each, today)]
    named = (each for each in mine if each.rule not in reading.hidden)
    asking = list(bundles(named, reading.same_as, frozenset(each.key for each in open_now)))
    found = _sorted_out(asking, reading, today, _Fresh(since or today - ONE_DAY, called))
    found[HIDDEN] = _unnamed(sum(each.rule in reading.hidden for each in open_now))
    found.update(beside or {})
    if not any(found[kind] for kind in found if kind != ROUTINE) and not _routine_calls(asking, reading, today, called):
        return None
    return laid_out(person, found, today)


def asks(task: Task, today: date) -> bool:
    """Tell whether a task asks something today: it is open, and a wish is over once its day is past."""
    return task.state in LIVE and task.opens <= today and (task.level == REQUIRED or task.due >= today)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """Which of what is due later is news: what opened or was first seen after a day, and what a reminder calls for."""

    since: date
    called: Container[str]

    def holds(self, bundle: Bundle) -> bool:
        came = min(max(each.opens, each.first_seen or each.opens) for each in bundle.tasks if each.state in LIVE)
        return came > self.since or calls(bundle, self.called)


def _sorted_out(asking: list[Bundle], reading: Reading, today: date, fresh: _Fresh) -> dict[str, Sequence[Line]]:
    routine = [each for each in asking if each.rules[0] in reading.routine and each.due >= today]
    rest = [each for each in asking if each not in routine]
    late = [each for each in rest if each.due < today]
    soon = [each for each in rest if today <= each.due <= today + NEAR]
    new = [each for each in rest if each.due > today + NEAR and fresh.holds(each)]
    return {
        LATE: [
            line_of(each, today, fresh.called)
            for each in _joined(sorted(late, key=lambda each: _lateness(each, today)))
        ],
        SOON: [line_of(each, today, fresh.called) for each in _joined(sorted(soon, key=_nearness))],
        NEW: [line_of(each, today, fresh.called) for each in _joined(sorted(new, key=_nearness))],
        ROUTINE: _in_one_line(routine),
    }


def _lateness(bundle: Bundle, today: date) -> tuple[object, ...]:
    """What is late for something still to come goes first: there is time to mend it. Then the longest overdue."""
    over = all(each.because.occasion_begin < today for each in bundle.tasks)
    return (over, bundle.due, bundle.title)


def _nearness(bundle: Bundle) -> tuple[object, ...]:
    return (bundle.due, bundle.tasks[0].level != REQUIRED, bundle.title)


def _joined(ordered: list[Bundle]) -> list[list[Bundle]]:
    """Join bundles of one rule that people would name in one breath, where the first of them stands."""
    found: dict[object, list[Bundle]] = defaultdict(list)
    for each in ordered:
        found[_breath(each)].append(each)
    return list(found.values())


def _breath(bundle: Bundle) -> object:
    """Pupils are counted per group and occasion; what hangs on a day in their own life only per group."""
    if not about_people(bundle):
        return (bundle.rules[0], bundle.per)
    shared = bundle.tasks[0].occasion if counts_done(bundle) else ""
    return (bundle.rules[0], bundle.per, bundle.group, shared)


def _in_one_line(routine: list[Bundle]) -> list[Line]:
    """What comes back every day or week is said in one breath: everybody knows it."""
    titles = list(dict.fromkeys(each.title for each in sorted(routine, key=_nearness)))
    if not titles:
        return []
    return [Line("; ".join([titles[0], *(each[:1].lower() + each[1:] for each in titles[1:])]))]


def _routine_calls(asking: list[Bundle], reading: Reading, today: date, called: Container[str]) -> bool:
    """Tell whether something of every week is due today, or calls somebody who is off that day.

    What comes every day calls nobody.
    """
    heard = (each for each in asking if not set(each.rules) <= reading.quiet)
    return any(each.due == today or calls(each, called) for each in heard)


def _unnamed(number: int) -> list[Line]:
    """Of sensitive rules only their number is told (regeltaal 36)."""
    return [Line(f"{counted('', number)} achter de aanmelding")] if number else []

"""One colleague's tasks, as on a page of one's own: what there is to do by when, and one line of it opened.

The bundles are those of `tasks` and of the mail, and so is whose a task is today. Nothing is worked out anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.bundle import bundles, gathered
from engine.bundlesections import sections
from engine.bundlewords import and_more
from engine.digest import asks
from engine.model import DONE, EVERYBODY, GROUP, LIVE, MISSED, OVERDUE, PUPIL, SCHOOL, WAIVED
from engine.naming import about
from engine.runs.eyes import is_theirs, may_do, may_see
from engine.sameas import root_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Facts, Staff, Task
    from engine.runs.eyes import Viewer
    from engine.runs.morning import Morning

CLOSED = frozenset({DONE, WAIVED})
MOST_LATER = 8
ABOUT_NO_ONE = (GROUP, SCHOOL)


@dataclass(frozen=True, slots=True)
class MyDay:
    """`more` words what `later` leaves out, `unnamed` counts what asks something but may not be shown."""

    late: tuple[Bundle, ...]
    today: tuple[Bundle, ...]
    this_week: tuple[Bundle, ...]
    later: tuple[Bundle, ...]
    more: str
    closed_today: tuple[Bundle, ...]
    unnamed: int


@dataclass(frozen=True, slots=True)
class Part:
    """One task in an opened line. `done` is how this person sees it; `by` names who ticked it ("" for evidence)."""

    task: Task
    name: str
    done: bool
    by: str = ""

    @property
    def ticked(self) -> bool:
        """Whether somebody closed it by hand, so that it can be taken back here."""
        return self.done and bool(self.by)

    @property
    def asks(self) -> bool:
        """Whether it can still be ticked; what was missed may yet be done."""
        return not self.done and self.task.state in (*LIVE, MISSED)


@dataclass(frozen=True, slots=True)
class Opened:
    """A line opened at one of its tasks: all it holds, and lines of the same rule and occasion about other groups.

    `may_do` tells whether this person may tick, and not only look.
    """

    task: Task
    bundle: Bundle
    parts: tuple[Part, ...]
    beside: tuple[Bundle, ...]
    may_do: bool

    @property
    def left(self) -> tuple[Part, ...]:
        return tuple(each for each in self.parts if each.asks)


def my_day(day: Morning, viewer: Viewer, most_later: int = MOST_LATER) -> MyDay:
    """Return what somebody has to do, the most urgent first, and of what comes later so many lines."""
    every = _mine(day, viewer.person)
    shown = [each for each in every if viewer.sensitive or each.rule not in day.reading.hidden]
    lines = _lines(day, viewer.person, shown)
    parts = sections(gathered(lines), day.today, most_later)
    now = [each for each in parts.this_week if each.due <= day.today]
    return MyDay(
        parts.late,
        tuple(now),
        tuple(each for each in parts.this_week if each not in now),
        parts.later,
        and_more(parts.more, parts.until, day.today),
        bundles((each for each in shown if _closed_by(viewer.person, each, day.today)), day.listing.same_as),
        sum(asks(each, day.today) for each in every) - sum(asks(each, day.today) for each in shown),
    )


def opened(day: Morning, viewer: Viewer, key: str) -> Opened | None:
    """Open the line in which this task stands; None for a task that is not there or not for this person's eyes."""
    task = next((each for each in day.listing.tasks if each.key == key), None)
    if task is None or not may_see(day, viewer, task):
        return None
    line = _like(day, viewer, task)
    today = [_as_this_morning(each, day) for each in line]
    (found,) = bundles(today, day.listing.same_as, {key})
    now = {each.key: each for each in line}
    tasks = [now[each.key] for each in found.tasks]
    return Opened(
        task,
        _as_now(found, tasks),
        _parts(day, viewer.person, tasks),
        _beside(day, viewer, task, found),
        may_do(day, viewer, task),
    )


def _mine(day: Morning, person: Staff) -> list[Task]:
    return [each for each in day.listing.tasks if is_theirs(day, person, each)]


def _lines(day: Morning, person: Staff, tasks: Iterable[Task]) -> tuple[Bundle, ...]:
    """Bundle what is still to do; what this person did and others not yet asks nothing of them."""
    own = [each for each in tasks if not _is_half_done(day, person, each)]
    return bundles(own, day.listing.same_as)


def _closed_by(person: Staff, task: Task, today: date) -> bool:
    return task.state in CLOSED and task.done_on == today and person.code in (task.done_by, *task.ticked_by)


def _is_half_done(day: Morning, person: Staff, task: Task) -> bool:
    rule = day.listing.rules.get(task.rule)
    return task.state in LIVE and person.code in task.ticked_by and rule is not None and rule.who == EVERYBODY


# --- one line opened


def _like(day: Morning, viewer: Viewer, task: Task) -> list[Task]:
    """Return the tasks of the same rule (and what belongs to it) and group that are for this person's eyes too."""
    same_as = day.listing.same_as
    root = root_of(task.rule, same_as)
    near = (each for each in day.listing.tasks if each.group == task.group and each.per == task.per)
    return [each for each in near if root_of(each.rule, same_as) == root and may_see(day, viewer, each)]


def _as_this_morning(task: Task, day: Morning) -> Task:
    """Let what was closed today stay in the line it stood in, so that it can be seen there and taken back."""
    was_late = task.state in CLOSED and task.done_on == day.today and task.due < day.today
    return replace(task, state=OVERDUE) if was_late else task


def _as_now(found: Bundle, tasks: list[Task]) -> Bundle:
    """Count again what was closed today; the line itself stays."""
    subjects = {each.subject for each in tasks if each.state != WAIVED}
    waiting = {each.subject for each in tasks if each.state in LIVE}
    done = len({each.subject for each in tasks if each.state == DONE} - waiting)
    return replace(found, done=done, total=len(subjects) if found.total else 0, tasks=tuple(tasks))


def _parts(day: Morning, person: Staff, tasks: list[Task]) -> tuple[Part, ...]:
    """Give each subject once, by name; of two rules that ask the same, the task that is still to do."""
    facts = day.school.facts
    chosen: dict[tuple[str, str], Task] = {}
    for each in sorted(tasks, key=lambda one: one.state not in LIVE):
        chosen.setdefault((each.subject, each.occasion), each)
    names = _names(facts, list(chosen.values()))
    found = [_part(day, person, each, names[each.key]) for each in chosen.values()]
    return tuple(sorted(found, key=lambda each: (each.name.lower(), each.task.due, each.task.key)))


def _part(day: Morning, person: Staff, task: Task, name: str) -> Part:
    staff = day.listing.staff
    half = _is_half_done(day, person, task)
    by = person.code if half else task.done_by or next(iter(task.ticked_by), "")
    called = staff[by].first_name or by if by in staff else by
    done = half or task.state in CLOSED
    return Part(task, name, done, called if done else "")


def _names(facts: Facts, tasks: list[Task]) -> dict[str, str]:
    """Name children by their first name, and by their number too where two have the same."""
    first = _first_names(facts) if any(each.per == PUPIL for each in tasks) else {}
    times = Counter(first.get(each, "") for each in {task.subject for task in tasks})
    return {each.key: _name(facts, each, first, times) for each in tasks}


def _name(facts: Facts, task: Task, first: Mapping[str, str], times: Mapping[str, int]) -> str:
    name = first.get(task.subject, "") if task.per == PUPIL else ""
    return name if name and times[name] == 1 else about(facts, task)


def _first_names(facts: Facts) -> dict[str, str]:
    return {each.number: each.first_name for each in facts.pupils}


def _beside(day: Morning, viewer: Viewer, task: Task, found: Bundle) -> tuple[Bundle, ...]:
    """Return this person's other open lines of the same rule and occasion: other groups, mostly."""
    same_as, inside = day.listing.same_as, {each.key for each in found.tasks}
    root = root_of(task.rule, same_as)
    rest = (each for each in day.listing.tasks if root_of(each.rule, same_as) == root and each.key not in inside)
    mine = [each for each in rest if may_see(day, viewer, each) and is_theirs(day, viewer.person, each)]
    lines = bundles(mine, same_as)
    return tuple(each for each in lines if each.live and each.opens <= day.today)


def who_or_what(day: Morning, bundle: Bundle) -> str:
    """Return whom a line about one person or matter is about, "" for a line about more or about a group itself."""
    first = bundle.tasks[0]
    one = bundle.total <= 1 and first.per not in ABOUT_NO_ONE
    return about(day.school.facts, first) if one else ""

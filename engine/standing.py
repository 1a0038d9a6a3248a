"""Where each group stands in what is running, its talks, its meeting, its block: late is seen before it is late."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch, dutch_with_weekday
from engine.bundle import bundles
from engine.digestline import Line
from engine.identity import AT_ONCE
from engine.model import GROUP, LAPSED, OVERDUE, PUPIL, WAIVED
from engine.rule import OPTIONAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Task
    from engine.readtogether import Reading

SLACK = 0.25


@dataclass(frozen=True, slots=True)
class Standing:
    """One group in one occasion of the year that is not over: the steps that have begun, done or not, and its last day.

    `ahead` is how much of the work is done minus how much of the time is gone, from -1 to 1.
    """

    group: str
    occasion: str
    begin: date
    end: date
    steps: tuple[Bundle, ...]
    ahead: float

    @property
    def done(self) -> int:
        return sum(each.left == 0 for each in self.steps)

    @property
    def overdue(self) -> int:
        return sum(each.state == OVERDUE for each in self.steps)

    @property
    def behind(self) -> bool:
        return self.ahead < -SLACK

    @property
    def complete(self) -> bool:
        return self.done == len(self.steps)


def standings(tasks: Iterable[Task], groups: Collection[str], reading: Reading, today: date) -> tuple[Standing, ...]:
    """Return how these groups stand, whoever causes concern first; what is complete is left out."""
    found: dict[tuple[str, str], list[Task]] = defaultdict(list)
    for each in tasks:
        if each.group in groups and _runs(each, reading, today):
            found[each.group, each.occasion].append(each)
    running = {key: every for key, every in found.items() if max(map(_ends, every)) >= today}
    made = [_standing(group, every, reading, today) for (group, _), every in running.items()]
    return _each_group_first(sorted((each for each in made if not each.complete), key=_concern))


def _each_group_first(ordered: list[Standing]) -> tuple[Standing, ...]:
    """Every group has its turn before one comes up again."""
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, int, Standing]] = []
    for each in ordered:
        ranked.append((turns[each.group], len(ranked), each))
        turns[each.group] += 1
    return tuple(each for _, _, each in sorted(ranked, key=lambda one: one[:2]))


def as_lines(found: Iterable[Standing], today: date) -> list[Line]:
    """Word each standing in one line."""
    return [Line(_title(each, today), (each.group,), _count(each), None, _verdict(each)) for each in found]


def _runs(task: Task, reading: Reading, today: date) -> bool:
    """Tell whether a task is a step in something the group shares that is not over yet."""
    if task.per not in (GROUP, PUPIL) or "/" not in task.occasion or task.occasion.startswith(AT_ONCE):
        return False
    if task.level == OPTIONAL or task.state in (WAIVED, LAPSED):
        return False
    if task.rule in reading.hidden or task.rule in reading.routine:
        return False
    return task.opens <= today


def _ends(task: Task) -> date:
    """Something is over when its last step is due and its day has come."""
    return max(task.due, task.because.occasion_begin)


def _standing(group: str, tasks: list[Task], reading: Reading, today: date) -> Standing:
    steps = bundles(tasks, reading.same_as)
    ahead = sum(each.done / max(1, each.total) - elapsed(each, today) for each in steps) / len(steps)
    first = tasks[0].because
    return Standing(group, first.occasion_name, first.occasion_begin, max(map(_ends, tasks)), steps, ahead)


def elapsed(bundle: Bundle, today: date) -> float:
    """Return which part of the time for a step is gone; at the end of its last day all of it."""
    days = (bundle.due - bundle.opens).days + 1
    return min(1.0, max(0.0, (today - bundle.opens).days / days))


def _concern(standing: Standing) -> tuple[object, ...]:
    return (-standing.overdue, not standing.behind, standing.end, standing.ahead, standing.group)


def _title(standing: Standing, today: date) -> str:
    if len(standing.steps) == 1:
        return standing.steps[0].title
    if standing.begin > today:
        return f"{standing.occasion} op {dutch_with_weekday(standing.begin)}"
    return f"{standing.occasion} tot en met {dutch(standing.end)}"


def _count(standing: Standing) -> str:
    if len(standing.steps) == 1:
        only = standing.steps[0]
        return f"{only.done} van {only.total}" if only.total > 1 else ""
    return f"{standing.done} van {len(standing.steps)} stappen"


def _verdict(standing: Standing) -> str:
    if standing.overdue:
        return f"{standing.overdue} te laat"
    return "loopt achter" if standing.behind else "op schema"

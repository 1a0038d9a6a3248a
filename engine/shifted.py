"""Dates that moved, in lines of an overview: `verschoven van 12 naar 19 november`. Never a pupil."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.bundlewords import counted
from engine.digestline import Line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.model import Task
    from engine.readtogether import Reading

FEW = 3


def shifted_lines(tasks: Iterable[Task], reading: Reading) -> list[Line]:
    """Word each move once for all tasks that made it together; a rule that stays unnamed gets no line.

    An occasion that moved with more than a few of its steps is one line.
    """
    found: dict[str, dict[tuple[str, date, date], list[Task]]] = defaultdict(lambda: defaultdict(list))
    for each in sorted(tasks, key=lambda task: (task.due, task.title, task.key)):
        if each.moved_from is not None and each.rule not in reading.hidden:
            found[each.occasion][each.title, each.moved_from, each.due].append(each)
    return [line for moves in found.values() for line in _of_occasion(list(moves.values()))]


def _of_occasion(moves: list[list[Task]]) -> list[Line]:
    if len(moves) <= FEW:
        return [_line(together) for together in moves]
    tasks = [each for together in moves for each in together]
    name = tasks[0].because.occasion_name
    steps = counted("", len({each.title for each in tasks}))
    return [Line(f"{name[:1].upper()}{name[1:]}", _groups(tasks), steps, None, f"de eerste {_move(tasks[0])}")]


def _line(tasks: list[Task]) -> Line:
    first, groups = tasks[0], _groups(tasks)
    subjects = len({each.subject for each in tasks})
    count = counted(first.per, subjects) if subjects > max(1, len(groups)) else ""
    return Line(first.title, groups, count, None, _move(first), first.key)


def _groups(tasks: Iterable[Task]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.group for each in tasks if each.group))


def _move(task: Task) -> str:
    return f"verschoven {from_to(task.moved_from or task.due, task.due)}"


def from_to(before: date, after: date) -> str:
    """Return `van 12 naar 19 november`, with both months where they differ."""
    alike = (before.year, before.month) == (after.year, after.month)
    return f"van {before.day if alike else dutch(before)} naar {dutch(after)}"

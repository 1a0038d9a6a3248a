"""Dates that moved, in lines of an overview: `verschoven van 12 naar 19 november`. Never a pupil."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.bundle import counted
from engine.digest import Line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.digest import Reading
    from engine.model import Task


def shifted_lines(tasks: Iterable[Task], reading: Reading) -> list[Line]:
    """Word each move once for all tasks that made it together; a rule that stays unnamed gets no line."""
    found: dict[tuple[str, date, date], list[Task]] = defaultdict(list)
    for each in sorted(tasks, key=lambda task: (task.due, task.title, task.key)):
        if each.moved_from is not None and each.rule not in reading.hidden:
            found[each.title, each.moved_from, each.due].append(each)
    return [_line(title, before, after, together) for (title, before, after), together in found.items()]


def _line(title: str, before: date, after: date, tasks: list[Task]) -> Line:
    groups = tuple(dict.fromkeys(each.group for each in tasks if each.group))
    subjects = len({each.subject for each in tasks})
    count = counted(tasks[0].per, subjects) if subjects > max(1, len(groups)) else ""
    return Line(title, groups, count, None, f"verschoven {from_to(before, after)}", tasks[0].key)


def from_to(before: date, after: date) -> str:
    """Return `van 12 naar 19 november`, with both months where they differ."""
    alike = (before.year, before.month) == (after.year, after.month)
    return f"van {before.day if alike else dutch(before)} naar {dutch(after)}"

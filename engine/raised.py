"""What went up to somebody because it stayed undone, in lines: what, since when, and with whom it lies."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from engine.bundlewords import counted
from engine.digestline import Line, listed, too_late
from engine.model import STAFF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.model import Staff, Task
    from engine.readtogether import Reading

FEW = 3


def raised_lines(tasks: Iterable[Task], reading: Reading, staff: Mapping[str, Staff], today: date) -> list[Line]:
    """Word together what lies with the same people since the same day; a rule that stays unnamed gets no line."""
    found: dict[tuple[str, date, tuple[str, ...]], list[Task]] = defaultdict(list)
    for each in sorted(tasks, key=lambda task: (task.due, task.title, task.group, task.key)):
        if each.rule not in reading.hidden:
            found[each.title, each.due, each.recipients].append(each)
    return [_line(together, _with(people, staff), today) for (_, _, people), together in found.items()]


def _line(tasks: list[Task], people: str, today: date) -> Line:
    first = tasks[0]
    groups = tuple(dict.fromkeys(each.group for each in tasks if each.group))
    subjects = len({each.subject for each in tasks})
    count = counted(first.per, subjects) if subjects > max(1, len(groups)) else ""
    return Line(first.title, groups, count, None, f"{too_late(first.due, today)}{people}", first.key)


def _with(people: tuple[str, ...], staff: Mapping[str, Staff]) -> str:
    """Return `, ligt bij Marieke en Jan`; a whole team is only counted."""
    names = [each.first_name or each.code for code in people if (each := staff.get(code)) is not None]
    if not names:
        return ""
    return f", ligt bij {listed(names) if len(names) <= FEW else counted(STAFF, len(names))}"

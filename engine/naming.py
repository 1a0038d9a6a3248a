"""What people call whom and what: a first name with the number, a group, a colleague, a talk with a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.forgotten import MARK
from engine.model import GROUP, PUPIL, SCHOOL, STAFF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.model import Facts, Task

MOST_NAMES = 3


def called(facts: Facts, kind: str, subject: str) -> str:
    """Return what people call somebody or something: `Daan (3698)`, `groep 1/2 B`, `Anne`, `de school`."""
    if subject.startswith(MARK):
        return f"{kind} (verwijderd)"
    if kind == SCHOOL:
        return "de school"
    if kind == GROUP:
        return f"groep {subject}"
    if kind == STAFF:
        return staff_names(facts).get(subject, subject)
    name = next((each.first_name for each in facts.pupils if each.number == subject), "") if kind == PUPIL else ""
    return f"{name} ({subject})" if name else f"{kind} {subject}"


def about(facts: Facts, task: Task) -> str:
    """Return what people call a task's subject; for a case its type and kind, and whom it is about."""
    if task.per in (GROUP, STAFF, PUPIL, SCHOOL):
        return called(facts, task.per, task.subject)
    if task.subject.startswith(MARK):
        return called(facts, task.per, task.subject)
    case = next((each for each in facts.cases if (each.type, each.key) == (task.per, task.subject)), None)
    if case is None or case.subject_type == SCHOOL:
        return f"{task.per} {task.subject}"
    kind = f" {case.kind}" if case.kind else ""
    return f"{task.per}{kind} van {called(facts, case.subject_type, case.subject)}"


def about_with_group(facts: Facts, task: Task) -> str:
    """Return the same with the group behind it, where that does not name the group already."""
    words = about(facts, task)
    return f"{words}, {task.group}" if task.group and task.group not in words else words


def staff_names(facts: Facts) -> dict[str, str]:
    """Return everybody's first name by code; the code where no name is known."""
    return {each.code: each.first_name or each.code for each in facts.staff}


def some_names(facts: Facts, codes: Iterable[str]) -> str:
    """Return `Anne, Bram en Carla`; of more than three only the first and how many others."""
    known = staff_names(facts)
    names = [known.get(each, each) for each in codes]
    more = len(names) - MOST_NAMES
    if more > 1:
        return f"{', '.join(names[:MOST_NAMES])} en {more} anderen"
    return f"{', '.join(names[:-1])} en {names[-1]}" if len(names) > 1 else "".join(names)

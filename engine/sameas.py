"""Rules that belong together (`hoort_bij`): which of them leads, and whose tasks are closed by one tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.model import Task


def root_of(rule: str, same_as: Mapping[str, str]) -> str:
    """Return the rule at the end of the chain of `hoort_bij`; a circle ends where it began."""
    seen = [rule]
    while (following := same_as.get(seen[-1], "")) and following not in seen:
        seen.append(following)
    return seen[-1] if not following else min(seen)


def siblings(task: Task, tasks: Iterable[Task], same_as: Mapping[str, str]) -> tuple[Task, ...]:
    """Return the tasks of linked rules about the same subject and occasion: one tick closes them all."""
    mine = same_matter(task, same_as)
    near = (each for each in tasks if each.subject == task.subject and each.occasion == task.occasion)
    return tuple(each for each in near if each.key != task.key and same_matter(each, same_as) == mine)


def same_matter(task: Task, same_as: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Return what tasks of linked rules about the same subject and occasion share."""
    return (root_of(task.rule, same_as), *task.identity[1:])

"""Which rules a change by a person can touch: those of what was ticked, and those that look at what was recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.formerly import former_ids
from engine.usedrecords import rules_that_look_at

if TYPE_CHECKING:
    from engine.model import Case, Facts, Registration, Task
    from engine.runs.evaluate import Before


def touched(before: Before, after: Before) -> frozenset[str] | None:
    """Return the ids of the rules whose tasks may differ between the two; None where that may be any rule.

    Only ticks, registrations, cases and tasks are looked at one by one. Whatever else is not the same may touch all.
    """
    if not _is_the_same_school(before, after):
        return None
    old, new = before.school.facts, after.school.facts
    kinds = _recorded(old.registrations, new.registrations) | _matters(old.cases, new.cases)
    return rules_that_look_at(kinds, after.school.book.rules) | _of_tasks(before, after)


def _recorded(old: tuple[Registration, ...], new: tuple[Registration, ...]) -> set[str]:
    return {each.kind for each in frozenset(old) ^ frozenset(new)} if old is not new else set()


def _matters(old: tuple[Case, ...], new: tuple[Case, ...]) -> set[str]:
    if old is new:
        return set()
    before, after = ({(each.type, each.key): each for each in cases} for cases in (old, new))
    return {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _of_tasks(before: Before, after: Before) -> frozenset[str]:
    """Return the rules of the tasks that were ticked or not any more, or are otherwise: by their present id."""
    keys = {each.task for each in frozenset(before.ticks) ^ frozenset(after.ticks)}
    named = {each.rule for each in after.tasks if each.key in keys} if keys else set()
    named |= {each.rule for was, each in zip(before.tasks, after.tasks, strict=True) if was is not each and was != each}
    present = former_ids(after.school.book.rules)
    return frozenset(named | {present[each] for each in named if each in present})


def _is_the_same_school(before: Before, after: Before) -> bool:
    one, other = before.school, after.school
    return (
        _unrecorded(one.facts) == _unrecorded(other.facts)
        and one.book is other.book
        and one.calendars is other.calendars
        and (one.exemptions, one.closed, one.numbers) == (other.exemptions, other.closed, other.numbers)
        and (before.spells, before.heard) == (after.spells, after.heard)
        and _are_the_same_tasks(before.tasks, after.tasks)
    )


def _are_the_same_tasks(old: tuple[Task, ...], new: tuple[Task, ...]) -> bool:
    return old is new or [each.identity for each in old] == [each.identity for each in new]


def _unrecorded(facts: Facts) -> Facts:
    return replace(facts, registrations=(), cases=())

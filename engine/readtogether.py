"""How tasks are read together: which rules are one line, stay unnamed, come back all the time, or never call."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.sameas import root_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.model import Task
    from engine.rule import Rule

OFTEN = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """Rules by what they are to a reader: `same_as` leads to the rule that names the line, the others are ids."""

    same_as: Mapping[str, str]
    hidden: frozenset[str]
    routine: frozenset[str]
    quiet: frozenset[str]


def reading_of(tasks: Iterable[Task], rules: Iterable[Rule]) -> Reading:
    """Read off what a digest needs of all tasks and rules. A rule nobody can read any more stays unnamed."""
    every, known = list(tasks), {each.id: each for each in rules}
    same_as = {each.id: each.same_as for each in known.values() if each.same_as}
    sensitive = {root_of(each.id, same_as) for each in known.values() if each.sensitive}
    names = {each.rule for each in every} | set(known)
    times = Counter((each.rule, each.subject, each.school_year) for each in every)
    return Reading(
        same_as,
        frozenset(each for each in names if each not in known or root_of(each, same_as) in sensitive),
        frozenset(rule for (rule, _, _), number in times.items() if number >= OFTEN),
        frozenset(each.id for each in known.values() if not each.remind),
    )

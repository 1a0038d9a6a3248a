"""Rules that were once called otherwise (`voorheen`): tasks and spells go along under the present id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.identity import Identity
    from engine.model import Spell, Task
    from engine.rule import Rule


def former_ids(rules: Iterable[Rule]) -> dict[str, str]:
    """Return the present id of every rule that was once called otherwise (`voorheen`)."""
    return {old: rule.id for rule in rules for old in rule.formerly}


def tasks_by_identity(tasks: Iterable[Task], rules: Iterable[Rule]) -> dict[Identity, Task]:
    """Return tasks by what they are now: those of a former id under the present one, where none stands yet."""
    new = former_ids(rules)
    tasks = tuple(tasks)
    old = {(new[each.rule], *each.identity[1:]): each for each in tasks if each.rule in new}
    return old | {each.identity: each for each in tasks}


def renamed_spells(spells: Iterable[Spell], rules: Iterable[Rule]) -> tuple[Spell, ...]:
    """Let spells go along with a rule that has a new id, but for those of subjects it has spells of itself."""
    new = former_ids(rules)
    spells = tuple(spells)
    own = {(each.rule, each.per, each.subject) for each in spells}
    return tuple(
        replace(each, rule=new[each.rule])
        if each.rule in new and (new[each.rule], each.per, each.subject) not in own
        else each
        for each in spells
    )

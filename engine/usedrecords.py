"""Which rules look at registrations of some kind: whatever is recorded of it can change their tasks, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.phrase import Phrase
from engine.anchors.known import REGISTRATIONS
from engine.conditions.base import LooksAtRecords

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from engine.rule import Rule


def rules_that_look_at(kinds: Collection[str], rules: Iterable[Rule]) -> frozenset[str]:
    """Return the ids of the rules for which a registration of one of these kinds may matter, today or on any day."""
    asked = frozenset(kinds)
    return frozenset(each.id for each in rules if not asked.isdisjoint(used_records(each))) if asked else frozenset()


def used_records(rule: Rule) -> frozenset[str]:
    """Return the kinds of registration that a rule looks at: to choose, to prove, or for a date."""
    every = (rule, *rule.versions)
    return frozenset(one for each in every for one in _inside((each.where, each.done_when, each.due, each.opens)))


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, Phrase):
        families = (each.anchor.family for each in value.alternatives if each.anchor is not None)
        yield from (each for each in families if each in REGISTRATIONS)
    elif isinstance(value, tuple):
        for each in value:
            yield from _inside(each)
    else:
        if isinstance(value, LooksAtRecords):
            yield from value.records
        for name in getattr(value, "__dataclass_fields__", ()):
            yield from _inside(getattr(value, name))

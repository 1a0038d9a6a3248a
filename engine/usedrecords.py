"""Which rules look at a kind of registration or case: what is recorded of it can change their tasks, and no others.

A rule looks at what its conditions and proof name, at what its dates hang on, and at the cases it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.phrase import Phrase
from engine.conditions.base import LooksAtRecords

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from engine.rule import Rule


def rules_that_look_at(kinds: Collection[str], rules: Iterable[Rule]) -> frozenset[str]:
    """Return the ids of the rules for which a registration or a case of one of these kinds may matter on any day."""
    asked = frozenset(kinds)
    return frozenset(each.id for each in rules if not asked.isdisjoint(used_records(each))) if asked else frozenset()


def used_records(rule: Rule) -> frozenset[str]:
    """Return the kinds of registrations and cases that a rule looks at; words for other occasions may be among them."""
    every = (rule, *rule.versions)
    named = {one for each in every for one in _inside((each.where, each.done_when, each.due, each.opens))}
    return frozenset(named | {each.per for each in every})


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, Phrase):
        yield from (each.anchor.family for each in value.alternatives if each.anchor is not None)
    elif isinstance(value, tuple):
        for each in value:
            yield from _inside(each)
    else:
        if isinstance(value, LooksAtRecords):
            yield from value.records
        for name in getattr(value, "__dataclass_fields__", ()):
            yield from _inside(getattr(value, name))

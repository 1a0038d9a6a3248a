"""Which rules look at a kind of registration or case: what is recorded of it can change their tasks, and no others.

A rule looks at what its conditions and proof name, at what its dates hang on, and at the cases it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.phrase import Phrase
from engine.conditions.base import LooksAtRecords
from engine.conditions.combine import AllOf, Not
from engine.conditions.kind import Kind
from engine.conditions.talk import TalkHeld

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


def looks_at(rule: Rule, case_type: str, kind: str) -> bool:
    """Tell whether a case of this type and kind may matter to a rule that looks at cases of this type."""
    return any(_may_matter(each, case_type, kind) for each in (rule, *rule.versions))


def _may_matter(rule: Rule, case_type: str, kind: str) -> bool:
    if rule.per == case_type:
        return _chosen(rule.where, kind)
    if case_type in _inside((rule.due, rule.opens)):
        return True
    talks = [each for each in _parts((rule.where, rule.done_when)) if isinstance(each, TalkHeld)]
    return any(kind in each.kinds for each in talks)


def _chosen(where: object, kind: str) -> bool:
    """Tell whether the kinds that a condition names leave this one in."""
    if isinstance(where, Kind):
        return kind in where.names
    if isinstance(where, Not):
        return not (isinstance(where.part, Kind) and kind in where.part.names)
    return all(_chosen(each, kind) for each in where.parts) if isinstance(where, AllOf) else True


def _parts(value: object) -> Iterator[object]:
    yield value
    every = value if isinstance(value, tuple) else [getattr(value, one) for one in _fields(value)]
    for each in every:
        yield from _parts(each)


def _fields(value: object) -> Iterable[str]:
    return getattr(value, "__dataclass_fields__", ())


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

"""Which anchors of the calendar the rules of a school use: a date for each of them is what a year needs."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from engine.almanac.phrase import Phrase
from engine.anchors.known import PERSONAL, REGISTRATIONS, TALK_ROUNDS, YEARLY
from engine.conditions.calendar_every import asks_every, with_anchors
from engine.conditions.calendar_has import CalendarHas

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from engine.rule import Rule


def used_anchors(rules: Iterable[Rule], case_types: Collection[str]) -> tuple[str, ...]:
    """Return, in alphabetical order, every anchor with dates of the school that a rule names in any of its keys."""
    named = {family for rule in rules for family in _named(rule)}
    own = {*YEARLY, *PERSONAL, *REGISTRATIONS, *case_types} - {TALK_ROUNDS}
    return tuple(sorted(named - own))


def with_used_anchors(rules: tuple[Rule, ...], case_types: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules, where those that ask for a date of every anchor know which anchors the others use."""
    if not any(asks_every(each.done_when) for each in rules):
        return rules
    families = used_anchors(rules, case_types)
    return tuple(_with_anchors(each, families) for each in rules)


def _with_anchors(rule: Rule, families: tuple[str, ...]) -> Rule:
    versions = tuple(_with_anchors(each, families) for each in rule.versions)
    return replace(rule, done_when=with_anchors(rule.done_when, families), versions=versions)


def _named(value: object) -> Iterator[str]:
    """Give the families in every time phrase inside, and those the calendar is asked for."""
    if isinstance(value, Phrase):
        yield from (each.anchor.family for each in value.alternatives if each.anchor is not None)
    elif isinstance(value, CalendarHas):
        yield from (value.family,) if value.family else ()
    elif isinstance(value, tuple):
        for each in value:
            yield from _named(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _named(getattr(value, field.name))

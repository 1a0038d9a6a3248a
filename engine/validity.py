"""From when to when a rule holds (`geldig_vanaf`, `geldig_tot`), and which of its versions a date falls under."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.rule import VALID_FROM, VALID_TO

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engine.rule import Rule

VALIDITY = frozenset({VALID_FROM, VALID_TO})
# What a rule is whatever the day: which tasks are its own, what may be told of them, and with what they go together.
FOR_GOOD = frozenset({"per", "gevoelig", "eigen_mail", "hoort_bij", "voorheen", "bij_pakket"})


def is_dated(keys: Collection[str], *, off: bool) -> bool:
    """Tell whether an override changes something for certain days, and not those days themselves."""
    named = set(keys)
    return bool(named & VALIDITY) and (off or bool(named - VALIDITY))


def validity_words(rule: Rule) -> str:
    """Return `vanaf 1 januari 2027 tot en met 30 april 2027`, or `altijd`."""
    begin = f"vanaf {dutch(rule.valid_from, year=True)}" if rule.valid_from else ""
    end = f"tot en met {dutch(rule.valid_to, year=True)}" if rule.valid_to else ""
    return " ".join(each for each in (begin, end) if each) or "altijd"


def in_order(rule: Rule) -> bool:
    return rule.valid_from is None or rule.valid_to is None or rule.valid_from <= rule.valid_to


def overlapping(one: Rule, other: Rule) -> bool:
    """Tell whether there is a day for which both hold."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_to or date.max, other.valid_to or date.max)


def version_on(rule: Rule, due: date) -> Rule | None:
    """Return the rule as it is for what is due on a day; None where it does not hold or is off."""
    version = next((each for each in rule.versions if each.holds_on(due)), rule)
    return None if version.off or not version.holds_on(due) else version


@dataclass(frozen=True, slots=True)
class Falling:
    """Under which version of a rule an occasion falls: never under two, and never between two.

    What counts is when it would be due by the rule without its dated overrides: `old` has that by subject and
    occasion. An occasion that only an override has, counts by its own date.
    """

    rule: Rule
    old: Mapping[tuple[str, str], date] = field(default_factory=dict)

    @property
    def always(self) -> bool:
        """Whether every day falls under the rule as it stands."""
        return not self.rule.versions and self.rule.valid_from is None and self.rule.valid_to is None

    def under(self, version: Rule, subject: str, occasion: str, due: date) -> bool:
        return self.on(version, self.day(subject, occasion, due))

    def day(self, subject: str, occasion: str, due: date) -> date:
        """Return the day that decides under which version an occasion falls."""
        return self.old.get((subject, occasion), due)

    def on(self, version: Rule, day: date) -> bool:
        return version_on(self.rule, day) is version

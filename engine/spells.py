"""Since when a condition that counts at once has held for somebody, and which time of the year that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.model import Spell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.rule import Rule


class Spells:
    """Keeps since when a condition has held for a subject: a running spell goes on, a new one gets the next number."""

    def __init__(self, before: Iterable[Spell], today: date) -> None:
        self.before = tuple(before)
        self.today = today
        self._running = {(each.rule, each.per, each.subject): each for each in self.before if each.ended is None}
        self._seen: dict[tuple[str, str, str], Spell] = {}

    def since(self, rule: Rule, subject: str) -> date:
        """Return since when a condition holds that holds today."""
        running = self._running.get((rule.id, rule.per, subject))
        return running.first_seen if running is not None else self.today

    def seen(self, rule: Rule, subject: str, start: int) -> Spell:
        key = (rule.id, rule.per, subject)
        running = self._running.get(key)
        self._seen[key] = running if running is not None else self._new(key, label(start))
        return self._seen[key]

    def _new(self, key: tuple[str, str, str], school_year: str) -> Spell:
        earlier = [each for each in self.before if (each.rule, each.per, each.subject) == key]
        ordinals = (each.ordinal for each in earlier if each.school_year == school_year)
        return Spell(*key, school_year, max(ordinals, default=0) + 1, self.today)

    def after(self, evaluated: set[str]) -> tuple[Spell, ...]:
        """Return all spells as they are now; those of rules that were not evaluated stay as they were."""
        kept = [each for each in self.before if each.ended is not None or each.rule not in evaluated]
        over = [
            replace(each, ended=self.today)
            for key, each in self._running.items()
            if key not in self._seen and each.rule in evaluated
        ]
        return (*kept, *over, *self._seen.values())

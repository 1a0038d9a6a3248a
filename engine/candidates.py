"""Where a rule might ask something: each of its subjects at each of its dates, before anybody is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import school_year_start
from engine.conditions.base import Candidate, narrow
from engine.subjects import Subjects
from engine.validity import Falling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.anchors.dates import Dated
    from engine.census import Subject
    from engine.conditions.base import World
    from engine.grounds import Grounds
    from engine.rule import Rule


class Candidates:
    """Finds the candidates of one rule after the other, over the same grounds."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self._subjects = Subjects(grounds)

    def subjects(self, rule: Rule, start: int) -> list[Subject]:
        """Return everything a rule may be about in a school year."""
        return self._subjects.of(rule, start)

    def of(self, rule: Rule, start: int, world: World) -> Iterator[Candidate]:
        """Give every subject at every occasion, before anybody is left out."""
        return self._dated(self.subjects(rule, start), rule, start, world)

    def perhaps(self, rule: Rule, start: int, kept: frozenset[str], world: World) -> list[Candidate]:
        """Give those `waar` may choose on some day, and the subjects of `kept`: no dates for the others."""
        every = self.subjects(rule, start)
        left = narrow(rule.where, every, start, self.grounds.census)
        if kept:
            chosen = set(left)
            left = [each for each in every if each in chosen or each.key in kept]
        return list(self._dated(left, rule, start, world))

    def as_of_today(self, rule: Rule) -> list[Candidate]:
        """Give every subject as it is today, for a rule that counts at once."""
        start = school_year_start(self.grounds.today)
        now = replace(
            self.grounds.timing.at_once(rule.due.alternatives[0], start),
            bare=self.grounds.today,
            due=self.grounds.today,
        )
        return [Candidate(each, start, now, self.grounds.today) for each in self.subjects(rule, start)]

    def _dated(self, subjects: list[Subject], rule: Rule, start: int, world: World) -> Iterator[Candidate]:
        first = self.grounds.known.start or date.min
        occasions = self._occasions_of(rule, start, world)
        for subject in subjects:
            for dated in occasions(subject):
                if dated.due >= first:
                    yield Candidate(subject, start, dated, dated.due)

    def occasions(self, rule: Rule, subject: Subject, start: int, world: World) -> list[Dated]:
        """Return a subject's occasions of a school year, whether anything comes of them or not."""
        if rule.at_once:
            now = self.grounds.timing.at_once(rule.due.alternatives[0], start)
            return [now] if school_year_start(now.due) == start else []
        return self.grounds.timing.dated(rule.due, subject, start, world.workers, steady=rule.in_holidays)

    def _occasions_of(self, rule: Rule, start: int, world: World) -> Callable[[Subject], list[Dated]]:
        """Return `occasions` for many subjects."""
        if rule.at_once:
            now = self.occasions(rule, self.grounds.census.school, start, world)
            return lambda subject: now
        return self.grounds.timing.dating(rule.due, start, world.workers, steady=rule.in_holidays)

    def falling(self, rule: Rule, start: int) -> Falling:
        """Return what tells under which version of a rule an occasion of a school year falls."""
        return Falling(rule, self._by_the_old_text(rule, start)) if rule.versions else Falling(rule)

    def _by_the_old_text(self, rule: Rule, start: int) -> dict[tuple[str, str], date]:
        """Return when each occasion of each subject would be due if no override had a date."""
        every = self.of(rule, start, self.grounds.world(rule))
        return {(each.subject.key, each.dated.occasion.key): each.due for each in every}

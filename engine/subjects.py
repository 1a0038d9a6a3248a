"""Everything a rule may be about in a school year: pupils, groups, colleagues, cases, rounds of talks, the school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import label, start_of
from engine.census import Subject
from engine.conditions.combine import walk
from engine.conditions.kind import Kind
from engine.conditions.school_year import SchoolYear
from engine.model import GROUP, HOME_GROUP, PUPIL, SCHOOL, STAFF, TALK_ROUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.grounds import Grounds
    from engine.model import Group
    from engine.rule import Rule


class Subjects:
    """Keeps the subjects per kind and school year: most rules are about the same ones."""

    def __init__(self, grounds: Grounds) -> None:
        self.facts = grounds.known.facts
        self.census = grounds.census
        self.rounds = grounds.timing.occasions.dated_anchors.rounds
        self._subjects: dict[tuple[str, int, bool, bool], list[Subject]] = {}

    def of(self, rule: Rule, start: int) -> list[Subject]:
        """Return everything a rule may be about in a school year."""
        named = {type(each) for each in walk(rule.where)}
        key = (rule.per, start, SchoolYear in named, Kind in named)
        if key not in self._subjects:
            self._subjects[key] = list(self._all_subjects(*key))
        return self._subjects[key]

    def _all_subjects(self, per: str, start: int, any_year: bool, any_kind: bool) -> Iterable[Subject]:
        facts = self.facts
        if per == PUPIL:
            return (Subject(PUPIL, each.number, pupil=each) for each in facts.pupils)
        if per == STAFF:
            return (Subject(STAFF, each.code, staff=each) for each in facts.staff)
        if per == SCHOOL:
            return [self.census.school]
        if per == GROUP:
            return self._groups(start, any_year=any_year, any_kind=any_kind)
        cases = [Subject(per, each.key, case=each) for each in self.census.cases_by_type.get(per, ())]
        return [*self._rounds(start), *cases] if per == TALK_ROUND else cases

    def _groups(self, start: int, *, any_year: bool, any_kind: bool) -> Iterator[Subject]:
        year = start if any_year else self.census.groups_year(start)
        for group in self.facts.groups if any_year else self.census.groups(start):
            if (any_kind or group.kind == HOME_GROUP) and (group.present or group.pupils):
                yield Subject(GROUP, _shown_name(group, year), group=group)

    def _rounds(self, start: int) -> Iterator[Subject]:
        for numbered, occasion in self.rounds(TALK_ROUND, start):
            suffix = occasion.key.removeprefix(f"{TALK_ROUND}/{label(start)}/")
            yield Subject(TALK_ROUND, suffix, round=numbered.date)


def _shown_name(group: Group, year: int | None) -> str:
    """Return the group's name, with its school year when that is not the one meant."""
    return group.name if start_of(group.school_year) == year else f"{group.name} ({group.school_year})"

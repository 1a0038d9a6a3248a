"""Which occasions there are for whom: of somebody's calendar, and in somebody's own life."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.almanac.reckon import Days
from engine.anchors import case
from engine.anchors.choosing import alike
from engine.anchors.dated import DatedAnchors
from engine.anchors.known import CASES, PERSONAL, REGISTRATIONS, YEARLY, CaseHabits
from engine.anchors.scope import WHOLE_SCHOOL, Scope
from engine.model import SCHOOL, STAFF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from engine.almanac.almanac import Almanac
    from engine.almanac.dayline import DayLine
    from engine.almanac.occasion import Occasion
    from engine.almanac.phrase import Anchor, Choice
    from engine.census import Census, Subject
    from engine.model import Group, OccasionNumber

    Pick = Callable[[list[Occasion], Choice], list[Occasion]]


class Occasions:
    """Answers about one group's calendar are kept for its pupils."""

    def __init__(self, almanac: Almanac, census: Census, numbers: Iterable[OccasionNumber] = ()) -> None:
        self.almanac = almanac
        self.census = census
        self.dated_anchors = DatedAnchors(almanac.calendars, numbers)
        self._yearly: dict[tuple[str, int, Scope | DayLine], list[Occasion]] = {}
        self._days: dict[Scope, Days] = {}
        self._scope_of: dict[tuple[Subject, int], Scope] = {}
        self._own: dict[tuple[str, Subject], list[Occasion]] = {}
        self._scopes: dict[tuple[str, str, int], Scope] = {}

    # --- whose calendar

    def scope(self, subject: Subject, start: int) -> Scope:
        """Return whose days count for a subject: its group's, its own year group's, or the school's."""
        key = (subject, start)
        if key not in self._scope_of:
            self._scope_of[key] = self._work_out_scope(subject, start)
        return self._scope_of[key]

    def _work_out_scope(self, subject: Subject, start: int) -> Scope:
        if subject.per in (SCHOOL, STAFF):
            return WHOLE_SCHOOL
        group = self.census.group_of(subject, start)
        if group is not None:
            return self._group_scope(group, start)
        pupil = self.census.pupil_of(subject)
        own = self.census.year_group(pupil, start) if pupil is not None else None
        if own is not None:
            return Scope(year_groups=frozenset({own}))
        return Scope() if pupil is not None else WHOLE_SCHOOL

    def _group_scope(self, group: Group, start: int) -> Scope:
        key = (group.name, group.school_year, start)
        if key not in self._scopes:
            own = start_of(group.school_year)
            here = self.census.groups_year(start) == own
            year_groups = self.census.year_groups_all_year(group, start if here else own)
            self._scopes[key] = Scope(group.name if here else "", year_groups)
        return self._scopes[key]

    def days(self, scope: Scope, workers: tuple[DayLine, ...] = ()) -> Days:
        if scope not in self._days:
            year_groups = frozenset() if scope.whole_school else scope.year_groups
            school, team = self.almanac.school_days(year_groups), self.almanac.school_and_team_days(year_groups)
            self._days[scope] = Days(school, team)
        return replace(self._days[scope], workers=workers) if workers else self._days[scope]

    # --- which occasions

    def yearly(self, family: str, start: int, scope: Scope) -> list[Occasion]:
        """Return a family's occasions that belong to a school year by themselves, in order of begin."""
        of = YEARLY.get(family)
        key = (family, start, self.days(scope).school if of else scope)
        if key not in self._yearly:
            found = of(self.almanac, start, scope) if of else self.dated_anchors.yearly(family, start, scope)
            self._yearly[key] = found
        return self._yearly[key]

    def own(self, family: str, subject: Subject) -> list[Occasion]:
        """Return a family's occasions in the subject's own life, of any school year."""
        key = (family, subject)
        if key not in self._own:
            self._own[key] = self._work_out_own(family, subject)
        return self._own[key]

    def _work_out_own(self, family: str, subject: Subject) -> list[Occasion]:
        if family in PERSONAL:
            return PERSONAL[family](self.census, subject)
        if family in REGISTRATIONS:
            return case.registrations(self.census, subject, family)
        if self.is_own(family):
            return case.cases(self.census, subject, family, CASES.get(family, CaseHabits()))
        return []

    def is_own(self, family: str) -> bool:
        return family in PERSONAL or family in REGISTRATIONS or family in CASES or family in self.census.cases_by_type

    def before(
        self, anchor: Anchor | None, begin: date, subject: Subject, start: int, pick: Pick = alike
    ) -> Occasion | None:
        """Return an anchor's last occasion before a day, across the turn of the year when that calendar is there."""
        if anchor is None:
            return None
        own = [each for each in self.own(anchor.family, subject) if each.begin < begin]
        for year in (start, start - 1):
            every = pick(self.yearly(anchor.family, year, self.scope(subject, year)), anchor.choice)
            earlier = [each for each in every if each.begin < begin]
            if earlier:
                return max([*earlier, *own], key=lambda each: each.begin)
        return max(own, key=lambda each: each.begin, default=None)

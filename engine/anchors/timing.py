"""Every question about when: which occasions a subject has, by when, from when, and since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, label, month_day, school_year_start
from engine.almanac.occasion import Occasion
from engine.almanac.phrase import (
    AFTER,
    AT_ONCE,
    BEGIN,
    BY_MONTH,
    BY_NAME,
    BY_ORDINAL,
    DATE,
    END,
    EVERY,
    LAST,
    ON,
    PREVIOUS,
    WORKING_DAY,
    Anchor,
)
from engine.almanac.reckon import Days, bare, due, point
from engine.anchors import case
from engine.anchors.dated import DatedAnchors
from engine.anchors.known import CASES, PERSONAL, REGISTRATIONS, YEARLY, CaseHabits
from engine.anchors.scope import WHOLE_SCHOOL, Scope
from engine.model import SCHOOL, STAFF, TALK_ROUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.almanac.almanac import Almanac
    from engine.almanac.dayline import DayLine
    from engine.almanac.phrase import Choice, Moment, Phrase
    from engine.census import Census, Subject
    from engine.model import OccasionNumber

    Workers = Callable[[Subject, date, int], tuple[DayLine, ...]]

TWO_WEEKS = timedelta(weeks=2)
FOUR_WEEKS = timedelta(weeks=4)
MONTH_FAMILIES = ("maand", "maandnaam", "groepsbespreekmaand")


@dataclass(frozen=True, slots=True)
class Dated:
    """An occasion with the phrase that gave it, the date that phrase says bare, and the day it is due."""

    moment: Moment
    occasion: Occasion
    bare: date
    due: date


class Timing:
    """School time and facts together, with every answer about one group's calendar kept for its pupils.

    `workers` gives the working-day lines of who gets a task, for phrases in working days.
    """

    def __init__(
        self, almanac: Almanac, census: Census, numbers: Iterable[OccasionNumber] = (), start: date | None = None
    ) -> None:
        self.almanac = almanac
        self.census = census
        self.dated_anchors = DatedAnchors(almanac.calendars, numbers)
        self.start = start
        self._yearly: dict[tuple[str, int, Scope], list[Occasion]] = {}
        self._scopes: dict[tuple[str, str, int], Scope] = {}
        self._dated: dict[tuple[Moment, int, Scope, bool], list[Dated]] = {}

    # --- whose calendar

    def scope(self, subject: Subject, start: int) -> Scope:
        """Return whose days count for a subject: its group's, its own year group's, or the school's."""
        if subject.per in (SCHOOL, STAFF):
            return WHOLE_SCHOOL
        group = self.census.group_of(subject, start)
        if group is not None:
            return self._group_scope(group.name, group.school_year, start, subject)
        pupil = self.census.pupil_of(subject)
        own = self.census.year_group(pupil, start) if pupil is not None else None
        if own is not None:
            return Scope(year_groups=frozenset({own}))
        return Scope() if pupil is not None else WHOLE_SCHOOL

    def _group_scope(self, name: str, school_year: str, start: int, subject: Subject) -> Scope:
        key = (name, school_year, start)
        if key not in self._scopes:
            group = self.census.group_of(subject, start)
            assert group is not None
            here = self.census.groups_year(start) == school_year_start_of(school_year)
            year = start if here else school_year_start_of(school_year)
            year_groups = self.census.year_groups_all_year(group, year)
            self._scopes[key] = Scope(name if here else "", year_groups)
        return self._scopes[key]

    def days(self, scope: Scope, workers: tuple[DayLine, ...] = ()) -> Days:
        year_groups = frozenset() if scope.whole_school else scope.year_groups
        return Days(self.almanac.school_days(year_groups), self.almanac.school_and_team_days(year_groups), workers)

    # --- which occasions

    def yearly(self, family: str, start: int, scope: Scope) -> list[Occasion]:
        """Return a family's occasions that belong to a school year by themselves, in order of begin."""
        key = (family, start, scope)
        if key not in self._yearly:
            of = YEARLY.get(family)
            found = of(self.almanac, start, scope) if of else self.dated_anchors.yearly(family, start, scope)
            self._yearly[key] = found
        return self._yearly[key]

    def own(self, family: str, subject: Subject) -> list[Occasion]:
        """Return a family's occasions in the subject's own life, of any school year."""
        if family in PERSONAL:
            return PERSONAL[family](self.census, subject)
        if family in REGISTRATIONS:
            return case.registrations(self.census, subject, family)
        if family in CASES or family in self.census.cases_by_type:
            return case.cases(self.census, subject, family, CASES.get(family, CaseHabits()))
        return []

    def dated(self, phrase: Phrase, subject: Subject, start: int, workers: Workers, *, steady: bool) -> list[Dated]:
        """Return the subject's occasions of a school year by the first alternative that has any (regeltaal 12)."""
        for moment in phrase.alternatives:
            found = self._dated_by(moment, subject, start, workers, steady=steady)
            if found:
                return found
        return []

    def _dated_by(self, moment: Moment, subject: Subject, start: int, workers: Workers, *, steady: bool) -> list[Dated]:
        if moment.relation == DATE:
            return [self._bare_date(moment, start)]
        if moment.anchor is None:
            return []
        if subject.round is not None and moment.anchor.family == TALK_ROUND:
            return self._round(moment, subject, start, workers, steady=steady)
        if subject.case is not None and moment.anchor.family == subject.case.type:
            found = self._own_dated(moment, subject, start, workers, steady=steady)
            return [each for each in found if each.occasion.key == subject.case.key]
        yearly = self._yearly_dated(moment, subject, start, workers, steady=steady)
        return yearly + self._own_dated(moment, subject, start, workers, steady=steady)

    def _bare_date(self, moment: Moment, start: int) -> Dated:
        day = month_day(start, moment.month, moment.day)
        words = moment.words
        occasion = Occasion(f"{words.replace(' ', '-')}/{label(start)}", words, day, day, start, month=day.month)
        return Dated(moment, occasion, day, day)

    def _yearly_dated(
        self, moment: Moment, subject: Subject, start: int, workers: Workers, *, steady: bool
    ) -> list[Dated]:
        scope = self.scope(subject, start)
        if moment.unit == WORKING_DAY:
            return self._reckon_all(moment, self._chosen(moment, start, scope), subject, start, workers, steady=steady)
        key = (moment, start, scope, steady)
        if key not in self._dated:
            chosen = self._chosen(moment, start, scope)
            self._dated[key] = self._reckon_all(moment, chosen, subject, start, workers, steady=steady)
        return self._dated[key]

    def _chosen(self, moment: Moment, start: int, scope: Scope) -> list[Occasion]:
        assert moment.anchor is not None
        return choose(self.yearly(moment.anchor.family, start, scope), moment.anchor.choice)

    def _reckon_all(
        self, moment: Moment, found: list[Occasion], subject: Subject, start: int, workers: Workers, *, steady: bool
    ) -> list[Dated]:
        each_dated = (self._reckon(moment, each, subject, start, workers, steady=steady) for each in found)
        return [each for each in each_dated if each is not None]

    def _reckon(
        self, moment: Moment, occasion: Occasion, subject: Subject, start: int, workers: Workers, *, steady: bool
    ) -> Dated | None:
        days = self._days_for(moment, occasion, subject, start, workers)
        stated = bare(moment, occasion, days)
        by = due(moment, occasion, days, steady=steady)
        return None if stated is None or by is None else Dated(moment, occasion, stated, by)

    def _days_for(self, moment: Moment, occasion: Occasion, subject: Subject, start: int, workers: Workers) -> Days:
        scope = self.scope(subject, start)
        if moment.unit != WORKING_DAY:
            return self.days(scope)
        return self.days(scope, workers(subject, point(moment, occasion) or occasion.begin, start))

    def _round(self, moment: Moment, subject: Subject, start: int, workers: Workers, *, steady: bool) -> list[Dated]:
        assert moment.anchor is not None
        every = self.dated_anchors.rounds(TALK_ROUND, start)
        mine = [occasion for numbered, occasion in every if numbered.date is subject.round]
        found = choose(mine, moment.anchor.choice)
        return self._reckon_all(moment, found, subject, start, workers, steady=steady)

    # --- a subject's own occasions belong to the school year of the date (regeltaal 11)

    def _own_dated(
        self, moment: Moment, subject: Subject, start: int, workers: Workers, *, steady: bool
    ) -> list[Dated]:
        assert moment.anchor is not None
        every = self.own(moment.anchor.family, subject)
        found = self._reckon_all(moment, every, subject, start, workers, steady=steady)
        mine = [each for each in found if self.year_of(each.due, subject) == start]
        return _numbered(mine, moment.anchor.choice)

    def year_of(self, day: date, subject: Subject) -> int | None:
        """Return the school year a date in somebody's own life belongs to: never before that of the pupil's entry.

        None when the date lies more than a school year before that (regeltaal 11).
        """
        year = school_year_start(day)
        pupil = self.census.pupil_of(subject)
        if pupil is None or pupil.entry is None:
            return year
        entered = school_year_start(pupil.entry)
        return None if year < entered - 1 else max(year, entered)

    # --- from when it is open

    def opens(self, phrase: Phrase | None, of: Dated, subject: Subject, start: int, workers: Workers) -> date:
        """Return the first day a task shows; never after it is due (regeltaal 6, 14 and 15)."""
        stated = self._other(phrase, of, subject, start, workers) if phrase else None
        return min(stated if stated is not None else self._default_opens(of), of.due)

    def _default_opens(self, of: Dated) -> date:
        moment, occasion = of.moment, of.occasion
        if moment.relation == AT_ONCE:
            return of.due
        if moment.relation in (ON, BEGIN, END) and occasion.short:
            return occasion.begin
        if moment.relation == ON and occasion.opens_itself:
            return occasion.begin
        start = point(moment, occasion) if moment.relation == AFTER else None
        default = of.due - TWO_WEEKS
        return default if start is None else max(default, start)

    def _other(self, phrase: Phrase, of: Dated, subject: Subject, start: int, workers: Workers) -> date | None:
        """Reckon `vanaf` or `sinds`: the same occasion, or the last one of that year on or before what is due."""
        for moment in phrase.alternatives:
            if moment.relation == AT_ONCE:
                return of.due
            if same_occasion(moment.anchor, of.moment.anchor):
                found = self._reckon(moment, of.occasion, subject, start, workers, steady=True)
                return found.bare if found else None
            others = self._dated_bare(moment, subject, start, workers)
            if others:
                return max((each.bare for each in others if each.bare <= of.due), default=None)
        return None

    def _dated_bare(self, moment: Moment, subject: Subject, start: int, workers: Workers) -> list[Dated]:
        if moment.relation == DATE:
            return [self._bare_date(moment, start)]
        assert moment.anchor is not None
        yearly = self._yearly_dated(moment, subject, start, workers, steady=True)
        return yearly + self._own_dated(moment, subject, start, workers, steady=True)

    # --- since when evidence counts

    def since(
        self, phrase: Phrase | None, of: Dated, opens: date, subject: Subject, start: int, workers: Workers
    ) -> date:
        """Return from which day evidence counts; by default 4 weeks before `vanaf`, and after the occasion before."""
        if phrase is not None:
            stated = self._since_stated(phrase, of, subject, start, workers)
            if stated is not None:
                return stated
        before = self._before(of.moment.anchor, of, subject, start)
        default = opens - FOUR_WEEKS
        return default if before is None else max(default, before.end + ONE_DAY)

    def _since_stated(self, phrase: Phrase, of: Dated, subject: Subject, start: int, workers: Workers) -> date | None:
        first = phrase.alternatives[0]
        if first.anchor is None or first.anchor.choice.kind != PREVIOUS:
            return self._other(phrase, of, subject, start, workers)
        before = self._before(first.anchor, of, subject, start)
        if before is None:
            return self.year_begin(start)
        found = self._reckon(first, before, subject, start, workers, steady=True)
        return found.bare if found else None

    def year_begin(self, start: int) -> date:
        calendar = self.almanac.calendars.get(start)
        return calendar.first_day if calendar else date(start, 8, 1)

    def _before(self, anchor: Anchor | None, of: Dated, subject: Subject, start: int) -> Occasion | None:
        """Return the occasion of an anchor before this one, across the turn of the year when that calendar is there."""
        if anchor is None:
            return None
        own = [each for each in self.own(anchor.family, subject) if each.begin < of.occasion.begin]
        for year in (start, start - 1):
            every = _named(self.yearly(anchor.family, year, self.scope(subject, year)), anchor.choice)
            earlier = [each for each in every if each.begin < of.occasion.begin]
            if earlier:
                return max([*earlier, *own], key=lambda each: each.begin)
        return max(own, key=lambda each: each.begin, default=None)

    # --- at once

    def at_once(self, moment: Moment, start: int) -> Dated:
        """Return when a condition counts in a plan: the first school day of the year, or of `start` (regeltaal 24)."""
        first = max(self.year_begin(start), self.start or date.min)
        day = self.almanac.school_days().first_on_or_after(first) or first
        occasion = Occasion(f"direct/{label(start)}", "direct", day, day, start, month=day.month)
        return Dated(moment, occasion, day, day)


def school_year_start_of(school_year: str) -> int:
    return int(school_year[:4])


def same_occasion(other: Anchor | None, own: Anchor | None) -> bool:
    """Tell whether a second phrase means the rule's own occasion: the same anchor with the same choice, or none."""
    if other is None or own is None or other.choice.kind == PREVIOUS:
        return False
    same_family = other.family == own.family or {other.family, own.family} <= set(MONTH_FAMILIES)
    return same_family and other.choice in (EVERY, own.choice)


def choose(found: list[Occasion], choice: Choice) -> list[Occasion]:
    """Return the occasions a choice means; none when the number or name does not occur."""
    if choice.kind == BY_ORDINAL:
        return [each for each in found if each.ordinal == choice.number]
    if choice.kind == LAST:
        return [each for each in found if each.last]
    return _named(found, choice)


def _named(found: list[Occasion], choice: Choice) -> list[Occasion]:
    if choice.kind == BY_MONTH or (choice.kind == PREVIOUS and choice.number):
        return [each for each in found if each.month == choice.number]
    if choice.kind == BY_NAME or (choice.kind == PREVIOUS and choice.name):
        return [each for each in found if choice.name in (each.name.lower(), each.also.lower())]
    return found


def _numbered(found: list[Dated], choice: Choice) -> list[Dated]:
    """Number a subject's own occasions within the school year, in order of begin, and pick the chosen ones."""
    ordered = sorted(found, key=lambda each: each.occasion.begin)
    occasions = [
        replace(each.occasion, ordinal=number, last=number == len(ordered)) for number, each in enumerate(ordered, 1)
    ]
    chosen = {id(each) for each in choose(occasions, choice)}
    pairs = zip(ordered, occasions, strict=True)
    return [replace(each, occasion=occasion) for each, occasion in pairs if id(occasion) in chosen]

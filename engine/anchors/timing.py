"""Every question about when: which occasions a subject has, by when, from when, and since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, ONE_DAY, label, month_day, school_year_start, start_of
from engine.almanac.occasion import Occasion
from engine.almanac.phrase import AFTER, AT_ONCE, BEGIN, DATE, END, EVERY, LAST, ON, PREVIOUS, WORKING_DAY
from engine.almanac.reckon import Days, bare, moved, point
from engine.anchors import case
from engine.anchors.choosing import alike, choose, same_occasion
from engine.anchors.dated import DatedAnchors
from engine.anchors.known import CASES, PERSONAL, REGISTRATIONS, YEARLY, CaseHabits
from engine.anchors.scope import WHOLE_SCHOOL, Scope
from engine.model import SCHOOL, STAFF, TALK_ROUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.almanac.almanac import Almanac
    from engine.almanac.dayline import DayLine
    from engine.almanac.phrase import Anchor, Choice, Moment, Phrase
    from engine.census import Census, Subject
    from engine.model import Group, OccasionNumber

    Pick = Callable[[list[Occasion], Choice], list[Occasion]]
    Workers = Callable[[Subject, date, int], tuple[DayLine, ...]]

TWO_WEEKS = timedelta(weeks=2)
FOUR_WEEKS = timedelta(weeks=4)


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """An occasion with the phrase that gave it, the date that phrase says bare, and the day it is due.

    Subjects with the same days share one: it is the same as another only when it is that other.
    """

    moment: Moment
    occasion: Occasion
    bare: date
    due: date


@dataclass(frozen=True, slots=True)
class About:
    """What a date is worked out about: a subject in the school year that began in `start`, and who does the work.

    `steady` keeps every date where it falls, school day or not.
    """

    subject: Subject
    start: int
    workers: Workers
    steady: bool = True


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
        self._yearly: dict[tuple[str, int, Scope | DayLine], list[Occasion]] = {}
        self._days: dict[Scope, Days] = {}
        self._scope_of: dict[tuple[Subject, int], Scope] = {}
        self._own: dict[tuple[str, Subject], list[Occasion]] = {}
        self._of_cases: dict[tuple[Moment, int, bool, str, str], list[Dated]] = {}
        self._scopes: dict[tuple[str, str, int], Scope] = {}
        self._dated: dict[tuple[Moment, int, Scope, bool], list[Dated]] = {}

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
        if self._is_own(family):
            return case.cases(self.census, subject, family, CASES.get(family, CaseHabits()))
        return []

    def dated(self, phrase: Phrase, subject: Subject, start: int, workers: Workers, *, steady: bool) -> list[Dated]:
        """Return the subject's occasions of a school year by the first alternative that has any (regeltaal 12)."""
        about = About(subject, start, workers, steady)
        for moment in phrase.alternatives:
            found = self._dated_by(moment, about)
            if found:
                return found
        return []

    def dating(self, phrase: Phrase, start: int, workers: Workers, *, steady: bool) -> Callable[[Subject], list[Dated]]:
        """Return `dated` for many subjects: asked once for all with the same days, where a phrase says the same."""

        def own(subject: Subject) -> list[Dated]:
            return self.dated(phrase, subject, start, workers, steady=steady)

        known: dict[Scope | DayLine, list[Dated]] = {}
        days_alone = looks_at_days_alone(phrase)

        def shared(subject: Subject) -> list[Dated]:
            scope = self.scope(subject, start)
            key = self.days(scope).school if days_alone else scope
            if key not in known:
                known[key] = own(subject)
            return known[key]

        return shared if self.says_the_same(phrase) else own

    def _dated_by(self, moment: Moment, about: About) -> list[Dated]:
        if moment.anchor is not None and moment.anchor.family == TALK_ROUND and about.subject.round is not None:
            return self._round(moment, moment.anchor, about)
        return self._any_dated_by(moment, about)

    def _any_dated_by(self, moment: Moment, about: About) -> list[Dated]:
        if moment.relation == DATE:
            return [_bare_date(moment, about.start)]
        if moment.relation == AT_ONCE:
            now = self.at_once(moment, about.start)
            return [now] if school_year_start(now.due) == about.start else []
        if moment.anchor is None:
            return []
        own = self._own_dated(moment, moment.anchor, about)
        itself = about.subject.case
        if itself is not None and moment.anchor.family == itself.type:
            return [each for each in own if each.occasion.key == itself.key]
        yearly = self._yearly_dated(moment, moment.anchor, about)
        return _one_last(yearly + own, moment.anchor.choice) if yearly and own else yearly + own

    def _own_dated(self, moment: Moment, anchor: Anchor, about: About) -> list[Dated]:
        """Give the occasions in a subject's own life; a case shares them with the others about the same person."""
        if not self._is_own(anchor.family):
            return []
        case = about.subject.case
        if case is None or moment.unit == WORKING_DAY:
            return self._reckon_own(moment, anchor, about)
        key = (moment, about.start, about.steady, case.subject_type, case.subject)
        if key not in self._of_cases:
            self._of_cases[key] = self._reckon_own(moment, anchor, about)
        return self._of_cases[key]

    def _yearly_dated(self, moment: Moment, anchor: Anchor, about: About) -> list[Dated]:
        scope = self.scope(about.subject, about.start)
        if not self.yearly(anchor.family, about.start, scope):
            return []
        if moment.unit == WORKING_DAY:
            return self._reckon_all(moment, self._chosen(anchor, about.start, scope), about)
        key = (moment, about.start, scope, about.steady)
        if key not in self._dated:
            self._dated[key] = self._reckon_all(moment, self._chosen(anchor, about.start, scope), about)
        return self._dated[key]

    def _chosen(self, anchor: Anchor, start: int, scope: Scope) -> list[Occasion]:
        return choose(self.yearly(anchor.family, start, scope), anchor.choice)

    def _round(self, moment: Moment, anchor: Anchor, about: About) -> list[Dated]:
        every = self.dated_anchors.rounds(TALK_ROUND, about.start)
        mine = [occasion for numbered, occasion in every if numbered.date is about.subject.round]
        return self._reckon_all(moment, choose(mine, anchor.choice), about)

    def _reckon_all(self, moment: Moment, found: list[Occasion], about: About) -> list[Dated]:
        each_dated = [self._reckon(moment, each, about) for each in found]
        return [each for each in each_dated if each is not None]

    def _reckon(self, moment: Moment, occasion: Occasion, about: About) -> Dated | None:
        days = self._days_for(moment, occasion, about)
        stated = bare(moment, occasion, days)
        if stated is None:
            return None
        return Dated(moment, occasion, stated, stated if about.steady else moved(moment, occasion, stated, days))

    def _days_for(self, moment: Moment, occasion: Occasion, about: About) -> Days:
        scope = self.scope(about.subject, about.start)
        if moment.unit != WORKING_DAY:
            return self.days(scope)
        start = point(moment, occasion) or occasion.begin
        return self.days(scope, about.workers(about.subject, start, about.start))

    # --- a subject's own occasions belong to the school year of the date (regeltaal 11)

    def _reckon_own(self, moment: Moment, anchor: Anchor, about: About) -> list[Dated]:
        found = self._reckon_all(moment, self.own(anchor.family, about.subject), about)
        mine = [each for each in found if self.year_of(each.due, about.subject) == about.start]
        return _numbered(mine, anchor.choice)

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

    def says_the_same(self, phrase: Phrase | None) -> bool:
        """Tell whether a phrase gives one date to all with the same days: no working days, nobody's own life."""
        moments = phrase.alternatives if phrase is not None else ()
        families = [each.anchor.family for each in moments if each.anchor is not None]
        return not any(each.unit == WORKING_DAY for each in moments) and not any(map(self._is_own, families))

    def _is_own(self, family: str) -> bool:
        return family in PERSONAL or family in REGISTRATIONS or family in CASES or family in self.census.cases_by_type

    # --- from when it is open

    def opens(self, phrase: Phrase | None, of: Dated, subject: Subject, start: int, workers: Workers) -> date:
        """Return the first day a task shows; never after it is due (regeltaal 6, 14 and 15)."""
        stated = self._other(phrase, of, About(subject, start, workers)) if phrase else None
        return min(stated if stated is not None else _default_opens(of), of.due)

    def _other(self, phrase: Phrase, of: Dated, about: About) -> date | None:
        """Reckon `vanaf` or `sinds`: the same occasion, or the last one of that year on or before what is due."""
        for moment in phrase.alternatives:
            if moment.relation == AT_ONCE:
                first = self.at_once(moment, about.start).due
                return first if first <= of.due else None
            if moment.anchor is not None and moment.anchor.choice.kind == PREVIOUS:
                return self._since_previous(moment, moment.anchor, of, about)
            if same_occasion(moment.anchor, of.moment.anchor):
                return bare(moment, of.occasion, self._days_for(moment, of.occasion, about))
            others = self._dated_by(moment, about)
            if others:
                return max((each.bare for each in others if each.bare <= of.due), default=None)
        return None

    # --- since when evidence counts

    def since(
        self, phrase: Phrase | None, of: Dated, opens: date, subject: Subject, start: int, workers: Workers
    ) -> date:
        """Return from which day evidence counts; by default 4 weeks before `vanaf`, and after the occasion before.

        The occasion before is the rule's own, by the same choice: for `einde schoolweek 4` that of a year ago. Where it
        lasts until after `vanaf` (a period ends the day before the next begins), evidence counts from `vanaf`: else
        nobody could be in time.
        """
        about = About(subject, start, workers)
        stated = self.since_stated(phrase, of, subject, start, workers)
        if stated is not None:
            return stated
        before = self._before(of.moment.anchor, of, about, choose)
        default = opens - FOUR_WEEKS
        return default if before is None else min(opens, max(default, before.end + ONE_DAY))

    def since_stated(
        self, phrase: Phrase | None, of: Dated, subject: Subject, start: int, workers: Workers
    ) -> date | None:
        """Return the day a `sinds` says; None without one, or when its occasion is not there (regeltaal 14)."""
        return self._other(phrase, of, About(subject, start, workers)) if phrase else None

    def _since_previous(self, moment: Moment, anchor: Anchor, of: Dated, about: About) -> date | None:
        before = self._before(anchor, of, about)
        if before is None:
            return self.year_begin(about.start)
        found = self._reckon(moment, before, about)
        return found.bare if found else None

    def year_begin(self, start: int) -> date:
        calendar = self.almanac.calendars.get(start)
        return calendar.first_day if calendar else date(start, 8, 1)

    def _before(self, anchor: Anchor | None, of: Dated, about: About, pick: Pick = alike) -> Occasion | None:
        """Return the occasion of an anchor before this one, across the turn of the year when that calendar is there."""
        if anchor is None:
            return None
        subject, begin = about.subject, of.occasion.begin
        own = [each for each in self.own(anchor.family, subject) if each.begin < begin]
        for year in (about.start, about.start - 1):
            every = pick(self.yearly(anchor.family, year, self.scope(subject, year)), anchor.choice)
            earlier = [each for each in every if each.begin < begin]
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


def looks_at_days_alone(phrase: Phrase | None) -> bool:
    """Tell whether a phrase is about school days only: then groups with the same days share their dates."""
    moments = phrase.alternatives if phrase is not None else ()
    return all(each.anchor is None or each.anchor.family in YEARLY for each in moments)


def _bare_date(moment: Moment, start: int) -> Dated:
    day = month_day(start, moment.month, moment.day)
    month = MONTHS[moment.month - 1]
    title = f"{moment.day} {month}"
    occasion = Occasion(f"{moment.day}-{month}/{label(start)}", title, day, day, start, month=day.month)
    return Dated(moment, occasion, day, day)


def _default_opens(of: Dated) -> date:
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


def _one_last(found: list[Dated], choice: Choice) -> list[Dated]:
    """Of the calendar's occasions beside the subject's own, only what begins last is the last."""
    latest = max(each.occasion.begin for each in found)
    marked = [
        replace(each, occasion=replace(each.occasion, last=each.occasion.last and each.occasion.begin == latest))
        for each in found
    ]
    return [each for each in marked if choice.kind != LAST or each.occasion.last]


def _numbered(found: list[Dated], choice: Choice) -> list[Dated]:
    """Number a subject's own occasions within the school year, in order of begin, and pick the chosen ones."""
    if len(found) < 2 and choice == EVERY:
        return found
    ordered = sorted(found, key=lambda each: each.occasion.begin)
    occasions = [
        replace(each.occasion, ordinal=number, last=number == len(ordered)) for number, each in enumerate(ordered, 1)
    ]
    chosen = {id(each) for each in choose(occasions, choice)}
    pairs = zip(ordered, occasions, strict=True)
    return [Dated(each.moment, occasion, each.bare, each.due) for each, occasion in pairs if id(occasion) in chosen]

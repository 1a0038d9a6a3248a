"""Every question about when: which occasions a subject has, by when, from when, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, label, school_year_start
from engine.almanac.occasion import Occasion
from engine.almanac.phrase import AT_ONCE, DATE, PREVIOUS, WORKING_DAY
from engine.almanac.reckon import Days, bare, moved, point
from engine.anchors.choosing import choose, same_occasion
from engine.anchors.dates import Dated, bare_date, default_opens, looks_at_days_alone, numbered, one_last
from engine.anchors.occasions import Occasions
from engine.model import TALK_ROUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.almanac.almanac import Almanac
    from engine.almanac.dayline import DayLine
    from engine.almanac.phrase import Anchor, Moment, Phrase
    from engine.anchors.scope import Scope
    from engine.census import Census, Subject
    from engine.model import OccasionNumber

    Workers = Callable[[Subject, date, int], tuple[DayLine, ...]]

FOUR_WEEKS = timedelta(weeks=4)


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
    """School time and facts together, with every answer kept for whom it is the same.

    `workers` gives the working-day lines of who gets a task, for phrases in working days.
    """

    def __init__(
        self, almanac: Almanac, census: Census, numbers: Iterable[OccasionNumber] = (), start: date | None = None
    ) -> None:
        self.occasions = Occasions(almanac, census, numbers)
        self.start = start
        self._of_cases: dict[tuple[Moment, int, bool, str, str], list[Dated]] = {}
        self._dated: dict[tuple[Moment, int, Scope, bool], list[Dated]] = {}

    # --- by when

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
            scope = self.occasions.scope(subject, start)
            key = self.occasions.days(scope).school if days_alone else scope
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
            return [bare_date(moment, about.start)]
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
        return one_last(yearly + own, moment.anchor.choice) if yearly and own else yearly + own

    def _own_dated(self, moment: Moment, anchor: Anchor, about: About) -> list[Dated]:
        """Give the occasions in a subject's own life; a case shares them with the others about the same person."""
        if not self.occasions.is_own(anchor.family):
            return []
        case = about.subject.case
        if case is None or moment.unit == WORKING_DAY:
            return self._reckon_own(moment, anchor, about)
        key = (moment, about.start, about.steady, case.subject_type, case.subject)
        if key not in self._of_cases:
            self._of_cases[key] = self._reckon_own(moment, anchor, about)
        return self._of_cases[key]

    def _yearly_dated(self, moment: Moment, anchor: Anchor, about: About) -> list[Dated]:
        scope = self.occasions.scope(about.subject, about.start)
        if not self.occasions.yearly(anchor.family, about.start, scope):
            return []
        if moment.unit == WORKING_DAY:
            return self._reckon_all(moment, self._chosen(anchor, about.start, scope), about)
        key = (moment, about.start, scope, about.steady)
        if key not in self._dated:
            self._dated[key] = self._reckon_all(moment, self._chosen(anchor, about.start, scope), about)
        return self._dated[key]

    def _chosen(self, anchor: Anchor, start: int, scope: Scope) -> list[Occasion]:
        return choose(self.occasions.yearly(anchor.family, start, scope), anchor.choice)

    def _round(self, moment: Moment, anchor: Anchor, about: About) -> list[Dated]:
        every = self.occasions.dated_anchors.rounds(TALK_ROUND, about.start)
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
        scope = self.occasions.scope(about.subject, about.start)
        if moment.unit != WORKING_DAY:
            return self.occasions.days(scope)
        start = point(moment, occasion) or occasion.begin
        return self.occasions.days(scope, about.workers(about.subject, start, about.start))

    # --- a subject's own occasions belong to the school year of the date (regeltaal 11)

    def _reckon_own(self, moment: Moment, anchor: Anchor, about: About) -> list[Dated]:
        found = self._reckon_all(moment, self.occasions.own(anchor.family, about.subject), about)
        mine = [each for each in found if self.year_of(each.due, about.subject) == about.start]
        return numbered(mine, anchor.choice)

    def year_of(self, day: date, subject: Subject) -> int | None:
        """Return the school year a date in somebody's own life belongs to: never before that of the pupil's entry.

        None when the date lies more than a school year before that (regeltaal 11).
        """
        year = school_year_start(day)
        pupil = self.occasions.census.pupil_of(subject)
        if pupil is None or pupil.entry is None:
            return year
        entered = school_year_start(pupil.entry)
        return None if year < entered - 1 else max(year, entered)

    def says_the_same(self, phrase: Phrase | None) -> bool:
        """Tell whether a phrase gives one date to all with the same days: no working days, nobody's own life."""
        moments = phrase.alternatives if phrase is not None else ()
        families = [each.anchor.family for each in moments if each.anchor is not None]
        return not any(each.unit == WORKING_DAY for each in moments) and not any(map(self.occasions.is_own, families))

    # --- from when it is open

    def opens(self, phrase: Phrase | None, of: Dated, subject: Subject, start: int, workers: Workers) -> date:
        """Return the first day a task shows; never after it is due (regeltaal 6, 14 and 15)."""
        stated = self._other(phrase, of, About(subject, start, workers)) if phrase else None
        return min(stated if stated is not None else default_opens(of), of.due)

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
        stated = self.since_stated(phrase, of, subject, start, workers)
        if stated is not None:
            return stated
        before = self.occasions.before(of.moment.anchor, of.occasion.begin, subject, start, choose)
        default = opens - FOUR_WEEKS
        return default if before is None else min(opens, max(default, before.end + ONE_DAY))

    def since_stated(
        self, phrase: Phrase | None, of: Dated, subject: Subject, start: int, workers: Workers
    ) -> date | None:
        """Return the day a `sinds` says; None without one, or when its occasion is not there (regeltaal 14)."""
        return self._other(phrase, of, About(subject, start, workers)) if phrase else None

    def _since_previous(self, moment: Moment, anchor: Anchor, of: Dated, about: About) -> date | None:
        before = self.occasions.before(anchor, of.occasion.begin, about.subject, about.start)
        if before is None:
            return self.year_begin(about.start)
        found = self._reckon(moment, before, about)
        return found.bare if found else None

    def year_begin(self, start: int) -> date:
        calendar = self.occasions.almanac.calendars.get(start)
        return calendar.first_day if calendar else date(start, 8, 1)

    # --- at once

    def at_once(self, moment: Moment, start: int) -> Dated:
        """Return when a condition counts in a plan: the first school day of the year, or of `start` (regeltaal 24)."""
        first = max(self.year_begin(start), self.start or date.min)
        day = self.occasions.almanac.school_days().first_on_or_after(first) or first
        occasion = Occasion(f"direct/{label(start)}", "direct", day, day, start, month=day.month)
        return Dated(moment, occasion, day, day)

"""What is right as it is written, and yet would surprise: rules against the school's own calendars and people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, dutch, label, school_year_start
from engine.almanac.phrase import BY_MONTH, BY_NAME, BY_ORDINAL
from engine.anchors.choosing import choose
from engine.anchors.known import CASES, PERSONAL, REGISTRATIONS, TALK_ROUNDS, YEARLY
from engine.anchors.scope import WHOLE_SCHOOL
from engine.conditions.base import Candidate
from engine.conditions.combine import AllOf
from engine.conditions.occasion import InMonth, OccasionKind, Which
from engine.evaluate import Evaluator
from engine.problem import WARNING, Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from engine.almanac.phrase import Anchor, Phrase
    from engine.anchors.dates import Dated
    from engine.grounds import Known
    from engine.rule import Rule

SOME = 3
LOOK = "klopt de datum, of spreekt het papier zichzelf tegen?"


def advise(rules: Iterable[Rule], known: Known, today: date) -> tuple[Problem, ...]:
    """Return warnings: months a paper means and a rule misses, dates no calendar has, dates still to be set."""
    if not known.calendars:
        return ()
    adviser = _Adviser(known, today)
    rules = tuple(rules)
    found = [one for rule in rules for one in (*adviser.absent(rule), *adviser.elsewhere(rule))]
    return tuple(sorted({*found, *adviser.undated(rules)}))


def clashes(rules: Iterable[Rule], known: Known, today: date) -> dict[str, str]:
    """Return per rule that misses every month its paper means, what is odd about it (regeltaal 38)."""
    meant = [each for each in rules if each.meant_in]
    if not known.calendars or not meant:
        return {}
    adviser = _Adviser(known, today)
    return {rule.id: words for rule in meant for words in adviser.clash(rule)}


class _Adviser:
    def __init__(self, known: Known, today: date) -> None:
        self.known = known
        self.evaluator = Evaluator(known, today)
        self.grounds = self.evaluator.grounds
        self.timing = self.grounds.timing
        self.years = sorted(each.start for each in known.calendars)
        coming = [year for year in self.years if year >= school_year_start(today)]
        self.year = coming[0] if coming else self.years[-1]

    # --- a number or a name that no calendar has

    def absent(self, rule: Rule) -> Iterator[Problem]:
        """Warn where no alternative of a phrase can ever be found in the calendars there are."""
        for phrase, then in ((rule.due, "er komt dan geen taak"), (rule.opens, "vanaf is dan zoals zonder opgave")):
            anchors = [each.anchor for each in phrase.alternatives] if phrase else []
            if anchors and all(each is not None and self._is_absent(each) for each in anchors):
                words = next(each.words for each in anchors if each is not None)
                yield _at(rule, f'in geen kalender staat "{words}"; {then}')

    def _is_absent(self, anchor: Anchor) -> bool:
        family, choice = anchor.family, anchor.choice
        if choice.kind not in (BY_NAME, BY_ORDINAL, BY_MONTH) or self._is_own(family):
            return False
        if family in YEARLY:
            every = (self.timing.occasions.yearly(family, year, WHOLE_SCHOOL) for year in self.years)
            return not any(choose(found, choice) for found in every)
        return self._is_undated(anchor)

    def _is_undated(self, anchor: Anchor) -> bool:
        """Look at the dates of groups too. No date at all is told elsewhere, and so is a slip of the pen."""
        numbered = [
            each for year in self.years for each in self.timing.occasions.dated_anchors.numbered(anchor.family, year)
        ]
        choice = anchor.choice
        if choice.kind == BY_ORDINAL:
            return bool(numbered) and all(each.ordinal != choice.number for each in numbered)
        if choice.kind == BY_MONTH:
            return bool(numbered) and all(each.date.begin.month != choice.number for each in numbered)
        names = {each.date.name.lower() for each in numbered if each.date.name}
        return bool(numbered) and choice.name not in names and nearest(choice.name, names) is None

    def _is_own(self, family: str) -> bool:
        """Tell whether occasions come from a person's own life, or from matters that are entered."""
        if family in PERSONAL or family in self.grounds.census.cases_by_type:
            return True
        dated = any(each.anchors.get(family) for each in self.known.calendars)
        return family in {*CASES, *REGISTRATIONS} - {TALK_ROUNDS} and not dated

    # --- a month that the paper names

    def elsewhere(self, rule: Rule) -> Iterator[Problem]:
        """Warn where a window misses every month the paper means (regeltaal 38)."""
        return (_at(rule, words) for words in self.clash(rule))

    def clash(self, rule: Rule) -> Iterator[str]:
        """Word the first window that lies in no month the paper means; nothing when all is well."""
        if not rule.meant_in or rule.at_once:
            return
        for opens, due, subject in self._windows(rule):
            if not _months(opens, due) & set(rule.meant_in):
                meant = " of ".join(MONTHS[each - 1] for each in rule.meant_in)
                whose = f" bij {subject}" if subject else ""
                window = f"van {dutch(opens)} tot en met {dutch(due)}"
                yield f"bedoeld in {meant}, maar deze regel loopt{whose} {window}; {LOOK}"
                return

    def _windows(self, rule: Rule) -> list[tuple[date, date, str]]:
        """Return first and last days: of the tasks there are, or of the school's dates when there are none yet."""
        found = [one.wanted for year in self.years for one in self.evaluator.plan([rule], year).found]
        planned = [(each.opens, each.due, each.subject) for each in found]
        return sorted(planned or [(*one, "") for year in self.years for one in self._of_the_school(rule, year)])

    def _of_the_school(self, rule: Rule, year: int) -> Iterator[tuple[date, date]]:
        world, school = self.grounds.world(rule), self.grounds.census.school
        for dated in self.timing.dated(rule.due, school, year, world.workers, steady=rule.in_holidays):
            if self._is_chosen(rule, dated, year):
                yield self.timing.opens(rule.opens, dated, school, year, world.workers), dated.due

    def _is_chosen(self, rule: Rule, dated: Dated, year: int) -> bool:
        """Ask only the clauses about which occasion it is: there is no subject yet."""
        clauses = rule.where.parts if isinstance(rule.where, AllOf) else (rule.where,)
        candidate = Candidate(self.grounds.census.school, year, dated, dated.due)
        asked = [each for each in clauses if isinstance(each, InMonth | Which | OccasionKind)]
        return all(each.select([candidate], self.grounds.world(rule)) for each in asked)

    # --- dates that are still to be set

    def undated(self, rules: Iterable[Rule]) -> Iterator[Problem]:
        """Warn once for every anchor that rules wait for and that has no date this school year."""
        waiting: dict[str, list[str]] = defaultdict(list)
        for rule in rules:
            family = self._waits_for(rule.due)
            if family:
                waiting[family].append(rule.id)
        for family, ids in sorted(waiting.items()):
            more = f" en nog {len(ids) - SOME}" if len(ids) > SOME else ""
            message = f"geen datum voor {family}; {_wait(ids)}: {', '.join(ids[:SOME])}{more}"
            yield Problem(f"calendar/{label(self.year)}.yaml", 0, 0, message, WARNING)

    def _waits_for(self, phrase: Phrase) -> str:
        """Return the anchor without a date; "" as soon as one alternative can give a task."""
        families = [each.anchor.family if each.anchor else "" for each in phrase.alternatives]
        if any(not each or each in YEARLY or self._is_own(each) or self._has_date(each) for each in families):
            return ""
        return families[0]

    def _has_date(self, family: str) -> bool:
        return bool(self.timing.occasions.dated_anchors.numbered(family, self.year))


def _wait(ids: list[str]) -> str:
    return "een regel wacht erop" if len(ids) == 1 else f"{len(ids)} regels wachten erop"


def _at(rule: Rule, message: str) -> Problem:
    return Problem(rule.file, rule.line, 1, f"{rule.id}: {message}", WARNING)


def _months(first: date, last: date) -> set[int]:
    months = (last.year - first.year) * 12 + last.month - first.month
    return {(first.month - 1 + each) % 12 + 1 for each in range(min(months, 11) + 1)}

"""Groups without a date: a rule asks something of every group around a date, and one group has none this year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from engine.almanac.days import label, school_year_start
from engine.anchors.dates import Dated
from engine.anchors.known import CASES, PERSONAL, REGISTRATIONS, TALK_ROUNDS, YEARLY
from engine.candidates import Candidates
from engine.conditions.base import Candidate
from engine.grounds import Grounds
from engine.model import GROUP, HOME_GROUP
from engine.problem import WARNING, Problem
from engine.takingpart import select

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.census import Subject
    from engine.grounds import Known
    from engine.rule import Rule

SOME = 3
NOT_DATED = {*YEARLY, *PERSONAL, *REGISTRATIONS, *CASES} - {TALK_ROUNDS}


def groups_without_date(rules: Iterable[Rule], known: Known, today: date) -> tuple[Problem, ...]:
    """Warn once for every anchor that has dates this school year, of which some home group a rule is about has none.

    An anchor without any date at all is told by engine/advice.py. A group that `waar` leaves out needs none,
    and where a school dates by year group it has said itself whom it means.
    """
    if not known.calendars:
        return ()
    seeker = _Seeker(known, today)
    file = f"calendar/{label(seeker.year)}.yaml"
    found = sorted(_lacking(seeker, rules).items())
    return tuple(Problem(file, 0, 0, _words(anchor, *each), WARNING) for anchor, each in found)


def lacking_groups(rules: Iterable[Rule], known: Known, today: date) -> dict[str, tuple[list[str], list[str]]]:
    """Return for each of those anchors the groups without a date, and the ids of the rules that ask for one."""
    return _lacking(_Seeker(known, today), rules) if known.calendars else {}


def _lacking(seeker: _Seeker, rules: Iterable[Rule]) -> dict[str, tuple[list[str], list[str]]]:
    lacking: dict[str, set[str]] = defaultdict(set)
    asking: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        family, groups = seeker.lacking(rule)
        if groups:
            lacking[family] |= groups
            asking[family].append(rule.id)
    return {family: (sorted(groups), asking[family]) for family, groups in lacking.items()}


class _Seeker:
    """Looks in the school year that runs, or in the first one after it that has a calendar."""

    def __init__(self, known: Known, today: date) -> None:
        self.grounds = Grounds(known, today)
        self.candidates = Candidates(self.grounds)
        self.timing = self.grounds.timing
        years = sorted(each.start for each in known.calendars)
        self.year = next((each for each in years if each >= school_year_start(today)), years[-1])

    def lacking(self, rule: Rule) -> tuple[str, set[str]]:
        """Return the anchor a rule hangs on, and the names of the groups it is about that have no date of it."""
        family = self._dated_family(rule)
        if not family or not self._per_group(family):
            return "", set()
        without = {each for each in self._home_groups(rule) if not self._has_date(each, family)}
        return family, {each.key for each in without & self._chosen(rule, family, without)}

    def _dated_family(self, rule: Rule) -> str:
        """Return the anchor of the calendar that a rule for groups waits for; "" where it may hang on another."""
        anchors = [each.anchor for each in rule.due.alternatives]
        if rule.per != GROUP or len(anchors) != 1 or anchors[0] is None:
            return ""
        return "" if anchors[0].family in NOT_DATED else anchors[0].family

    def _per_group(self, family: str) -> bool:
        """Tell whether the school gives single groups a date of their own: then one may have been forgotten."""
        return any(each.date.group for each in self.timing.occasions.dated_anchors.numbered(family, self.year))

    def _home_groups(self, rule: Rule) -> list[Subject]:
        """Return this year's groups only: a rule about another year (`schooljaar`) is not about these dates."""
        here = {each.name for each in self.grounds.census.groups(self.year) if each.kind == HOME_GROUP}
        return [each for each in self.candidates.subjects(rule, self.year) if each.key in here]

    def _has_date(self, group: Subject, family: str) -> bool:
        return bool(self.timing.occasions.yearly(family, self.year, self.timing.occasions.scope(group, self.year)))

    def _chosen(self, rule: Rule, family: str, groups: set[Subject]) -> set[Subject]:
        """Return whom `waar` would choose if the dates of the others were theirs too."""
        moment = rule.due.alternatives[0]
        dates = [occasion for _, occasion in self.timing.occasions.dated_anchors.rounds(family, self.year)]
        among = [
            Candidate(group, self.year, Dated(moment, each, each.begin, each.begin), each.begin)
            for group in groups
            for each in dates
        ]
        return {each.subject for each in select(rule.where, among, self.grounds.world(rule))}


def _words(family: str, groups: list[str], rules: list[str]) -> str:
    more = f" en nog {len(groups) - SOME}" if len(groups) > SOME else ""
    asks = f"{rules[0]} vraagt er" if len(rules) == 1 else f"{len(rules)} regels vragen er"
    return f"geen datum voor {family} bij {', '.join(groups[:SOME])}{more}; {asks} voor elke groep een"

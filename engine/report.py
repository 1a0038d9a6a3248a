"""The account of a period: paper by paper what was done when, and which obligations deserve a talk. Values alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from engine.changewords import plain_title
from engine.conditions.by_hand import ByHand
from engine.coverage import parts
from engine.model import LAPSED
from engine.reportcount import Counts, count, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from engine.model import Task
    from engine.reportcount import Period
    from engine.rule import Rule

OWN_PAPER, GONE_PAPER = "Eigen afspraken", "Afspraken die er niet meer zijn"
OWN = "eigen"


@dataclass(frozen=True, slots=True)
class Line:
    """One obligation: where it stands, and how its tasks of the period turned out.

    `of_year` counts its tasks of the whole school years the period touches. `asks_proof` is False where only a tick is
    asked for. `at_once` says that it is due the day it arises. A rule that is `gone` is taken to be sensitive.
    """

    rule: str
    title: str
    paper: str
    heading: str
    level: str
    pack: str
    sensitive: bool
    asks_proof: bool
    at_once: bool
    counts: Counts
    of_year: int
    gone: bool = False

    @property
    def hides(self) -> bool:
        """Whether its figures are shown without a sum, for one of them is small and about something sensitive."""
        return self.sensitive and self.counts.small


@dataclass(frozen=True, slots=True)
class Heading:
    """The obligations under one heading of a paper."""

    name: str
    lines: tuple[Line, ...]

    @property
    def counts(self) -> Counts:
        return summed(self.lines)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One paper with its headings."""

    name: str
    headings: tuple[Heading, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(one for each in self.headings for one in each.lines)

    @property
    def counts(self) -> Counts:
        return summed(self.lines)


@dataclass(frozen=True, slots=True)
class Account:
    """All chapters of a period. `left_out` counts sensitive obligations that one group's account does not show,
    `on_trial` those that are only being tried out."""

    period: Period
    chapters: tuple[Chapter, ...]
    left_out: int = 0
    on_trial: int = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(one for each in self.chapters for one in each.lines)

    @property
    def counts(self) -> Counts:
        return summed(self.lines)

    @property
    def hides(self) -> bool:
        return any(each.hides for each in self.lines)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an account is about: a home group and a pack, or "" for all of them."""

    group: str = ""
    pack: str = ""

    def takes(self, task: Task) -> bool:
        return self.group in ("", task.group) and not task.on_trial

    def shows(self, pack: str) -> bool:
        return self.pack in ("", pack or OWN)


def account(
    rules: Iterable[Rule], tasks: Iterable[Task], period: Period, scope: Scope, today: date, clean: Callable[[str], str]
) -> Account:
    """Account for a period. `clean` takes the names of people out of a reason that somebody typed."""
    counting = _Counting(tasks, period, scope, today, clean)
    wanted = [each for each in rules if scope.shows(each.pack)]
    known = [each for each in wanted if not each.trial]
    gone = () if scope.pack else counting.gone({each.id for each in wanted})
    every = [*(counting.line(each) for each in known), *gone]
    shown = [each for each in every if not (scope.group and each.sensitive)]
    return Account(period, tuple(_chapters(shown)), len(every) - len(shown), len(wanted) - len(known))


def summed(lines: Iterable[Line]) -> Counts:
    """Add lines up, without those whose figures would follow from the sum."""
    return total(each.counts for each in lines if not each.hides)


def proof_asked(lines: Iterable[Line]) -> Counts:
    """Add up the lines of which evidence is asked, for where a tick is enough there is none to miss."""
    return summed(each for each in lines if each.asks_proof)


class _Counting:
    def __init__(
        self, tasks: Iterable[Task], period: Period, scope: Scope, today: date, clean: Callable[[str], str]
    ) -> None:
        self.period = period
        self.today = today
        self.clean = clean
        self.by_rule: dict[str, list[Task]] = defaultdict(list)
        for each in tasks:
            if scope.takes(each):
                self.by_rule[each.rule].append(each)

    def line(self, rule: Rule) -> Line:
        tasks = self.by_rule.get(rule.id, [])
        paper, heading = _place(rule)
        return Line(
            rule.id,
            plain_title(rule),
            paper,
            heading,
            rule.level,
            rule.pack,
            rule.sensitive,
            not isinstance(rule.done_when, ByHand),
            rule.at_once,
            self._counts(tasks),
            self._of_year(tasks),
        )

    def gone(self, known: set[str]) -> Iterable[Line]:
        """Give what stands in the store of rules that are no longer there."""
        for name in sorted(self.by_rule.keys() - known):
            tasks = self.by_rule[name]
            counts, last = self._counts(tasks), tasks[-1]
            if counts.tasks:
                place = (GONE_PAPER, "", last.level, "")
                yield Line(name, last.title, *place, True, False, False, counts, self._of_year(tasks), gone=True)

    def _counts(self, tasks: Sequence[Task]) -> Counts:
        return count((each for each in tasks if self.period.holds(each)), self.today, self.clean)

    def _of_year(self, tasks: Sequence[Task]) -> int:
        return sum(each.state != LAPSED and self.period.touches(each) for each in tasks)


def _place(rule: Rule) -> tuple[str, str]:
    named = parts(rule.source) if rule.source else ()
    paper = named[0] if named else OWN_PAPER
    return paper, named[1] if len(named) > 1 else ""


def _chapters(lines: list[Line]) -> Iterable[Chapter]:
    """Put lines under their papers and headings, in the order in which these first come."""
    papers = list(dict.fromkeys(each.paper for each in lines))
    for paper in sorted(papers, key=lambda each: (each in (OWN_PAPER, GONE_PAPER), papers.index(each))):
        mine = [each for each in lines if each.paper == paper]
        order = list(dict.fromkeys(each.heading for each in mine))
        ordered = sorted(mine, key=lambda each: order.index(each.heading))
        headings = groupby(ordered, lambda each: each.heading)
        yield Chapter(paper, tuple(Heading(name, tuple(of)) for name, of in headings))

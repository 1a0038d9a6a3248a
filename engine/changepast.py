"""What a school year that is behind us would have been under some rules: tasks, late ones, and mails per person.

The facts say when something was done: the first day on which its evidence was there, or the day somebody ticked it off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY
from engine.found import Found
from engine.outbox import OVERVIEW, OWN_MAIL
from engine.remind import Reminders
from engine.rule import REQUIRED
from engine.takingpart import select
from engine.wanting import Wanting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.candidates import Candidates
    from engine.conditions.base import Candidate, World
    from engine.identity import Identity
    from engine.rule import Rule

Mail = tuple[str, date, str]
NO_TICKS: Mapping[Identity, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that are looked back on: the school year that began in `start`, until a day in it."""

    start: int
    begin: date
    until: date


@dataclass(frozen=True, slots=True)
class Lived:
    """One task as it went. `done_on` is None when it was not done by the last day that is looked at.

    `late`: done after it was due, or never; only what is required can be late (regeltaal 33). `mails` are (person, day,
    kind of mail): two tasks in one overview are one mail.
    """

    rule: str
    due: date
    done_on: date | None
    late: bool
    mails: frozenset[Mail]


@dataclass(frozen=True, slots=True)
class Figures:
    """What some tasks come down to; `mails` counts them per person."""

    tasks: int
    late: int
    mails: Mapping[str, int]

    @property
    def all_mails(self) -> int:
        return sum(self.mails.values())


def figures(lived: Iterable[Lived]) -> Figures:
    """Add up tasks; what goes in one mail is counted once."""
    every = tuple(lived)
    mails = {mail for each in every for mail in each.mails}
    return Figures(len(every), sum(each.late for each in every), Counter(person for person, _, _ in mails))


def by_rule(lived: Iterable[Lived]) -> dict[str, list[Lived]]:
    found: dict[str, list[Lived]] = defaultdict(list)
    for each in lived:
        found[each.rule].append(each)
    return dict(found)


def live_through(
    candidates: Candidates, rules: Iterable[Rule], stretch: Stretch, ticked: Mapping[Identity, date] = NO_TICKS
) -> tuple[Lived, ...]:
    """Give every task that was due within the stretch, as it went.

    A rule that counts at once (`direct`) is left out: nobody knows any more on which days its condition held.
    """
    reminders = Reminders(candidates.grounds.audiences)
    lasting = (each for each in rules if not each.at_once)
    return tuple(one for rule in lasting for one in _Year(candidates, rule, stretch, reminders, ticked).lived())


class _Year:
    """One rule in one stretch."""

    def __init__(
        self,
        candidates: Candidates,
        rule: Rule,
        stretch: Stretch,
        reminders: Reminders,
        ticked: Mapping[Identity, date],
    ) -> None:
        self.candidates = candidates
        self.rule = rule
        self.stretch = stretch
        self.reminders = reminders
        self.ticked = ticked
        self.falling = candidates.falling(rule, stretch.start)

    def lived(self) -> Iterator[Lived]:
        for version in (self.rule, *self.rule.versions):
            if not version.off:
                yield from self._under(version)

    def _under(self, version: Rule) -> Iterator[Lived]:
        world = self.candidates.grounds.world(version)
        wanting = Wanting(version, self.candidates.grounds.audiences, world, "")
        opened = [each.opening(wanting.opens(each)) for each in self._chosen(version, world)]
        done = first_days(version, opened, world, self.stretch)
        for each in opened:
            found = Found(version.under(each.dated.moment), wanting.wanted(each, each.opens), each.subject, each.start)
            yield self._as_it_went(found, done.get(each))

    def _chosen(self, version: Rule, world: World) -> list[Candidate]:
        every = [
            each
            for each in self.candidates.of(version, self.stretch.start, world)
            if self.stretch.begin <= each.due <= self.stretch.until
            and self.falling.under(version, each.subject.key, each.dated.occasion.key, each.due)
        ]
        selected = select(version.where, every, world)
        return [each for each in every if each in selected]

    def _as_it_went(self, found: Found, proven: date | None) -> Lived:
        wanted = found.wanted
        days = [day for day in (proven, self.ticked.get(wanted.identity)) if day is not None]
        done_on = min(days, default=None)
        last = min(self.stretch.until, done_on or date.max)
        kind = OWN_MAIL + found.rule.id if found.rule.own_mail else OVERVIEW
        mails = frozenset((each.to, each.on, kind) for each in self.reminders.of(found) if each.on <= last)
        late = wanted.level == REQUIRED and (done_on or self.stretch.until) > wanted.due
        return Lived(wanted.rule, wanted.due, done_on, late, mails)


def first_days(rule: Rule, among: list[Candidate], world: World, stretch: Stretch) -> dict[Candidate, date]:
    """Return for each candidate with evidence the first day on which it was there, by halving the days in between.

    Evidence that says no day (an account, a group) counts from the first day.
    """
    found: dict[Candidate, date] = {}
    waiting = [(stretch.begin, stretch.until, _proven(rule, among, world, stretch.until))]
    while waiting:
        first, last, group = waiting.pop()
        if not group:
            continue
        if first >= last:
            found |= dict.fromkeys(group, last)
            continue
        middle = first + (last - first) // 2
        already = _proven(rule, group, world, middle)
        waiting.append((first, middle, already))
        waiting.append((middle + ONE_DAY, last, _without(group, already)))
    return found


def _proven(rule: Rule, among: list[Candidate], world: World, day: date) -> list[Candidate]:
    done = rule.done_when.judge(among, replace(world, today=day)).done
    return [each for each in among if each in done]


def _without(group: list[Candidate], already: list[Candidate]) -> list[Candidate]:
    seen = set(already)
    return [each for each in group if each not in seen]

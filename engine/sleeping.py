"""Rules that wait for something nobody has entered yet: they make no tasks, and the school should see that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.anchors.known import CASES, PERSONAL, REGISTRATIONS, TALK_ROUNDS, YEARLY
from engine.conditions.combine import AllOf, AnyOf
from engine.conditions.registration import Registered
from engine.model import GROUP, PUPIL, SCHOOL, STAFF, TALK_ROUND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.almanac.phrase import Moment
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.conditions.base import Condition
    from engine.model import Facts
    from engine.rule import Rule

CASE, DATE, RECORD = "zaak", "datum", "registratie"
# Matters that a person can enter with the command `note`; the others come by a csv file.
NOTED = frozenset({"gesprek", "signalering", "afwezigheid", "toets", "bericht"})


@dataclass(frozen=True, slots=True)
class Wait:
    """What a rule waits for: a type of case, a date in the calendar or a kind of registration, and its word."""

    kind: str
    word: str

    @property
    def words(self) -> str:
        return f"wacht op {self.word} ({self._remedy})"

    @property
    def _remedy(self) -> str:
        if self.kind == DATE:
            return 'staat nog niet bij "ankers" in de kalender'
        if self.kind == CASE and self.word in NOTED:
            return f"niemand voert die in; met `jaarcyclus note {self.word}`"
        return f"niemand voert die in; met {'zaken' if self.kind == CASE else 'registraties'}.csv"


@dataclass(frozen=True, slots=True)
class Sleeper:
    """A rule that sleeps, and what would wake it: all of `waits` are needed."""

    rule: str
    title: str
    waits: tuple[Wait, ...]

    @property
    def words(self) -> str:
        return f"slaapt: {' en '.join(each.words for each in self.waits)}"


def sleepers(rules: Iterable[Rule], facts: Facts, calendars: Iterable[SchoolCalendar]) -> tuple[Sleeper, ...]:
    """Return the rules that cannot give a task yet, in the order of the rules."""
    there = _There(facts, calendars)
    found = (Sleeper(each.id, each.title, there.waits_of(each)) for each in rules)
    return tuple(each for each in found if each.waits)


def by_wait(asleep: Iterable[Sleeper]) -> dict[tuple[Wait, ...], list[str]]:
    """Put the ids of rules that wait for the same together, in the order they come."""
    found: dict[tuple[Wait, ...], list[str]] = {}
    for each in asleep:
        found.setdefault(each.waits, []).append(each.rule)
    return found


class _There:
    """What has been entered at all: types of cases, kinds of registrations, anchors with a date."""

    def __init__(self, facts: Facts, calendars: Iterable[SchoolCalendar]) -> None:
        self.cases = {each.type for each in facts.cases}
        self.records = {each.kind for each in facts.registrations}
        self.dates = {name for each in calendars for name, dates in each.anchors.items() if dates}

    def waits_of(self, rule: Rule) -> tuple[Wait, ...]:
        found = [self._subject(rule.per), self._moment(rule.due.alternatives), *self._condition(rule.where)]
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def _subject(self, per: str) -> Wait | None:
        if per in (PUPIL, GROUP, STAFF, SCHOOL) or per in self.cases:
            return None
        return self._family(per) if per == TALK_ROUND else Wait(CASE, per)

    def _moment(self, alternatives: Iterable[Moment]) -> Wait | None:
        """A phrase waits only when none of its alternatives can give a date."""
        waits = [self._family(each.anchor.family) if each.anchor else None for each in alternatives]
        return waits[0] if all(waits) else None

    def _family(self, family: str) -> Wait | None:
        if family in YEARLY or family in PERSONAL or family in self.dates or family in self.cases:
            return None
        if family in REGISTRATIONS:
            return None if family in self.records else Wait(RECORD, family)
        return Wait(CASE if family in CASES and family != TALK_ROUNDS else DATE, family)

    def _condition(self, condition: Condition | None) -> tuple[Wait, ...]:
        """All parts are needed of `alle_van`, one of `een_van`; `niet` waits for nothing."""
        if isinstance(condition, AllOf):
            return tuple(one for each in condition.parts for one in self._condition(each))
        if isinstance(condition, AnyOf):
            every = [self._condition(each) for each in condition.parts]
            return tuple(one for each in every for one in each) if all(every) else ()
        if isinstance(condition, Registered) and not self.records & set(condition.wanted.kinds):
            return (Wait(RECORD, " of ".join(condition.wanted.kinds)),)
        return ()

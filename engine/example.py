"""An example of a rule as a value: a school in a few lines, a day, and what must follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from engine.model import DONE, MISSED, OPEN, OVERDUE, WAIVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.model import Facts

# The words of an example; the JSON Schema is drawn from the same.
EXAMPLE_KEYS = ("naam", "regel", "kalender", "vandaag", "feiten", "dan")
TICK_KEYS = ("onderwerp", "gelegenheid", "op", "door", "regel", "nvt")
TASK, NO_TASK, MAIL, NO_MAIL = "taak", "geen taak", "mail", "geen mail"
LINES = (TASK, NO_TASK, MAIL, NO_MAIL)
TASK_FIELDS = ("regel", "onderwerp", "gelegenheid", "vanaf", "uiterlijk", "voor", "status", "niveau")
MAIL_FIELDS = ("regel", "onderwerp", "gelegenheid", "aan", "op")
STATES = (OPEN, OVERDUE, DONE, WAIVED, MISSED)
# What a task still asks, and what says that nothing is asked any more.
ASKING, QUIET = frozenset({OPEN, OVERDUE}), frozenset({DONE, WAIVED, MISSED})

Value: TypeAlias = "str | date | frozenset[str]"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `dan`: its kind (LINES), the rule it is about, and per field what must be so."""

    kind: str
    rule: str
    asked: Mapping[str, Value]
    line: int

    @property
    def is_positive(self) -> bool:
        """Whether it says of a task that it asks something by a day."""
        return self.kind == TASK and "uiterlijk" in self.asked and self.asked.get("status") in ASKING

    @property
    def is_negative(self) -> bool:
        """Whether it says that nothing is asked, or nothing any more."""
        return self.kind in (NO_TASK, NO_MAIL) or (self.kind == TASK and self.asked.get("status") in QUIET)


@dataclass(frozen=True, slots=True)
class Ticked:
    """A person's tick, or with `waived` their word that it does not apply. "" is left to whom or what can be meant."""

    rule: str
    subject: str
    occasion: str
    on: date
    by: str
    line: int
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """`start` is the first calendar year of the school year it plays in. `line` is where it stands in `file`."""

    name: str
    file: str
    line: int
    today: date
    start: int
    facts: Facts
    calendars: tuple[SchoolCalendar, ...]
    ticks: tuple[Ticked, ...]
    then: tuple[Line, ...]

    @property
    def rules(self) -> frozenset[str]:
        """The ids of the rules it is about."""
        return frozenset(each.rule for each in self.then) | {each.rule for each in self.ticks}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which rules have examples: `without_positive` and `without_negative` are ids in the order of the rules."""

    rules: int
    without_positive: tuple[str, ...] = ()
    without_negative: tuple[str, ...] = ()


def coverage(rules: Iterable[str], examples: Iterable[Example]) -> Coverage:
    """Tell which of these rules have no example in which they ask something, and which none in which they do not."""
    ids, lines = tuple(rules), [one for each in examples for one in each.then]
    positive = {each.rule for each in lines if each.is_positive}
    negative = {each.rule for each in lines if each.is_negative}
    return Coverage(
        len(ids),
        tuple(each for each in ids if each not in positive),
        tuple(each for each in ids if each not in negative),
    )

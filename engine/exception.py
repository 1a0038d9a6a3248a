"""An exception people made: who or what does not take part in which rules, or only from a later day, until when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, dutch_with_weekday, school_year_start
from engine.model import GROUP, LATER, PUPIL, SCHOOL, STAFF

if TYPE_CHECKING:
    from collections.abc import Iterable

ABOUT = (GROUP, PUPIL, STAFF, SCHOOL)
# Whom an exception is about where no name may stand: in mail and in the log.
NAMELESS = {PUPIL: "een leerling", STAFF: "een collega", SCHOOL: "de hele school"}


@dataclass(frozen=True, slots=True)
class Exemption:
    """One exception ("uitzondering"); the word Exception is taken by Python.

    `kind` is OUT or LATER (engine/model.py). It is about `subject` (a group's name, a pupil's number, a staff code, ""
    for the school), and about one `rule` by id, else all rules of one `pack`, else all rules there are. What is due
    from `begin` up to and including `end` falls within it; with LATER that begins on the day after. `by` is the code of
    who decided it, `ended_on` the day on which `ended_by` ended it before its time: from then on it holds no more.
    """

    number: int
    kind: str
    per: str
    subject: str
    begin: date
    end: date
    reason: str
    by: str
    made_on: date
    rule: str = ""
    pack: str = ""
    ended_on: date | None = None
    ended_by: str = ""

    @property
    def last(self) -> date:
        """The last day it holds for; before `begin` when it was taken back."""
        return self.end if self.ended_on is None else min(self.end, self.ended_on - ONE_DAY)

    @property
    def goes_on(self) -> date:
        """The day from which everything counts again."""
        return self.last + ONE_DAY

    @property
    def school_year(self) -> int:
        return school_year_start(self.begin)

    def holds_on(self, day: date) -> bool:
        return self.begin <= day <= self.last

    def is_past(self, today: date) -> bool:
        return self.last < today


def ended(exemption: Exemption, by: str, today: date) -> Exemption:
    """Return an exception that somebody ends today. On the day it was made it is taken back: then it never was."""
    day = exemption.begin if exemption.made_on == today else max(today, exemption.begin)
    return replace(exemption, ended_on=day, ended_by=by)


def year_end(start: int) -> date:
    """Return the last day an exception of the school year that began in `start` may hold."""
    return date(start + 1, 7, 31)


def running(exemptions: Iterable[Exemption], today: date) -> tuple[Exemption, ...]:
    """Return those that hold today."""
    return tuple(each for each in exemptions if each.holds_on(today))


def same_agreement(one: Exemption, other: Exemption) -> bool:
    """Tell whether two exceptions say the same of the same, whoever made them and why."""
    return _agreed(one) == _agreed(other)


def _agreed(each: Exemption) -> tuple[object, ...]:
    return (each.kind, each.per, each.subject, each.rule, each.pack, each.begin, each.last)


def about(exemption: Exemption) -> str:
    """Say whom it is about without naming anybody: `groep 1/2 B`, `een leerling`."""
    return NAMELESS.get(exemption.per) or f"groep {exemption.subject}"


def until(exemption: Exemption) -> str:
    """Say until when: `tot en met vrijdag 31 juli 2027`, or from when with LATER."""
    day = exemption.goes_on if exemption.kind == LATER else exemption.last
    return f"{'pas vanaf' if exemption.kind == LATER else 'tot en met'} {dutch_with_weekday(day)} {day.year}"

"""What a school's tasks follow from, laid ready for one day: school time, people, occasions, who gets what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.almanac import Almanac
from engine.anchors.timing import Timing
from engine.audience import Audiences
from engine.census import Census
from engine.conditions.base import World

if TYPE_CHECKING:
    from datetime import date

    from engine.almanac.dayline import DayLine
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.census import Subject
    from engine.model import Facts, OccasionNumber
    from engine.rule import Rule


@dataclass(frozen=True, slots=True)
class Known:
    """All that a school's tasks follow from. `start` is the first day anything may be due ([school] start)."""

    facts: Facts
    calendars: tuple[SchoolCalendar, ...]
    school_name: str = ""
    start: date | None = None
    numbers: tuple[OccasionNumber, ...] = ()


class Grounds:
    """The same facts and calendars for every rule. What is asked once of a group is kept for all its pupils."""

    def __init__(self, known: Known, today: date) -> None:
        self.known = known
        self.today = today
        self.almanac = Almanac(known.calendars)
        self.census = Census(known.facts)
        self.timing = Timing(self.almanac, self.census, known.numbers, known.start)
        self.audiences = Audiences(self.census, self.almanac)

    def world(self, rule: Rule) -> World:
        """Return what conditions of a rule may ask; its assignees decide whose working days count."""
        return World(self.census, self.timing, self.today, self._workers(rule))

    def _workers(self, rule: Rule):  # type: ignore[no-untyped-def]
        def lines(subject: Subject, day: date, start: int) -> tuple[DayLine, ...]:
            return self.audiences.lines(rule.assignees, subject, start, day)

        return lines

"""The plan of a school year: all its tasks with their reminders, done or not, as if nobody ever ticks anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.evaluate import Evaluator
from engine.exceptionlaid import lay_over, not_excepted
from engine.remind import Reminders
from engine.runs.evaluate import school_of
from engine.store.occasions import load_occasion_numbers

if TYPE_CHECKING:
    from datetime import date

    from engine.model import Wanted
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.store.database import Database


@dataclass(frozen=True, slots=True)
class Planned:
    """A task with the addresses of who gets it, and (day, address) of each reminder, in order."""

    wanted: Wanted
    addresses: tuple[str, ...]
    reminders: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks of the school year that began in `start`, and the school they are planned for."""

    school: School
    start: int
    tasks: tuple[Planned, ...]


def plan(database: Database, settings: Settings, start: int, today: date) -> Plan:
    """Plan the school year that begins in `start` from the store's facts and the school's files. Writes nothing."""
    with database.reading(settings.school.id) as store:
        school = school_of(settings, store, load_occasion_numbers(store))
    return Plan(school, start, plan_of(school, start, today))


def plan_of(school: School, start: int, today: date) -> tuple[Planned, ...]:
    """Plan a school year from what a school is known to be."""
    evaluator = Evaluator(school.known, today)
    planned = evaluator.plan(school.book.rules, start).found
    found = not_excepted(lay_over(planned, school.exemptions, school.book.rules, evaluator.grounds.timing))
    reminders = Reminders(evaluator.grounds.audiences)
    address = {each.code: each.email for each in school.facts.staff}
    return tuple(
        Planned(
            each.wanted,
            tuple(sorted(address[code] for code in each.wanted.recipients)),
            tuple(sorted({(one.on, address[one.to]) for one in reminders.of(each)})),
        )
        for each in sorted(found, key=lambda each: (each.wanted.due, each.wanted.identity))
    )

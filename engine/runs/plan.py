"""The plan of a school year: all its tasks with their reminders, done or not, as if nobody ever ticks anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import school_year_start, start_of
from engine.evaluate import Evaluator
from engine.remind import Reminders
from engine.runs.evaluate import gather_all

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


def plan(database: Database, settings: Settings, school_year: str, today: date) -> tuple[Planned, ...]:
    """Plan a school year ("" means today's) from the store's facts and the school's files. Writes nothing."""
    with database.reading(settings.school.id) as store:
        school = gather_all(settings, store).school
    start = start_of(school_year) if school_year else school_year_start(today)
    return plan_of(school, start, today)


def plan_of(school: School, start: int, today: date) -> tuple[Planned, ...]:
    """Plan a school year from what a school is known to be."""
    evaluator = Evaluator(school.known, today)
    found = evaluator.plan(school.book.rules, start).found
    reminders = Reminders(evaluator.audiences)
    address = {each.code: each.email for each in school.facts.staff}
    return tuple(
        Planned(
            each.wanted,
            tuple(sorted(address[code] for code in each.wanted.recipients)),
            tuple(sorted({(one.on, address[one.to]) for one in reminders.of(each)})),
        )
        for each in sorted(found, key=lambda each: (each.wanted.due, each.wanted.identity))
    )

"""What hangs on a pupil's own life: entry, exit, and worries that were noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.byhand.people import TODDLERS, School, autumn, has
from benchmarks.byhand.schooldays import Days, months_later, weeks
from benchmarks.byhand.windows import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.model import Pupil


def life(school: School, rule: str, pupil: Pupil, opens: date, due: date, who: str = "") -> Iterator[Task]:
    if due >= school.first and school.year_of(pupil, due) == school.start:
        home = school.home_of.get(pupil.number)
        people = school.role(who, due) if who else school.teachers(home.group if home else None, due)
        yield Task(rule, "leerling", pupil.number, min(opens, due), due, people)


def days_of(school: School, pupil: Pupil) -> Days:
    home = school.home_of.get(pupil.number)
    if home is not None:
        return home.days
    return school.year_for("", frozenset({school.numbers[pupil.number]} - {0})).days


def entry_rules(school: School) -> Iterator[Task]:
    for pupil in school.facts.pupils:
        number = school.numbers[pupil.number]
        if number in TODDLERS and pupil.entry is not None:
            yield from entering(school, pupil, pupil.entry, days_of(school, pupil), number)


def entering(school: School, pupil: Pupil, entry: date, days: Days, number: int) -> Iterator[Task]:
    def still_here(due: date) -> bool:
        return pupil.exit is None or due <= pupil.exit

    on = days.since(entry)
    first, second = (days.window(entry, months_later(entry, count)) for count in (3, 6))
    if still_here(on):
        for rule, applies in (
            ("mkg-leerling-aanmaken", True),
            ("mkg-leerling-stamgroep", True),
            ("mkg-herfstleerling-subgroep", autumn(pupil)),
            ("mkg-nt2-subgroep", has(pupil, "nt2")),
        ):
            if applies:
                yield from life(school, rule, pupil, entry - weeks(2), on)
        if has(pupil, "gezondheid"):
            yield from life(school, "mkg-gezondheid-vermelden", pupil, on - weeks(2), on)
    if still_here(first):
        yield from life(school, "mkg-start-invullen", pupil, entry, first)
    if still_here(second):
        yield from life(school, "mkg-profiel-3-6-maanden", pupil, months_later(entry, 3), second)
        yield from life(school, "mkg-hand-knippen-schrijven", pupil, max(second - weeks(2), entry), second)
    talk = days.until(entry - weeks(4))
    if number == 1 and still_here(talk):
        yield from life(school, "okg-start-groep-1", pupil, entry - weeks(8), talk)


def exit_rules(school: School) -> Iterator[Task]:
    for pupil in school.facts.pupils:
        moving = school.numbers[pupil.number] in TODDLERS and has(pupil, "verhuizing")
        if not moving or pupil.exit is None:
            continue
        days, last = days_of(school, pupil), pupil.exit
        on, week_before = days.team_until(last), days.until(last - weeks(1))
        if pupil.entry is None or pupil.entry <= on:
            yield from life(school, "mkg-overdrachtscode", pupil, last - weeks(2), on)
        if pupil.entry is None or pupil.entry <= week_before:
            yield from life(school, "mkg-doelenset-navragen", pupil, last - weeks(3), week_before, "beheerder")


def worry_rules(school: School) -> Iterator[Task]:
    for pupil in school.facts.pupils:
        if school.numbers[pupil.number] not in TODDLERS:
            continue
        noted = sorted({each.on for each in school.registrations["seo-zorg", "leerling", pupil.number]})
        days = days_of(school, pupil)
        for day in noted:
            due = days.window(day, day + weeks(2))
            this_year = any(school.year.begin <= each <= due for each in noted)
            at_school = (pupil.entry is None or pupil.entry <= due) and (pupil.exit is None or due <= pupil.exit)
            if this_year and at_school:
                yield from life(school, "mkg-seo-zorg-kanjerlijst", pupil, max(due - weeks(2), day), due)

"""What is asked about each pupil, on the dates of the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.byhand.people import TODDLERS, School, autumn, has, here
from benchmarks.byhand.schooldays import DAY, Year, months_later, weeks
from benchmarks.byhand.windows import (
    Task,
    before,
    before_meetings,
    each_month,
    end_of_year,
    first_week,
    fortnight,
    group_division,
    on_meetings,
    weeks_before_end,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from benchmarks.byhand.groups import Test, Who
    from benchmarks.byhand.windows import Window, Windows
    from engine.model import Pupil

WORRYING = ("peuter 2", "groep 1 basis")


def pupils(school: School, rule: str, windows: Windows, who: Who, test: Test) -> Iterator[Task]:
    for home in (*school.homes, *school.loose):
        for opens, due in windows(home.year):
            if due < school.first:
                continue
            chosen = [pupil for pupil, number in home.pupils if test(pupil, number, due) and here(pupil, due)]
            if chosen:
                people = who(home.group, due)
                for pupil in chosen:
                    yield Task(rule, "leerling", pupil.number, opens, due, people)


def toddler(pupil: Pupil, number: int, day: date) -> bool:
    return number in TODDLERS


def pupil_rules(school: School) -> Iterator[Task]:
    teachers, care, both = school.teachers, school.care, school.both

    def leaving(pupil: Pupil, number: int, day: date) -> bool:
        return number == 2 and school.goes_to_3(pupil, number)

    def to_archive(pupil: Pupil, number: int, day: date) -> bool:
        going = number in TODDLERS and school.goes_to_3(pupil, number)
        return going and not archived(school, pupil, day)

    yield from pupils(school, "mkg-seo-voor-vakantie", before_holidays, teachers, three_weeks_here)
    yield from pupils(school, "mkg-seo-groepsbespreking", before_meetings(3, 1), teachers, toddler)
    yield from pupils(school, "mkg-seo-rapport", before_reports, teachers, toddler)
    yield from pupils(school, "mkg-profiel-compleet", weeks_before_end(8), teachers, toddler)
    yield from pupils(school, "mkg-gebieden-na-6-maanden", after_blocks, teachers, half_a_year_here)
    yield from pupils(school, "mkg-gebieden-start-groep-2", from_summer, teachers, lambda _, number, day: number == 2)
    yield from pupils(
        school,
        "mkg-specifieke-doelen",
        lambda year: year.weeks,
        teachers,
        lambda pupil, number, day: number in TODDLERS and has(pupil, "specifieke-doelen", "onderwijsbehoefte"),
    )
    yield from pupils(
        school,
        "mkg-herfstleerlingen-indicatoren",
        before_meetings(3, 1),
        teachers,
        lambda pupil, number, day: number == 2 and autumn(pupil),
    )
    yield from pupils(
        school,
        "mkg-herfstleerlingen-groep-1",
        on_meetings,
        teachers,
        lambda pupil, number, day: number == 1 and autumn(pupil),
    )
    yield from pupils(school, "mkg-ib-signaal-kerst", before_christmas(4, 0), both, behind_in(school))
    for rule, windows, who in (
        ("mkg-verlenging-doelen", first_week, teachers),
        ("mkg-verlenging-groep", first_week, teachers),
        ("mkg-verlenging-volgen", on_meetings, care),
    ):
        yield from pupils(school, rule, windows, who, repeating)
    yield from pupils(school, "mkg-koppelen-groep-3", end_of_year(group_division), teachers, leaving)
    yield from pupils(school, "mkg-leerlingkaart-administratie", weeks_before_end(4), teachers, leaving)
    yield from pupils(school, "mkg-naam-verwijderen", lambda year: [year.weeks[-1]], teachers, to_archive)
    yield from pupils(school, "mkg-totaaloverzicht", weeks_before_end(4), teachers, cared_for)
    yield from pupils(school, "mkg-zorgleerling-archiveren", weeks_before_end(2), teachers, cared_for)
    yield from pupils(
        school,
        "eigen-zorgleerling-bespreken",
        before_christmas(6, 2),
        teachers,
        lambda pupil, number, day: has(pupil, "zorgleerling"),
    )
    yield from removals(school)
    yield from talk_rules(school)


def talk_rules(school: School) -> Iterator[Task]:
    def numbers(*wanted: int) -> Test:
        return lambda pupil, number, day: number in wanted

    def starting(pupil: Pupil, number: int, day: date) -> bool:
        return number in (3, 5, 7) or (number in (2, 4, 6, 8) and new_teacher(school, pupil))

    teachers = school.teachers
    summer = end_of_year(lambda year: year.month(6)[0])
    yield from pupils(school, "okg-startgesprek", first_four_weeks, teachers, starting)
    yield from pupils(school, "okg-leerdoelen-november", each_month(11), teachers, numbers(5, 6, 7, 8))
    yield from pupils(school, "okg-leerdoelen-maart", each_month(3), teachers, numbers(5, 6, 7, 8))
    yield from pupils(school, "okg-rapport-februari", each_month(2), teachers, numbers(1, 2, 3, 4, 5, 6, 7))
    yield from pupils(school, "okg-verwijzing-februari", each_month(2), teachers, numbers(8))
    yield from pupils(school, "okg-rapport-zomer", summer, teachers, numbers(1, 2, 3, 4, 5))
    yield from pupils(school, "okg-rapport-zomer-6-7", summer, teachers, numbers(6, 7))


def before_holidays(year: Year) -> list[Window]:
    return [before(begin, year, 3, 0) for begin, _ in year.holidays]


def before_reports(year: Year) -> list[Window]:
    return [before(each.begin, year, 3, 0) for each in year.dates("rapport")]


def before_christmas(opens: int, due: int) -> Windows:
    return lambda year: [before(year.holiday("kerstvakantie")[0], year, opens, due)]


def after_blocks(year: Year) -> list[Window]:
    return [fortnight(year.days.edge(begin, end, last=True)) for begin, end in year.blocks]


def from_summer(year: Year) -> list[Window]:
    return [(year.begin - weeks(8), year.begin)]


def first_four_weeks(year: Year) -> list[Window]:
    return [(year.begin, year.weeks[3][1])]


def three_weeks_here(pupil: Pupil, number: int, day: date) -> bool:
    return number in TODDLERS and pupil.entry is not None and pupil.entry + weeks(3) < day


def half_a_year_here(pupil: Pupil, number: int, day: date) -> bool:
    return number in TODDLERS and pupil.entry is not None and months_later(pupil.entry, 6) < day


def repeating(pupil: Pupil, number: int, day: date) -> bool:
    return number in TODDLERS and has(pupil, "kleuterverlenging")


def cared_for(pupil: Pupil, number: int, day: date) -> bool:
    return number == 2 and has(pupil, "zorgleerling")


def behind_in(school: School) -> Test:
    def behind(pupil: Pupil, number: int, day: date) -> bool:
        if number != 2:
            return False
        known = [each for each in school.registrations["niveau", "leerling", pupil.number] if each.on <= day]
        return any(each.on == known[-1].on and each.value.strip().lower() in WORRYING for each in known)

    return behind


def archived(school: School, pupil: Pupil, day: date) -> bool:
    return any(each.on <= day for each in school.registrations["gearchiveerd", "leerling", pupil.number])


def removals(school: School) -> Iterator[Task]:
    year = school.year
    due = year.blocks[2][1].replace(month=7, day=31)
    opens = min(year.end + DAY, due)
    for pupil in school.facts.pupils:
        number = school.numbers[pupil.number]
        going = number == 2 and here(pupil, due) and school.goes_to_3(pupil, number)
        gone = number in TODDLERS and pupil.exit is not None and pupil.exit < due
        if (going or gone) and not archived(school, pupil, due):
            yield Task(
                "mkg-leerlingen-verwijderen", "leerling", pupil.number, opens, due, school.role("beheerder", due)
            )


def new_teacher(school: School, pupil: Pupil) -> bool:
    earlier = school.groups.get(school.start - 1, ())
    then = {code for each in earlier if each.name == pupil.previous_group for code in each.teachers}
    home = school.home_of.get(pupil.number)
    linked = home.group.teachers if home and home.group else frozenset()
    now = {code for code in linked if code in school.staff and "leerkracht" in school.staff[code].roles}
    return bool(pupil.previous_group and then and now) and not then & now

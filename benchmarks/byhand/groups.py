"""What is asked of a group as a whole, on the dates of its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.byhand.people import Codes, Home, School, autumn, has, here
from benchmarks.byhand.schooldays import Year, weeks
from benchmarks.byhand.windows import (
    Task,
    before,
    before_meetings,
    end_of_blocks,
    end_of_year,
    first_week,
    fortnight,
    on_meetings,
    weeks_before_end,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from benchmarks.byhand.windows import Window, Windows
    from engine.model import Group, Pupil

    Who = Callable[[Group | None, date], Codes]
    Test = Callable[[Pupil, int, date], bool]


def groups(
    school: School, rule: str, homes: list[Home], windows: Windows, who: Who, test: Callable[[Home, date], bool]
) -> Iterator[Task]:
    for home in homes:
        for opens, due in windows(home.year):
            if due >= school.first and test(home, due):
                yield Task(rule, "groep", home.name, opens, due, who(home.group, due))


def toddler_groups(school: School, rule: str, windows: Windows, who: Who) -> Iterator[Task]:
    return groups(school, rule, school.toddler_homes, windows, who, lambda home, day: home.has_toddlers(day))


def all_groups(school: School, rule: str, windows: Windows) -> Iterator[Task]:
    return groups(school, rule, school.homes, windows, school.teachers, lambda home, day: True)


def with_pupil(school: School, rule: str, windows: Windows, who: Who, test: Test) -> Iterator[Task]:
    def any_pupil(home: Home, day: date) -> bool:
        return any(test(pupil, number, day) and here(pupil, day) for pupil, number in home.pupils)

    return groups(school, rule, school.homes, windows, who, any_pupil)


def group_rules(school: School) -> Iterator[Task]:
    teachers, care, both = school.teachers, school.care, school.both
    for rule in ("mkg-weekplanner-dagelijks", "mkg-dagobservaties-dagelijks"):
        yield from toddler_groups(school, rule, lambda year: [(day, day) for day in year.school_days], teachers)
    yield from toddler_groups(school, "mkg-observaties-wekelijks", lambda year: year.weeks, teachers)
    for rule in ("mkg-weekplanner-instellen", "mkg-onderwijsbehoeftes-verwerken"):
        yield from toddler_groups(school, rule, first_week, teachers)
    yield from toddler_groups(school, "mkg-niveaus-na-thema", week_after_theme, teachers)
    yield from toddler_groups(school, "mkg-themadoelen", themes, teachers)
    yield from toddler_groups(school, "mkg-doelen-tweemaal", end_of_year(fourth_period), teachers)
    for rule in ("mkg-hgw-nalopen", "mkg-hgw-analyse", "mkg-hgw-doelen"):
        yield from toddler_groups(school, rule, end_of_blocks, teachers)
    for rule in ("mkg-groepsbespreking-analyse", "mkg-groepsbespreking-controleren"):
        yield from toddler_groups(school, rule, before_meetings(4, 2), teachers)
    yield from toddler_groups(school, "mkg-groepsbespreking-plannen", before_meeting_months, care)
    yield from toddler_groups(school, "mkg-groepsbespreking-ib", before_meetings(2, 1), care)
    yield from toddler_groups(school, "mkg-actueel-groepsbespreking", before_meetings(3, 1), teachers)
    yield from toddler_groups(school, "mkg-groepsbespreking-voeren", on_meetings, both)
    yield from toddler_groups(school, "mkg-groeipercentage", lambda year: on_meetings(year)[:-1], both)
    yield from toddler_groups(school, "mkg-laatste-bespreking-plannen", lambda year: on_meetings(year)[-1:], teachers)
    yield from growth(school)
    yield from toddler_groups(school, "mkg-profiel-bij-rapport", on_report, teachers)
    yield from toddler_groups(school, "mkg-subgroepen-koppelen", lambda year: [year.weeks[-1]], teachers)
    yield from toddler_groups(school, "mkg-leerlingkaarten-controleren", weeks_before_end(4), teachers)
    yield from with_pupil(
        school, "mkg-warme-overdracht", weeks_before_end(4), teachers, lambda pupil, number, day: number == 2
    )
    yield from with_pupil(
        school,
        "mkg-herfstleerlingen-bespreken",
        on_meetings,
        both,
        lambda pupil, number, day: number == 2 and autumn(pupil),
    )
    for task in with_pupil(
        school,
        "mkg-gezondheid-weekrooster",
        lambda year: [(first, first) for first, _ in year.weeks],
        teachers,
        lambda pupil, number, day: has(pupil, "gezondheid"),
    ):
        if any(home.name == task.subject and home.has_toddlers(task.due) for home in school.toddler_homes):
            yield task
    yield from round_rules(school)
    yield from all_groups(
        school,
        "eigen-kijkmiddag-uitnodigen",
        lambda year: [before(each.begin, year, 2, 1) for each in year.dates("kijkmiddag")],
    )


def round_rules(school: School) -> Iterator[Task]:
    def rounds(wanted: Callable[[str, int], bool]) -> Windows:
        return lambda year: [
            before(each.begin, year, 3, 1)
            for each in year.dates("gespreksronde")
            if wanted(each.kind.lower(), each.begin.month)
        ]

    yield from all_groups(school, "okg-uitnodigen", rounds(lambda kind, month: kind != "leerdoelen"))
    yield from all_groups(school, "okg-voorbereidingsformulier", rounds(lambda kind, month: kind == "startgesprek"))
    yield from all_groups(
        school, "okg-gespreksvorm", rounds(lambda kind, month: kind == "rapport" and month in (1, 2, 3))
    )


def week_after_theme(year: Year) -> list[Window]:
    found = [(each.end, year.days.window(each.end, each.end + weeks(1))) for each in year.dates("thema")]
    return [(min(max(by - weeks(2), end), by), by) for end, by in found]


def themes(year: Year) -> list[Window]:
    found = [(each.begin, year.days.edge(each.begin, each.end, last=True)) for each in year.dates("thema")]
    return [(min(begin, by), by) for begin, by in found]


def fourth_period(year: Year) -> date:
    periods = year.dates("periode")
    return periods[3].begin if len(periods) > 3 else year.end - weeks(2)


def before_meeting_months(year: Year) -> list[Window]:
    begins = [year.month(number)[0] for number in (11, 3, 6)]
    return [fortnight(year.days.until(begin - weeks(4))) for begin in begins]


def on_report(year: Year) -> list[Window]:
    found = [(each.begin - weeks(2), year.days.team_until(each.begin)) for each in year.dates("rapport")]
    return [(min(opens, due), due) for opens, due in found]


def growth(school: School) -> Iterator[Task]:
    for task in toddler_groups(school, "mkg-groei", on_meetings, school.both):
        known = [each for each in school.registrations["groei", "groep", task.subject] if each.on <= task.due]
        newest = [each for each in known if each.on == known[-1].on]
        if any(float(each.value.replace("%", "").replace(",", ".")) < 15 for each in newest):
            yield task

"""The year of the demo school as a programmer would write it by hand: a function per kind of rule, plain loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.byhand.people import TODDLERS, autumn, has, here
from benchmarks.byhand.schooldays import DAY, months_later, weeks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from benchmarks.byhand.people import Codes, Home, School
    from benchmarks.byhand.schooldays import Year
    from engine.model import Group, Pupil

    Window = tuple[date, date]
    Windows = Callable[[Year], list[Window]]
    Who = Callable[[Group | None, date], Codes]
    Test = Callable[[Pupil, int, date], bool]

WORRYING = ("peuter 2", "groep 1 basis")


class Task(NamedTuple):
    rule: str
    per: str
    subject: str
    opens: date
    due: date
    recipients: Codes


# --- windows: when something is open and when it is due, for a group's year


def fortnight(due: date) -> Window:
    return due - weeks(2), due


def before(begin: date, year: Year, opens: int, due: int) -> Window:
    """Open and due so many weeks before a day; 0 weeks is the last school day before it."""
    by = year.days.until(begin - weeks(due) if due else begin - DAY)
    return min(begin - weeks(opens), by), by


def before_meetings(opens: int, due: int) -> Windows:
    return lambda year: [before(each.begin, year, opens, due) for each in year.dates("groepsbespreking")]


def on_meetings(year: Year) -> list[Window]:
    return [fortnight(year.days.team_until(each.begin)) for each in year.dates("groepsbespreking")]


def end_of_blocks(year: Year) -> list[Window]:
    ends = [(end, year.days.edge(begin, end, last=True)) for begin, end in year.blocks]
    return [(min(end - weeks(2), by), by) for end, by in ends]


def end_of_year(opens: Callable[[Year], date]) -> Windows:
    return lambda year: [(min(opens(year), year.end), year.end)]


def weeks_before_end(count: int) -> Windows:
    return end_of_year(lambda year: year.end - weeks(count))


def after_last_report(year: Year) -> date:
    ends = [each.end + DAY for each in year.dates("rapport")]
    return ends[-1] if ends and ends[-1] <= year.end else year.end - weeks(2)


def group_division(year: Year) -> date:
    found = [each.begin for each in year.dates("groepsindeling") if each.begin <= year.end]
    return max(found, default=year.end - weeks(2))


def end_of_may(year: Year) -> list[Window]:
    return [fortnight(year.month(5)[1])]


def first_week(year: Year) -> list[Window]:
    return [year.weeks[0]]


def each_month(number: int) -> Windows:
    return lambda year: [year.month(number)]


# --- per group


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


# --- per pupil, on dates of the group


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

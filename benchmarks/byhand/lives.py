"""The same year by hand: dates in a pupil's own life, talks and other matters, colleagues, the school as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.byhand.people import TODDLERS, autumn, has, serves
from benchmarks.byhand.schooldays import DAY, months_later, school_year, weeks
from benchmarks.byhand.tasks import (
    Task,
    after_last_report,
    end_of_may,
    end_of_year,
    fortnight,
    group_rules,
    pupil_rules,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from benchmarks.byhand.people import School
    from benchmarks.byhand.schooldays import Days, Year
    from benchmarks.byhand.tasks import Window, Windows
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.model import Case, Facts, Group, Pupil, Staff

BESIDE_PARENTS = ("leerdoelen", "kindgesprek")
FOR_CARE = ("dyslexie", "voorsprong", "achterstand")


def whole_year(facts: Facts, calendars: Iterable[SchoolCalendar], start: int, first: date) -> list[Task]:
    """Return every task of the school year that began in `start`; nothing is due before `first`."""
    from benchmarks.byhand.people import School

    school = School(facts, calendars, start, first)
    rules = (group_rules, pupil_rules, entry_rules, exit_rules, worry_rules, case_rules, staff_rules, school_rules)
    tasks = [task for rule in rules for task in rule(school)]
    return [*tasks, *other_year_groups(school), *substitute_groups(school)]


# --- a pupil's own life


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


# --- talks, signals, extra help, absence


def case_rules(school: School) -> Iterator[Task]:
    for case in school.cases["gesprek"]:
        yield from talk(school, case)
    for case in school.cases["signalering"]:
        yield from signal(school, case)
    for case in school.cases["extra-hulp"]:
        yield from extra_help(school, case)
    for case in school.cases["afwezigheid"]:
        yield from absence(school, case)


def about(school: School, case: Case) -> tuple[Pupil | None, Group | None, Days]:
    """Return whom a case is about, the group whose teachers do the work, and the days that count."""
    if case.subject_type == "leerling" and case.subject in school.pupils:
        home = school.home_of.get(case.subject)
        pupil = school.pupils[case.subject]
        return pupil, home.group if home else None, days_of(school, pupil)
    if case.subject_type == "groep":
        home = next((each for each in school.homes if each.name == case.subject), None)
        return None, home.group if home else None, home.days if home else school.year.days
    return None, None, school.year.days


def is_young(school: School, case: Case, due: date) -> bool:
    pupil, group, _ = about(school, case)
    if pupil is not None:
        return school.numbers[pupil.number] in TODDLERS
    return group is not None and school.fits(group, TODDLERS, due)


def matter(school: School, rule: str, case: Case, opens: date, due: date) -> Iterator[Task]:
    pupil, group, _ = about(school, case)
    if due >= school.first and school.year_of(pupil, due) == school.start:
        people = school.teachers(group, due)
        yield Task(rule, case.type, case.key, min(opens, due), due, people)


def talk(school: School, case: Case) -> Iterator[Task]:
    if case.begin is None:
        return
    begin, end = case.begin, case.end or case.begin
    days, kind = about(school, case)[2], case.kind.lower()
    report = days.window(end, end + weeks(1))
    since = max(report - weeks(2), end)
    yield from matter(school, "okg-verslag", case, since, report)
    if is_young(school, case, report):
        yield from matter(school, "mkg-gespreksverslag", case, since, report)
    week_before = days.until(begin - weeks(1))
    if kind not in BESIDE_PARENTS and is_young(school, case, week_before):
        yield from matter(school, "mkg-actueel-oudergesprek", case, begin - weeks(3), week_before)
    if kind == "startgesprek":
        yield from matter(school, "okg-formulier-terug", case, begin - weeks(1), days.until(begin - DAY))
    if kind != "leerdoelen" and case.traits.get("los") == "ja":
        yield from matter(school, "okg-uitnodigen-los-gesprek", case, begin - weeks(3), week_before)


def signal(school: School, case: Case) -> Iterator[Task]:
    if case.begin is None:
        return
    end = case.end or case.begin
    due = about(school, case)[2].window(end, end + weeks(1))
    opens = max(due - weeks(2), end)
    if not is_young(school, case, due):
        return
    yield from matter(school, "mkg-observatie-binnen-week", case, opens, due)
    if case.traits.get("opvallend") == "ja":
        yield from matter(school, "mkg-opvallend-vastleggen", case, opens, due)
    if case.kind.lower() in FOR_CARE:
        yield from matter(school, "mkg-ib-inschakelen", case, opens, due)


def extra_help(school: School, case: Case) -> Iterator[Task]:
    for rule, day in (("mkg-extra-hulp-begin", case.begin), ("mkg-extra-hulp-einde", case.begin and case.end)):
        if day is None:
            continue
        due = about(school, case)[2].window(day, day + weeks(1))
        if is_young(school, case, due):
            yield from matter(school, rule, case, max(due - weeks(2), day), due)


def absence(school: School, case: Case) -> Iterator[Task]:
    if case.begin is None or case.subject not in school.staff:
        return
    days = school.year.days
    due = days.edge(case.begin, case.end, last=False) if case.end else days.since(case.begin)
    linked = school.linked(school.staff[case.subject], school.start)
    if due < school.first or school_year(due) != school.start:
        return
    if not any(school.fits(each, TODDLERS, due) for each in linked):
        return
    how_long = case.traits.get("duur")
    if how_long == "kort":
        people = school.stand_ins(case.subject, due)
        yield Task("mkg-vervanging-kort", case.type, case.key, *fortnight(due), people)
    if how_long == "langer":
        people = school.role("beheerder", due)
        yield Task("mkg-vervanging-account", case.type, case.key, *fortnight(due), people)
    if how_long == "langdurig":
        people = school.either(("directie", "beheerder"), due)
        yield Task("mkg-vervanging-langdurig", case.type, case.key, *fortnight(due), people)


# --- colleagues


def staff_rules(school: School) -> Iterator[Task]:
    year, at_once = school.year, school.year.days.since(max(school.year.begin, school.first))
    [(may_opens, may)] = end_of_may(year)
    wise = min(after_last_report(year), year.end)
    for staff in school.facts.staff:
        for rule, applies, opens, due in (
            ("mkg-stagiair-geen-account", trainee(school, staff), at_once, at_once),
            ("mkg-leerkracht-account", needs_account(school, staff, at_once), at_once, at_once),
            ("mkg-invaller-niet-aan-groep", linked_substitute(school, staff, at_once), at_once, at_once),
            ("mkg-leerkrachten-3-account", staff.account is not True and to_3(school, staff, may), may_opens, may),
            ("mkg-leerkrachten-3-bijpraten", to_3(school, staff, may) and not at_3(school, staff, may), may_opens, may),
            (
                "mkg-leerkrachten-3-wijzen",
                to_3(school, staff, year.end) and at_3(school, staff, year.end),
                wise,
                year.end,
            ),
        ):
            if applies and due >= school.first and serves(staff, due):
                yield Task(rule, "medewerker", staff.code, opens, due, school.role("beheerder", due))
        if staff.account is True and staff.out_of_service is not None:
            due = year.days.team_until(staff.out_of_service)
            if due >= school.first and school_year(due) == school.start:
                people = school.role("beheerder", due)
                yield Task("mkg-vertrokken-leerkrachten", "medewerker", staff.code, *fortnight(due), people)


def trainee(school: School, staff: Staff) -> bool:
    unattached = staff.kind.lower() == "lio" and not school.linked(staff, school.start)
    return staff.account is True and (staff.kind.lower() == "stagiair" or unattached)


def needs_account(school: School, staff: Staff, day: date) -> bool:
    linked = school.linked(staff, school.start)
    return staff.account is not True and any(school.fits(each, TODDLERS, day) for each in linked)


def linked_substitute(school: School, staff: Staff, day: date) -> bool:
    linked = school.linked(staff, school.start)
    return staff.kind.lower() == "invaller" and any(school.members(each, day) for each in linked)


def to_3(school: School, staff: Staff, day: date) -> bool:
    return any(school.fits(each, {3}, day) for each in school.linked(staff, school.start + 1))


def at_3(school: School, staff: Staff, day: date) -> bool:
    return any(school.fits(each, {3}, day) for each in school.linked(staff, school.start))


# --- the school as a whole, and groups of other years


def school_rules(school: School) -> Iterator[Task]:
    year = school.year
    for rule, windows in (
        ("mkg-periodes-aanmaken", lambda year: [(year.begin - weeks(6), year.begin)]),
        ("mkg-themas-aanmaken", before_periods),
        ("mkg-doelen-verdelen", before_periods),
        ("mkg-groepen-3-aanmaken", end_of_may),
        ("mkg-groepen-1-2-aanmaken", end_of_may),
        ("mkg-archieven-groep-4", lambda year: [(year.weeks[-1][0], year.end)]),
    ):
        for opens, due in windows(year):
            if due >= school.first:
                people = school.role("beheerder", due)
                yield Task(rule, "school", school.facts.brin, opens, due, people)
    yield from paper_rules(school)


def paper_rules(school: School) -> Iterator[Task]:
    """Ask after each paper that nobody looked at for two years, at the end of October."""
    opens, due = school.year.month(10)
    since = due.replace(year=due.year - 2)
    for paper in ("mijnkleutergroep", "ouder-kindgesprekken"):
        looked_at = (each for each in school.facts.registrations if each.kind == "papier-geevalueerd")
        if not any(each.value == paper and since <= each.on <= due for each in looked_at):
            people = school.role("directie", due)
            yield Task(f"papier-{paper}", "school", school.facts.brin, opens, due, people)


def before_periods(year: Year) -> list[Window]:
    return [
        (min(each.begin - weeks(3), due), due)
        for each in year.dates("periode")
        for due in [year.days.until(each.begin - DAY)]
    ]


def other_year_groups(school: School) -> Iterator[Task]:
    report: Windows = end_of_year(after_last_report)
    for start, groups in school.groups.items():
        for group in groups:
            if group.kind != "stam" or not (group.present or group.pupils):
                continue
            numbers = group.year_groups | {
                school.numbers[each] for each in group.pupils if 0 < school.numbers.get(each, 0) <= 8
            }
            year = school.year_for("", numbers)
            if start == school.start - 1:
                yield from in_year(school, "mkg-leerkrachten-ontkoppelen", group, [year.weeks[0]])
            if start < school.start - 1:
                yield from in_year(school, "mkg-oude-groepen", group, [fortnight(year.end)])
            if start == school.start + 1:
                young = school.fits(group, {1, 2, 3}, year.month(5)[1])
                yield from in_year(school, "mkg-leerkrachten-koppelen", group, end_of_may(year) if young else [])
                third = report(year) if school.fits(group, {3}, year.end) else []
                yield from in_year(school, "mkg-overzichten-groep-3", group, third)
                yield from in_year(school, "mkg-overzichten-administratie", group, third, school.care)


def in_year(
    school: School,
    rule: str,
    group: Group,
    windows: list[Window],
    who: Callable[[Group, date], tuple[str, ...]] | None = None,
) -> Iterator[Task]:
    for opens, due in windows:
        if due >= school.first:
            people = who(group, due) if who else school.role("beheerder", due)
            yield Task(rule, "groep", f"{group.name} ({group.school_year})", opens, due, people)


def substitute_groups(school: School) -> Iterator[Task]:
    due = school.year.days.since(max(school.year.begin, school.first))
    for group in school.groups[school.start]:
        if group.kind == "invaller" and school.members(group, due) and school.fits(group, TODDLERS, due):
            yield Task("mkg-invalgroep-leeg", "groep", group.name, due, due, school.role("beheerder", due))

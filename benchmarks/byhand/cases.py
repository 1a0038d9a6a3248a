"""Talks, signals, extra help, absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.byhand.lives import days_of
from benchmarks.byhand.people import TODDLERS, School
from benchmarks.byhand.schooldays import DAY, Days, school_year, weeks
from benchmarks.byhand.windows import Task, fortnight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.model import Case, Group, Pupil

BESIDE_PARENTS = ("leerdoelen", "kindgesprek")
FOR_CARE = ("dyslexie", "voorsprong", "achterstand")


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

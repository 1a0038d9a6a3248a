"""What is asked about colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.byhand.people import TODDLERS, School, serves
from benchmarks.byhand.schooldays import school_year
from benchmarks.byhand.windows import Task, after_last_report, end_of_may, fortnight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.model import Staff


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

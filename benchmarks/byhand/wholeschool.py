"""What is asked of the school as a whole, and about groups of other years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.byhand.people import TODDLERS, School
from benchmarks.byhand.schooldays import DAY, Year, weeks
from benchmarks.byhand.windows import Task, after_last_report, end_of_may, end_of_year, fortnight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from benchmarks.byhand.windows import Window, Windows
    from engine.model import Group


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

"""A plan in sections: a month, a colleague or a group each, with a heading that says how much it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.almanac import monday_of
from engine.almanac.days import MONTHS, dutch, label
from engine.cli.planrows import tasks_in_words
from engine.model import HOME_GROUP
from engine.yearpicture.year import natural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.model import Staff, Wanted
    from engine.runs.plan import Plan

WHOLE_SCHOOL = "De hele school"


@dataclass(frozen=True, slots=True)
class Section:
    """Tasks under one heading."""

    heading: str
    tasks: tuple[Wanted, ...]


def by_month(tasks: Iterable[Wanted]) -> list[Section]:
    found: dict[tuple[int, int], list[Wanted]] = defaultdict(list)
    for each in tasks:
        found[each.due.year, each.due.month].append(each)
    return [
        Section(f"{MONTHS[month - 1]} {year} · {tasks_in_words(len(of))}", tuple(of))
        for (year, month), of in sorted(found.items())
    ]


def by_person(tasks: Iterable[Wanted], plan: Plan) -> list[Section]:
    """Return a section for everybody who gets something, in the order of their groups; then who has none."""
    found: dict[str, list[Wanted]] = defaultdict(list)
    for each in tasks:
        for code in each.recipients:
            found[code].append(each)
    year = label(plan.start)
    groups = [each for each in plan.school.facts.groups if each.school_year == year and each.kind == HOME_GROUP]
    where = {code: sorted((each.name for each in groups if code in each.teachers), key=natural) for code in found}
    staff = {each.code: each for each in plan.school.facts.staff}
    ordered = sorted(found, key=lambda code: (not where[code], [natural(each) for each in where[code]], code))
    return [_section(_full_name(staff[code], where[code]), found[code]) for code in ordered]


def by_group(tasks: Iterable[Wanted]) -> list[Section]:
    """Return a section for each group, and what is about no group at the end."""
    found: dict[str, list[Wanted]] = defaultdict(list)
    for each in tasks:
        found[each.group].append(each)
    ordered = sorted(found, key=lambda each: (not each, natural(each)))
    return [_section(f"Groep {name}" if name else WHOLE_SCHOOL, found[name]) for name in ordered]


def _full_name(person: Staff, groups: list[str]) -> str:
    name = f"{person.first_name} {person.last_name}".strip() or person.code
    where = ", ".join(groups) or ", ".join(sorted(person.roles))
    return f"{name} ({where})" if where else name


def _section(name: str, tasks: list[Wanted]) -> Section:
    weeks = Counter(monday_of(each.due) for each in tasks)
    monday, number = min(weeks.items(), key=lambda each: (-each[1], each[0]))
    busy = f", het drukst in de week van {dutch(monday)}: {number}" if len(weeks) > 1 else ""
    return Section(f"{name} · {tasks_in_words(len(tasks))}{busy}", tuple(tasks))

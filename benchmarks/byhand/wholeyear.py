"""The year of the demo school as a programmer would write it by hand: a function per kind of rule, plain loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.byhand.cases import case_rules
from benchmarks.byhand.colleagues import staff_rules
from benchmarks.byhand.groups import group_rules
from benchmarks.byhand.lives import entry_rules, exit_rules, worry_rules
from benchmarks.byhand.pupils import pupil_rules
from benchmarks.byhand.wholeschool import other_year_groups, school_rules, substitute_groups

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from benchmarks.byhand.windows import Task
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.model import Facts


def whole_year(facts: Facts, calendars: Iterable[SchoolCalendar], start: int, first: date) -> list[Task]:
    """Return every task of the school year that began in `start`; nothing is due before `first`."""
    from benchmarks.byhand.people import School

    school = School(facts, calendars, start, first)
    rules = (group_rules, pupil_rules, entry_rules, exit_rules, worry_rules, case_rules, staff_rules, school_rules)
    tasks = [task for rule in rules for task in rule(school)]
    return [*tasks, *other_year_groups(school), *substitute_groups(school)]

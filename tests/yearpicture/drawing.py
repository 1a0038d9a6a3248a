"""The page of a plan, without a command line: of a school, of one of its people or of one of its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.kit.demo import TODAY
from engine.runs.yearpicture import year_page
from engine.yearpicture.year import Asked

if TYPE_CHECKING:
    from engine.runs.plan import Plan


def page_of(plan: Plan, person: str = "", group: str = "") -> str:
    """Draw the year of a school, of one of its people or of one of its groups."""
    who = next((each for each in plan.school.facts.staff if each.code == person), None)
    tasks = [
        each
        for each in plan.tasks
        if (not person or person in each.wanted.recipients) and group in ("", each.wanted.group)
    ]
    page = year_page(plan, tasks, Asked(who, group), TODAY)
    assert page is not None
    return page

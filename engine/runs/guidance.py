"""The paragraph behind a task's title, filled in for who may read a child's name. It is never in a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.model import PUPIL
from engine.validity import version_on
from engine.wording import fill

if TYPE_CHECKING:
    from engine.model import Task
    from engine.runs.morning import Morning

ANY_PUPIL = "de leerling"


def guidance(day: Morning, task: Task, *, alone: bool) -> str:
    """Return what the rule says of how to do this; not `alone` it is about more children, and names none."""
    rule = day.listing.rules.get(task.rule)
    if rule is None:
        return ""
    because = task.because
    names = {
        "leerling.roepnaam": (_first_name(day, task) if alone else "") or ANY_PUPIL,
        "groep.naam": task.group,
        "gelegenheid.naam": because.occasion_name,
        "gelegenheid.datum": dutch(because.occasion_begin),
        "school.naam": day.school.settings.school.name,
    }
    return fill((version_on(rule, task.due) or rule).guidance, names)


def _first_name(day: Morning, task: Task) -> str:
    if task.per != PUPIL:
        return ""
    return next((each.first_name for each in day.school.facts.pupils if each.number == task.subject), "")

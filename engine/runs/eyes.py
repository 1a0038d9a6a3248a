"""Who may see a task, and who may tick it: own tasks, those of own groups, all for who leads or keeps the school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.audience import CARE
from engine.census import TEACHER
from engine.model import GROUP, HOME_GROUP
from engine.runs.morning import people_today
from engine.ticking import fact_subject

if TYPE_CHECKING:
    from engine.model import Facts, Group, Staff, Task
    from engine.runs.morning import Morning

HEAD, KEEPER = "directie", "beheerder"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. Without `sensitive` the tasks of sensitive rules are not shown, only counted."""

    person: Staff
    sensitive: bool = True


def may_see(day: Morning, viewer: Viewer, task: Task) -> bool:
    """Tell whether a task is for this person's eyes: an own one, one of an own group, or all for who leads or keeps."""
    if not viewer.sensitive and task.rule in day.reading.hidden:
        return False
    return _leads(day, viewer, task) or may_do(day, viewer, task)


def _leads(day: Morning, viewer: Viewer, task: Task) -> bool:
    """Tell whether this person sees a task because they lead the school or keep its rules."""
    if task.on_trial:
        return KEEPER in viewer.person.roles and task.rule not in day.reading.hidden
    if task.rule in day.reading.hidden:
        return HEAD in viewer.person.roles
    return bool({HEAD, KEEPER} & viewer.person.roles)


def may_do(day: Morning, viewer: Viewer, task: Task) -> bool:
    """Tell whether this person may tick a task: an own one, or one of an own group; sensitive ones only of an ib'er."""
    if task.on_trial or (not viewer.sensitive and task.rule in day.reading.hidden):
        return False
    ways = (CARE,) if task.rule in day.reading.hidden else (CARE, TEACHER)
    if any(_has_group(day, viewer.person, role, task) for role in ways):
        return True
    return is_theirs(day, viewer.person, task)


def is_theirs(day: Morning, person: Staff, task: Task) -> bool:
    """Tell whether a task is somebody's own, or falls to them today because a colleague is away."""
    if task.on_trial or day.silence.covers(task):
        return False
    return person.code in task.recipients or person.code in people_today(day, task)


def _has_group(day: Morning, person: Staff, role: str, task: Task) -> bool:
    """Tell whether a task is about a group this person has in this role."""
    name = fact_subject(task) if task.per == GROUP else task.group
    if role not in person.roles or not name:
        return False
    return any(is_whose(each, person, role) for each in _named(day.school.facts, name, task.school_year))


def is_whose(group: Group, person: Staff, role: str) -> bool:
    """Tell whether a group is this person's, in this role; who has that role at all is another matter."""
    if role == TEACHER:
        return person.code in group.teachers
    return not group.care_coordinators or person.code in group.care_coordinators


def _named(facts: Facts, name: str, school_year: str) -> list[Group]:
    """Return the home group of that name in that year, or as the school has it now."""
    homes = [each for each in facts.groups if each.name == name and each.kind == HOME_GROUP]
    return [each for each in homes if each.school_year == school_year] or [
        each for each in homes if each.school_year == facts.school_year
    ]

"""The groups somebody looks after: how each stands in each cycle, and what is late soon if nobody does anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.audience import CARE
from engine.census import TEACHER
from engine.cycles import cycles
from engine.matrix import late_soon, matrix
from engine.model import HOME_GROUP
from engine.runs.eyes import HEAD, KEEPER, is_whose, may_see
from engine.yearpicture.year import natural

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.bundle import Bundle
    from engine.matrix import Matrix
    from engine.model import Staff, Task, Wanted
    from engine.runs.eyes import Viewer
    from engine.runs.morning import Morning


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of it somebody wants to see; nothing at all is the whole."""

    group: str = ""
    cycle: str = ""
    late: bool = False
    own: bool = False


def groups_of(day: Morning, viewer: Viewer) -> tuple[str, ...]:
    """Return the home groups of now that this person may look at: all for who leads or keeps, else the own ones."""
    if {HEAD, KEEPER} & viewer.person.roles:
        return _home_groups(day, None)
    return own_groups(day, viewer)


def own_groups(day: Morning, viewer: Viewer) -> tuple[str, ...]:
    """Return the home groups of now that this person teaches or is the care coordinator of."""
    return _home_groups(day, viewer.person)


def standing_of(day: Morning, viewer: Viewer, asked: Asked) -> Matrix:
    """Return the groups by cycle, or the part of it that was asked for."""
    if asked.group:
        found = _standing(day, viewer, asked)
    else:
        eyes = (viewer.person.code, viewer.sensitive, asked.own)
        found = day.once(("groups", *eyes), lambda: _standing(day, viewer, asked))
    if asked.cycle:
        found = found.of(found.groups, {asked.cycle})
    return found.only_late() if asked.late else found


def _standing(day: Morning, viewer: Viewer, asked: Asked) -> Matrix:
    groups, cycle_of = _asked_groups(day, viewer, asked), _cycles(day)
    return matrix(_tasks(day, viewer, asked), groups, cycle_of, day.reading, day.today)


def _cycles(day: Morning) -> Callable[[Task | Wanted], str]:
    return day.once("cycles", lambda: cycles(day.listing.tasks, day.listing.rules))


def late_soon_of(day: Morning, viewer: Viewer, asked: Asked) -> tuple[Bundle, ...]:
    """Return what is late within three weeks if nobody does anything, in the groups that were asked for."""
    tasks = _tasks(day, viewer, asked)
    if asked.cycle:
        cycle_of = _cycles(day)
        tasks = [each for each in tasks if cycle_of(each) == asked.cycle]
    return late_soon(tasks, day.reading, day.today)


def _tasks(day: Morning, viewer: Viewer, asked: Asked) -> list[Task]:
    groups = frozenset(_asked_groups(day, viewer, asked))
    year = day.school.facts.school_year
    found = (each for each in day.listing.tasks if each.group in groups and each.school_year == year)
    return [each for each in found if each.rule not in day.reading.routine and may_see(day, viewer, each)]


def _asked_groups(day: Morning, viewer: Viewer, asked: Asked) -> tuple[str, ...]:
    seen = own_groups(day, viewer) if asked.own else groups_of(day, viewer)
    return tuple(each for each in seen if asked.group in ("", each))


def _home_groups(day: Morning, person: Staff | None) -> tuple[str, ...]:
    facts = day.school.facts
    homes = [each for each in facts.groups if each.kind == HOME_GROUP and each.school_year == facts.school_year]
    if person is not None:
        ways = {CARE, TEACHER} & person.roles
        homes = [each for each in homes if any(is_whose(each, person, role) for role in ways)]
    return tuple(sorted({each.name for each in homes if each.present}, key=natural))

"""Who of all subjects takes part in a rule: there on the day, and chosen by `waar` (regeltaal 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.almanac import serves
from engine.almanac.days import school_year_start
from engine.anchors.known import CASES
from engine.conditions.combine import AllOf, AnyOf, walk
from engine.conditions.enrolment import Enrolment, Stay

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.census import Census
    from engine.conditions.base import Candidate, Condition, World

ENTERING = ("instroom", "vierde verjaardag")
LEAVING = "uitstroom"
LEAVING_SERVICE = "uit-dienst"


def select(where: Condition | None, every: Iterable[Candidate], world: World) -> set[Candidate]:
    """Return who takes part and is chosen by `waar`."""
    among = {each for each in every if takes_part(each)}
    here = {each for each in among if is_here(each, world.census)}
    return select_present(where, among, here, world)


def takes_part(candidate: Candidate) -> bool:
    """Tell whether a case falls in the school year, where the rule hangs on something else."""
    case = candidate.subject.case
    if case is None or case.begin is None or _family(candidate) == case.type:
        return True
    last = case.end or (None if _stays_open(candidate.subject.per) else case.begin)
    return _overlaps(case.begin, last, candidate.start)


def _stays_open(per: str) -> bool:
    return per in CASES and CASES[per].stays_open


def is_here(candidate: Candidate, census: Census) -> bool:
    """Tell whether the pupil is at school, or the staff member in service, on the day it is due."""
    subject, day, family = candidate.subject, candidate.due, _family(candidate)
    if subject.staff is not None:
        staff = subject.staff
        joined = None if family in ENTERING else staff.in_service
        return family == LEAVING_SERVICE or serves(joined, staff.out_of_service, day)
    if subject.pupil is None:
        return True
    pupil = subject.pupil
    entry = None if family in ENTERING else pupil.entry
    leaving = None if family == LEAVING else pupil.exit
    return census.belongs(pupil, candidate.start) and serves(entry, leaving, day)


def select_present(
    condition: Condition | None, among: set[Candidate], here: set[Candidate], world: World
) -> set[Candidate]:
    """Choose among those who are here, save where a clause speaks of being at school itself (`op_school`)."""
    if condition is None:
        return among & here
    if not speaks_of_enrolment(condition):
        return condition.select(among & here, world)
    if isinstance(condition, AnyOf):
        return set().union(*(select_present(each, among, here, world) for each in condition.parts))
    if not isinstance(condition, AllOf):
        return condition.select(among, world)
    left = among
    for each in condition.parts:
        speaks = speaks_of_enrolment(each)
        left = select_present(each, left, here, world) if speaks else each.select(left, world)
    return left


def speaks_of_enrolment(condition: Condition) -> bool:
    """Tell whether a condition says itself who must be at school (`op_school`)."""
    return any(isinstance(each, Enrolment | Stay) for each in walk(condition))


def _family(candidate: Candidate) -> str:
    anchor = candidate.dated.moment.anchor
    return anchor.family if anchor is not None else ""


def _overlaps(begin: date, last: date | None, start: int) -> bool:
    """Tell whether days from `begin` to `last` (None: no end yet) touch the school year that began in `start`."""
    return school_year_start(begin) <= start and (last is None or school_year_start(last) >= start)

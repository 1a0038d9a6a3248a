"""Who gets a task: roles, duos, absence, substitutes, and what happens when there is nobody (regeltaal 23)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.almanac import serves
from engine.census import ABSENCE, TEACHER
from engine.model import HOME_GROUP, PUPIL, SCHOOL, TALK_ROUND

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.almanac.almanac import Almanac
    from engine.almanac.dayline import DayLine
    from engine.census import Census, Subject
    from engine.model import Group, Staff

CARE, RECIPIENT = "ib", "ontvanger"
FALLBACK = ("beheerder", "directie")
SHORT_SUBSTITUTE = "invaller"


@dataclass(frozen=True, slots=True)
class Audience:
    """Staff codes in order of address, the roles that stood empty, and in Dutch why these people."""

    codes: tuple[str, ...]
    empty_roles: tuple[str, ...]
    reasons: tuple[str, ...]


class Audiences:
    """Answers who gets a task, once for everybody in the same group while the same people are in service."""

    def __init__(self, census: Census, almanac: Almanac) -> None:
        self.census = census
        self.almanac = almanac
        self._known: dict[object, Audience] = {}
        self._on_days: dict[tuple[tuple[str, ...], str, int, date], tuple[str, ...]] = {}
        self._joined = sorted(each.in_service for each in census.facts.staff if each.in_service)
        self._left = sorted(each.out_of_service for each in census.facts.staff if each.out_of_service)

    def of(self, assignees: tuple[str, ...], subject: Subject, start: int, day: date) -> Audience:
        """Return who is in service and has an address on `day`; an empty role goes to the administrator."""
        key = (assignees, self._about(assignees, subject, start), start, self._when(subject, day))
        if key not in self._known:
            self._known[key] = self._work_out(assignees, subject, start, day)
        return self._known[key]

    def lines(self, assignees: tuple[str, ...], subject: Subject, start: int, day: date) -> tuple[DayLine, ...]:
        """Return the working days of who gets it, for counting from `day`."""
        codes = self.of(assignees, subject, start, day).codes
        return tuple(self.working_days(self.census.staff[code]) for code in codes)

    def working_days(self, staff: Staff) -> DayLine:
        return self.almanac.working_days(staff.working_days, staff.in_service, staff.out_of_service)

    def _when(self, subject: Subject, day: date) -> object:
        """Return what the answer depends on: who is in service; for an absence also who sits in a group that day."""
        if subject.case is not None and subject.case.type == ABSENCE:
            return day
        return (bisect_right(self._joined, day), bisect_left(self._left, day))

    def _about(self, assignees: tuple[str, ...], subject: Subject, start: int) -> object:
        """Return what the answer depends on: the group for a pupil or (mostly) a case about one, else the subject."""
        case = subject.case
        own_people = case is not None and (case.subject_type != PUPIL or case.type == ABSENCE or RECIPIENT in assignees)
        if own_people or subject.staff is not None or subject.round is not None:
            return (subject.per, subject.key)
        group = self.census.group_of(subject, start)
        return (group.name, group.school_year) if group is not None else subject.per

    def _work_out(self, assignees: tuple[str, ...], subject: Subject, start: int, day: date) -> Audience:
        found: dict[str, Staff] = {}
        empty: list[str] = []
        reasons: list[str] = []
        for role in assignees:
            people = [each for each in self._in_role(role, subject, start, day) if reachable(each, day)]
            if not people:
                empty.append(role)
                role, people = self._instead(day)
            reasons.append(role)
            found |= {each.code: each for each in people}
        ordered = sorted(found.values(), key=lambda each: each.email)
        return Audience(tuple(each.code for each in ordered), tuple(empty), tuple(dict.fromkeys(reasons)))

    def _instead(self, day: date) -> tuple[str, list[Staff]]:
        for role in FALLBACK:
            people = [each for each in self.census.with_role(role) if reachable(each, day)]
            if people:
                return role, people
        return FALLBACK[0], []

    def _in_role(self, role: str, subject: Subject, start: int, day: date) -> Iterable[Staff]:
        if role == TEACHER:
            return self._teachers(subject, start, day)
        if role == RECIPIENT:
            return self._recipient(subject, start, day)
        if role == CARE:
            return self._care(subject, start, day)
        return self.census.with_role(role)

    def _care(self, subject: Subject, start: int, day: date) -> list[Staff]:
        group = self.census.group_of(subject, start)
        named = sorted(group.care_coordinators) if group is not None else []
        own = [self.census.staff[code] for code in named if code in self.census.staff]
        own = [each for each in own if reachable(each, day)]
        return own or self.census.with_role(CARE)

    def _recipient(self, subject: Subject, start: int, day: date) -> list[Staff]:
        named = self.census.staff.get(subject.case.traits.get(RECIPIENT, "")) if subject.case else None
        if named is not None:
            return [named]
        return self._teachers(subject, start, day)

    def _teachers(self, subject: Subject, start: int, day: date) -> list[Staff]:
        if subject.case is not None and subject.case.type == ABSENCE:
            return self._in_place_of(subject, start, day)
        own = self.census.staff_of(subject)
        if own is not None:
            return [own]
        group = self.census.group_of(subject, start)
        if group is not None:
            return self._of_group(group)
        return self.census.with_role(TEACHER) if _is_about_school(subject) else []

    def _of_group(self, group: Group) -> list[Staff]:
        """A short-term substitute gets nothing through a group."""
        return [each for each in self.census.teachers_of(group) if each.kind != SHORT_SUBSTITUTE]

    def _in_place_of(self, subject: Subject, start: int, day: date) -> list[Staff]:
        """Return who steps in for somebody absent: the duo partner, else parallel groups, else care coordinators."""
        absent = self.census.staff_of(subject)
        if absent is None:
            return []
        own = [each for each in self._homes(start) if absent.code in each.teachers]
        return self._step_in(own, frozenset({absent.code}), start, day)

    def _homes(self, start: int) -> list[Group]:
        return [each for each in self.census.groups(start) if each.kind == HOME_GROUP]

    def _step_in(self, groups: list[Group], away: frozenset[str], start: int, day: date) -> list[Staff]:
        duos = self._colleagues(groups, away, day)
        if duos:
            return duos
        numbers = {number for each in groups for number in self.census.year_groups_on(each, day, start)}
        parallel = [each for each in self._homes(start) if numbers & self.census.year_groups_on(each, day, start)]
        care = (each for each in self.census.with_role(CARE) if each.code not in away)
        return self._colleagues(parallel, away, day) or list(care)

    def _colleagues(self, groups: Iterable[Group], away: frozenset[str], day: date) -> list[Staff]:
        found = {each.code: each for group in groups for each in self._of_group(group)}
        return [each for each in found.values() if each.code not in away and reachable(each, day)]

    # --- on the day itself

    def on_day(self, codes: Iterable[str], group: str, start: int, day: date) -> tuple[str, ...]:
        """Return who has a task on a day when some of its people are absent.

        An absent teacher's share goes to the duo partner, else to teachers of a parallel group, else to the care
        coordinators; a long-term substitute linked to the group is one of its teachers. When nobody is left it goes to
        the administrator. Somebody who is no longer in service counts as absent.
        """
        key = (tuple(codes), group, start, day)
        if key not in self._on_days:
            self._on_days[key] = self._work_out_on_day(*key)
        return self._on_days[key]

    def _work_out_on_day(self, codes: tuple[str, ...], group: str, start: int, day: date) -> tuple[str, ...]:
        away = self.census.absent(day)
        left = [each for each in codes if each not in away and reachable(self.census.staff[each], day)]
        if len(left) == len(codes):
            return codes
        home = self.census.named_group(group, start) if group else None
        lost = set(codes) - set(left)
        if home is not None and lost & home.teachers and not set(left) & home.teachers:
            left += [each.code for each in self._step_in([home], away, start, day) if each.code not in left]
        return tuple(left) or tuple(each.code for each in self._instead(day)[1])


def reachable(staff: Staff, day: date) -> bool:
    """Tell whether somebody is in service that day and has an address."""
    return bool(staff.email) and serves(staff.in_service, staff.out_of_service, day)


def _is_about_school(subject: Subject) -> bool:
    if subject.per in (SCHOOL, TALK_ROUND):
        return True
    return subject.case is not None and subject.case.subject_type == SCHOOL

"""The turn of the school year: what is left of the old one, what the new one lacks, what may go along. Does nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.almanac import serves
from engine.almanac.days import dutch_with_weekday, label
from engine.census import TEACHER, Census
from engine.exception import Exemption, same_agreement, year_end
from engine.model import GROUP, HOME_GROUP, LIVE, OUT, PUPIL, STAFF
from engine.naming import staff_names
from engine.newyearwait import years_with_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.model import Facts, Group, Staff, Task
    from engine.overriding import Override
    from engine.rule import Rule

MAY_ONWARDS, LAST_MONTH_AFTER = 5, 10
SHORT_STAY = frozenset({"invaller", "stagiair"})


@dataclass(frozen=True, slots=True)
class Turn:
    """All that the turn of the year follows from. `start` is the calendar year in which the new school year begins.

    `calendar` is that of the new year and `before` of the old one, None when there is none; `broken` says that the
    file of the new year cannot be read. `used` are the anchors that rules ask dates for. `closed` maps a closed
    school year to who closed it. `own_files` are the school's own rule files.
    """

    start: int
    today: date
    facts: Facts
    rules: tuple[Rule, ...]
    overrides: tuple[Override, ...]
    tasks: tuple[Task, ...]
    exemptions: tuple[Exemption, ...]
    used: tuple[str, ...]
    calendar: SchoolCalendar | None = None
    before: SchoolCalendar | None = None
    broken: bool = False
    closed: Mapping[str, str] = field(default_factory=dict)
    wishes: int = 0
    own_files: int = 0

    @property
    def new(self) -> str:
        return label(self.start)

    @property
    def old(self) -> str:
        return label(self.start - 1)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The home groups of the new year."""
        return self._homes(self.new)

    @property
    def old_groups(self) -> tuple[Group, ...]:
        return self._homes(self.old)

    def _homes(self, school_year: str) -> tuple[Group, ...]:
        there = (each for each in self.facts.groups if each.present or each.pupils)
        return tuple(each for each in there if each.kind == HOME_GROUP and each.school_year == school_year)

    @property
    def groups_known(self) -> bool:
        return self.start in years_with_groups(self.facts.groups)


def turn_near(today: date) -> int | None:
    """Return the calendar year in which the school year begins that people get ready for now; None in between."""
    if MAY_ONWARDS <= today.month < LAST_MONTH_AFTER:
        return today.year
    return None


# --- the calendar


def lacking(turn: Turn) -> tuple[str, ...]:
    """Return the anchors that rules ask for and that have no date in the new year yet."""
    there = turn.calendar.anchors if turn.calendar is not None else {}
    return tuple(each for each in turn.used if not there.get(each))


# --- the year that ends


def left_open(turn: Turn) -> tuple[Task, ...]:
    """Return what is still to do of the old year, and of years before it that nobody closed."""
    years = years_to_close(turn)
    return tuple(each for each in turn.tasks if each.state in LIVE and each.school_year in years)


def years_to_close(turn: Turn) -> tuple[str, ...]:
    """Return the old year and those before it, the first one first, as far as nobody closed them."""
    years = {turn.old, *(each.school_year for each in turn.tasks if each.school_year < turn.old)}
    return tuple(sorted(years - turn.closed.keys()))


def too_early(turn: Turn) -> str:
    """Say why the old year cannot be closed today; "" when it can."""
    last = turn.before.last_day if turn.before is not None else date(turn.start, 7, 1)
    if turn.today >= last:
        return ""
    return f"schooljaar {turn.old} loopt nog tot en met {dutch_with_weekday(last)} {last.year}"


# --- groups and people


def without_teacher(turn: Turn) -> tuple[str, ...]:
    """Return the groups of the new year to which no teacher is linked."""
    here = {each.code for each in _teaching(turn)}
    return tuple(each.name for each in turn.groups if not each.teachers & here)


def without_group(turn: Turn) -> tuple[str, ...]:
    """Return the names of teachers who are there in the new year and are linked to no group of it."""
    linked = {code for each in turn.facts.groups if each.school_year == turn.new for code in each.teachers}
    names = staff_names(turn.facts)
    return tuple(names[each.code] for each in _teaching(turn) if each.code not in linked)


def _teaching(turn: Turn) -> list[Staff]:
    first = turn.calendar.first_day if turn.calendar is not None else date(turn.start, 9, 1)
    here = (each for each in turn.facts.staff if serves(each.in_service, each.out_of_service, first))
    return [each for each in here if TEACHER in each.roles and each.kind not in SHORT_STAY and each.present]


# --- what goes along


def to_carry(turn: Turn) -> tuple[Exemption, ...]:
    """Return the exceptions of the old year that lasted to its end, and are about what is there in the new one."""
    last = turn.before.last_day if turn.before is not None else date(turn.start, 7, 1)
    ran = (each for each in turn.exemptions if each.school_year == turn.start - 1 and each.kind == OUT)
    to_the_end = (each for each in ran if each.ended_on is None and each.end >= last)
    return tuple(each for each in to_the_end if _is_there(each, turn))


def not_carried(turn: Turn) -> tuple[Exemption, ...]:
    """Return those of `to_carry` that the new year does not have yet."""
    return tuple(each for each in to_carry(turn) if already(carried(each, 0, "", turn), turn.exemptions) is None)


def carried(exemption: Exemption, number: int, by: str, turn: Turn) -> Exemption:
    """Return the same exception for the whole of the new year, decided today."""
    return Exemption(
        number,
        exemption.kind,
        exemption.per,
        exemption.subject,
        date(turn.start, 8, 1),
        year_end(turn.start),
        exemption.reason,
        by,
        turn.today,
        exemption.rule,
        exemption.pack,
    )


def already(exemption: Exemption, there: Iterable[Exemption]) -> Exemption | None:
    return next((each for each in there if same_agreement(each, exemption)), None)


def _is_there(exemption: Exemption, turn: Turn) -> bool:
    """Tell whether whom it is about is there in the new year; a group as long as nobody knows the new groups."""
    if exemption.per == GROUP:
        return not turn.groups or any(each.name == exemption.subject for each in turn.groups)
    first = date(turn.start, 8, 1)
    census = Census(turn.facts)
    if exemption.per == PUPIL:
        pupil = census.pupils.get(exemption.subject)
        return pupil is not None and census.belongs(pupil, turn.start) and serves(None, pupil.exit, first)
    if exemption.per == STAFF:
        staff = census.staff.get(exemption.subject)
        return staff is not None and serves(None, staff.out_of_service, first)
    return True

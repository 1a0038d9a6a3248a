"""What we know of people ends at its term: who and what goes on which day, and what is left without them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, add_months, school_year_start, start_of
from engine.anchors.known import CASES
from engine.census import ABSENCE, GONE
from engine.intake.combine import combine
from engine.model import HOME_GROUP, PUPIL, STAFF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.configparts import Privacy
    from engine.model import Case, Facts, Group, Pupil, Registration, Staff, Told

MONTHS_A_YEAR = 12
CaseKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ending:
    """What is to go: pupils by number, staff by code, registrations, and cases by (type, key)."""

    pupils: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    registrations: frozenset[Registration] = frozenset()
    cases: frozenset[CaseKey] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.pupils or self.staff or self.registrations or self.cases)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing and the first day on which it is no longer kept."""

    kind: str
    first_day: date


PUPILS, STAFF_NAMES, RECORDS, MATTERS, ABSENCES = "leerlingen", "medewerkers", "registraties", "zaken", "afwezigheden"


class Terms:
    """Answers on which day anything goes; None for what stays as long as whom it is about."""

    def __init__(self, facts: Facts, privacy: Privacy) -> None:
        self.facts = facts
        self.privacy = privacy
        self._last_year = last_years(facts.groups)
        self._about = {(each.type, each.key): each.subject_type for each in facts.cases}

    def pupil(self, pupil: Pupil) -> date | None:
        left = self.left_on(pupil)
        return first_day_after(left, self.privacy.pupils) if left is not None else None

    def left_on(self, pupil: Pupil) -> date | None:
        """Return the last day at school. Who only went missing left at the end of the last year with a group."""
        if pupil.exit is not None and (pupil.entry is None or pupil.entry <= pupil.exit):
            return pupil.exit
        year = self._last_year.get(pupil.number)
        if (pupil.present and pupil.year_group != GONE) or year is None:
            return None
        return date(year + 1, 7, 31)

    def staff(self, staff: Staff) -> date | None:
        """Return when the names of a colleague go; None when they are gone already, or somebody still works here."""
        if staff.out_of_service is None or not (staff.first_name or staff.last_name or staff.email):
            return None
        return first_day_after(staff.out_of_service, self.privacy.staff)

    def registration(self, registration: Registration) -> date | None:
        about = self._about.get((registration.subject_type, registration.subject), registration.subject_type)
        return year_after(registration.on, self.privacy.records) if about == PUPIL else None

    def case(self, case: Case) -> date | None:
        """A matter that goes on without an end stays; what is about a group or the school is about nobody."""
        day = case.end or (None if _stays_open(case.type) else case.begin)
        if day is None or case.subject_type not in (PUPIL, STAFF):
            return None
        if case.type == ABSENCE:
            return first_day_after(day, self.privacy.absences)
        return year_after(day, self.privacy.records)

    def every(self) -> Iterable[Term]:
        """Give everything that has a term, with its day."""
        parts = (
            (PUPILS, map(self.pupil, self.facts.pupils)),
            (STAFF_NAMES, map(self.staff, self.facts.staff)),
            (RECORDS, map(self.registration, self.facts.registrations)),
            (MATTERS, (self.case(each) for each in self.facts.cases if each.type != ABSENCE)),
            (ABSENCES, (self.case(each) for each in self.facts.cases if each.type == ABSENCE)),
        )
        return (Term(kind, day) for kind, days in parts for day in days if day is not None)


def ending(facts: Facts, privacy: Privacy, today: date) -> Ending:
    """Return what is over its term today, with all that goes along with a pupil, a colleague or a matter."""
    terms = Terms(facts, privacy)
    pupils = frozenset(each.number for each in facts.pupils if _is_over(terms.pupil(each), today))
    staff = frozenset(each.code for each in facts.staff if _is_over(terms.staff(each), today))
    gone = {*((PUPIL, each) for each in pupils), *((STAFF, each) for each in staff)}
    cases = frozenset(
        (each.type, each.key)
        for each in facts.cases
        if (each.subject_type, each.subject) in gone or _is_over(terms.case(each), today)
    )
    gone |= cases
    registrations = frozenset(
        each
        for each in facts.registrations
        if (each.subject_type, each.subject) in gone or _is_over(terms.registration(each), today)
    )
    return Ending(pupils, staff, registrations, cases)


def within_terms(told: Told, privacy: Privacy, today: date) -> Told:
    """Return what was told without what is over its term: an old file brings nobody back."""
    over = ending(combine(told), privacy, today)
    return without(told, over) if over else told


def without(told: Told, over: Ending) -> Told:
    """Return what was told as if these pupils and matters had never been named; colleagues keep only their code."""
    return replace(
        told,
        export_pupils=_others(told.export_pupils, over.pupils),
        sheet_pupils=_others(told.sheet_pupils, over.pupils),
        export_groups=_emptied(told.export_groups, over.pupils),
        sheet_groups=_emptied(told.sheet_groups, over.pupils),
        export_staff=_nameless(told.export_staff, over.staff),
        sheet_staff=_nameless(told.sheet_staff, over.staff),
        registrations=tuple(each for each in told.registrations if each not in over.registrations),
        cases=tuple(each for each in told.cases if (each.type, each.key) not in over.cases),
        renames=_unnamed(told.renames, over.pupils),
    )


def last_years(groups: Iterable[Group]) -> dict[str, int]:
    """Return for each pupil the last school year with a home group."""
    found: dict[str, int] = {}
    for group in groups:
        if group.kind == HOME_GROUP and group.school_year:
            year = start_of(group.school_year)
            for number in group.pupils:
                found[number] = max(year, found.get(number, year))
    return found


def first_day_after(day: date, years: int) -> date:
    """Return the first day that lies more than so many years after a day."""
    return add_months(day, MONTHS_A_YEAR * years) + ONE_DAY


def year_after(day: date, years: int) -> date:
    """Return the first of August that comes so many years after the school year of a day: a year is kept whole."""
    return date(school_year_start(day) + 1 + years, 8, 1)


def over_before(today: date, years: int) -> date:
    """Return the first of August before which a school year is over this term today."""
    return date(school_year_start(today) - years, 8, 1)


def _is_over(first_day: date | None, today: date) -> bool:
    return first_day is not None and first_day <= today


def _stays_open(case_type: str) -> bool:
    return case_type in CASES and CASES[case_type].stays_open


def _others(pupils: tuple[Pupil, ...], gone: frozenset[str]) -> tuple[Pupil, ...]:
    return tuple(each for each in pupils if each.number not in gone)


def _emptied(groups: tuple[Group, ...], gone: frozenset[str]) -> tuple[Group, ...]:
    return tuple(replace(each, pupils=each.pupils - gone) if each.pupils & gone else each for each in groups)


def _nameless(staff: tuple[Staff, ...], gone: frozenset[str]) -> tuple[Staff, ...]:
    return tuple(replace(each, first_name="", last_name="", email="") if each.code in gone else each for each in staff)


def _unnamed(renames: Mapping[tuple[str, str], str], gone: frozenset[str]) -> dict[tuple[str, str], str]:
    """Forget what a pupil was called before, and that anybody was ever called so."""
    return {(kind, old): new for (kind, old), new in renames.items() if kind != PUPIL or not {old, new} & gone}

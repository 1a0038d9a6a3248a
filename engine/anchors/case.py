"""Dated cases and registrations as occasions: the case itself, or those about a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.occasion import Occasion

if TYPE_CHECKING:
    from engine.anchors.known import CaseHabits
    from engine.census import Census, Subject
    from engine.model import Case


def cases(census: Census, subject: Subject, case_type: str, habits: CaseHabits) -> list[Occasion]:
    """Give the case a subject is, among those about the same person or group, else the cases about the subject."""
    found = _fellows(census, subject, case_type)
    occasions = (_occasion(each, habits) for each in found)
    return sorted((each for each in occasions if each is not None), key=lambda each: each.begin)


def _fellows(census: Census, subject: Subject, case_type: str) -> tuple[Case, ...]:
    case = subject.case
    if case is not None:
        return census.cases_about(case_type, case.subject_type, case.subject)
    return census.cases_about(case_type, subject.per, census.fact_key(subject))


def _occasion(case: Case, habits: CaseHabits) -> Occasion | None:
    if case.begin is None:
        return None
    return Occasion(
        case.key,
        case.type,
        case.begin,
        case.end or case.begin,
        kind=case.kind,
        month=case.begin.month,
        open_ended=case.end is None and habits.stays_open,
        forward=True,
        opens_itself=habits.opens_itself,
    )


def registrations(census: Census, subject: Subject, kind: str) -> list[Occasion]:
    """Give the days on which a kind of registration was made about the subject, each day once."""
    days = sorted({each.on for each in census.registrations(kind, subject)})
    return [Occasion(f"{kind}/{day}", kind, day, day, month=day.month, forward=True, opens_itself=True) for day in days]

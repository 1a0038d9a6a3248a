"""Occasions in a person's own life at school: entry, exit, a fourth birthday, leaving service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import add_months
from engine.almanac.occasion import Occasion

if TYPE_CHECKING:
    from datetime import date

    from engine.census import Census, Subject

MONTHS_TO_FOUR = 48


def entry(census: Census, subject: Subject) -> list[Occasion]:
    """Give the first day at school of the pupil, or in service of the staff member."""
    pupil, staff = census.pupil_of(subject), census.staff_of(subject)
    day = pupil.entry if pupil else staff.in_service if staff else None
    return [Occasion("instroom", "instroom", day, day, forward=True, entry=True, month=day.month)] if day else []


def leaving(census: Census, subject: Subject) -> list[Occasion]:
    """Give the last day at school of the pupil."""
    pupil = census.pupil_of(subject)
    return _one("uitstroom", "uitstroom", pupil.exit if pupil else None)


def fourth_birthday(census: Census, subject: Subject) -> list[Occasion]:
    """Give the day the pupil turns four; 29 February clamps."""
    pupil = census.pupil_of(subject)
    born = pupil.birth if pupil else None
    return _one("vierde-verjaardag", "vierde verjaardag", add_months(born, MONTHS_TO_FOUR) if born else None)


def leaving_service(census: Census, subject: Subject) -> list[Occasion]:
    """Give the last day in service of the staff member."""
    staff = census.staff_of(subject)
    return _one("uit-dienst", "laatste dag in dienst", staff.out_of_service if staff else None)


def _one(key: str, title: str, day: date | None) -> list[Occasion]:
    return [Occasion(key, title, day, day, month=day.month)] if day else []

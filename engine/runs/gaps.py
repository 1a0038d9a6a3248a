"""What is missing in what the school told us: people without mail, pupils without a group, groups without a teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.almanac import serves
from engine.census import GONE
from engine.model import HOME_GROUP

if TYPE_CHECKING:
    from datetime import date

    from engine.model import Facts, Group, Pupil, Staff


@dataclass(frozen=True, slots=True)
class Gaps:
    staff: tuple[Staff, ...]
    pupils: tuple[Pupil, ...]
    groups: tuple[Group, ...]

    def __bool__(self) -> bool:
        return bool(self.staff or self.pupils or self.groups)


def gaps(facts: Facts, today: date) -> Gaps:
    """Return who and what lacks something today, each by name."""
    homes = [
        each
        for each in facts.groups
        if each.kind == HOME_GROUP and each.present and each.school_year == facts.school_year
    ]
    placed = frozenset().union(*(each.pupils for each in homes))
    return Gaps(
        tuple(sorted((each for each in facts.staff if _is_mute(each, today)), key=lambda each: each.first_name)),
        tuple(
            sorted(
                (each for each in facts.pupils if _is_here(each, today) and each.number not in placed),
                key=lambda each: (each.first_name, each.number),
            )
        ),
        tuple(sorted((each for each in homes if not each.teachers), key=lambda each: each.name)),
    )


def _is_mute(staff: Staff, today: date) -> bool:
    here = serves(staff.in_service, staff.out_of_service, today)
    return bool(staff.roles) and staff.present and here and not staff.email


def _is_here(pupil: Pupil, today: date) -> bool:
    return pupil.present and pupil.year_group != GONE and serves(pupil.entry, pupil.exit, today)

"""Whose days and dates count: the school's, or those of one group."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose calendar is meant.

    `group` is a group's name ("" for none) and `year_groups` its year groups. `whole_school` sees only what the
    school as a whole sees (regeltaal 13 and 30).
    """

    group: str = ""
    year_groups: frozenset[int] = frozenset()
    whole_school: bool = False


WHOLE_SCHOOL = Scope(whole_school=True)

"""`lid_van` and `geen_lid_van`: a pupil in a group of some kind, name or school year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import Candidate, Field, Reading, World, keep
from engine.conditions.groupfilter import SCHEMA, GroupFilter, read_group_filter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.census import Census
    from engine.model import Group
    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class Member:
    groups: GroupFilter
    wanted: bool = True

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is(each, world) == self.wanted)

    def _is(self, candidate: Candidate, world: World) -> bool:
        census, pupil = world.census, world.census.pupil_of(candidate.subject)
        if pupil is None:
            return False
        mine = _groups(self.groups, pupil.number, candidate.start, census)
        return any(self.groups.matches(each, census, candidate.due, candidate.start) for each in mine)

    def words(self) -> str:
        return f"zit {'' if self.wanted else 'niet '}in {self.groups.words()}"


def _groups(wanted: GroupFilter, number: str, start: int, census: Census) -> Iterable[Group]:
    """Give the groups the pupil is in, of the school years that are meant."""
    if wanted.school_years:
        return [one for year in census.groups_by_year for one in census.memberships(number, year)]
    year = census.groups_year(start)
    return census.memberships(number, year) if year is not None else ()


def _read(node: Node, reading: Reading) -> Member | None:
    groups = read_group_filter(node, reading)
    return Member(groups) if groups else None


def _read_not(node: Node, reading: Reading) -> Member | None:
    groups = read_group_filter(node, reading)
    return Member(groups, wanted=False) if groups else None


FIELD = Field("lid_van", ("leerling",), _read, SCHEMA, "zit in zo'n groep")
NOT_FIELD = Field("geen_lid_van", ("leerling",), _read_not, SCHEMA, "zit niet in zo'n groep")

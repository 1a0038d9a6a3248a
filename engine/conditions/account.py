"""`account`: whether a staff member has an account; unknown is no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import YES_NO, Candidate, Field, Reading, World, keep
from engine.reading import as_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class Account:
    wanted: bool

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._has(each, world) == self.wanted)

    def _has(self, candidate: Candidate, world: World) -> bool:
        staff = world.census.staff_of(candidate.subject)
        return staff is not None and staff.account is True

    def words(self) -> str:
        return "een account" if self.wanted else "geen account"


def _read(node: Node, reading: Reading) -> Account | None:
    wanted = as_yes_no(node, reading.problems)
    return Account(wanted) if wanted is not None else None


FIELD = Field("account", ("medewerker",), _read, YES_NO, "heeft een account; onbekend is nee")

"""What is handed in together, in one import: an export, csv files, a list of new names; any of them may be absent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.intake.sheet import Sheet

if TYPE_CHECKING:
    from engine.intake.edexml import Export
    from engine.intake.sheets import Renaming
    from engine.model import Case, Group, Pupil, Registration, Staff
    from engine.problem import Problem


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files of one import, read. A sheet without rows says nothing."""

    export: Export | None = None
    staff: Sheet[Staff] = field(default_factory=lambda: Sheet(""))
    pupils: Sheet[Pupil] = field(default_factory=lambda: Sheet(""))
    groups: Sheet[Group] = field(default_factory=lambda: Sheet(""))
    registrations: Sheet[Registration] = field(default_factory=lambda: Sheet(""))
    cases: Sheet[Case] = field(default_factory=lambda: Sheet(""))
    renamings: Sheet[Renaming] = field(default_factory=lambda: Sheet(""))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the csv files; what is wrong in an export comes with its reading."""
        sheets = (self.staff, self.pupils, self.groups, self.registrations, self.cases, self.renamings)
        return tuple(problem for sheet in sheets for problem in sheet.problems)

"""What was told and what is handed in now -> what is told after it, what that changes, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.intake import newexport, newsheets
from engine.intake.changes import told_apart
from engine.intake.combine import combine
from engine.intake.findings import lacking
from engine.intake.newnames import asked_for
from engine.intake.references import dangling
from engine.intake.renames import renamed

if TYPE_CHECKING:
    from engine.intake.changes import Change
    from engine.intake.delivery import Delivery
    from engine.intake.renames import Rename
    from engine.model import Told
    from engine.problem import Problem


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome of an import, before anybody stores it.

    `renames` are all to be done at once. `confirmation` is the question to ask first, "" when there is none.
    Nothing may be stored while a problem is an error.
    """

    told: Told
    changes: tuple[Change, ...]
    renames: tuple[Rename, ...]
    problems: tuple[Problem, ...]
    confirmation: str = ""


def merge(told: Told, delivery: Delivery) -> Merge:
    """Take in new names first, then the export, then the csv files. The same delivery again changes nothing."""
    mapped, problems = asked_for(told, delivery.renamings, delivery.export)
    before = renamed(told, mapped)
    taken = newexport.take_in(before, delivery.export) if delivery.export else newexport.Taken(before)
    after = newsheets.take_in(taken.told, delivery)
    facts = combine(after)
    renames = (*mapped, *taken.renames)
    found = [*problems, *taken.problems, *dangling(after, facts, delivery)]
    if delivery.export:
        found.extend(lacking(facts, taken.export or delivery.export))
    changes = told_apart(combine(renamed(before, taken.renames)), facts, renames)
    return Merge(after, changes, renames, tuple(sorted(set(found))), taken.confirmation)

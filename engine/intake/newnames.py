"""The `--map` file over what was told: what each line renames, and the lines that cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.intake.renames import Rename
from engine.model import GROUP, PUPIL, STAFF
from engine.problem import ERROR, Problem, unknown

if TYPE_CHECKING:
    from engine.intake.edexml import Export
    from engine.intake.sheet import Row, Sheet
    from engine.intake.sheets import Renaming
    from engine.model import Told

Names = dict[str, set[str]]


def asked_for(
    told: Told, sheet: Sheet[Renaming], export: Export | None = None
) -> tuple[tuple[Rename, ...], tuple[Problem, ...]]:
    """Return the renames the file asks for; a line that was done before asks for nothing any more.

    With an `export` beside it, that one goes by the new names: an old name still in there is a mistake.
    """
    lines = _Lines(told, sheet, export)
    answers = [lines.answer(row) for row in sheet.rows if _is_whole(row.value)]
    renames = tuple(each for each in answers if isinstance(each, Rename))
    return renames, tuple(each for each in answers if isinstance(each, Problem))


class _Lines:
    """Answers line by line: a rename, what is wrong with it, or nothing left to do."""

    def __init__(self, told: Told, sheet: Sheet[Renaming], export: Export | None) -> None:
        self.school_year = told.school_year
        self.known = _known(told)
        self.used = _used(export)
        self.leaving = {(row.value.kind, row.value.old) for row in sheet.rows}
        self.entering: dict[tuple[str, str], int] = {}
        for row in sheet.rows:
            self.entering.setdefault((row.value.kind, row.value.new), row.place.line)

    def answer(self, row: Row[Renaming]) -> Rename | Problem | None:
        it = row.value
        first = self.entering[it.kind, it.new]
        if first != row.place.line:
            return row.place.problem("nieuw", f'"{it.new}" staat ook op regel {first} als nieuwe naam', ERROR)
        if it.old in self.used[it.kind] and (it.kind, it.old) not in self.entering:
            return row.place.problem("oud", f"{it.kind} {it.old} heet in deze export nog zo; klopt deze regel?", ERROR)
        if it.old not in self.known[it.kind]:
            return self._not_there(row)
        if it.new in self.known[it.kind] and (it.kind, it.new) not in self.leaving:
            message = f"{it.kind} {it.new} is er al; geef deze lijst mee bij de eerste import met de nieuwe namen"
            return row.place.problem("nieuw", message, ERROR)
        return Rename(it.kind, it.old, it.new, self.school_year if it.kind == GROUP else "")

    def _not_there(self, row: Row[Renaming]) -> Problem | None:
        it = row.value
        if it.new in self.known[it.kind]:
            return None
        hints = () if it.kind == PUPIL else sorted(self.known[it.kind])
        return row.place.problem("oud", unknown(f"e {it.kind}", it.old, hints))


def _is_whole(it: Renaming) -> bool:
    """Whether the line says something; what is missing was told when it was read."""
    return bool(it.kind and it.old and it.new and it.old != it.new)


def _known(told: Told) -> Names:
    groups = (*told.export_groups, *told.sheet_groups)
    return {
        PUPIL: {each.number for each in (*told.export_pupils, *told.sheet_pupils)},
        STAFF: {each.code for each in (*told.export_staff, *told.sheet_staff)},
        GROUP: {each.name for each in groups if each.school_year in ("", told.school_year)},
    }


def _used(export: Export | None) -> Names:
    return {
        PUPIL: {each.number for each in export.pupils} if export else set(),
        STAFF: {each.code for each in export.staff} if export else set(),
        GROUP: {each.name for each in export.groups} if export else set(),
    }

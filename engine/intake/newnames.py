"""The `--map` file over what was told: what each line renames, and the lines that cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.intake.renames import Rename
from engine.model import GROUP, PUPIL, STAFF
from engine.problem import ERROR, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.intake.edexml import Export
    from engine.intake.sheet import Row, Sheet
    from engine.intake.sheets import Renaming
    from engine.model import Told
    from engine.problem import Problem


def asked_for(
    told: Told, sheet: Sheet[Renaming], export: Export | None = None
) -> tuple[tuple[Rename, ...], tuple[Problem, ...]]:
    """Return the renames the file asks for; a line that was done before asks for nothing any more.

    With an `export` beside it, that one goes by the new names: an old name still in there is a mistake.
    """
    known, used = _known(told), _used(export)
    leaving = {(row.value.kind, row.value.old) for row in sheet.rows}
    entering = {(row.value.kind, row.value.new) for row in sheet.rows}
    renames: list[Rename] = []
    problems: list[Problem] = []
    arriving: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        it = row.value
        if not (it.kind and it.old and it.new) or it.old == it.new:
            continue
        first = arriving.setdefault((it.kind, it.new), row.place.line)
        if first != row.place.line:
            problems.append(row.place.problem("nieuw", f'"{it.new}" staat ook op regel {first} als nieuwe naam', ERROR))
        elif it.old in used[it.kind] and (it.kind, it.old) not in entering:
            message = f"{it.kind} {it.old} heet in deze export nog zo; klopt deze regel?"
            problems.append(row.place.problem("oud", message, ERROR))
        elif it.old not in known[it.kind]:
            problems.extend(_not_there(row, known))
        elif it.new in known[it.kind] and (it.kind, it.new) not in leaving:
            message = f"{it.kind} {it.new} is er al; geef deze lijst mee bij de eerste import met de nieuwe namen"
            problems.append(row.place.problem("nieuw", message, ERROR))
        else:
            renames.append(Rename(it.kind, it.old, it.new, told.school_year if it.kind == GROUP else ""))
    return tuple(renames), tuple(problems)


def _known(told: Told) -> Mapping[str, set[str]]:
    groups = (*told.export_groups, *told.sheet_groups)
    return {
        PUPIL: {each.number for each in (*told.export_pupils, *told.sheet_pupils)},
        STAFF: {each.code for each in (*told.export_staff, *told.sheet_staff)},
        GROUP: {each.name for each in groups if each.school_year in ("", told.school_year)},
    }


def _used(export: Export | None) -> Mapping[str, set[str]]:
    return {
        PUPIL: {each.number for each in export.pupils} if export else set(),
        STAFF: {each.code for each in export.staff} if export else set(),
        GROUP: {each.name for each in export.groups} if export else set(),
    }


def _not_there(row: Row[Renaming], known: Mapping[str, set[str]]) -> Iterable[Problem]:
    it = row.value
    if it.new not in known[it.kind]:
        hints = () if it.kind == PUPIL else known[it.kind]
        yield row.place.problem("oud", unknown(f"e {it.kind}", it.old, hints))

"""What an administrator hears after an import: what the rules would need and nobody has said yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.intake import yeargroup
from engine.model import HOME_GROUP, PUPIL
from engine.problem import WARNING, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.intake.edexml import Export
    from engine.model import Facts, Pupil

FEW = 10


def lacking(facts: Facts, export: Export) -> Iterator[Problem]:
    """Yield which pupils have no group or no first day, and who is missing from this export."""
    here = [each for each in facts.pupils if _is_here(each, export)]
    exported = [each for each in here if each.present and (PUPIL, each.number) in export.lines]
    homes = [each for each in facts.groups if each.kind == HOME_GROUP and each.school_year == export.school_year]
    placed = {number for each in homes for number in each.pupils}
    if homes:
        without = [each.number for each in exported if each.number not in placed]
        yield from _told(export, without, "heeft geen groep", "hebben geen groep")
    entryless = [each.number for each in exported if each.entry is None]
    yield from _told(export, entryless, "heeft geen instroomdatum", "hebben geen instroomdatum")
    missing = [each.number for each in here if not each.present]
    advice = "; is het kind weg, zet dan de laatste dag in leerlingen.csv"
    yield from _told(
        export,
        missing,
        f"staat niet in deze export en blijft{advice}",
        f"staan niet in deze export en blijven{advice.replace('is het kind', 'zijn zij')}",
    )


def _is_here(it: Pupil, export: Export) -> bool:
    """Whether a pupil still counts: not gone by year group, nor by a last day before the export."""
    left = it.exit and export.as_of and it.exit < export.as_of
    return it.year_group != yeargroup.GONE and not left


def _told(export: Export, numbers: list[str], one: str, many: str) -> Iterator[Problem]:
    """Yield a line for each pupil; when there are many, one line with the first few numbers."""
    if len(numbers) > FEW:
        some = ", ".join(numbers[:FEW])
        message = f"{len(numbers)} leerlingen {many}: {some}, ..."
        yield Problem(export.file, _line(export, numbers[0]), 1, message, WARNING)
        return
    for each in numbers:
        yield Problem(export.file, _line(export, each), 1, f"leerling {each} {one}", WARNING)


def _line(export: Export, number: str) -> int:
    return export.lines.get((PUPIL, number), 1)

"""A rule read from text, with versions for certain days."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from engine.anchors.known import vocabulary
from engine.rawrule import Source
from engine.readrule import Language
from engine.rulefile import read_rules

if TYPE_CHECKING:
    from datetime import date

    from engine.rule import Rule


@cache
def language() -> Language:
    return Language(vocabulary((), ()))


def rule(versions: list[tuple[date | None, date | None]]) -> Rule:
    """Return a rule with an override for each of these stretches of days."""
    stretches = "".join(f"  - {{id: een, {_days(*each)}, voor: ib}}\n" for each in versions)
    text = "regels:\n  - {id: een, titel: Een, voor: directie, per: school, uiterlijk: einde maart}\n"
    book = read_rules([Source("rules/een.yaml", f"{text}aanpassingen:\n{stretches}")], language())
    assert not book.problems, book.problems
    return book.rules[0]


def _days(first: date | None, last: date | None) -> str:
    days = (("geldig_vanaf", first), ("geldig_tot", last))
    return ", ".join(f"{key}: {day}" for key, day in days if day is not None)

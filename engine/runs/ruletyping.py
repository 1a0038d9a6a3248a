"""A rule file while it is typed: what is wrong in it so far, and what may come. Nothing is tried or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.rulefile import read_rules
from engine.ruleoffers import offers
from engine.runs.rulelook import with_text
from engine.schema import rule_schema

if TYPE_CHECKING:
    from engine.problem import Problem
    from engine.ruleoffers import Offer
    from engine.runs.gather import School


def marks(school: School, path: str, text: str) -> tuple[Problem, ...]:
    """Return the mistakes and warnings in this text, read beside the files of the school as they were gathered."""
    assert school.files is not None
    found = read_rules(with_text(school.files, path, text).rules, school.language)
    return tuple(each for each in found.problems if each.file == path)


def offered(school: School, text: str, line: int, column: int) -> list[Offer]:
    """Return what may be typed at this place of a rule file, both counted from one."""
    return offers(rule_schema(school.language), text, line, column)

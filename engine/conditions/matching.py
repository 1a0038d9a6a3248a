"""Comparing a value with what a rule asks: a word, one of several, a number between bounds, a time between bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import TEXT_OR_LIST, words_or
from engine.reading import as_list, as_text, as_time, fields
from engine.yamldoc import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from engine.reading import Problems
    from engine.yamldoc import Node

NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
BOUNDS = ("meer_dan", "minder_dan", "vanaf", "voor")
TIME = {"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"}
SCHEMA: Map[str, object] = {
    "anyOf": [
        TEXT_OR_LIST,
        {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": {
            "meer_dan": {"type": "number"}, "minder_dan": {"type": "number"}, "vanaf": TIME, "voor": TIME}},
    ]
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matcher:
    """Words of which one must be it, or bounds: numbers over and under, times from and before."""

    one_of: frozenset[str] = frozenset()
    more_than: float | None = None
    less_than: float | None = None
    time_from: str = ""
    time_before: str = ""

    def matches(self, value: str) -> bool:
        if self.one_of:
            return value.strip().lower() in self.one_of
        return self._number_fits(value) and self._time_fits(value)

    def _number_fits(self, value: str) -> bool:
        if self.more_than is None and self.less_than is None:
            return True
        number = number_in(value)
        if number is None:
            return False
        over = self.more_than is None or number > self.more_than
        return over and (self.less_than is None or number < self.less_than)

    def _time_fits(self, value: str) -> bool:
        if not self.time_from and not self.time_before:
            return True
        moment = value.strip().zfill(5)
        if not re.fullmatch(r"\d\d:\d\d", moment):
            return False
        return self.time_from <= moment and (not self.time_before or moment < self.time_before)

    def words(self) -> str:
        if self.one_of:
            return words_or(sorted(self.one_of))
        parts = [f"meer dan {self.more_than:g}" if self.more_than is not None else ""]
        parts.append(f"minder dan {self.less_than:g}" if self.less_than is not None else "")
        parts.append(f"vanaf {self.time_from}" if self.time_from else "")
        parts.append(f"voor {self.time_before}" if self.time_before else "")
        return " en ".join(each for each in parts if each)


def number_in(value: str) -> float | None:
    """Return the number a value starts with (`12`, `12,5`, `12 %`), or None."""
    found = NUMBER.match(value.strip())
    return float(found.group().replace(",", ".")) if found else None


def read_matcher(node: Node, problems: Problems) -> Matcher | None:
    """Read a word, a list of words or a set of bounds."""
    if isinstance(node, Mapping):
        return _bounds(node, problems)
    found = [as_text(each, problems, "een waarde") for each in as_list(node)]
    return Matcher(frozenset(each.lower() for each in found if each)) if all(found) and found else None


def _bounds(node: Mapping, problems: Problems) -> Matcher | None:
    before = len(problems.found)
    fields(node, BOUNDS, problems)
    more, less = (_number(node.get(each), problems) for each in ("meer_dan", "minder_dan"))
    first, last = (_time(node.get(each), problems) for each in ("vanaf", "voor"))
    if len(problems.found) > before:
        return None
    if not node.pairs:
        problems.error(node, "hier hoort meer_dan, minder_dan, vanaf of voor te staan")
        return None
    return Matcher(more_than=more, less_than=less, time_from=first, time_before=last)


def _number(node: Node | None, problems: Problems) -> float | None:
    if node is None:
        return None
    text = node.value.strip() if isinstance(node, Scalar) else ""
    if NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    problems.error(node, "hier hoort een getal te staan")
    return None


def _time(node: Node | None, problems: Problems) -> str:
    return (as_time(node, problems) or "") if node is not None else ""

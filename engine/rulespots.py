"""Where a rule stands in a file: itself, and what overrides it: for good, its days, or only for a while."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.rawrule import id_of
from engine.rulefile import OVERRIDES, RULES
from engine.rulekeys import OFF
from engine.validity import VALIDITY, is_dated
from engine.yamldoc import Mapping, Scalar, Sequence, read_yaml
from engine.yamlpage import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ITSELF, FOR_GOOD, DAYS, FOR_A_WHILE = "regel", "aanpassing", "dagen", "tijdelijk"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in a file that says something of a rule: which kind of place, and its keys."""

    kind: str
    node: Mapping

    def has(self, key: str) -> bool:
        return key in self.node


def spots(text: str, rule: str) -> tuple[Spot, ...]:
    """Return every place in a text that is about a rule, from top to bottom; none in a text that cannot be read."""
    root = root_of(text)
    return tuple(sorted(_spots(root, rule), key=lambda each: each.node.line)) if root is not None else ()


@lru_cache(maxsize=8)
def root_of(text: str) -> Mapping | None:
    """Return what a file says; None for one that is empty or cannot be read."""
    document = read_yaml(text, "")
    return document.root if isinstance(document.root, Mapping) and not document.problems else None


def key_on_line(text: str, rule: str, line: int) -> str:
    """Return the key of a rule whose value stands on a line, "" for any other line."""
    found = spots(text, rule)
    page = page_of(text) if found else None
    for each in found:
        for name, value in each.node.pairs if page is not None else ():
            last = text.count("\n", 0, page.end(value)) + 1 if page is not None else 0
            if name.line <= line <= last:
                return name.value
    return ""


def _spots(root: Mapping, rule: str) -> Iterator[Spot]:
    for top in (RULES, OVERRIDES):
        items = root.get(top)
        for each in items.items if isinstance(items, Sequence) else ():
            if isinstance(each, Mapping) and id_of(each) == rule:
                yield Spot(ITSELF if top == RULES else _kind(each), each)


def _kind(node: Mapping) -> str:
    keys = {name.value for name, _ in node.pairs} - {"id", OFF}
    switch = node.get(OFF)
    off = isinstance(switch, Scalar) and switch.value == "ja"
    if is_dated(keys, off=off):
        return FOR_A_WHILE
    return DAYS if keys and keys <= VALIDITY and OFF not in node else FOR_GOOD


def list_filled(text: str) -> bool:
    """Tell whether a text has overrides already, so that one more is at home there."""
    root = root_of(text)
    items = root.get(OVERRIDES) if root is not None else None
    return isinstance(items, Sequence) and bool(items.items)

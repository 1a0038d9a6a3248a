"""A rule changed in the text of a file: each key where it stands already, else in the rule or in an override."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.rulefile import OVERRIDES
from engine.rulekeys import KEYS, OFF
from engine.rulespots import DAYS, FOR_A_WHILE, FOR_GOOD, ITSELF, root_of, spots
from engine.validity import VALIDITY
from engine.yamlpage import page_of
from engine.yamlsplice import with_item, with_value, without_item, without_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.rulespots import Spot
    from engine.yamlpage import Value

ORDER = (*KEYS, OFF)


def edited(text: str, rule: str, changes: Mapping[str, Value | None]) -> str | None:
    """Return the text with these keys of a rule changed; None as value takes a key out of it.

    None where the text is written in a way that this cannot be done in without losing anything.
    """
    after = text if root_of(text) is not None or _is_bare(text) else None
    for key in sorted(changes, key=ORDER.index):
        if after is None:
            return None
        value = changes[key]
        after = _gone(after, rule, key) if value is None else _set(after, rule, key, value)
    return after if after is not None and _keeps_remarks(text, after) else None


def _is_bare(text: str) -> bool:
    """Tell whether a text holds nothing but remarks."""
    return all(not each.strip() or each.lstrip().startswith("#") for each in text.split("\n"))


def _set(text: str, rule: str, key: str, value: Value) -> str | None:
    spot = spot_for(spots(text, rule), key)
    if spot is not None:
        return with_value(text, spot.node, key, value, ORDER)
    return with_item(text, root_of(text), OVERRIDES, (("id", rule), (key, value)))


def _gone(text: str, rule: str, key: str) -> str | None:
    """Take a key away wherever it stands for good; an override that says nothing more goes with it."""
    after: str | None = text
    while after is not None:
        found = [each for each in spots(after, rule) if each.kind != FOR_A_WHILE and each.has(key)]
        if not found:
            return after
        after = _taken(after, found[-1], key)
    return None


def _taken(text: str, spot: Spot, key: str) -> str | None:
    root = root_of(text)
    if spot.kind != ITSELF and len(spot.node.pairs) == 2 and root is not None:
        return without_item(text, root, OVERRIDES, spot.node)
    return without_key(text, spot.node, key)


def spot_for(found: tuple[Spot, ...], key: str) -> Spot | None:
    """Return where a key is to be changed: where it stands last, else in the rule, else in the last override.

    Days stand in an override of their own: beside other keys they would say when those hold. A rule is never
    switched off in itself.
    """
    fitting = [each for each in found if each.kind in _kinds(key)]
    having = [each for each in fitting if each.has(key)]
    itself = [each for each in fitting if each.kind == ITSELF]
    return next(iter((*reversed(having), *itself, *reversed(fitting))), None)


def _kinds(key: str) -> tuple[str, ...]:
    if key in VALIDITY:
        return ITSELF, DAYS
    return (FOR_GOOD,) if key == OFF else (ITSELF, FOR_GOOD)


def _keeps_remarks(before: str, after: str) -> bool:
    """Tell whether every remark is still there, and the text can still be read."""
    there = Counter(page_of(after).remarks()) if root_of(after) is not None else Counter()
    return not Counter(page_of(before).remarks()) - there

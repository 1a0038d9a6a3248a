"""Overrides laid over rules: the keys of an `aanpassing` in the place of the rule's own, or beside them by date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.rawrule import RawRule, id_of, keys_of, unknown_key
from engine.reading import as_yes_no, unknown_word
from engine.rulekeys import KEYS, OFF
from engine.validity import is_dated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.reading import Problems
    from engine.yamldoc import Mapping


@dataclass(frozen=True, slots=True)
class Override:
    """What an `aanpassing` changes: the rule's id, the keys it replaces, where it stands, whether it is off."""

    id: str
    keys: tuple[str, ...]
    file: str
    line: int
    off: bool


def lay_overrides(overrides: Iterable[Mapping], raw: dict[str, RawRule], problems: Problems) -> list[Override]:
    """Put the keys of one file's overrides among those of the rules in `raw`, and tell what each of them changes."""
    found = (_override(node, raw, problems) for node in overrides)
    return [each for each in found if each is not None]


def _override(node: Mapping, raw: dict[str, RawRule], problems: Problems) -> Override | None:
    name = id_of(node)
    rule = raw.get(name)
    if rule is None:
        _no_such_rule(node, name, raw, problems)
        return None
    off = _off(node, problems)
    keys = {key: value for key, value in keys_of(node, problems).items() if key not in ("id", OFF)}
    target = _dated(rule, node, problems) if is_dated(keys, off=off) else rule
    target.off = target.off or off
    for key, value in keys.items():
        if key not in KEYS:
            problems.error(value.name, unknown_key(key, (*KEYS, OFF)))
        else:
            if key in target.settled:
                problems.warning(value.name, f'"{key}" van {name} is al eerder aangepast; deze, de laatste, geldt')
            target.keys[key] = value
            target.settled.append(key)
    if not keys and OFF not in node:
        problems.error(node, "deze aanpassing verandert niets: noem een sleutel, of uit: ja")
    return Override(name, tuple(keys), problems.file, node.line, off)


def _dated(rule: RawRule, node: Mapping, problems: Problems) -> RawRule:
    """Give a place for what an override says of certain days only."""
    rule.dated.append(RawRule(rule.source, node, {}, problems))
    return rule.dated[-1]


def _no_such_rule(node: Mapping, name: str, raw: dict[str, RawRule], problems: Problems) -> None:
    place = node.get("id") or node
    if not name:
        problems.error(place, "een aanpassing noemt de id van een regel")
        return
    problems.error(place, unknown_word("e regel", name, [each for each in raw if not each.startswith("?")]))


def _off(node: Mapping, problems: Problems) -> bool:
    off = node.get(OFF)
    return bool(off is not None and as_yes_no(off, problems))

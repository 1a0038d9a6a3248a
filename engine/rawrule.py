"""A rule as it stands in a file, before its keys are read: each key with its place and the problems of its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.problem import nearest
from engine.reading import unknown_word
from engine.yamldoc import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.reading import Problems
    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class Source:
    """One rule file: its name as people read it, its text, and the pack it belongs to ("" for the school's own)."""

    file: str
    text: str | bytes
    pack: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    name: Scalar
    node: Node
    problems: Problems


@dataclass(slots=True)
class RawRule:
    """A rule's keys before they are read; an override puts its own in place, one with a date among `dated`."""

    source: Source
    node: Mapping
    keys: dict[str, Key]
    problems: Problems
    off: bool = False
    settled: list[str] = field(default_factory=list)
    dated: list[RawRule] = field(default_factory=list)


def keys_of(node: Mapping, problems: Problems) -> dict[str, Key]:
    return {key.value: Key(key, value, problems) for key, value in node.pairs}


def id_of(node: Mapping) -> str:
    name = node.get("id")
    return name.value.strip() if isinstance(name, Scalar) else ""


def problems_of(raw: RawRule) -> list[Problems]:
    return list({id(each): each for each in (raw.problems, *(key.problems for key in raw.keys.values()))}.values())


def unknown_key(name: str, known: Collection[str]) -> str:
    remark = "" if nearest(name, known) else "; is het een opmerking, zet er dan # voor"
    return f"{unknown_word('e sleutel', name, known)}{remark}"

"""The groups of an export: its parts, and the groups that they are together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.intake import yeargroup
from engine.model import HOME_GROUP
from engine.problem import WARNING, Problem

if TYPE_CHECKING:
    from engine.intake.xmlnodes import Node

HOME, MIXED_GROUP = "groep", "samengestelde_groep"
SUBGROUP = "subgroep"
PART_OF_COMBINATION = re.compile(r"(.+)_lj_\d+")


@dataclass(frozen=True, slots=True)
class Part:
    """One element: a group, or the share of one year group in a combination group."""

    key: str
    name: str
    kind: str
    year_group: str
    line: int


@dataclass(slots=True)
class Whole:
    """A group as the school knows it, made of one or more parts, and who is in it."""

    name: str
    kind: str
    line: int
    parts: list[Part] = field(default_factory=list)
    pupils: set[str] = field(default_factory=set)
    teachers: set[str] = field(default_factory=set)

    @property
    def is_home(self) -> bool:
        return self.kind == HOME_GROUP


@dataclass(slots=True)
class GroupTable:
    """All groups of one export, found by the key of any of their parts."""

    wholes: list[Whole] = field(default_factory=list)
    part_of: dict[str, Part] = field(default_factory=dict)
    whole_of: dict[str, Whole] = field(default_factory=dict)


def base(key: str) -> str:
    """Return what the parts of one combination group have in common in their keys."""
    found = PART_OF_COMBINATION.fullmatch(key)
    return found.group(1) if found else key


def read_groups(node: Node | None, file: str, problems: list[Problem]) -> GroupTable:
    """Return the groups under `groepen`, directly under the root: a teacher has such an element too."""
    table = GroupTable()
    by_name: dict[str, Whole] = {}
    by_base: dict[str, Whole] = {}
    for each in node.named(HOME, MIXED_GROUP) if node else ():
        part = _part(each, file, problems)
        if not part.key:
            continue
        if part.key in table.part_of:
            problems.append(Problem(file, part.line, 1, f'de sleutel "{part.key}" hoort al bij een eerdere groep'))
            continue
        whole = by_base.get(base(part.key)) or by_name.get(part.name)
        if whole:
            problems.extend(_clashes(whole, part, file))
        else:
            whole = Whole(part.name, part.kind, part.line)
            table.wholes.append(whole)
        whole.parts.append(part)
        by_name.setdefault(part.name, whole)
        by_base.setdefault(base(part.key), whole)
        table.part_of[part.key], table.whole_of[part.key] = part, whole
    return table


def _part(node: Node, file: str, problems: list[Problem]) -> Part:
    key, name, word = node.identity, node.value("naam"), node.value("jaargroep")
    if not key:
        problems.append(Problem(file, node.line, 1, f'groep "{name}" heeft geen sleutel (key)'))
    if not name:
        problems.append(Problem(file, node.line, 1, f'de groep met sleutel "{key}" heeft geen naam'))
    year_group = yeargroup.read(word)
    if year_group is None:
        message = f'groep {name} heeft een onbekende jaargroep "{word}"; die telt niet mee'
        problems.append(Problem(file, node.line, 1, message, WARNING))
    kind = HOME_GROUP if node.name == HOME else SUBGROUP
    return Part(key, name or key, kind, year_group or "", node.line)


def _clashes(whole: Whole, part: Part, file: str) -> list[Problem]:
    """Say why `part` cannot be part of `whole`, although its key or its name says so."""
    if part.kind != whole.kind:
        message = (
            f'een groep en een samengestelde groep heten allebei "{part.name}"; geef een van de twee een andere naam'
        )
        return [Problem(file, part.line, 1, message)]
    twin = next((each for each in whole.parts if each.year_group == part.year_group), None)
    if twin:
        which = f"jaargroep {part.year_group}" if part.year_group else "dezelfde jaargroep"
        message = f'er zijn twee groepen "{part.name}" met {which}; de andere staat op regel {twin.line}'
        return [Problem(file, part.line, 1, message)]
    if part.name != whole.name:
        message = f'"{part.name}" is volgens de sleutel een deel van groep "{whole.name}" en gaat zo verder'
        return [Problem(file, part.line, 1, message, WARNING)]
    return []

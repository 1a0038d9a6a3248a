"""Rule files to rules: every file read on its own, overrides laid over, ids checked across files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.exampletext import EXAMPLES, without_examples
from engine.overriding import lay_overrides
from engine.problem import has_errors
from engine.rawrule import RawRule, id_of, keys_of
from engine.reading import Problems, as_mapping, as_sequence, unknown_word
from engine.rulechecks import check_references
from engine.ruleversions import read_with_versions
from engine.usedanchors import with_used_anchors
from engine.yamldoc import Mapping, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.overriding import Override
    from engine.problem import Problem
    from engine.rawrule import Source
    from engine.readrule import Language
    from engine.rule import Rule

RULES, OVERRIDES = "regels", "aanpassingen"


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of a school, and everything that is wrong in their files. A file with a mistake gives no rules."""

    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...]
    overrides: tuple[Override, ...] = ()

    @property
    def broken(self) -> frozenset[str]:
        return frozenset(each.file for each in self.problems if each.is_error)


def read_rules(sources: Iterable[Source], language: Language, *, overridden: bool = True) -> Book:
    """Read all rule files of a school together. Every mistake of every file is in the book's problems, sorted.

    Packs come first: of two rules with the same id the school's own is the one that must change. Not `overridden`: the
    rules as they stand, before any override.
    """
    files = [_File(each, overridden=overridden) for each in sorted(sources, key=lambda each: not each.pack)]
    rules, overrides = _assemble(files, language)
    problems = tuple(sorted({one for each in files for one in each.problems.found}))
    broken = {each.file for each in problems if each.is_error}
    if broken:
        ids = frozenset(each.id for each in rules)
        fine = [each for each in files if each.source.file not in broken]
        rules, overrides = _assemble(fine, replace(language, known_ids=language.known_ids | ids))
    return Book(rules, problems, overrides)


def _assemble(files: list[_File], language: Language) -> tuple[tuple[Rule, ...], tuple[Override, ...]]:
    """Lay the overrides over the rules and read them. Once more without the broken files, so that a mistake in an
    override leaves the rule as it was."""
    raw = _unique(files)
    overrides = tuple(one for each in files for one in lay_overrides(each.overrides, raw, each.problems))
    read = (read_with_versions(each, language) for each in raw.values())
    found = [each for each in read if each is not None]
    check_references(found, raw, language)
    packs = {each.source.pack for each in files} | {""}
    there = (each for each in found if each.with_pack in packs)
    on = tuple(each for each in there if not raw[each.id].off)
    return with_used_anchors(on, language.kinds.cases), overrides


class _File:
    """One file's two lists, as far as they can be read."""

    def __init__(self, source: Source, *, overridden: bool) -> None:
        self.source = source
        document = read_yaml(without_examples(source.text, source.file), source.file)
        self.problems = Problems(source.file)
        self.problems.found.extend(document.problems)
        root = as_mapping(document.root, self.problems, "regels:") if document.root else None
        self.rules = _items(root, RULES, self.problems)
        self.overrides = _items(root, OVERRIDES, self.problems) if overridden else []
        self._check_top(root)

    def _check_top(self, root: Mapping | None) -> None:
        for key, _ in root.pairs if root else ():
            if key.value not in (RULES, OVERRIDES, EXAMPLES):
                message = unknown_word("e sleutel", key.value, (RULES, OVERRIDES, EXAMPLES))
                self.problems.error(key, message)
        if root and RULES not in root and OVERRIDES not in root and not has_errors(self.problems.found):
            self.problems.error(root, 'een regelbestand heeft "regels:" of "aanpassingen:", of allebei')


def _items(root: Mapping | None, key: str, problems: Problems) -> list[Mapping]:
    node = root.get(key) if root else None
    if node is None:
        return []
    items = as_sequence(node, problems) or ()
    found = (as_mapping(each, problems, "id: mijn-regel") for each in items)
    return [each for each in found if each is not None]


def _unique(files: list[_File]) -> dict[str, RawRule]:
    """Give each rule under its id; a second rule with the same id is a mistake, and so is one without."""
    raw: dict[str, RawRule] = {}
    nameless = 0
    for file in files:
        for node in file.rules:
            found = RawRule(file.source, node, keys_of(node, file.problems), file.problems)
            name = id_of(node)
            if name in raw:
                file.problems.error(node.get("id") or node, _taken(name, raw[name]))
                continue
            nameless += not name
            raw[name or f"?{nameless}"] = found
    return raw


def _taken(name: str, first: RawRule) -> str:
    place = f"{first.source.file}:{first.node.line}"
    other = ', of verander die regel onder "aanpassingen:"' if first.source.pack else ""
    return f'de id "{name}" bestaat al ({place}); kies een andere{other}'

"""One bad rule file per mistake: each says in its first lines what people should read, and where.

A file of a pack lies beside it, so that a rule can also clash with one in another file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engine.rawrule import Source
from engine.rulefile import read_rules
from tests.language.school import TESTS, pack_sources, school_language

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((TESTS / "broken" / "rules").iterdir())
EXPECTED = re.compile(r"# (verwacht|waarschuwing): (\d+):(\d+) (.+)")
SEVERITY = {"verwacht": "fout", "waarschuwing": "waarschuwing"}
OWN = "rules/eigen/regels.yaml"
PACK = [each for each in pack_sources("mijnkleutergroep") if each.file.endswith("/groepsbespreking.yaml")]

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@each_file
def test_a_mistake_in_a_rule_file_is_told_where_it_stands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = [(SEVERITY[kind], OWN, int(line), int(column)) for kind, line, column, _ in EXPECTED.findall(text)]
    book = read_rules([Source(OWN, text), *PACK], school_language())
    assert wanted, f"{path.name} says not what to expect"
    assert [(each.severity, each.file, each.line, each.column) for each in book.problems] == wanted, book.problems
    for problem, found in zip(book.problems, EXPECTED.findall(text), strict=True):
        assert found[3] in problem.message


@each_file
def test_nothing_of_a_broken_file_rules_and_the_pack_rules_on(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    book = read_rules([Source(OWN, text), *PACK], school_language())
    own = [each for each in book.rules if each.file == OWN]
    assert bool(own) == all(kind == "waarschuwing" for kind, *_ in EXPECTED.findall(text))
    pack = read_rules(PACK, school_language()).rules
    assert tuple(each for each in book.rules if each.file != OWN) == pack


def test_a_hundred_mistakes_of_four_kinds_of_files_are_kept() -> None:
    kinds = {folder.name: len(list(folder.iterdir())) for folder in (TESTS / "broken").iterdir()}
    assert {"rules", "calendar", "config"} <= kinds.keys()
    assert sum(kinds.values()) >= 100

"""One bad example per mistake: each file says in its first lines what people should read, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engine.rawrule import Source
from engine.rulefile import read_rules
from tests.examples.trying import FILE, RULES, read
from tests.language.school import TESTS, school_language
from tests.language.test_schema import NOT_SEEN, marks

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((TESTS / "broken" / "examples").iterdir())
EXPECTED = re.compile(r"# verwacht: (\d+):(\d+) (.+)")
RIGHT = """\
  - naam: En dit klopt
    regel: planner
    vandaag: 2026-09-01
    dan: [taak: {uiterlijk: 2026-09-18}]
"""

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@each_file
def test_a_mistake_in_an_example_is_told_where_it_stands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = [(FILE, int(line), int(column), message) for line, column, message in EXPECTED.findall(text)]
    _, problems, _ = read(text)
    assert wanted, f"{path.name} says not what to expect"
    assert [(each.file, each.line, each.column, each.message) for each in problems] == wanted
    assert all(each.is_error for each in problems)


@each_file
def test_a_broken_example_stops_no_rule_and_is_not_run(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    with_examples = read_rules([Source(FILE, text)], school_language())
    without = read_rules([Source(FILE, text.split("voorbeelden:")[0])], school_language())
    assert with_examples.problems == ()
    assert with_examples.rules == without.rules
    assert read(text)[0] == ()


@each_file
def test_an_editor_marks_what_it_can_see(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "haakje" not in path.stem:
        assert bool(marks(text)) == (NOT_SEEN not in text)


def test_a_right_example_beside_a_broken_one_is_run() -> None:
    examples, problems, _ = read(f"{RULES}  - naam: Dit klopt niet\n    vandag: 2026-11-02\n{RIGHT}")
    assert [each.name for each in examples] == ["En dit klopt"]
    assert {each.line for each in problems} == {38, 39}


def test_examples_may_stand_above_the_rules_and_at_the_left() -> None:
    at_the_left = "\n".join(line.removeprefix("  ") for line in RIGHT.splitlines())
    text = f"voorbeelden:\n# zo leest het\n{at_the_left}\n\n{RULES.removesuffix('voorbeelden:')}"
    examples, problems, _ = read(text.replace("voorbeelden:\n", "", 0).rsplit("voorbeelden:", 1)[0])
    assert problems == ()
    assert [(each.name, each.line) for each in examples] == [("En dit klopt", 3)]


def test_a_file_without_examples_has_none() -> None:
    assert read(RULES.removesuffix("voorbeelden:\n"))[:2] == ((), ())
    assert read(RULES)[:2] == ((), ())

"""A school names its own rule files as it likes, as the shipped catalogue too; only a copy of that is passed over."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from engine.shipped import catalogue_file, unruled_file
from tests.cli.door import add, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path

RULE = """\
regels:
  - id: eigen-brief
    titel: Schrijf de brief
    voor: leerkracht
    per: groep
    uiterlijk: einde mei
"""


@pytest.mark.parametrize("place", ["eigen/afspraken.yaml", "afspraken.yaml", "eigen/geen-regel.yaml"])
def test_a_rule_in_a_file_called_as_the_catalogue_is_read(school: Path, place: str) -> None:
    add(school / "rules" / place, RULE)
    assert "63 regels" in jaarcyclus(school, "check", today="2026-11-17").out


def test_a_mistake_in_such_a_file_is_named(school: Path) -> None:
    add(school / "rules" / "eigen" / "afspraken.yaml", RULE.replace("leerkracht", "leerkragt"))
    said = jaarcyclus(school, "check", today="2026-11-17")
    assert said.lines[0].startswith("rules/eigen/afspraken.yaml:4:11: ")


def test_a_copy_of_the_catalogue_itself_holds_no_rules_and_is_no_mistake(school: Path) -> None:
    for each in (catalogue_file(), unruled_file()):
        shutil.copy(each, school / "rules")
    assert jaarcyclus(school, "check", today="2026-11-17").out.startswith("Alles klopt: 62 regels")

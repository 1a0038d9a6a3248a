"""A school year of De Wilg against what was worked out by hand from the list of obligations and the calendar."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import SCHOOL, copied, jaarcyclus
from tests.rules.test_packs import OBLIGATIONS

if TYPE_CHECKING:
    from pathlib import Path

DEWILG = SCHOOL.parent / "dewilg"
RULES = sorted(each for each in OBLIGATIONS if each.startswith(("edp-", "oco-")))

Row = tuple[str, str, str, str, str]
Plan = dict[str, list[Row]]


def expected() -> Plan:
    """Read the rows `regel: onderwerpen | vanaf | uiterlijk | voor`; the level is the obligation's."""
    found: Plan = defaultdict(list)
    for line in (DEWILG / "verwacht.txt").read_text(encoding="utf-8").splitlines():
        rule, colon, row = line.partition(": ")
        if line.startswith("#") or not colon:
            continue
        subjects, opens, due, people = (each.strip() for each in row.split("|"))
        level = OBLIGATIONS[rule]["niveau"]
        found[rule] += [(each, opens, due, people, level) for each in subjects.split()]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    school = copied(tmp_path_factory.mktemp("dewilg"), DEWILG)
    brought = jaarcyclus(school, "import", "alles", str(school), today="2026-08-31")
    assert brought.code == 0, brought.out + brought.err
    return school


@pytest.fixture(scope="module")
def planned(folder: Path) -> Plan:
    said = jaarcyclus(folder, "plan", "--schooljaar", "2026-2027", "--json", today="2026-08-31")
    assert said.code == 0, said.err
    found: Plan = defaultdict(list)
    for task in map(json.loads, said.lines):
        people = " ".join(each.partition("@")[0] for each in task["voor"])
        found[task["regel"]].append((task["onderwerp"], task["vanaf"], task["uiterlijk"], people, task["niveau"]))
    return found


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_gives_the_tasks_that_were_worked_out_by_hand(rule: str, planned: Plan) -> None:
    assert sorted(planned[rule]) == sorted(expected()[rule])
    assert planned[rule]


def test_no_other_rule_has_a_task(planned: Plan) -> None:
    assert sorted(each for each in planned if planned[each]) == RULES


def test_the_two_packs_check_without_an_error(folder: Path) -> None:
    said = jaarcyclus(folder, "check", today="2026-08-31")
    assert (said.code, said.out) == (0, "Alles klopt: 25 regels en een kalender nagekeken.\n")
    assert said.err == ""

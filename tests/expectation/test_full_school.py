"""A school year of De Kastanje with all five packs, against what the list of obligations itself says."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import SCHOOL, copied, jaarcyclus
from tests.expectation.agreements import all_agreements
from tests.expectation.plan import expected_plan
from tests.oracle.folder import open_school, year_name

if TYPE_CHECKING:
    from pathlib import Path

    from tests.expectation.plan import Row

KASTANJE = SCHOOL.parent / "dekastanje"
YEARS = (2026, 2027)
AGREEMENTS = all_agreements()
IDS = [each.id for each in AGREEMENTS]
# Obligations that ask nobody anything in this school in 2026-2027, and why not.
WITHOUT_TASK: dict[str, str] = {}

Plans = dict[int, dict[str, list["Row"]]]


@pytest.fixture(scope="module")
def expected() -> Plans:
    school = open_school(KASTANJE)
    return {year: expected_plan(school, AGREEMENTS, year) for year in YEARS}


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    folder = copied(tmp_path_factory.mktemp("dekastanje"), KASTANJE)
    brought = jaarcyclus(folder, "import", "alles", str(folder), today="2026-08-31")
    assert brought.code == 0, brought.out + brought.err
    return {year: plan_of(folder, year) for year in YEARS}


def plan_of(folder: Path, year: int) -> dict[str, list[Row]]:
    said = jaarcyclus(folder, "plan", "--schooljaar", year_name(year), "--json", today="2026-08-31")
    assert said.code == 0, said.err
    found: dict[str, list[Row]] = defaultdict(list)
    for task in map(json.loads, said.lines):
        words = [task[name] for name in ("per", "onderwerp", "vanaf", "uiterlijk")]
        found[task["regel"]].append((*words, " ".join(task["voor"]), task["niveau"]))
    return found


def differences(ours: list[Row], theirs: list[Row]) -> list[str]:
    mine, other = Counter(ours), Counter(theirs)
    more = [f"niet verwacht: {' | '.join(row)}" for row in sorted((mine - other).elements())]
    return more + [f"ontbreekt: {' | '.join(row)}" for row in sorted((other - mine).elements())]


@pytest.mark.parametrize("rule", IDS)
def test_a_rule_gives_the_tasks_that_its_obligation_asks_for(rule: str, planned: Plans, expected: Plans) -> None:
    found = [f"{rule}: {each}" for year in YEARS for each in differences(planned[year][rule], expected[year][rule])]
    assert not found, "\n".join(found)

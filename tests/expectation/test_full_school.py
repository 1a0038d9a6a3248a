"""A school year of De Kastanje with all five packs, against what the list of obligations itself says."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import SCHOOL, copied, jaarcyclus
from tests.expectation.agreements import all_agreements
from tests.expectation.plan import Reading, expected_plan
from tests.expectation.scene import always
from tests.expectation.where import WHERE, question_of, question_of_the_pack
from tests.oracle.folder import open_school, year_name

if TYPE_CHECKING:
    from pathlib import Path

    from tests.expectation.plan import Row
    from tests.oracle.folder import School

KASTANJE = SCHOOL.parent / "dekastanje"
YEARS = (2026, 2027)
MANY = 40
AGREEMENTS = all_agreements()
READINGS = [Reading(each, question_of(each)) for each in AGREEMENTS]
IDS = [each.id for each in AGREEMENTS]
# Obligations that ask nobody anything in this school in 2026-2027, and why not. There are none: keep it so.
WITHOUT_TASK: dict[str, str] = {}
# Obligations whose words leave nobody out who could have had the task otherwise, and why.
LEAVE_NOBODY_OUT = {
    "mkg-extra-hulp-einde": "zonder einddatum is er ook geen week na het einde (regeltaal 16)",
    "mkg-leerkrachten-ontkoppelen": "de woorden zeggen welk schooljaar, en dat is al gekozen",
    "mkg-oude-groepen": "de woorden zeggen welk schooljaar, en dat is al gekozen",
}

Plans = dict[int, dict[str, list["Row"]]]


@pytest.fixture(scope="module")
def school() -> School:
    return open_school(KASTANJE)


@pytest.fixture(scope="module")
def expected(school: School) -> Plans:
    return {year: expected_plan(school, READINGS, year) for year in YEARS}


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
        mails = ", ".join(f"{one['op']} {one['aan']}" for one in task["herinneringen"])
        found[task["regel"]].append((*words, " ".join(task["voor"]), task["niveau"], mails))
    return found


def differences(ours: list[Row], theirs: list[Row]) -> list[str]:
    mine, other = Counter(ours), Counter(theirs)
    more = [f"niet verwacht: {' | '.join(row)}" for row in sorted((mine - other).elements())]
    return more + [f"ontbreekt: {' | '.join(row)}" for row in sorted((other - mine).elements())]


@pytest.mark.parametrize("rule", IDS)
def test_a_rule_gives_the_tasks_that_its_obligation_asks_for(rule: str, planned: Plans, expected: Plans) -> None:
    found = [f"{rule}: {each}" for year in YEARS for each in differences(planned[year][rule], expected[year][rule])]
    assert not found, "\n".join(found)


def test_every_obligation_asks_somebody_something_in_this_school(expected: Plans) -> None:
    assert len(IDS) == len(set(IDS)) == 162
    assert {each for each in IDS if not expected[2026][each]} == set(WITHOUT_TASK)


def test_no_rule_gives_a_task_that_no_obligation_asks_for(planned: Plans) -> None:
    assert [each for each in {**planned[2026], **planned[2027]} if each not in IDS] == []


def test_every_where_in_the_list_has_been_read_and_nothing_else_has() -> None:
    assert {each.id for each in AGREEMENTS if each.where} == set(WHERE)


def test_this_school_has_whom_an_obligation_leaves_out(school: School, expected: Plans) -> None:
    """A rule that forgot its `waar` would have more tasks here; without that this school would show nothing."""
    same = [Reading(each, question_of_the_pack(each)) for each in AGREEMENTS if each.id in WHERE]
    for year in YEARS:
        same = alike(school, same, year, expected)
    assert {each.agreement.id for each in same} == set(LEAVE_NOBODY_OUT)


def test_this_school_has_older_pupils_that_the_kindergarten_paper_leaves_out(school: School, expected: Plans) -> None:
    kindergarten = [each for each in AGREEMENTS if question_of_the_pack(each) is not always]
    assert len(kindergarten) > MANY
    unread = [Reading(each, WHERE.get(each.id, ("", always))[1]) for each in kindergarten]
    assert alike(school, unread, 2026, expected) == []


def alike(school: School, readings: list[Reading], year: int, expected: Plans) -> list[Reading]:
    """Return the readings that give the same tasks as the right one."""
    found = expected_plan(school, readings, year)
    return [each for each in readings if found[each.agreement.id] == expected[year][each.agreement.id]]

"""A school year of De Wilg against what was worked out by hand from the list of obligations and the calendar."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import QUIETLY, SCHOOL, add, change, copied, jaarcyclus
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


# The paper says school week 27 and June. Who follows its number rather than our choice hears that the two disagree.
SCHOOL_WEEK_27 = """
aanpassingen:
  - id: edp-voorlopig-advies
    vanaf: begin schoolweek 27
    uiterlijk: einde schoolweek 27
"""


def test_check_says_that_school_week_27_is_not_in_june(folder: Path, tmp_path: Path) -> None:
    school = copied(tmp_path, folder)
    add(school / "rules" / "eigen.yaml", SCHOOL_WEEK_27)
    said = jaarcyclus(school, "check", today="2026-08-31")
    assert said.code == 0, said.out
    assert "edp-voorlopig-advies: bedoeld in juni, maar deze regel loopt" in said.err
    assert "van 30 maart tot en met 2 april" in said.err


def test_a_long_talk_in_the_break_is_settled_once_it_is_moved(folder: Path, tmp_path: Path) -> None:
    school = copied(tmp_path, folder)
    states(school, "2027-01-22")
    assert states(school, "2027-01-25")["oco-gesprekstijd", "g4"] == "open"
    change(school / "zaken.csv", "minuten=20;tijd=13:00", "minuten=20;tijd=15:15")
    moved = jaarcyclus(school, "import", "zaken", str(school / "zaken.csv"), today="2027-01-26")
    assert moved.code == 0, moved.out + moved.err
    assert states(school, "2027-01-26")["oco-gesprekstijd", "g4"] == "klaar"


MESSAGES = ("oco-maandbericht", "6/7")
# The message of September goes out in October: it is October's, and September's stays behind.
MONTHLY = "soort,onderwerp_type,onderwerp,op,door,gebied,waarde\nmaandbericht,groep,6/7,2026-10-01,cor,,\n"


def test_a_message_counts_for_the_month_it_was_sent_in(folder: Path, tmp_path: Path) -> None:
    school = copied(tmp_path, folder)
    add(school / "registraties.csv", MONTHLY)
    sent = jaarcyclus(school, "import", "registraties", str(school / "registraties.csv"), today="2026-10-16")
    assert sent.code == 0, sent.out + sent.err
    said = jaarcyclus(school, *QUIETLY, today="2026-10-16")
    assert said.code == 0, said.out + said.err
    found = [each for each in tasks(school, "2026-10-16") if (each["regel"], each["onderwerp"]) == MESSAGES]
    assert {each["uiterlijk"]: each["status"] for each in found if each["uiterlijk"] < "2026-12"} == {
        "2026-09-30": "te-laat",
        "2026-10-30": "klaar",
        "2026-11-30": "open",
    }


def states(school: Path, today: str) -> dict[tuple[str, str], str]:
    """Let the day's run come, and return the state of each rule's task about each subject."""
    said = jaarcyclus(school, *QUIETLY, today=today)
    assert said.code == 0, said.out + said.err
    return {(each["regel"], each["onderwerp"]): each["status"] for each in tasks(school, today)}


def tasks(school: Path, today: str) -> list[dict[str, str]]:
    return [json.loads(each) for each in jaarcyclus(school, "tasks", "--json", today=today).lines]

"""A school year of De Regenboog against what was worked out by hand from the list of obligations and the calendar."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.door import SCHOOL, add, change, copied, jaarcyclus
from tests.rules.test_packs import OBLIGATIONS

if TYPE_CHECKING:
    from pathlib import Path

REGENBOOG = SCHOOL.parent / "deregenboog"
RULES = sorted(each for each in OBLIGATIONS if each.startswith("obk-"))
WEEKLY, DAILY = "obk-parro-per-week", "obk-jeugdjournaal"
IN_SPRING = "2027-05-25"
# Who has the teacher's tasks of a subject: a group, its pupils and the talks and signals about them.
TEACHERS = {
    **dict.fromkeys(("Groen", "101", "102", "g3", "s1"), "ank"),
    **dict.fromkeys(("Blauw", "201", "202", "203", "g1", "g4", "s2"), "bas"),
    **dict.fromkeys(("Rood", "301", "g2"), "cor dia"),
}

Row = tuple[str, str, str, str, str]
Plan = dict[str, list[Row]]


def lines() -> list[tuple[str, str]]:
    """Give what stands before and behind the colon of each line."""
    text = (REGENBOOG / "verwacht.txt").read_text(encoding="utf-8")
    parts = (line.partition(": ") for line in text.splitlines() if line and not line.startswith("#"))
    return [(word, rest) for word, _, rest in parts]


def expected() -> Plan:
    found: Plan = defaultdict(list)
    for rule, row in lines():
        if not rule.startswith("week"):
            subjects, opens, due, people = (each.strip() for each in row.split("|"))
            found[rule] += [row_of(rule, each, opens, due, people) for each in subjects.split()]
    for group in ("Groen", "Blauw", "Rood"):
        found[WEEKLY] += [row_of(WEEKLY, group, each[0], each[-1]) for each in weeks(group)]
    for group in ("Blauw", "Rood"):
        found[DAILY] += [row_of(DAILY, group, day, day) for each in weeks(group) for day in each]
    return found


def row_of(rule: str, subject: str, opens: str, due: str, people: str = "lk") -> Row:
    return (subject, opens, due, TEACHERS[subject] if people == "lk" else people, OBLIGATIONS[rule]["niveau"])


def weeks(group: str) -> list[list[str]]:
    """Give the school days of every school week of a group; its own week goes before that of the school."""
    found = {}
    for word, spans in lines():
        if word in ("week", f"week {group}"):
            days = [day for span in spans.split() for day in days_of(*span.split("/"))]
            found[days[0]] = days
    return list(found.values())


def days_of(first: str, last: str) -> list[str]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [str(begin + timedelta(days=each)) for each in range((end - begin).days + 1)]


@pytest.fixture(scope="module")
def brought_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    school = copied(tmp_path_factory.mktemp("deregenboog"), REGENBOOG)
    brought = jaarcyclus(school, "import", "alles", str(school), today=IN_SPRING)
    assert brought.code == 0, brought.out + brought.err
    return school


@pytest.fixture
def school(brought_once: Path, tmp_path: Path) -> Path:
    """Give a folder of one's own, in which a test may write."""
    return copied(tmp_path, brought_once)


@pytest.fixture(scope="module")
def tasks(brought_once: Path) -> list[dict[str, Any]]:
    said = jaarcyclus(brought_once, "plan", "--schooljaar", "2026-2027", "--json", today=IN_SPRING)
    assert said.code == 0, said.err
    return [json.loads(each) for each in said.lines]


@pytest.fixture(scope="module")
def planned(tasks: list[dict[str, Any]]) -> Plan:
    found: Plan = defaultdict(list)
    for task in tasks:
        people = " ".join(each.partition("@")[0] for each in task["voor"])
        found[task["regel"]].append((task["onderwerp"], task["vanaf"], task["uiterlijk"], people, task["niveau"]))
    return found


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_gives_the_tasks_that_were_worked_out_by_hand(rule: str, planned: Plan) -> None:
    assert sorted(planned[rule]) == sorted(expected()[rule])
    assert planned[rule]


def test_no_other_rule_has_a_task(planned: Plan) -> None:
    assert sorted(each for each in planned if planned[each]) == RULES


def test_nobody_ever_gets_mail_about_the_daily_news_and_about_parro_only_on_the_last_day(
    tasks: list[dict[str, Any]],
) -> None:
    assert not [each for each in tasks if each["regel"] == DAILY and each["herinneringen"]]
    mails = {tuple(one["op"] for one in each["herinneringen"]) for each in tasks if each["regel"] == WEEKLY}
    # On the last day of the week, and for cor, who works until Wednesday, on that day.
    assert ("2026-11-20",) in mails
    assert ("2026-11-18", "2026-11-20") in mails


def test_the_pack_checks_without_an_error_or_a_warning(school: Path) -> None:
    said = jaarcyclus(school, "check", today=IN_SPRING)
    assert (said.code, said.out) == (0, "Alles klopt: 37 regels en een kalender nagekeken.\n")
    assert said.err == ""


def test_a_group_without_a_date_for_its_performance_is_told(school: Path) -> None:
    calendar = school / "calendar" / "2026-2027.yaml"
    change(calendar, "    - {op: 2027-01-29, groep: Blauw}\n", "")
    told = jaarcyclus(school, "check", today=IN_SPRING).err
    asks = "geen datum voor time-to-shine bij Blauw; obk-time-to-shine vraagt er voor elke groep een"
    assert told.splitlines() == [f"calendar/2026-2027.yaml:0:0: {asks}"]
    change(calendar, "    - {op: 2027-04-16, groep: Rood}\n", "    - {op: 2027-04-16}\n")
    assert jaarcyclus(school, "check", today=IN_SPRING).err == ""


def test_a_group_that_the_rule_leaves_out_needs_no_date(school: Path) -> None:
    change(school / "calendar" / "2026-2027.yaml", "    - {op: 2027-04-16, groep: Rood}\n", "")
    own = "aanpassingen: [{id: obk-time-to-shine, waar: {jaargroep: [1, 2, 3, 4, 5, 6]}}]\n"
    add(school / "rules" / "eigen.yaml", own)
    assert "time-to-shine bij" not in jaarcyclus(school, "check", today=IN_SPRING).err


def state(folder: Path, rule: str, today: str) -> dict[str, Any]:
    """Let the day's run go by and return the school's task of a rule in 2026-2027."""
    said = jaarcyclus(folder, "run", "--release", "--zonder-versturen", today=today)
    assert said.code == 0, said.out + said.err
    listed = jaarcyclus(folder, "tasks", "--json", "--alles", today=today)
    assert listed.code == 0, listed.err
    mine = [one for one in map(json.loads, listed.lines) if one["regel"] == rule]
    (found,) = (one for one in mine if "/2026-2027/" in one["gelegenheid"])
    return dict(found)


NEXT_YEAR = """\
schooljaar: 2027-2028
eerste_schooldag: 2027-08-30
laatste_schooldag: 2028-07-07
ankers:
  rapport: [{op: 2028-02-11}]
  gespreksronde: [{op: 2027-09-20}]
  informatieavond: [{op: 2027-09-14}]
  kennismakingsreceptie: [{op: 2027-09-24}]
  informatieavond-schoolverlaters: [{op: 2027-11-09}]
  koffieochtend: [{op: 2027-10-28}]
  themabijeenkomst: [{op: 2028-01-13}]
"""
REST = """\
  time-to-shine: [{op: 2027-11-19, groep: Groen}]
  ouderpanel: [{op: 2027-11-30}]
"""


def test_every_meeting_has_a_date_once_the_last_one_is_in_the_calendar_of_next_year(school: Path) -> None:
    assert state(school, "obk-jaarkalender", IN_SPRING)["status"] == "open"
    assert state(school, "obk-kalenderdata", IN_SPRING)["status"] == "open"
    add(school / "calendar" / "2027-2028.yaml", NEXT_YEAR)
    assert state(school, "obk-jaarkalender", "2027-05-26")["status"] == "klaar"
    waits = state(school, "obk-kalenderdata", "2027-05-26")
    assert waits["status"] == "open"
    lacking = jaarcyclus(school, "explain", waits["taak"], today="2027-05-26").words
    assert "nog geen datum voor ouderpanel en time-to-shine in de kalender van volgend schooljaar" in lacking
    add(school / "calendar" / "2027-2028.yaml", NEXT_YEAR + REST)
    assert state(school, "obk-kalenderdata", "2027-05-27")["status"] == "klaar"


def test_a_meeting_of_an_own_rule_needs_a_date_too(school: Path) -> None:
    change(school / "calendar" / "2026-2027.yaml", "  ouderpanel:", "  zomerfeest: [{op: 2027-07-09}]\n  ouderpanel:")
    own = "{id: eigen-feest, titel: Zet de tafels klaar, voor: directie, per: school, uiterlijk: voor zomerfeest}"
    add(school / "rules" / "feest.yaml", f"regels:\n  - {own}\n")
    add(school / "calendar" / "2027-2028.yaml", NEXT_YEAR + REST)
    assert state(school, "obk-kalenderdata", IN_SPRING)["status"] == "open"
    add(school / "calendar" / "2027-2028.yaml", f"{NEXT_YEAR}{REST}  zomerfeest: [{{op: 2028-07-04}}]\n")
    assert state(school, "obk-kalenderdata", "2027-05-26")["status"] == "klaar"

"""Open, overdue, missed, waived and lapsed: what a day, a rule, a subject or a date does to a task (32, 33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reconcile.school import PUPILS, export, pupil

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

ANALYSIS = """
regels:
  - id: analyse
    titel: Analyse invullen
    voor: leerkracht
    per: groep
    vanaf: 4 weken voor groepsbespreking
    uiterlijk: 2 weken voor groepsbespreking
    klaar_als: {registratie: groepsanalyse, sinds: 4 weken voor groepsbespreking}
"""
TWO = "  groepsbespreking: [{op: 2026-11-17}, {op: 2027-03-16}]"
FIRST, SECOND = "groepsbespreking/2026-2027/1", "groepsbespreking/2026-2027/2"


@pytest.fixture
def meeting(school: KeptSchool) -> KeptSchool:
    """Give a school whose groups have an analysis to write before each of two meetings, seen on 1 October."""
    school.dates(TWO)
    school.rules(ANALYSIS)
    school.on("2026-10-01")
    return school


def test_a_task_is_new_once_and_the_day_after_there_is_nothing_to_say(meeting: KeptSchool) -> None:
    assert len(meeting.tasks()) == 6
    assert meeting.on("2026-10-02").changes == ()
    assert {each.state for each in meeting.tasks()} == {"open"}
    assert {str(each.first_seen) for each in meeting.tasks()} == {"2026-10-01"}


def test_what_is_required_is_overdue_the_day_after_it_was_due(meeting: KeptSchool) -> None:
    meeting.on("2026-11-03")
    assert meeting.states("1/2 A") == {FIRST: "open", SECOND: "open"}
    outcome = meeting.on("2026-11-04")
    assert outcome.figures == {"te-laat": 3}
    assert meeting.states("1/2 A") == {FIRST: "te-laat", SECOND: "open"}


@pytest.mark.parametrize("level", ["gewenst", "facultatief"])
def test_what_is_not_required_is_never_overdue_and_missed_when_its_day_is_over(school: KeptSchool, level: str) -> None:
    school.dates(TWO)
    school.rules(f"{ANALYSIS}    niveau: {level}\n")
    school.on("2026-11-03")
    assert school.states("3") == {FIRST: "open", SECOND: "open"}
    assert school.on("2026-11-04").figures == {"gemist": 3}


def test_a_date_that_moves_takes_its_task_along_and_the_task_knows_from_where(meeting: KeptSchool) -> None:
    key = meeting.task("3", "/1").key
    meeting.dates(TWO.replace("11-17", "11-24"))
    assert meeting.on("2026-10-02").figures == {"verschoven": 3}
    moved = meeting.task("3", "/1")
    assert (moved.key, str(moved.due), str(moved.moved_from)) == (key, "2026-11-10", "2026-11-03")
    event = meeting.events(moved)[-1]
    assert (event.what, event.data) == ("verschoven", {"van": "2026-11-03", "naar": "2026-11-10"})


def test_what_was_overdue_and_gets_a_later_date_is_open_again_and_called_moved(meeting: KeptSchool) -> None:
    meeting.on("2026-11-05")
    meeting.dates(TWO.replace("11-17", "11-24"))
    assert meeting.on("2026-11-06").figures == {"verschoven": 3}
    assert meeting.task("3", "/1").state == "open"


def test_a_rule_that_goes_takes_its_open_tasks_with_it_and_leaves_what_was_done(meeting: KeptSchool) -> None:
    meeting.registered("groepsanalyse", "groep", "3", "2026-10-21")
    meeting.on("2026-10-21")
    meeting.no_rules()
    meeting.on("2026-10-22")
    assert meeting.states("3") == {FIRST: "klaar", SECOND: "vervallen"}
    assert meeting.task("3", "/2").reason == "de regel is er niet meer"
    assert meeting.counted() == {"klaar": 1, "vervallen": 5}


def test_a_rule_that_is_switched_off_lapses_and_comes_back_under_the_same_key(meeting: KeptSchool) -> None:
    keys = {each.key for each in meeting.tasks()}
    meeting.rules("aanpassingen:\n  - {id: analyse, uit: ja}\n", file="uit")
    meeting.on("2026-10-02")
    assert meeting.counted() == {"vervallen": 6}
    meeting.no_rules("uit")
    assert meeting.on("2026-10-03").figures == {"heropend": 6}
    assert {each.key for each in meeting.tasks()} == keys
    assert {each.reason for each in meeting.tasks()} == {""}


def test_a_lapsed_task_that_comes_back_after_its_day_is_simply_overdue(meeting: KeptSchool) -> None:
    meeting.no_rules()
    meeting.on("2026-10-02")
    meeting.rules(ANALYSIS)
    meeting.on("2026-11-09")
    assert meeting.states("3") == {FIRST: "te-laat", SECOND: "open"}


def test_a_date_taken_out_of_the_calendar_lapses_its_tasks_only(meeting: KeptSchool) -> None:
    meeting.dates("  groepsbespreking: [{op: 2027-03-16}]")
    assert meeting.on("2026-10-02").figures == {"vervallen": 3}
    assert meeting.states("3") == {FIRST: "vervallen", SECOND: "open"}
    assert meeting.task("3", "/1").reason == "valt niet meer onder de regel, of de datum is weg"


PER_PUPIL = """
regels:
  - id: signaleren
    titel: Vul de signalering in
    voor: leerkracht
    per: leerling
    waar: {jaargroep: [1, 2]}
    uiterlijk: 2 weken voor groepsbespreking
"""


def test_a_pupil_who_leaves_before_the_day_takes_the_task_along(school: KeptSchool) -> None:
    school.dates("  groepsbespreking: [{op: 2026-11-17}]")
    school.rules(PER_PUPIL)
    school.on("2026-10-01")
    assert school.counted() == {"open": 3}
    school.tell(edexml=export(pupil("11", "g1", until="2026-10-17"), *PUPILS[1:], as_of="2026-10-05"))
    assert school.on("2026-10-05").figures == {"vervallen": 1}
    assert school.task("11").state == "vervallen"


def test_a_pupil_whom_where_no_longer_chooses_takes_the_task_along(school: KeptSchool) -> None:
    school.dates("  groepsbespreking: [{op: 2026-11-17}]")
    school.rules(PER_PUPIL.replace("{jaargroep: [1, 2]}", "{kenmerk: nt2}"))
    school.tell(leerlingen="leerlingnummer,kenmerken\n11,nt2\n12,nt2\n")
    school.on("2026-10-01")
    school.tell(leerlingen="leerlingnummer,kenmerken\n11,zorgleerling\n")
    school.on("2026-10-02")
    assert (school.task("11").state, school.task("12").state) == ("vervallen", "open")


def test_a_pupil_who_moves_to_another_group_keeps_the_task_and_the_new_teacher_gets_it(school: KeptSchool) -> None:
    school.dates("  groepsbespreking: [{op: 2026-11-17}]")
    school.rules(PER_PUPIL)
    school.on("2026-10-01")
    before = school.task("11")
    assert before.recipients == ("ANN", "BEA")
    school.tell(edexml=export(pupil("11", "g2"), *PUPILS[1:], as_of="2026-10-05"))
    assert school.on("2026-10-05").figures == {"bijgewerkt": 1}
    assert (school.task("11").key, school.task("11").recipients) == (before.key, ("CEES",))


# --- missed


@pytest.mark.parametrize(
    ("expires", "last", "missed"),
    [
        ("ja", "2026-11-03", "2026-11-04"),
        ("na 5 schooldagen", "2026-11-10", "2026-11-11"),
        ("na 5 dagen", "2026-11-08", "2026-11-09"),
        ("na 1 week", "2026-11-10", "2026-11-11"),
    ],
)
def test_a_window_that_closes_is_missed_at_the_end_of_that_day(
    school: KeptSchool, expires: str, last: str, missed: str
) -> None:
    school.dates(TWO)
    school.rules(f"{ANALYSIS}    vervalt: {expires}\n")
    school.on(last)
    assert school.task("3", "/1").state in ("open", "te-laat")
    school.on(missed)
    assert school.task("3", "/1").state == "gemist"


def test_expiry_in_school_days_counts_those_of_the_group(school: KeptSchool) -> None:
    school.calendar(
        "schooljaar: 2026-2027\neerste_schooldag: 2026-08-31\nlaatste_schooldag: 2027-07-16\n"
        "vrije_dagen: [{naam: kleuters vrij, op: 2026-11-06, jaargroep: [1, 2]}]\n"
        "ankers: {groepsbespreking: [{op: 2026-11-17}]}\n"
    )
    school.rules(f"{ANALYSIS}    vervalt: na 5 schooldagen\n")
    school.on("2026-11-11")
    assert (school.task("3").state, school.task("1/2 A").state) == ("gemist", "te-laat")
    school.on("2026-11-12")
    assert school.task("1/2 A").state == "gemist"


def test_missed_becomes_done_by_evidence_that_came_late(school: KeptSchool) -> None:
    school.dates(TWO)
    school.rules(f"{ANALYSIS}    vervalt: ja\n")
    school.on("2026-11-04")
    school.registered("groepsanalyse", "groep", "3", "2026-11-06")
    assert school.on("2026-11-06").figures == {"klaar": 1}
    assert school.task("3", "/1").state == "klaar"


def test_missed_is_open_again_when_its_date_moves_later_but_not_when_it_moves_earlier(school: KeptSchool) -> None:
    school.dates(TWO)
    school.rules(f"{ANALYSIS}    vervalt: ja\n")
    school.on("2026-11-04")
    school.dates(TWO.replace("11-17", "11-16"))
    school.on("2026-11-05")
    assert school.task("3", "/1").state == "gemist"
    school.dates(TWO.replace("11-17", "11-24"))
    assert school.on("2026-11-06").figures == {"heropend": 3}
    assert school.task("3", "/1").state == "open"


def test_missed_stays_missed_when_the_rule_no_longer_lets_tasks_expire(school: KeptSchool) -> None:
    school.dates(TWO)
    school.rules(f"{ANALYSIS}    vervalt: ja\n")
    school.on("2026-11-04")
    school.rules(ANALYSIS)
    school.on("2026-11-05")
    assert school.states("3") == {FIRST: "gemist", SECOND: "open"}


# --- not applicable


def test_not_applicable_stays_so_whatever_the_day_or_the_date_does(meeting: KeptSchool) -> None:
    meeting.waive(meeting.task("3", "/1"), "de groep is samengevoegd")
    meeting.on("2026-11-09")
    meeting.dates(TWO.replace("11-17", "11-24"))
    meeting.on("2026-11-20")
    waived = meeting.task("3", "/1")
    assert (waived.state, waived.reason) == ("nvt", "de groep is samengevoegd")
    meeting.no_rules()
    meeting.on("2026-11-21")
    assert meeting.task("3", "/1").state == "nvt"


def test_evidence_goes_before_not_applicable(meeting: KeptSchool) -> None:
    meeting.waive(meeting.task("3", "/1"), "niet nodig")
    meeting.registered("groepsanalyse", "groep", "3", "2026-10-21")
    meeting.on("2026-10-21")
    assert (meeting.task("3", "/1").state, meeting.task("3", "/1").reason) == ("klaar", "")


def test_not_applicable_taken_back_is_what_the_day_makes_of_it(meeting: KeptSchool) -> None:
    meeting.waive(meeting.task("3", "/1"), "niet nodig")
    meeting.on("2026-11-09")
    meeting.unwaive(meeting.task("3", "/1"))
    meeting.on("2026-11-10")
    assert meeting.task("3", "/1").state == "te-laat"

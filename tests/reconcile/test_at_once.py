"""`direct`: a task for as long as a condition lasts, and a new one when it comes back (regeltaal 9, 24, 29, 32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

RULE = """
regels:
  - id: nt2-plaatsen
    titel: Zet de nt2-leerling in de lijst
    voor: ib
    per: leerling
    waar: {kenmerk: nt2}
    uiterlijk: direct
"""
FIRST, SECOND = "direct/2026-2027/1", "direct/2026-2027/2"


def trait(school: KeptSchool, pupil: str, word: str) -> None:
    school.tell(leerlingen=f"leerlingnummer,kenmerken\n{pupil},{word}\n")


@pytest.fixture
def seen(school: KeptSchool) -> KeptSchool:
    """Give a school where pupil 11 was first seen with nt2 on 5 October."""
    school.rules(RULE)
    school.on("2026-10-01")
    trait(school, "11", "nt2")
    school.on("2026-10-05")
    return school


def test_the_day_it_was_first_seen_is_the_day_it_is_due_however_long_it_lasts(seen: KeptSchool) -> None:
    seen.on("2026-10-06")
    seen.on("2026-12-01")
    task = seen.task("11")
    assert (task.occasion, str(task.due), task.state) == (FIRST, "2026-10-05", "te-laat")


def test_when_it_is_over_the_task_is_done(seen: KeptSchool) -> None:
    trait(seen, "11", "zorgleerling")
    assert seen.on("2026-10-09").figures == {"klaar": 1}
    assert (seen.task("11").state, str(seen.task("11").done_on)) == ("klaar", "2026-10-09")


def test_when_it_comes_back_it_is_another_occasion(seen: KeptSchool) -> None:
    trait(seen, "11", "zorgleerling")
    seen.on("2026-10-09")
    trait(seen, "11", "nt2")
    seen.on("2026-10-12")
    assert seen.states("11") == {FIRST: "klaar", SECOND: "open"}
    assert str(seen.task("11", "/2").due) == "2026-10-12"


def test_a_tick_closes_this_time_and_not_the_next(seen: KeptSchool) -> None:
    seen.tick(seen.task("11"), "IBO", "2026-10-06")
    seen.on("2026-10-06")
    seen.on("2026-10-30")
    assert seen.states("11") == {FIRST: "klaar"}
    trait(seen, "11", "zorgleerling")
    seen.on("2026-11-02")
    trait(seen, "11", "nt2")
    seen.on("2026-11-09")
    assert seen.states("11") == {FIRST: "klaar", SECOND: "open"}


def test_what_lasts_into_the_next_school_year_stays_the_same_occasion(seen: KeptSchool) -> None:
    seen.on("2027-07-30")
    assert seen.on("2027-08-02").changes == ()
    seen.on("2027-09-06")
    assert seen.states("11") == {FIRST: "te-laat"}
    assert seen.task("11").school_year == "2026-2027"


def test_a_rule_that_goes_lapses_what_it_asked_at_once(seen: KeptSchool) -> None:
    seen.no_rules()
    seen.on("2026-10-06")
    assert seen.states("11") == {FIRST: "vervallen"}
    seen.rules(RULE)
    seen.on("2026-10-07")
    assert seen.states("11") == {FIRST: "te-laat"}


def test_a_rule_that_is_due_some_other_day_from_now_on_lapses_what_it_asked_at_once(seen: KeptSchool) -> None:
    seen.rules(RULE.replace("direct", "einde schoolweek 20"))
    seen.on("2026-10-06")
    assert seen.task("11", FIRST).state == "vervallen"


def test_a_new_id_takes_the_running_spell_along(seen: KeptSchool) -> None:
    trait(seen, "11", "zorgleerling")
    seen.on("2026-10-09")
    trait(seen, "11", "nt2")
    seen.on("2026-10-12")
    seen.tick(seen.task("11", "/2"), "IBO", "2026-10-12")
    seen.rules(RULE.replace("id: nt2-plaatsen", "id: nt2-lijst\n    voorheen: nt2-plaatsen"))
    seen.on("2026-10-13")
    assert {(each.rule, each.occasion, each.state) for each in seen.tasks()} == {
        ("nt2-lijst", FIRST, "klaar"),
        ("nt2-lijst", SECOND, "klaar"),
    }
    assert str(seen.task("11", "/2").due) == "2026-10-12"


def test_a_closed_year_closes_what_began_in_it_and_lasts(seen: KeptSchool) -> None:
    seen.close("2026-2027", "2027-07-20")
    seen.on("2027-07-21")
    trait(seen, "12", "nt2")
    seen.on("2027-07-22")
    assert seen.counted() == {"gemist": 1}
    seen.on("2027-08-30")
    assert seen.task("11").state == "gemist"
    assert seen.task("12").school_year == "2027-2028"

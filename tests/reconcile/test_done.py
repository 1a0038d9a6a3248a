"""Done: by evidence, by one tick or by everybody's, and what can open it again (regeltaal 31 and 34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reconcile.school import GROUPS, PUPILS, export, group, pupil

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

BY_EVIDENCE = """
regels:
  - id: analyse
    titel: Analyse invullen
    voor: leerkracht
    per: groep
    waar: {jaargroep: [1, 3]}
    vanaf: 4 weken voor groepsbespreking
    uiterlijk: 2 weken voor groepsbespreking
    klaar_als: {registratie: groepsanalyse}
"""
BY_HAND = BY_EVIDENCE.replace("    klaar_als: {registratie: groepsanalyse}\n", "")
TWO = "  groepsbespreking: [{op: 2026-11-17}, {op: 2027-03-16}]"


@pytest.fixture
def proven(school: KeptSchool) -> KeptSchool:
    """Give a school where group 3 wrote its analysis in time, on 22 October."""
    school.dates(TWO)
    school.rules(BY_EVIDENCE)
    school.on("2026-10-01")
    school.registered("groepsanalyse", "groep", "3", "2026-10-22")
    school.on("2026-10-23")
    return school


@pytest.fixture
def by_hand(school: KeptSchool) -> KeptSchool:
    school.dates(TWO)
    school.rules(BY_HAND)
    school.on("2026-10-01")
    return school


def test_evidence_closes_the_task_it_is_about_and_no_other(proven: KeptSchool) -> None:
    assert proven.done() == {"groepsbespreking/2026-2027/1"}
    task = proven.task("3", "/1")
    assert (task.state, str(task.done_on), task.done_by, task.because.proof) == (
        "klaar",
        "2026-10-23",
        "",
        ("groepsanalyse van 22 oktober",),
    )


def test_evidence_that_is_there_on_the_first_day_makes_a_task_that_is_done(school: KeptSchool) -> None:
    school.dates(TWO)
    school.rules(BY_EVIDENCE)
    school.registered("groepsanalyse", "groep", "3", "2026-10-22")
    school.on("2026-10-23")
    assert (school.task("3", "/1").state, str(school.task("3", "/1").done_on)) == ("klaar", "2026-10-23")


def test_evidence_that_is_withdrawn_opens_the_task_again(proven: KeptSchool) -> None:
    proven.withdrawn("groepsanalyse", "3")
    assert proven.on("2026-10-24").figures == {"heropend": 1}
    task = proven.task("3", "/1")
    assert (task.state, task.done_on, task.because.proof) == ("open", None, ())


def test_evidence_withdrawn_after_the_day_makes_it_overdue(proven: KeptSchool) -> None:
    proven.withdrawn("groepsanalyse", "3")
    proven.on("2026-11-05")
    assert proven.task("3", "/1").state == "te-laat"


@pytest.mark.parametrize("moved", ["2026-12-15", "2027-01-26", "2026-09-22"])
def test_done_stays_done_when_the_date_moves_away_from_the_evidence(proven: KeptSchool, moved: str) -> None:
    before = proven.task("3", "/1")
    proven.dates(TWO.replace("2026-11-17", moved))
    proven.on("2026-10-24")
    assert proven.task("3", "/1") == before
    proven.dates(TWO)
    proven.on("2026-10-25")
    assert proven.task("3", "/1") == before


def test_evidence_withdrawn_after_the_date_moved_still_opens_the_task(proven: KeptSchool) -> None:
    proven.dates(TWO.replace("2026-11-17", "2027-01-26"))
    proven.on("2026-10-24")
    proven.withdrawn("groepsanalyse", "3")
    proven.on("2026-10-25")
    task = proven.task("3", "/1")
    assert (task.state, str(task.due)) == ("open", "2027-01-12")


def test_done_stays_done_when_a_date_comes_in_between_the_evidence_and_the_occasion(proven: KeptSchool) -> None:
    """By itself evidence counts from the end of the occasion before: one that comes in later takes nothing away."""
    before = proven.task("3", "/1")
    proven.dates(TWO.replace("[", "[{op: 2026-11-03}, "))
    proven.on("2026-10-24")
    assert proven.task("3", "/1") == before
    assert proven.task("3", "/3").state == "klaar"
    proven.withdrawn("groepsanalyse", "3")
    proven.on("2026-10-25")
    assert (proven.task("3", "/1").state, proven.task("3", "/3").state) == ("open", "te-laat")


def test_evidence_of_the_time_before_does_not_stand_in_for_what_was_withdrawn(school: KeptSchool) -> None:
    """Every week has its own: last week's is there, this week's was taken back."""
    school.rules(
        "regels:\n  - id: kring\n    titel: Noteer de kring\n    voor: leerkracht\n    per: groep\n"
        "    uiterlijk: einde schoolweek\n    vervalt: nee\n    klaar_als: {registratie: groepsanalyse}\n"
    )
    school.registered("groepsanalyse", "groep", "3", "2026-10-08")
    school.registered("groepsanalyse", "groep", "3", "2026-10-14")
    school.on("2026-10-14")
    assert school.task("3", "W42").state == "klaar"
    school.withdrawn("groepsanalyse", "3")
    school.registered("groepsanalyse", "groep", "3", "2026-10-08")
    school.on("2026-10-15")
    assert (school.task("3", "W41").state, school.task("3", "W42").state) == ("klaar", "open")


def test_a_tick_of_one_of_us_closes_the_task_for_all(by_hand: KeptSchool) -> None:
    by_hand.tick(by_hand.task("1/2 A", "/1"), "BEA", "2026-10-20")
    assert by_hand.on("2026-10-21").figures == {"klaar": 1}
    task = by_hand.task("1/2 A", "/1")
    assert (task.state, task.done_by, str(task.done_on), task.ticked_by) == ("klaar", "BEA", "2026-10-20", ("BEA",))


def test_a_tick_taken_back_opens_the_task_again(by_hand: KeptSchool) -> None:
    task = by_hand.task("1/2 A", "/1")
    by_hand.tick(task, "BEA", "2026-10-20")
    by_hand.on("2026-10-21")
    by_hand.untick(task, "BEA")
    assert by_hand.on("2026-10-22").figures == {"heropend": 1}
    again = by_hand.task("1/2 A", "/1")
    assert (again.state, again.done_by, again.done_on, again.ticked_by) == ("open", "", None, ())


def test_a_ticked_task_stays_done_when_its_date_moves_or_goes_or_its_rule_goes(by_hand: KeptSchool) -> None:
    by_hand.tick(by_hand.task("1/2 A", "/1"), "BEA", "2026-10-20")
    by_hand.on("2026-10-21")
    before = by_hand.task("1/2 A", "/1")
    for day, dates in (("2026-10-22", TWO.replace("11-17", "12-08")), ("2026-10-23", "")):
        by_hand.dates(dates)
        by_hand.on(day)
        assert by_hand.task("1/2 A", "/1") == before
    by_hand.no_rules()
    by_hand.on("2026-10-24")
    assert by_hand.task("1/2 A", "/1") == before


def test_a_tick_on_the_day_the_date_goes_is_done_and_not_lapsed(by_hand: KeptSchool) -> None:
    by_hand.tick(by_hand.task("1/2 A", "/1"), "BEA", "2026-10-20")
    by_hand.dates("  groepsbespreking: [{op: 2027-03-16}]")
    by_hand.on("2026-10-20")
    assert (by_hand.task("1/2 A", "/1").state, by_hand.task("3", "/1").state) == ("klaar", "vervallen")


def test_a_tick_on_the_day_the_rule_goes_is_done_and_not_lapsed(by_hand: KeptSchool) -> None:
    by_hand.tick(by_hand.task("1/2 A", "/1"), "BEA", "2026-10-20")
    by_hand.no_rules()
    by_hand.on("2026-10-20")
    assert (by_hand.task("1/2 A", "/1").state, by_hand.task("1/2 A", "/2").state) == ("klaar", "vervallen")


def test_a_tick_makes_what_was_missed_done(school: KeptSchool) -> None:
    school.dates(TWO)
    school.rules(f"{BY_HAND}    vervalt: ja\n")
    school.on("2026-11-04")
    school.tick(school.task("3", "/1"), "CEES", "2026-11-05")
    school.on("2026-11-05")
    assert school.task("3", "/1").state == "klaar"


def test_a_tick_goes_before_not_applicable(by_hand: KeptSchool) -> None:
    by_hand.waive(by_hand.task("3", "/1"), "niet nodig")
    by_hand.tick(by_hand.task("3", "/1"), "CEES", "2026-10-05")
    by_hand.on("2026-10-05")
    assert (by_hand.task("3", "/1").state, by_hand.task("3", "/1").reason) == ("klaar", "")


def test_evidence_beside_a_tick_keeps_the_task_done_when_the_tick_is_taken_back(proven: KeptSchool) -> None:
    first, second = proven.task("3", "/1"), proven.task("1/2 A", "/1")
    proven.tick(first, "CEES", "2026-10-24")
    proven.tick(second, "ANN", "2026-10-24")
    proven.on("2026-10-24")
    proven.registered("groepsanalyse", "groep", "1/2 A", "2026-10-25")
    proven.on("2026-10-25")
    proven.untick(first, "CEES")
    proven.untick(second, "ANN")
    proven.on("2026-10-26")
    assert (proven.task("3", "/1").state, proven.task("1/2 A", "/1").state) == ("klaar", "klaar")
    proven.dates(TWO.replace("2026-11-17", "2027-01-26"))
    proven.on("2026-10-27")
    assert (proven.task("3", "/1").state, proven.task("1/2 A", "/1").state) == ("klaar", "klaar")
    proven.withdrawn("groepsanalyse", "1/2 A")
    proven.on("2026-10-28")
    assert (proven.task("3", "/1").state, proven.task("1/2 A", "/1").state) == ("klaar", "open")


# --- wie: ieder


@pytest.fixture
def everybody(school: KeptSchool) -> KeptSchool:
    school.dates(TWO)
    school.rules(f"{BY_HAND}    wie: ieder\n")
    school.on("2026-10-01")
    return school


def test_what_everybody_ticks_is_done_when_all_have(everybody: KeptSchool) -> None:
    task = everybody.task("1/2 A", "/1")
    everybody.tick(task, "BEA", "2026-10-20")
    everybody.on("2026-10-20")
    half = everybody.task("1/2 A", "/1")
    assert (half.state, half.ticked_by) == ("open", ("BEA",))
    everybody.tick(task, "ANN", "2026-10-22")
    everybody.on("2026-10-22")
    whole = everybody.task("1/2 A", "/1")
    assert (whole.state, whole.ticked_by, str(whole.done_on)) == ("klaar", ("ANN", "BEA"), "2026-10-22")


def test_one_of_everybody_taking_the_tick_back_opens_it_again(everybody: KeptSchool) -> None:
    task = everybody.task("1/2 A", "/1")
    for each in ("BEA", "ANN"):
        everybody.tick(task, each, "2026-10-20")
    everybody.on("2026-10-20")
    everybody.untick(task, "BEA")
    everybody.on("2026-10-21")
    assert (everybody.task("1/2 A", "/1").state, everybody.task("1/2 A", "/1").ticked_by) == ("open", ("ANN",))


def test_a_colleague_who_comes_after_all_ticked_does_not_open_it_again(everybody: KeptSchool) -> None:
    everybody.tick(everybody.task("3", "/1"), "CEES", "2026-10-20")
    everybody.on("2026-10-20")
    everybody.tell(groepen=GROUPS.replace("3,2026-2027,stam,CEES", "3,2026-2027,stam,CEES;ANN"))
    everybody.on("2026-10-21")
    assert everybody.task("3", "/1").state == "klaar"
    assert everybody.task("3", "/2").recipients == ("ANN", "CEES")


def test_a_colleague_who_leaves_is_not_waited_for(everybody: KeptSchool) -> None:
    everybody.tick(everybody.task("1/2 A", "/1"), "BEA", "2026-10-20")
    everybody.on("2026-10-20")
    everybody.tell(medewerkers="code,uit_dienst\nANN,2026-10-31\n")
    everybody.on("2026-10-22")
    assert everybody.task("1/2 A", "/1").state == "klaar"


# --- done goes before lapsed

IN_NT2_GROUP = """
regels:
  - id: nt2-groep
    titel: Zet de nt2-leerling in de groep nt2
    voor: leerkracht
    per: leerling
    waar: {kenmerk: nt2, geen_lid_van: {soort: subgroep, naam: nt2}}
    uiterlijk: 4 weken na schooljaar
    klaar_als: {lid_van: {soort: subgroep, naam: nt2}}
"""
SUBGROUP = '<samengestelde_groep key="s1"><naam>nt2 ochtend</naam></samengestelde_groep>'


def test_a_pupil_put_in_the_nt2_group_is_done_and_one_who_loses_the_trait_is_lapsed(school: KeptSchool) -> None:
    school.rules(IN_NT2_GROUP.replace("4 weken na schooljaar", "einde schoolweek 12"))
    school.tell(leerlingen="leerlingnummer,kenmerken\n11,nt2\n12,nt2\n21,nt2\n")
    school.on("2026-10-01")
    assert school.counted() == {"open": 3}
    groups = group("g1", "1/2 A", "1") + group("g2", "1/2 B", "2") + group("g3", "3", "3") + SUBGROUP
    placed = pupil("11", "g1", subgroup="s1")
    school.tell(edexml=export(placed, *PUPILS[1:], groups=groups, as_of="2026-10-05"))
    school.tell(leerlingen="leerlingnummer,kenmerken\n12,zorgleerling\n")
    school.on("2026-10-05")
    assert [school.task(each).state for each in ("11", "12", "21")] == ["klaar", "vervallen", "open"]


def test_what_was_missed_becomes_done_even_when_it_is_no_longer_chosen(school: KeptSchool) -> None:
    school.rules(IN_NT2_GROUP.replace("4 weken na schooljaar", "einde schoolweek 2") + "    vervalt: ja\n")
    school.tell(leerlingen="leerlingnummer,kenmerken\n11,nt2\n")
    school.on("2026-10-01")
    assert school.task("11").state == "gemist"
    groups = group("g1", "1/2 A", "1") + group("g2", "1/2 B", "2") + group("g3", "3", "3") + SUBGROUP
    school.tell(edexml=export(pupil("11", "g1", subgroup="s1"), *PUPILS[1:], groups=groups, as_of="2026-10-05"))
    school.on("2026-10-05")
    assert school.task("11").state == "klaar"

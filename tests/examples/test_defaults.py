"""What an example does not say is as it usually is at a school: few words are enough."""

from __future__ import annotations

import pytest

from tests.examples.trying import holds

ANALYSE = """
regel: analyse
kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}]}}
vandaag: 2026-11-02
feiten:
  groepen: [{naam: 1/2 A, jaargroepen: [1, 2], leerkrachten: [anna]}]
dan:
  - taak: {onderwerp: 1/2 A, %s}
"""


@pytest.mark.parametrize(
    "field",
    ["vanaf: 2026-10-20", "uiterlijk: 2026-11-03", "voor: [anna]", "voor: anna", "status: open", "niveau: verplicht"],
)
def test_a_group_and_the_name_of_its_teacher_are_enough_for_a_task(field: str) -> None:
    assert holds(ANALYSE % field)


def test_every_field_of_a_task_may_be_asked_at_once() -> None:
    assert holds(ANALYSE % "gelegenheid: groepsbespreking/2026-2027/1, uiterlijk: 2026-11-03, voor: [anna]")


def test_without_a_calendar_school_begins_on_the_monday_after_the_summer_of_midden() -> None:
    """Schoolweek 3 of 2026-2027 runs from Monday 14 to Friday 18 September."""
    assert holds("""
regel: planner
vandaag: 2026-09-01
dan:
  - taak: {onderwerp: 00AA, uiterlijk: 2026-09-18, voor: [directie, ib], status: open}
""")


def test_without_a_calendar_school_ends_on_the_friday_before_the_next_summer() -> None:
    """Six weeks after 7 June 2027 is 19 July: the last school day in that window is Friday 16 July."""
    assert holds("""
regel: startgesprek
vandaag: 2027-06-08
feiten: {leerlingen: [{nummer: 7, jaargroep: 1, instroom: 2027-06-07, kenmerken: [nt2]}]}
dan:
  - taak: {onderwerp: 7, uiterlijk: 2027-07-16}
""")


def test_the_autumn_holiday_of_midden_is_free() -> None:
    """Six weeks after 7 September is 19 October, in the autumn holiday: Friday 16 October is the last school day."""
    assert holds("""
regel: startgesprek
vandaag: 2026-09-10
feiten: {leerlingen: [{nummer: 7, jaargroep: 1, instroom: 2026-09-07, kenmerken: [nt2]}]}
dan:
  - taak: {onderwerp: 7, uiterlijk: 2026-10-16}
""")


def test_the_school_year_is_that_of_today() -> None:
    """In 2027-2028 school begins on Monday 30 August 2027 and schoolweek 3 ends on 17 September."""
    assert holds("""
regel: planner
vandaag: 2027-09-06
dan:
  - taak: {gelegenheid: schoolweek/2027-W37, uiterlijk: 2027-09-17}
""")


def test_the_calendar_may_be_of_another_school_year_than_today() -> None:
    assert holds("""
regel: planner
kalender: {schooljaar: 2027-2028}
vandaag: 2027-07-10
dan:
  - taak: {gelegenheid: schoolweek/2027-W37, uiterlijk: 2027-09-17, status: open}
""")


def test_two_calendars_may_stand_side_by_side() -> None:
    assert holds("""
regel: planner
kalender: [{schooljaar: 2026-2027}, {schooljaar: 2027-2028, eerste_schooldag: 2027-08-23}]
vandaag: 2026-09-01
dan:
  - taak: {uiterlijk: 2026-09-18}
  - taak: {uiterlijk: 2027-09-10}
""")


def test_the_subject_of_the_school_may_be_left_out() -> None:
    assert holds("regel: planner\nvandaag: 2026-09-01\ndan: [taak: {uiterlijk: 2026-09-18}]")


def test_a_pupil_is_in_the_first_year_group_of_the_group_and_there_all_along() -> None:
    assert holds("""
vandaag: 2026-11-02
regel: analyse
kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}]}}
feiten:
  groepen: [{naam: Kleuters, leerkrachten: [anna]}, {naam: 3 A, jaargroepen: [3]}]
  leerlingen: [{nummer: 7, groep: Kleuters, jaargroep: 2}, {nummer: 8, groep: 3 A}]
dan:
  - taak: {onderwerp: Kleuters}
  - geen taak: {onderwerp: 3 A}
""")


@pytest.mark.parametrize("role", ["ib", "directie"])
def test_a_role_is_always_filled_by_somebody_of_that_name(role: str) -> None:
    assert holds(f"regel: planner\nvandaag: 2026-09-17\ndan: [mail: {{aan: {role}, op: 2026-09-18}}]")


def test_who_is_described_is_as_described() -> None:
    """Bram works on Monday and Tuesday: on Thursday 17 September he is told nothing, on Tuesday the 15th he is."""
    assert holds("""
regel: planner
vandaag: 2026-09-01
feiten:
  medewerkers: [{code: ib, uit_dienst: 2026-09-10}, {code: bram, rollen: [ib], werkdagen: [ma, di]}]
dan:
  - taak: {voor: [directie, bram]}
  - mail: {aan: bram, op: 2026-09-15}
  - geen mail: {aan: bram, op: 2026-09-18}
""")


def test_a_group_of_another_year_is_kept_apart() -> None:
    assert holds("""
regel: analyse
kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}]}}
vandaag: 2026-11-02
feiten:
  groepen:
    - {naam: 1/2 A, jaargroepen: [1, 2], leerkrachten: [anna]}
    - {naam: 1/2 Z, jaargroepen: [1, 2], leerkrachten: [anna], schooljaar: 2025-2026}
dan:
  - taak: {onderwerp: 1/2 A}
  - geen taak: {onderwerp: 1/2 Z}
""")


def test_a_date_of_one_group_is_hers() -> None:
    assert holds("""
regel: analyse
kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}, {op: 2026-11-24, groep: 1/2 B}]}}
vandaag: 2026-11-02
feiten: {groepen: [{naam: 1/2 A, jaargroepen: 1}, {naam: 1/2 B, jaargroepen: 1, leerkrachten: bo}]}
dan:
  - taak: {onderwerp: 1/2 A, uiterlijk: 2026-11-03, voor: [beheerder]}
  - taak: {onderwerp: 1/2 B, uiterlijk: 2026-11-10, voor: [bo]}
""")


def test_a_pupil_may_be_in_more_groups_and_bring_everything_along() -> None:
    assert holds("""
regel: startgesprek
vandaag: 2026-09-10
feiten:
  groepen: [{naam: 1/2 A, jaargroepen: [1, 2], leerkrachten: [anna]}, {naam: NT2, soort: subgroep}]
  leerlingen:
    - {nummer: 7, groep: [1/2 A, NT2], geboren: 2022-03-01, instroom: 2026-09-07, uitstroom: 2027-03-01, kenmerken: nt2}
    - {nummer: 8, groep: 1/2 A, jaargroep: 2, instroom: 2026-09-07, kenmerken: {nt2: ja}, vorige_groep: 1/2 Z}
dan:
  - taak: {onderwerp: 7, voor: [anna]}
  - geen taak: {onderwerp: 8}
""")

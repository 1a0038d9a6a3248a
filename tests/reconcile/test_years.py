"""School years: only a person closes one, a closed one is left alone, and nothing is asked from before the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

RULE = """
regels:
  - id: analyse
    titel: Analyse invullen
    voor: leerkracht
    per: groep
    uiterlijk: 2 weken voor groepsbespreking
    klaar_als: {registratie: groepsanalyse}
"""
NEXT = (
    "schooljaar: 2027-2028\neerste_schooldag: 2027-08-30\nlaatste_schooldag: 2028-07-07\n"
    "ankers: {groepsbespreking: [{op: 2027-11-16}]}\n"
)


@pytest.fixture
def school_of_two_years(school: KeptSchool) -> KeptSchool:
    school.dates("  groepsbespreking: [{op: 2026-11-17}, {op: 2027-06-08}]")
    school.calendar(NEXT, "2027-2028")
    school.rules(RULE)
    school.registered("groepsanalyse", "groep", "3", "2026-10-22")
    school.on("2026-10-23")
    return school


def states(school: KeptSchool, school_year: str) -> list[str]:
    return sorted(each.state for each in school.tasks() if each.school_year == school_year)


def test_the_first_of_august_closes_nothing(school_of_two_years: KeptSchool) -> None:
    school_of_two_years.on("2027-07-31")
    assert school_of_two_years.on("2027-08-01").changes == ()
    assert states(school_of_two_years, "2026-2027") == ["klaar", *["te-laat"] * 5]
    school_of_two_years.registered("groepsanalyse", "groep", "1/2 A", "2027-08-02")
    school_of_two_years.on("2027-08-02")
    assert school_of_two_years.task("1/2 A", "2026-2027/2").state == "klaar"


def test_a_closed_year_misses_what_was_open_and_is_left_alone(school_of_two_years: KeptSchool) -> None:
    school_of_two_years.on("2027-07-12")
    school_of_two_years.close("2026-2027", "2027-07-13")
    closed = [each for each in school_of_two_years.tasks() if each.school_year == "2026-2027"]
    assert sorted(each.state for each in closed) == [*["gemist"] * 5, "klaar"]
    school_of_two_years.registered("groepsanalyse", "groep", "1/2 A", "2027-07-13")
    school_of_two_years.withdrawn("groepsanalyse", "3")
    school_of_two_years.dates("  groepsbespreking: [{op: 2027-06-09}]")
    school_of_two_years.on("2027-07-14")
    school_of_two_years.no_rules()
    school_of_two_years.on("2027-09-14")
    assert [each for each in school_of_two_years.tasks() if each.school_year == "2026-2027"] == closed
    assert states(school_of_two_years, "2027-2028") == ["vervallen"] * 3


def test_the_year_goes_on_beside_the_one_before_it(school_of_two_years: KeptSchool) -> None:
    assert states(school_of_two_years, "2027-2028") == ["open"] * 3
    school_of_two_years.on("2027-11-03")
    assert states(school_of_two_years, "2027-2028") == ["te-laat"] * 3
    assert states(school_of_two_years, "2026-2027") == ["klaar", *["te-laat"] * 5]


def test_a_school_without_a_start_still_keeps_up_the_year_it_has_tasks_of(school: KeptSchool) -> None:
    config = school.folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("start = 2026-08-31\n", ""), encoding="utf-8")
    school.reload()
    school.dates("  groepsbespreking: [{op: 2027-06-08}]")
    school.rules(RULE)
    school.on("2027-05-01")
    school.registered("groepsanalyse", "groep", "3", "2027-08-02")
    school.on("2027-08-02")
    assert school.task("3").state == "klaar"


def test_what_had_to_be_done_before_the_start_is_no_task(school: KeptSchool) -> None:
    school.rules(RULE.replace("2 weken voor groepsbespreking", "2 weken voor schooljaar"))
    school.on("2026-09-01")
    assert school.tasks() == ()


INTAKE = """
regels:
  - id: intake
    titel: Voer het intakegesprek
    voor: leerkracht
    per: leerling
    uiterlijk: 3 weken na instroom
"""


def test_a_task_that_moves_to_another_year_belongs_to_that_year(school: KeptSchool) -> None:
    school.calendar(NEXT, "2027-2028")
    school.rules(INTAKE)
    school.tell(leerlingen="leerlingnummer,instroom\n11,2027-06-01\n")
    school.on("2027-05-10")
    before = school.task("11")
    assert (before.occasion, before.school_year) == ("instroom", "2026-2027")
    school.tell(leerlingen="leerlingnummer,instroom\n11,2027-09-06\n")
    school.on("2027-05-11")
    assert (school.task("11").key, school.task("11").school_year) == (before.key, "2027-2028")

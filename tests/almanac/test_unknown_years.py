"""Days of a school year without a calendar are unknown (regeltaal 8, 16 and 17)."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model import Case, Facts, Pupil
from tests.almanac.school import BRIN, YEARS, School, school

ONLY_THIS_YEAR = (YEARS[2026],)
WITH_LAST_YEAR = (YEARS[2025], YEARS[2026])


def pupil_school(*texts: str, entry: date | None = None, leaves: date | None = None) -> School:
    return school(*texts, facts=Facts(BRIN, pupils=(Pupil("1001", entry=entry, exit=leaves),)))


def help_school(begin: date, end: date | None) -> School:
    helped = Case("extra-hulp", "e1", "leerling", "1001", begin=begin, end=end)
    return school(*ONLY_THIS_YEAR, facts=Facts(BRIN, pupils=(Pupil("1001"),), cases=(helped,)))


def test_school_days_after_the_last_of_july_count_in_the_new_year() -> None:
    """The count begins on 1 August, which is known; 31 July itself is never looked at."""
    asked = pupil_school(*ONLY_THIS_YEAR, leaves=date(2026, 7, 31))
    assert asked.due("5 schooldagen na uitstroom", asked.pupil("1001")) == ["2026-09-04"]


def test_school_days_before_the_first_of_august_count_in_the_old_year() -> None:
    asked = pupil_school(*ONLY_THIS_YEAR, entry=date(2027, 8, 1))
    assert asked.due("3 schooldagen voor instroom", asked.pupil("1001"), 2027) == ["2027-07-14"]


def test_school_days_that_run_into_the_unknown_are_so_many_mondays_to_fridays() -> None:
    asked = pupil_school(*ONLY_THIS_YEAR, leaves=date(2027, 7, 15))
    assert asked.due("3 schooldagen na uitstroom", asked.pupil("1001")) == ["2027-07-20"]


def test_help_that_ends_in_an_unknown_year_ends_on_the_day_written() -> None:
    asked = help_school(date(2027, 6, 1), date(2027, 10, 2))
    assert asked.due("einde extra-hulp", asked.case("e1"), 2027) == ["2027-10-02"]
    assert asked.due("einde extra-hulp", asked.case("e1"), 2026) == []
    assert asked.due("begin extra-hulp", asked.case("e1"), 2026) == ["2027-06-01"]


def test_help_that_began_in_an_unknown_year_began_on_the_day_written() -> None:
    asked = help_school(date(2026, 6, 6), date(2026, 10, 2))
    assert asked.due("begin extra-hulp", asked.case("e1"), 2025) == ["2026-06-06"]
    assert asked.due("einde extra-hulp", asked.case("e1"), 2026) == ["2026-10-02"]


@pytest.mark.parametrize(
    ("sentence", "alone", "with_last_year"),
    [
        ("8 weken voor schooljaar", "2026-07-06", "2026-07-06"),
        ("6 weken voor schooljaar", "2026-07-20", "2026-07-10"),
        ("voor schooljaar", "2026-08-30", "2026-07-10"),
        ("1 schooldag voor schooljaar", "2026-08-28", "2026-07-10"),
        ("6 schooldagen voor schooljaar", "2026-08-21", "2026-07-03"),
        ("begin startweek", "2026-08-31", "2026-08-31"),
        ("1 week na schooljaar", "2027-07-23", "2027-07-23"),
        ("na schooljaar", "2027-07-17", "2027-07-17"),
        ("3 schooldagen na schooljaar", "2027-07-21", "2027-07-21"),
        ("8 weken na schooljaar", "2027-09-10", "2027-09-10"),
    ],
)
def test_the_turn_of_the_year(sentence: str, alone: str, with_last_year: str) -> None:
    assert school(*ONLY_THIS_YEAR).due(sentence, school().itself) == [alone]
    assert school(*WITH_LAST_YEAR).due(sentence, school().itself) == [with_last_year]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("na schooljaar", "2027-08-30"),
        ("3 schooldagen na schooljaar", "2027-09-01"),
        ("1 week na schooljaar", "2027-08-30"),
        ("8 weken na schooljaar", "2027-09-10"),
        ("1 week na zomervakantie", "2027-09-03"),
        ("begin zomervakantie", "2027-07-16"),
        ("einde zomervakantie", "2027-07-16"),
    ],
)
def test_with_next_years_calendar_the_summer_is_bridged(sentence: str, expected: str) -> None:
    asked = school(YEARS[2026], YEARS[2027])
    assert asked.due(sentence, asked.itself) == [expected]


def test_a_missing_year_between_two_known_ones_is_not_jumped() -> None:
    asked = school(YEARS[2025], YEARS[2027])
    assert asked.due("voor schooljaar", asked.itself, 2027) == ["2027-08-29"]
    assert asked.due("na schooljaar", asked.itself, 2025) == ["2026-07-11"]

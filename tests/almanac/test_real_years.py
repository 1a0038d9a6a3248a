"""Real school years, holidays and weeks, with dates a colleague can look up in a calendar of regio midden."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model import Case, Facts, Pupil, Staff
from tests.almanac.school import BRIN, YEARS, school

LAST_YEARS_REPORTS = "ankers: {rapport: [{op: 2026-02-13}, {op: 2026-06-26}]}\n"
CARNIVAL = (
    "vakanties: [{naam: carnavalsvakantie, van: 2027-02-08, tot_en_met: 2027-02-12, vervangt: voorjaarsvakantie}]\n"
)
EASTER_OFF = "vrije_dagen: [{naam: goede vrijdag, op: 2027-03-26}]\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("voor herfstvakantie", "2026-10-16"),
        ("na herfstvakantie", "2026-10-26"),
        ("1 week na herfstvakantie", "2026-10-30"),
        ("voor kerstvakantie", "2026-12-18"),
        ("3 schooldagen voor kerstvakantie", "2026-12-16"),
        ("3 schooldagen na kerstvakantie", "2027-01-06"),
        ("3 weken voor voorjaarsvakantie", "2027-01-29"),
        ("voor tweede vakantie", "2026-12-18"),
        ("voor laatste vakantie", "2027-07-16"),
        ("voor zomervakantie", "2027-07-16"),
        ("begin kerstvakantie", "2026-12-18"),
        ("einde kerstvakantie", "2026-12-18"),
        ("einde hgw-blok 1", "2026-11-30"),
        ("begin tweede hgw-blok", "2026-12-01"),
        ("einde hgw-blok 2", "2027-03-31"),
        ("begin hgw-blok 3", "2027-04-01"),
        ("einde laatste hgw-blok", "2027-06-30"),
        ("2 weken voor begin hgw-blok 3", "2027-03-18"),
        ("begin startweek", "2026-08-31"),
        ("einde startweek", "2026-09-04"),
        ("begin schoolweek 7", "2026-10-12"),
        ("begin schoolweek 8", "2026-10-26"),
        ("begin laatste schoolweek", "2027-07-12"),
        ("begin schoolweek 53", ""),
        ("einde augustus", "2026-08-31"),
        ("begin mei", "2027-05-10"),
        ("einde juli", "2027-07-16"),
        ("1 maand na begin november", "2026-12-02"),
        ("31 juli", "2027-07-31"),
        ("29 februari", "2027-02-28"),
        ("1 augustus", "2026-08-01"),
        ("op eerste schooldag", "2026-08-31"),
        ("op laatste schooldag", "2027-07-16"),
    ],
)
def test_the_year_2026_2027_in_regio_midden(sentence: str, expected: str) -> None:
    text = YEARS[2026] + "vakanties: [{naam: meivakantie, van: 2027-04-24, tot_en_met: 2027-05-09}]\n"
    assert school(text).due(sentence, school().itself) == ([expected] if expected else [])


def test_a_holiday_from_monday_to_friday_has_its_weekends() -> None:
    text = YEARS[2026] + "vakanties: [{naam: meivakantie, van: 2027-04-26, tot_en_met: 2027-05-07}]\n"
    asked = school(text)
    (found,) = asked.dated("begin meivakantie", asked.itself)
    assert (found.occasion.begin, found.occasion.end) == (date(2027, 4, 24), date(2027, 5, 9))
    assert asked.opens("3 weken voor meivakantie", "voor meivakantie", asked.itself) == ["2027-04-03"]
    assert asked.opens("na meivakantie", "1 week na meivakantie", asked.itself) == ["2027-05-10"]


def test_carnival_in_place_of_the_spring_holiday_answers_to_both_names() -> None:
    asked = school(YEARS[2026] + CARNIVAL)
    assert asked.due("voor carnavalsvakantie", asked.itself) == ["2027-02-05"]
    assert asked.due("voor voorjaarsvakantie", asked.itself) == ["2027-02-05"]
    assert asked.keys("voor voorjaarsvakantie", asked.itself) == ["vakantie/2026-2027/carnavalsvakantie"]
    assert len(asked.due("voor vakantie", asked.itself)) == 5
    assert asked.due("begin schoolweek 23", asked.itself) == ["2027-03-01"]


def test_days_off_are_no_holiday() -> None:
    asked = school(YEARS[2026] + EASTER_OFF)
    assert [each[5:] for each in asked.due("voor vakantie", asked.itself)] == [
        "10-16",
        "12-18",
        "02-19",
        "04-23",
        "07-16",
    ]
    assert asked.due("1 schooldag voor april", asked.itself) == ["2027-03-31"]
    assert asked.due("6 dagen voor april", asked.itself) == ["2027-03-25"]


def test_after_the_last_report_runs_on_into_the_next_year() -> None:
    """11 and 17: the task is last year's, though it falls in this one."""
    both = school(YEARS[2025] + LAST_YEARS_REPORTS, YEARS[2026])
    assert both.due("na laatste rapport", both.itself, 2025) == ["2026-06-29"]
    assert both.due("12 schooldagen na laatste rapport", both.itself, 2025) == ["2026-09-01"]
    assert both.due("12 schooldagen na laatste rapport", both.itself, 2026) == []
    assert both.keys("12 schooldagen na laatste rapport", both.itself, 2025) == ["rapport/2025-2026/2"]
    alone = school(YEARS[2025] + LAST_YEARS_REPORTS)
    assert alone.due("12 schooldagen na laatste rapport", alone.itself, 2025) == ["2026-07-14"]


def test_evidence_counts_since_the_time_before_across_the_summer() -> None:
    both = school(YEARS[2025] + LAST_YEARS_REPORTS, YEARS[2026] + "ankers: {rapport: [{op: 2027-02-12}]}\n")
    assert both.since("na vorige vakantie", "voor herfstvakantie", both.itself) == ["2026-08-31"]
    assert both.since("na vorige rapport", "op rapport", both.itself) == ["2026-06-27"]
    alone = school(YEARS[2026] + "ankers: {rapport: [{op: 2027-02-12}]}\n")
    assert alone.since("na vorige vakantie", "voor herfstvakantie", alone.itself) == ["2026-08-31"]
    assert alone.since("na vorige rapport", "op rapport", alone.itself) == ["2026-08-31"]
    assert alone.since("na vorige vakantie", "voor kerstvakantie", alone.itself) == ["2026-10-26"]


@pytest.mark.parametrize(
    ("entry", "sentence", "year", "expected"),
    [
        (date(2026, 5, 4), "6 maanden na instroom", 2026, "2026-11-04"),
        (date(2026, 8, 31), "6 maanden na instroom", 2026, "2027-02-19"),
        (date(2027, 8, 31), "6 maanden na instroom", 2027, "2028-02-25"),
        (date(2026, 10, 19), "op instroom", 2026, "2026-10-26"),
        (date(2026, 10, 19), "begin instroom", 2026, "2026-10-26"),
        (date(2026, 10, 19), "voor instroom", 2026, "2026-10-16"),
        (date(2026, 8, 31), "2 weken voor instroom", 2026, "2026-08-17"),
        (date(2026, 8, 31), "6 weken voor instroom", 2026, "2026-07-20"),
    ],
)
def test_an_entry_and_the_school_year_of_its_dates(entry: date, sentence: str, year: int, expected: str) -> None:
    asked = school(YEARS[2026], YEARS[2027], facts=Facts(BRIN, pupils=(Pupil("1001", entry=entry),)))
    assert asked.due(sentence, asked.pupil("1001"), year) == [expected]
    others = [each for each in (2025, 2026, 2027, 2028) if each != year]
    assert [asked.due(sentence, asked.pupil("1001"), each) for each in others] == [[], [], []]


@pytest.mark.parametrize(
    ("born", "entry", "year", "expected"),
    [
        (date(2022, 10, 12), date(2026, 10, 13), 2026, ["2026-10-12"]),
        (date(2022, 10, 18), date(2026, 10, 19), 2026, ["2026-10-16"]),
        (date(2022, 7, 20), date(2026, 8, 31), 2026, ["2026-07-20"]),
        (date(2024, 2, 29), date(2028, 3, 1), 2027, ["2028-02-25"]),
        (date(2017, 3, 1), date(2026, 10, 13), 2026, []),
    ],
)
def test_a_fourth_birthday_never_belongs_to_a_year_before_the_entry(
    born: date, entry: date, year: int, expected: list[str]
) -> None:
    asked = school(YEARS[2026], YEARS[2027], facts=Facts(BRIN, pupils=(Pupil("1001", birth=born, entry=entry),)))
    found = [asked.due("op vierde verjaardag", asked.pupil("1001"), each) for each in range(2019, 2030)]
    assert [each for each in found if each] == ([expected] if expected else [])
    assert asked.due("op vierde verjaardag", asked.pupil("1001"), year) == expected


@pytest.mark.parametrize(
    ("due", "opens", "expected"),
    [
        ("voor herfstvakantie", "", "2026-10-02"),
        ("einde schoolweek 3", "", "2026-09-14"),
        ("1 week na begin schoolweek 3", "", "2026-09-14"),
        ("op eerste schooldag", "", "2026-08-31"),
        ("5 schooldagen na begin schooljaar", "", "2026-08-31"),
        ("na herfstvakantie", "", "2026-10-25"),
        ("6 weken na herfstvakantie", "", "2026-11-20"),
        ("einde mei", "begin mei", "2027-05-03"),
        ("einde mei", "voor mei", "2027-05-02"),
        ("einde mei", "na mei", "2027-05-31"),
        ("voor kerstvakantie", "na herfstvakantie", "2026-10-26"),
        ("voor kerstvakantie", "na vakantie", "2026-12-18"),
        ("voor kerstvakantie", "begin schoolweek 40", "2026-12-04"),
        ("voor kerstvakantie", "begin maand", "2026-12-01"),
        ("31 juli", "na schooljaar", "2027-07-17"),
        ("31 juli", "1 juni", "2027-06-01"),
    ],
)
def test_from_when_a_task_shows(due: str, opens: str, expected: str) -> None:
    asked = school(YEARS[2026])
    assert asked.opens(opens, due, asked.itself) == [expected]


def test_a_case_without_an_end_lasts_a_day_but_help_and_absence_stay_open() -> None:
    def about(kind: str) -> Case:
        return Case(kind, kind, "leerling", "1001", begin=date(2027, 2, 22))

    facts = Facts(BRIN, pupils=(Pupil("1001"),), cases=(about("gesprek"), about("extra-hulp")))
    asked = school(YEARS[2026], facts=facts)
    talk, extra = asked.case("gesprek"), asked.case("extra-hulp")
    assert asked.due("begin gesprek", talk) == asked.due("einde gesprek", talk) == ["2027-02-19"]
    assert asked.due("op gesprek", talk) == ["2027-03-01"]
    assert asked.due("na gesprek", talk) == ["2027-03-01"]
    assert asked.due("begin extra-hulp", extra) == ["2027-03-01"]
    assert asked.due("1 week na begin extra-hulp", extra) == ["2027-03-01"]
    assert asked.due("einde extra-hulp", extra) == asked.due("1 week na extra-hulp", extra) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2 werkdagen voor begin november", "2026-10-15"),
        ("2 werkdagen na begin november", "2026-11-09"),
        ("9 werkdagen na begin november", "2027-01-14"),
        ("40 werkdagen na einde mei", "2027-07-26"),
    ],
)
def test_of_two_colleagues_the_one_who_works_first_counts(sentence: str, expected: str) -> None:
    """5, 17 and 19: Ans works Monday and Tuesday until 30 November, Bert on Thursday; nobody works forty days more."""
    ans = Staff("ANS", working_days=("ma", "di"), out_of_service=date(2026, 11, 30))
    bert = Staff("BER", working_days=("do",))
    asked = school(YEARS[2026], facts=Facts(BRIN, staff=(ans, bert)), staff=("ANS", "BER"))
    assert asked.due(sentence, asked.itself) == [expected]

"""A school's own calendar, with the official holidays and public holidays around it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calendarfile import read_calendar
from engine.calendarholidays import with_weekend
from engine.officialdates import REGIONS, OfficialDates, read_official
from engine.shipped import holidays_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.almanac.schoolcalendar import DayOff, Holiday, SchoolCalendar
    from engine.problem import Problem

SCHOOLS_OWN = Path(__file__).parent.parent / "schools" / "voorbeeldschool" / "calendar" / "2026-2027.yaml"
GROUPS = {"2026-2027": frozenset({"1/2 A", "1/2 B", "5/6"})}
OFFICIAL = read_official(holidays_file().read_bytes())
TOP = "schooljaar: 2026-2027\neerste_schooldag: 2026-08-31\nlaatste_schooldag: 2027-07-16\n"


def read(
    text: str | bytes,
    groups: Mapping[str, frozenset[str]] | None = GROUPS,
    official: OfficialDates = OFFICIAL,
    file: str = "calendar/2026-2027.yaml",
) -> tuple[SchoolCalendar | None, list[Problem]]:
    return read_calendar(text, file, official, "midden", groups, {})


def right(text: str | bytes) -> SchoolCalendar:
    calendar, problems = read(text)
    assert problems == []
    assert calendar is not None
    return calendar


def holiday(calendar: SchoolCalendar, name: str) -> Holiday:
    (found,) = [each for each in calendar.holidays if each.name == name]
    return found


def day_off(calendar: SchoolCalendar, name: str) -> DayOff:
    (found,) = [each for each in calendar.days_off if each.name == name]
    return found


def test_the_calendar_of_the_example_school_reads_without_a_word() -> None:
    calendar = right(SCHOOLS_OWN.read_bytes())
    assert (calendar.start, calendar.first_day, calendar.last_day) == (2026, date(2026, 8, 31), date(2027, 7, 16))
    assert [f"{each.name} {each.begin} {each.end}" for each in calendar.holidays] == [
        "herfstvakantie 2026-10-17 2026-10-25",
        "kerstvakantie 2026-12-19 2027-01-03",
        "voorjaarsvakantie 2027-02-20 2027-02-28",
        "meivakantie 2027-04-24 2027-05-09",
        "zomervakantie 2027-07-17 2027-08-29",
    ]
    assert [len(calendar.anchors[each]) for each in ("groepsbespreking", "rapport", "periode")] == [5, 2, 4]


def test_a_date_of_a_group_keeps_what_the_school_wrote() -> None:
    dates = right(SCHOOLS_OWN.read_bytes()).anchors["groepsbespreking"]
    assert [(each.group, each.ordinal, each.line) for each in dates] == [
        ("", None, 20),
        ("1/2 B", None, 21),
        ("", None, 22),
        ("", None, 23),
        ("1/2 B", 3, 24),
    ]


def test_a_round_of_single_days_runs_from_the_first_to_the_last() -> None:
    first = right(SCHOOLS_OWN.read_bytes()).anchors["gespreksronde"][0]
    assert (first.begin, first.end) == (date(2026, 9, 8), date(2026, 9, 10))
    assert (first.name, first.kind, first.year_groups) == ("kennismaking", "startgesprek", frozenset({1, 2}))


def test_days_off_say_for_whom_and_from_when() -> None:
    calendar = right(
        TOP
        + "vrije_dagen:\n"
        + "  - {naam: studiedag, op: 2026-10-05, team_werkt: ja}\n"
        + "  - {naam: kleuters vrij, op: 2026-10-30, jaargroep: [1, 2]}\n"
        + "  - {naam: kerstmiddag, op: 2026-12-18, vrij_vanaf: 12:00}\n"
        + "  - {naam: sintmiddag, op: 2026-12-04, vrij_vanaf: middag, jaargroep: 8}\n"
    )
    assert day_off(calendar, "studiedag").team_works
    assert day_off(calendar, "kleuters vrij").year_groups == frozenset({1, 2})
    assert day_off(calendar, "kerstmiddag").from_hour == "12:00"
    assert day_off(calendar, "sintmiddag").from_hour == "middag"
    assert day_off(calendar, "sintmiddag").year_groups == frozenset({8})


def test_a_line_with_more_days_stands_for_each_of_them_and_for_nothing_in_between() -> None:
    calendar = right(
        TOP
        + "vrije_dagen: [{naam: studiedag, dagen: [2026-10-05, 2026-11-11, 2027-06-21], team_werkt: ja}]\n"
        + "teamdagen: [{naam: inrichten, dagen: [2026-08-26, 2026-08-28]}]\n"
    )
    studying = [each for each in calendar.days_off if each.name == "studiedag"]
    assert [(each.begin, each.end) for each in studying] == [
        (date(2026, 10, 5), date(2026, 10, 5)),
        (date(2026, 11, 11), date(2026, 11, 11)),
        (date(2027, 6, 21), date(2027, 6, 21)),
    ]
    assert all(each.team_works for each in studying)
    assert [each.begin for each in calendar.team_days] == [date(2026, 8, 26), date(2026, 8, 28)]


def test_a_holiday_of_one_day_says_on_which() -> None:
    found = holiday(right(f"{TOP}vakanties: [{{naam: schoolverjaardag, op: 2027-06-04}}]\n"), "schoolverjaardag")
    assert (found.begin, found.end) == (date(2027, 6, 4), date(2027, 6, 6))


def test_a_date_may_be_that_of_more_groups() -> None:
    calendar = right(TOP + "ankers:\n  groepsbespreking: [{op: 2026-11-17}, {op: 2026-11-19, groep: [1/2 A, 1/2 B]}]\n")
    assert [(each.group, str(each.begin)) for each in calendar.anchors["groepsbespreking"]] == [
        ("", "2026-11-17"),
        ("1/2 A", "2026-11-19"),
        ("1/2 B", "2026-11-19"),
    ]


def test_a_free_week_against_the_official_one_is_no_surprise_when_both_are_written() -> None:
    right(
        TOP + "vakanties:\n  - {naam: carnavalsvakantie, van: 2027-02-15, tot_en_met: 2027-02-19}\n"
        "  - {naam: voorjaarsvakantie, van: 2027-02-22, tot_en_met: 2027-02-26}\n"
        "  - {naam: tweede meiweek, van: 2027-05-03, tot_en_met: 2027-05-07}\n"
    )


def test_public_holidays_schools_close_for_are_off_by_themselves_and_others_are_not() -> None:
    names = [f"{each.name} {each.begin}" for each in right(TOP).days_off]
    assert names == [
        "tweede paasdag 2027-03-29",
        "koningsdag 2027-04-27",
        "hemelvaartsdag 2027-05-06",
        "tweede pinksterdag 2027-05-17",
    ]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("2027-04-26", "2027-05-07"),
        ("2027-04-24", "2027-05-07"),
        ("2027-04-26", "2027-05-09"),
        ("2027-04-24", "2027-05-09"),
        ("2027-04-25", "2027-05-08"),
    ],
)
def test_a_holiday_has_the_weekend_attached_however_it_is_written(begin: str, end: str) -> None:
    calendar = right(f"{TOP}vakanties:\n  - {{naam: Meivakantie, van: {begin}, tot_en_met: {end}}}\n")
    found = holiday(calendar, "meivakantie")
    assert (found.begin, found.end) == (date(2027, 4, 24), date(2027, 5, 9))


def test_a_holiday_that_begins_on_a_wednesday_has_no_weekend_before_it() -> None:
    calendar = right(f"{TOP}vakanties: [{{naam: extra dagen, van: 2027-06-02, tot_en_met: 2027-06-03}}]\n")
    found = holiday(calendar, "extra dagen")
    assert (found.begin, found.end) == (date(2027, 6, 2), date(2027, 6, 3))


def test_a_holiday_may_stand_in_the_place_of_an_official_one_with_another_name() -> None:
    calendar = right(
        TOP + "vakanties:\n  - {naam: carnavalsvakantie, van: 2027-02-08, tot_en_met: 2027-02-12, "
        "vervangt: Voorjaarsvakantie}\n"
    )
    assert holiday(calendar, "carnavalsvakantie").replaces == "voorjaarsvakantie"
    assert "voorjaarsvakantie" not in [each.name for each in calendar.holidays]


def test_two_holidays_that_share_a_weekend_do_not_overlap() -> None:
    right(
        TOP + "vakanties:\n  - {naam: week een, van: 2027-05-24, tot_en_met: 2027-05-28}\n"
        "  - {naam: week twee, van: 2027-05-31, tot_en_met: 2027-06-04}\n"
    )


def test_the_summer_holiday_may_pass_the_end_of_the_school_year() -> None:
    calendar = right(TOP + "vakanties: [{naam: zomervakantie, van: 2027-07-17, tot_en_met: 2027-09-03}]\n")
    assert holiday(calendar, "zomervakantie").end == date(2027, 9, 5)


def test_without_a_last_school_day_it_is_the_one_before_the_summer_holiday() -> None:
    text = "schooljaar: 2026-2027\neerste_schooldag: 2026-08-31\nvrije_dagen: [{naam: studiedag, op: 2027-07-16}]\n"
    assert right(text).last_day == date(2027, 7, 15)


def test_while_no_groups_have_been_read_an_unknown_group_is_a_warning_told_once() -> None:
    calendar, problems = read(SCHOOLS_OWN.read_bytes(), groups=None)
    assert calendar is not None
    assert [(each.line, each.severity) for each in problems] == [(21, "waarschuwing"), (38, "waarschuwing")]
    assert 'groep "1/2 B" is nog niet na te kijken' in problems[0].message


def test_a_year_without_groups_looks_at_those_of_the_latest_year_before() -> None:
    earlier = {"2024-2025": frozenset({"1/2 Oud"}), "2025-2026": GROUPS["2026-2027"]}
    assert read(SCHOOLS_OWN.read_bytes(), groups=earlier)[1] == []


def test_an_anchor_without_dates_yet_is_known_and_empty() -> None:
    assert right(TOP + "ankers:\n  rapport:\n  cito: []\n").anchors == {"rapport": (), "cito": ()}


def test_a_group_date_far_from_its_own_goes_by_its_ordinal() -> None:
    right(
        TOP + "ankers:\n  groepsbespreking:\n    - {op: 2026-11-17}\n    - {op: 2027-03-16}\n"
        "    - {op: 2026-11-19, groep: 5/6}\n    - {op: 2026-11-20, groep: 5/6, volgnummer: 2}\n"
    )


def test_a_file_with_mistakes_still_gives_what_could_be_read() -> None:
    calendar, problems = read(TOP + "teamdagen: [{op: gisteren}]\nankers:\n  rapport: [{op: 2027-02-12}]\n")
    assert len(problems) == 1
    assert calendar is not None
    assert calendar.anchors["rapport"][0].begin == date(2027, 2, 12)


def test_the_official_table_knows_seven_years_in_three_regions() -> None:
    years = [f"{start}-{start + 1}" for start in range(2023, 2030)]
    assert all(len(OFFICIAL.holidays(year, region)) == 5 for year in years for region in REGIONS)
    assert not OFFICIAL.knows("2030-2031")


@given(st.dates(date(2026, 8, 1), date(2027, 7, 1)), st.integers(min_value=0, max_value=40))
def test_what_is_attached_to_a_holiday_is_only_weekend_and_all_of_it(begin: date, length: int) -> None:
    end = begin + timedelta(length)
    first, last = with_weekend(begin, end)
    around = [first + timedelta(each) for each in range((last - first).days + 1)]
    assert first <= begin
    assert end <= last
    assert all(begin <= each <= end or each.weekday() >= 5 for each in around)
    assert (first - timedelta(1)).weekday() < 5
    assert (last + timedelta(1)).weekday() < 5
    assert with_weekend(first, last) == (first, last)


@given(st.data())
def test_a_calendar_torn_anywhere_gives_problems_and_never_a_crash(data: st.DataObject) -> None:
    text = SCHOOLS_OWN.read_text(encoding="utf-8")
    begin = data.draw(st.integers(min_value=0, max_value=len(text)))
    length = data.draw(st.integers(min_value=1, max_value=40))
    instead = data.draw(st.sampled_from(["", "x", ": ", "[", "'", "\t", "- ", "\n", "9"]))
    calendar, problems = read(text[:begin] + instead + text[begin + length :])
    assert calendar is not None or problems
    assert all(each.line > 0 and each.column > 0 for each in problems)

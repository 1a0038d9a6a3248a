"""Calendar dates of the school, of year groups and of single groups: which number, whose, under which key (13, 29)."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model import GROUP, Facts, Group, Pupil
from tests.almanac.school import BRIN, YEARS, School, school

TWO_GROUPS = """ankers:
  groepsbespreking:
    - {op: 2026-11-17}
    - {op: 2026-11-19, groep: 1/2 B}
    - {op: 2026-11-12, groep: 5/6}
    - {op: 2027-03-16, soort: plannen}
    - {op: 2027-06-08, naam: eindgesprek}
    - {op: 2027-05-31, groep: 1/2 B, volgnummer: 3}
    - {op: 2027-01-16, groep: 5/6, volgnummer: 2}
"""
YEAR_GROUPS = """ankers:
  rapport:
    - {naam: rapport 1, op: 2027-02-12}
    - {naam: rapport 2, op: 2027-06-25}
    - {naam: schooladvies, op: 2027-03-19, jaargroep: [8]}
    - {op: 2027-02-05, jaargroep: [1, 2], volgnummer: 1}
"""
ONLY_A_GROUP = """ankers:
  groepsbespreking:
    - {op: 2027-02-02, groep: 1/2 B}
    - {op: 2026-10-08, groep: 1/2 B}
"""


def with_groups(anchors: str) -> School:
    def group(name: str, *year_groups: int, pupils: tuple[str, ...] = ()) -> Group:
        return Group(name, "2026-2027", year_groups=frozenset(year_groups), pupils=frozenset(pupils))

    groups = (group("1/2 A", 1, 2), group("1/2 B", 1, 2, pupils=("1001",)), group("5/6", 5, 6), group("8", 8))
    pupils = (Pupil("1001", year_group="1"), Pupil("1002", year_group="8"))
    return school(YEARS[2026] + anchors, facts=Facts(BRIN, "2026-2027", pupils, groups))


def days(asked: School, sentence: str, name: str) -> str:
    """Return the days without their years, as `11-17 03-16`."""
    subject = asked.itself if name == "school" else asked.group(name)
    return " ".join(each[5:] for each in asked.due(sentence, subject))


@pytest.mark.parametrize(
    ("sentence", "school", "of_12a", "of_12b", "of_56"),
    [
        ("op groepsbespreking", "11-17 03-16 06-08", "11-17 03-16 06-08", "11-19 03-16 05-31", "11-12 01-15 06-08"),
        ("op groepsbespreking 1", "11-17", "11-17", "11-19", "11-12"),
        ("op groepsbespreking 2", "03-16", "03-16", "03-16", "01-15"),
        ("op derde groepsbespreking", "06-08", "06-08", "05-31", "06-08"),
        ("op groepsbespreking 4", "", "", "", ""),
        ("op laatste groepsbespreking", "06-08", "06-08", "05-31", "06-08"),
        ("op groepsbespreking juni", "06-08", "06-08", "05-31", "06-08"),
        ("op groepsbespreking mei", "", "", "", ""),
        ("op groepsbespreking maart", "03-16", "03-16", "03-16", "01-15"),
        ("op groepsbespreking januari", "", "", "", ""),
        ("op groepsbespreking Eindgesprek", "06-08", "06-08", "05-31", "06-08"),
        ("2 weken voor groepsbespreking 1", "11-03", "11-03", "11-05", "10-29"),
    ],
)
def test_two_groups_with_days_of_their_own(sentence: str, school: str, of_12a: str, of_12b: str, of_56: str) -> None:
    asked = with_groups(TWO_GROUPS)
    found = [days(asked, sentence, name) for name in ("school", "1/2 A", "1/2 B", "5/6")]
    assert found == [school, of_12a, of_12b, of_56]


def test_a_pupil_sees_the_dates_of_the_home_group_and_without_one_those_of_the_school() -> None:
    asked = with_groups(TWO_GROUPS)
    assert asked.due("op groepsbespreking", asked.pupil("1001")) == ["2026-11-19", "2027-03-16", "2027-05-31"]
    assert asked.due("op groepsbespreking", asked.pupil("1002")) == ["2026-11-17", "2027-03-16", "2027-06-08"]


def test_a_groups_own_day_is_the_same_occasion_with_its_kind_and_name() -> None:
    asked = with_groups(TWO_GROUPS)
    for name in ("1/2 A", "1/2 B", "5/6"):
        found = [each.occasion for each in asked.dated("op groepsbespreking", asked.group(name))]
        assert [each.key for each in found] == [
            "groepsbespreking/2026-2027/1",
            "groepsbespreking/2026-2027/2",
            "groepsbespreking/2026-2027/eindgesprek",
        ]
        assert [each.kind for each in found] == ["", "plannen", ""]
        assert [each.name for each in found] == ["", "", "eindgesprek"]


@pytest.mark.parametrize(
    ("sentence", "school", "of_12a", "of_56", "of_8"),
    [
        ("op rapport", "02-12 03-19 06-25", "02-05 06-25", "02-12 06-25", "02-12 03-19 06-25"),
        ("op rapport 1", "02-12", "02-05", "02-12", "02-12"),
        ("op rapport 2", "03-19", "", "", "03-19"),
        ("op rapport 3", "06-25", "06-25", "06-25", "06-25"),
        ("op laatste rapport", "06-25", "06-25", "06-25", "06-25"),
        ("op rapport schooladvies", "03-19", "", "", "03-19"),
        ("op rapport rapport 1", "02-12", "02-05", "02-12", "02-12"),
        ("op rapport schooladvies, anders op rapport 3", "03-19", "06-25", "06-25", "03-19"),
    ],
)
def test_dates_of_year_groups_count_for_everybody_unless_they_carry_a_number(
    sentence: str, school: str, of_12a: str, of_56: str, of_8: str
) -> None:
    asked = with_groups(YEAR_GROUPS)
    found = [days(asked, sentence, name) for name in ("school", "1/2 A", "5/6", "8")]
    assert found == [school, of_12a, of_56, of_8]


def test_as_near_to_two_dates_of_the_school_is_the_earliest() -> None:
    asked = with_groups(
        "ankers: {rapport: [{op: 2026-11-20}, {op: 2026-11-10}, {op: 2026-11-15, groep: 5/6}, {op: 2027-03-01}]}\n"
    )
    assert asked.due("op rapport 1", asked.group("5/6")) == ["2026-11-13"]
    assert asked.due("op rapport 2", asked.group("5/6")) == ["2026-11-20"]


def test_without_dates_of_the_school_a_group_counts_its_own() -> None:
    asked = with_groups(ONLY_A_GROUP)
    assert asked.due("op groepsbespreking", asked.group("1/2 B")) == ["2026-10-08", "2027-02-02"]
    assert asked.due("op groepsbespreking 2", asked.group("1/2 B")) == ["2027-02-02"]
    assert asked.due("op groepsbespreking", asked.group("1/2 A")) == []
    assert asked.due("op groepsbespreking", asked.itself) == []


def test_a_day_off_for_the_youngest_moves_only_them() -> None:
    text = YEARS[2026] + "vrije_dagen: [{naam: kleuters vrij, op: 2026-10-30, jaargroep: [1, 2, 3]}]\n"
    groups = (
        Group("1/2", "2026-2027", year_groups=frozenset({1, 2})),
        Group("3/4", "2026-2027", year_groups=frozenset({3}), pupils=frozenset({"1004"})),
    )
    facts = Facts(BRIN, "2026-2027", (Pupil("1003", year_group="3"), Pupil("1004", year_group="4")), groups)
    asked = school(text, facts=facts)
    assert asked.due("einde oktober", asked.group("1/2")) == ["2026-10-29"]
    assert asked.due("einde oktober", asked.group("3/4")) == ["2026-10-30"]
    assert asked.due("einde oktober", asked.pupil("1004")) == ["2026-10-30"]
    assert asked.due("einde oktober", asked.pupil("1003")) == ["2026-10-29"]
    assert asked.due("einde oktober", asked.itself) == ["2026-10-30"]


def test_groups_of_last_year_hold_as_long_as_there_are_no_new_ones() -> None:
    facts = Facts(BRIN, "2025-2026", groups=(Group("1/2 B", "2025-2026", year_groups=frozenset({1, 2})),))
    asked = school(YEARS[2026] + TWO_GROUPS, facts=facts)
    assert asked.due("op groepsbespreking 1", asked.group("1/2 B", "2025-2026")) == ["2026-11-19"]
    assert asked.group("1/2 B", "2025-2026").per == GROUP
    assert asked.dated("op groepsbespreking 1", asked.itself)[0].due == date(2026, 11, 17)

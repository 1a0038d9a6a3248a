"""A tick never moves to another occasion: what the calendar does to the name or number of a date (regeltaal 29)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

RULE = """
regels:
  - id: bespreken
    titel: Bereid de bespreking voor
    voor: leerkracht
    per: groep
    uiterlijk: op bespreking
  - id: plannen
    titel: Plan de bespreking
    voor: ib
    per: school
    uiterlijk: op bespreking
"""
NOV, MARCH, JUNE = "2026-11-17", "2027-03-16", "2027-06-08"


def days(*dates: str) -> str:
    """Write dates as the calendar has them; a word behind a date is its name, `@` and a group that group's."""
    written = []
    for each in dates:
        day, *more = each.split(" ", 1)
        word = more[0] if more else ""
        extra = f", groep: {word[1:]}" if word.startswith("@") else f", naam: {word}" if word else ""
        written.append(f"{{op: {day}{extra}}}")
    return f"  bespreking: [{', '.join(written)}]"


@pytest.fixture
def ticked(school: KeptSchool) -> KeptSchool:
    """Give a school of three meetings, of which group 3 ticked the second."""
    school.dates(days(NOV, MARCH, JUNE))
    school.rules(RULE)
    school.on("2026-10-01")
    school.tick(school.task("3", "/2"), "CEES", "2026-10-01")
    school.on("2026-10-01")
    return school


def due(school: KeptSchool, subject: str = "3") -> dict[str, tuple[str, str]]:
    """Return day and state by the last part of the key, of what still stands."""
    return {
        each.occasion.rpartition("/")[2]: (str(each.due), each.state)
        for each in school.tasks()
        if each.subject == subject and each.state != "vervallen"
    }


def after(school: KeptSchool, *dates: str) -> dict[str, tuple[str, str]]:
    school.dates(days(*dates))
    school.on("2026-10-02")
    return due(school)


def test_a_date_that_comes_in_between_gets_the_next_free_number(ticked: KeptSchool) -> None:
    assert after(ticked, NOV, "2027-01-19", MARCH, JUNE) == {
        "1": (NOV, "open"),
        "2": (MARCH, "klaar"),
        "3": (JUNE, "open"),
        "4": ("2027-01-19", "open"),
    }


def test_a_date_that_goes_leaves_a_gap_that_nobody_fills(ticked: KeptSchool) -> None:
    assert after(ticked, NOV, JUNE) == {"1": (NOV, "open"), "2": (MARCH, "klaar"), "3": (JUNE, "open")}
    assert after(ticked, NOV, "2027-04-20", JUNE)["4"] == ("2027-04-20", "open")


def test_a_date_that_comes_back_is_the_one_it_was(ticked: KeptSchool) -> None:
    after(ticked, NOV, JUNE)
    assert after(ticked, NOV, MARCH, JUNE) == {"1": (NOV, "open"), "2": (MARCH, "klaar"), "3": (JUNE, "open")}


@pytest.mark.parametrize("moved", ["2027-03-09", "2026-11-19", "2027-06-01"])
def test_a_date_that_moves_keeps_its_number(ticked: KeptSchool, moved: str) -> None:
    after(ticked, NOV, moved, JUNE)
    assert [each.suffix for each in ticked.numbers() if not each.gone] == ["1", "2", "3"]
    assert [str(each.begin) for each in ticked.numbers()] == [NOV, moved, JUNE]


def test_a_date_that_moves_past_one_that_did_not_is_another_date(ticked: KeptSchool) -> None:
    """Elkaars dichtstbijzijnde, zonder ongewijzigde ertussen."""
    assert after(ticked, NOV, JUNE, "2027-06-22") == {
        "1": (NOV, "open"),
        "2": (MARCH, "klaar"),
        "3": (JUNE, "open"),
        "4": ("2027-06-22", "open"),
    }


def test_all_dates_a_week_later_keep_their_numbers(ticked: KeptSchool) -> None:
    after(ticked, "2026-11-24", "2027-03-23", "2027-06-15")
    assert [(each.suffix, str(each.begin)) for each in ticked.numbers()] == [
        ("1", "2026-11-24"),
        ("2", "2027-03-23"),
        ("3", "2027-06-15"),
    ]


def test_only_each_others_nearest_are_the_same_date(ticked: KeptSchool) -> None:
    """November and March both lie nearest to 9 March; March lies nearer, so November went."""
    found = after(ticked, "2027-03-09", JUNE)
    assert set(found) == {"2", "3"}
    assert [(each.suffix, each.gone) for each in ticked.numbers()] == [("1", True), ("2", False), ("3", False)]


def test_one_date_moves_and_another_comes_in_at_once(ticked: KeptSchool) -> None:
    after(ticked, NOV, "2027-01-19", "2027-03-23", JUNE)
    assert {each.suffix: str(each.begin) for each in ticked.numbers()} == {
        "1": NOV,
        "2": "2027-03-23",
        "3": JUNE,
        "4": "2027-01-19",
    }


def test_two_dates_that_change_places_stay_where_they_are(ticked: KeptSchool) -> None:
    """Nothing was written but the order of the lines."""
    assert after(ticked, JUNE, MARCH, NOV) == {"1": (NOV, "open"), "2": (MARCH, "klaar"), "3": (JUNE, "open")}


def test_a_date_that_moves_onto_the_day_of_one_that_went_long_ago_keeps_its_own_number(ticked: KeptSchool) -> None:
    after(ticked, MARCH, JUNE)
    after(ticked, NOV, JUNE)
    assert {each.suffix for each in ticked.numbers() if not each.gone} == {"2", "3"}


def test_when_the_only_date_goes_the_next_one_is_not_taken_for_it(school: KeptSchool) -> None:
    school.dates(days(NOV))
    school.rules(RULE.replace("voor: ib", "voor: ib\n    niveau: gewenst"))
    school.on("2026-10-01")
    school.tick(school.task("3"), "CEES", "2026-10-01")
    school.on("2026-10-01")
    school.dates("  rapport: [{op: 2027-02-12}]")
    school.rules("regels: []", file="leeg")
    school.on("2026-10-02")
    assert [(each.suffix, each.gone) for each in school.numbers() if each.anchor == "bespreking"] == [("1", True)]
    assert after(school, MARCH) == {"1": (NOV, "klaar"), "2": (MARCH, "open")}


# --- names


@pytest.fixture
def named(school: KeptSchool) -> KeptSchool:
    school.dates(days(f"{NOV} herfst", f"{JUNE} zomer"))
    school.rules(RULE)
    school.on("2026-10-01")
    school.tick(school.task("3", "/herfst"), "CEES", "2026-10-01")
    school.on("2026-10-01")
    return school


def suffixes(school: KeptSchool) -> dict[str, str]:
    return {each.suffix: str(each.begin) for each in school.numbers() if not each.gone}


def test_a_date_with_a_name_of_its_own_is_called_by_it(named: KeptSchool) -> None:
    assert due(named) == {"herfst": (NOV, "klaar"), "zomer": (JUNE, "open")}


def test_a_named_date_is_itself_wherever_it_moves(named: KeptSchool) -> None:
    after(named, f"{JUNE} zomer", "2027-06-22 herfst")
    assert suffixes(named) == {"herfst": "2027-06-22", "zomer": JUNE}


def test_named_dates_that_swap_days_go_along_with_their_names(named: KeptSchool) -> None:
    after(named, f"{NOV} zomer", f"{JUNE} herfst")
    assert suffixes(named) == {"herfst": JUNE, "zomer": NOV}


def test_a_date_that_gets_another_name_keeps_its_key(named: KeptSchool) -> None:
    assert after(named, f"{NOV} najaar", f"{JUNE} zomer") == {"herfst": (NOV, "klaar"), "zomer": (JUNE, "open")}
    assert after(named, NOV, f"{JUNE} zomer")["herfst"] == (NOV, "klaar")


def test_a_key_stays_when_a_second_date_gets_the_same_name(named: KeptSchool) -> None:
    found = after(named, f"{NOV} herfst", f"{MARCH} herfst", f"{JUNE} zomer")
    assert found == {"herfst": (NOV, "klaar"), "2": (MARCH, "open"), "zomer": (JUNE, "open")}


def test_a_named_date_that_moves_is_no_fence_for_one_without_a_name(school: KeptSchool) -> None:
    school.dates(days("2026-11-03", "2026-11-10 midden"))
    school.rules(RULE)
    school.on("2026-10-01")
    after(school, "2026-11-12 midden", "2026-11-17")
    assert suffixes(school) == {"1": "2026-11-17", "midden": "2026-11-12"}


def test_a_number_for_a_name_is_not_taken_for_a_number_that_was_given(school: KeptSchool) -> None:
    school.dates(days(NOV, MARCH, JUNE))
    school.rules(RULE)
    school.on("2026-10-01")
    after(school, NOV, JUNE, "2027-06-22 2")
    assert suffixes(school) == {"1": NOV, "3": JUNE, "4": "2027-06-22"}


# --- dates of a group, and of year groups


def test_a_groups_own_day_for_a_meeting_is_the_same_occasion(school: KeptSchool) -> None:
    school.dates(days(NOV, MARCH))
    school.rules(RULE)
    school.on("2026-10-01")
    school.tick(school.task("3", "/1"), "CEES", "2026-10-01")
    school.on("2026-10-01")
    school.dates(days(NOV, "2026-11-19 @3", MARCH))
    school.on("2026-10-02")
    assert due(school)["1"] == (NOV, "klaar")
    assert school.on("2026-10-03").changes == ()
    assert {each.suffix for each in school.numbers()} == {"1", "2"}


def test_dates_only_groups_have_are_numbered_per_group(school: KeptSchool) -> None:
    school.dates(days("2026-11-17 @3", "2027-03-16 @3", "2026-11-19 @1/2 A"))
    school.rules(RULE)
    school.on("2026-10-01")
    school.tick(school.task("3", "/2"), "CEES", "2026-10-01")
    school.on("2026-10-01")
    assert after(school, "2026-11-17 @3", "2027-01-19 @3", "2027-03-16 @3", "2026-11-19 @1/2 A") == {
        "1": (NOV, "open"),
        "2": (MARCH, "klaar"),
        "3": ("2027-01-19", "open"),
    }
    assert due(school, "1/2 A") == {"1": ("2026-11-19", "open")}


def test_a_number_that_a_group_gave_an_extra_date_is_not_given_to_a_date_of_the_school(school: KeptSchool) -> None:
    extra = "{op: 2027-05-11, groep: 3, volgnummer: 3}"
    school.dates(f"  bespreking: [{{op: {NOV}}}, {{op: {MARCH}}}, {extra}]")
    school.rules(RULE)
    school.on("2026-10-01")
    school.tick(school.task("3", "/3"), "CEES", "2026-10-01")
    school.on("2026-10-01")
    assert due(school)["3"] == ("2027-05-11", "klaar")
    after(school, NOV, "2027-01-19", MARCH)
    assert due(school) == {
        "1": (NOV, "open"),
        "2": (MARCH, "open"),
        "3": ("2027-05-11", "klaar"),
        "4": ("2027-01-19", "open"),
    }


def test_when_the_school_takes_over_a_day_that_a_group_had_the_tick_stays(school: KeptSchool) -> None:
    school.dates(days("2026-11-19 @3", "2027-03-18 @3"))
    school.rules(RULE)
    school.on("2026-10-01")
    school.tick(school.task("3", "/2"), "CEES", "2026-10-01")
    school.on("2026-10-01")
    assert after(school, NOV, "2026-11-19 @3", MARCH, "2027-03-18 @3") == {
        "1": ("2026-11-19", "open"),
        "2": ("2027-03-18", "klaar"),
    }


BY_YEAR_GROUP = "  bespreking: [{{op: {infants}, jaargroep: [1, 2]}}, {{op: {others}, jaargroep: [3, 4]}}]"


@pytest.mark.parametrize("swapped", [False, True])
def test_two_dates_on_one_day_for_other_year_groups_stay_two(school: KeptSchool, swapped: bool) -> None:
    school.dates(BY_YEAR_GROUP.format(infants=NOV, others=MARCH))
    school.rules(RULE)
    school.on("2026-10-01")
    school.tick(school.task("3", "/2"), "CEES", "2026-10-01")
    school.on("2026-10-01")
    text = BY_YEAR_GROUP.format(infants=MARCH, others=MARCH)
    if swapped:
        text = text.replace("[1, 2]", "x").replace("[3, 4]", "[1, 2]").replace("x", "[3, 4]")
    school.dates(text)
    school.on("2026-10-02")
    assert due(school) == {"2": (MARCH, "klaar")}
    assert due(school, "1/2 A") == {"1": (MARCH, "open")}
    assert due(school, "99XX") == {"1": (MARCH, "open"), "2": (MARCH, "open")}

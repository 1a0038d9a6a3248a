"""What a school told comes back as it was told, and only the difference is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from engine.model import Group, Pupil, Registration, Staff, Told
from engine.store.facts import load_told, save_told, schools
from tests.store.values import SCHOOL, a_few, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.store.database import Database

JAN = Pupil("1001", "Jan", "de Vries", date(2021, 10, 3), "1", date(2025, 10, 6), traits={"nt2": ""})
OBSERVED = Registration("observatie", "leerling", "1001", date(2026, 9, 14), "DJA", "seo")
BEFORE = Told("")


@a_few
@given(first=told, second=told)
def test_what_a_school_told_comes_back_as_it_was_told(
    database: Database, another_school: Callable[[], str], first: Told, second: Told
) -> None:
    school = another_school()
    with database.writing(school) as store:
        save_told(store, load_told(store), first)
    with database.writing(school) as store:
        assert load_told(store) == first
        save_told(store, first, second)
    with database.reading(school) as store:
        assert load_told(store) == second


def test_a_school_that_told_nothing_yet_has_told_nothing(database: Database) -> None:
    with database.reading(SCHOOL) as store:
        assert load_told(store) == BEFORE


def test_the_same_import_twice_changes_nothing_the_second_time(database: Database) -> None:
    after = Told("99XX", "2026-2027", date(2026, 9, 1), export_pupils=(JAN,), registrations=(OBSERVED, OBSERVED))
    with database.writing(SCHOOL) as store:
        assert save_told(store, BEFORE, after) == 3
        stored = load_told(store)
        assert stored.registrations == (OBSERVED,)
        assert save_told(store, stored, after) == 0


def test_only_the_pupil_who_changed_counts_as_a_change(database: Database) -> None:
    sofie = Pupil("1002", "Sofie")
    first = Told("99XX", export_pupils=(JAN, sofie))
    second = Told("99XX", export_pupils=(replace(JAN, year_group="2"), sofie))
    with database.writing(SCHOOL) as store:
        save_told(store, BEFORE, first)
        assert save_told(store, first, second) == 1
        assert load_told(store) == second


def test_what_a_csv_says_lies_beside_what_the_export_says(database: Database) -> None:
    after = Told(
        "99XX",
        export_groups=(Group("1/2 A", "2026-2027", teachers=frozenset({"DJA"})),),
        sheet_groups=(Group("1/2 A", "2026-2027", year_groups=frozenset({1, 2})),),
        export_staff=(Staff("DJA", "Dian"),),
        sheet_staff=(Staff("DJA", working_days=("ma", "wo-even"), account=True),),
    )
    with database.writing(SCHOOL) as store:
        save_told(store, BEFORE, after)
        assert load_told(store) == after


def test_a_pupil_told_twice_in_two_ways_is_refused(database: Database) -> None:
    twice = Told("99XX", export_pupils=(JAN, replace(JAN, first_name="Johan")))
    with database.writing(SCHOOL) as store, pytest.raises(ValueError, match="1001"):
        save_told(store, BEFORE, twice)


def test_two_schools_in_one_store_know_nothing_of_each_other(database: Database) -> None:
    with database.writing("noord") as store:
        save_told(store, BEFORE, Told("99XX", export_pupils=(JAN,)))
    with database.writing("zuid") as store:
        assert load_told(store) == BEFORE
        save_told(store, BEFORE, Told("88YY", export_pupils=(JAN,)))
        save_told(store, Told("88YY", export_pupils=(JAN,)), Told("88YY"))
    with database.reading("noord") as store:
        assert load_told(store).export_pupils == (JAN,)
        assert schools(store) == ("noord", "zuid")

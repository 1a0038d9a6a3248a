"""Tasks, ticks, closed years, numbers and spells in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from sqlalchemy.exc import IntegrityError

from engine.model import OccasionNumber, Spell, Task, Tick
from engine.store.occasions import load_occasion_numbers, save_occasion_numbers
from engine.store.spells import load_spells, save_spells
from engine.store.tasks import (
    apply_tasks,
    close_school_year,
    closed_school_years,
    delete_tasks,
    load_tasks,
)
from engine.store.ticks import add_ticks, load_ticks, remove_ticks
from tests.store.values import A_MOMENT, SCHOOL, a_few, analysis, many, numbers, spells, tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.store.database import Database

MONDAY = date(2026, 11, 2)


@a_few
@given(task=tasks, later=tasks)
def test_a_task_comes_back_as_it_was_with_its_reason_and_so_does_its_change(
    database: Database, another_school: Callable[[], str], task: Task, later: Task
) -> None:
    changed = replace(later, key=task.key)
    with database.writing(another_school()) as store:
        apply_tasks(store, new=[task])
        assert load_tasks(store) == (task,)
        apply_tasks(store, changed=[changed])
        assert load_tasks(store, keys=[task.key]) == (changed,)


@a_few
@given(first=many(numbers, "anchor", "school_year", "group", "suffix"), second=many(numbers, "anchor", "school_year"))
def test_the_numbers_of_calendar_dates_come_back_as_they_were(
    database: Database,
    another_school: Callable[[], str],
    first: tuple[OccasionNumber, ...],
    second: tuple[OccasionNumber, ...],
) -> None:
    with database.writing(another_school()) as store:
        save_occasion_numbers(store, (), first)
        assert load_occasion_numbers(store) == first
        save_occasion_numbers(store, first, second)
        assert load_occasion_numbers(store) == second


@a_few
@given(found=many(spells, "rule", "per", "subject", "school_year", "ordinal"))
def test_spells_come_back_as_they_were(
    database: Database, another_school: Callable[[], str], found: tuple[Spell, ...]
) -> None:
    with database.writing(another_school()) as store:
        save_spells(store, (), found)
        assert load_spells(store) == found


def test_the_same_obligation_for_the_same_group_and_occasion_is_there_once(database: Database) -> None:
    with database.writing(SCHOOL) as store:
        apply_tasks(store, new=[analysis("4t7wq9k2")])
    with pytest.raises(IntegrityError), database.writing(SCHOOL) as store:
        apply_tasks(store, new=[analysis("0other00")])
    with database.writing("andere-school") as store:
        apply_tasks(store, new=[analysis("4t7wq9k2")])
        assert {each.key for each in load_tasks(store)} == {"4t7wq9k2"}


def test_tasks_can_be_asked_for_by_state_year_rule_and_key(database: Database) -> None:
    late = analysis("a", state="te-laat")
    done = analysis("b", subject="1/2 C", state="klaar")
    last_year = analysis("c", occasion="groepsbespreking/2025-2026/1", school_year="2025-2026")
    other = analysis("d", rule="mkg-seo")
    with database.writing(SCHOOL) as store:
        apply_tasks(store, new=[other, last_year, done, late])
        assert set(load_tasks(store)) == {late, done, last_year, other}
        assert load_tasks(store, live=True, school_year="2026-2027") == (late, other)
        assert load_tasks(store, rule="mkg-seo") == (other,)
        assert load_tasks(store, keys={"b", "c", "x"}) == (last_year, done)
        assert load_tasks(store, keys=["x"]) == ()


def test_two_tasks_may_trade_places(database: Database) -> None:
    first, second = analysis("a"), analysis("b", subject="1/2 C")
    with database.writing(SCHOOL) as store:
        apply_tasks(store, new=[first, second])
        apply_tasks(store, changed=[replace(first, subject="1/2 C"), replace(second, subject="1/2 B")])
        assert {each.key: each.subject for each in load_tasks(store)} == {"a": "1/2 C", "b": "1/2 B"}


def test_a_change_of_a_task_nobody_knows_is_refused(database: Database) -> None:
    with database.writing(SCHOOL) as store, pytest.raises(LookupError, match="0other00"):
        apply_tasks(store, changed=[analysis("0other00")])


def test_who_ticks_twice_keeps_the_first_day_and_can_take_it_back(database: Database) -> None:
    first, again = Tick("a", "DJA", MONDAY), Tick("a", "DJA", date(2026, 11, 3))
    colleague = Tick("a", "PBO", MONDAY)
    with database.writing(SCHOOL) as store:
        apply_tasks(store, new=[analysis("a")])
        assert add_ticks(store, [again, first]) == 1
        assert add_ticks(store, [again, colleague]) == 1
        assert load_ticks(store) == load_ticks(store, ["a"]) == (first, colleague)
        assert remove_ticks(store, "a", "DJA") == 1
        assert load_ticks(store) == (colleague,)
        assert remove_ticks(store, "a") == 1
        assert load_ticks(store) == ()


def test_a_tick_needs_a_task(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing(SCHOOL) as store:
        add_ticks(store, [Tick("0other00", "DJA", MONDAY)])


def test_a_task_that_is_taken_away_takes_its_ticks_along(database: Database) -> None:
    with database.writing(SCHOOL) as store:
        apply_tasks(store, new=[analysis("a"), analysis("b", subject="1/2 C")])
        add_ticks(store, [Tick("a", "DJA", MONDAY), Tick("b", "DJA", MONDAY)])
        delete_tasks(store, ["a"])
        assert {each.key for each in load_tasks(store)} == {"b"}
        assert load_ticks(store) == (Tick("b", "DJA", MONDAY),)


def test_closing_a_school_year_makes_what_was_open_missed_and_leaves_the_rest(database: Database) -> None:
    with database.writing(SCHOOL) as store:
        apply_tasks(
            store,
            new=[
                analysis("a"),
                analysis("b", subject="1/2 C", state="te-laat"),
                analysis("c", subject="1/2 D", state="klaar"),
                analysis("d", occasion="groepsbespreking/2027-2028/1", school_year="2027-2028"),
            ],
        )
        assert close_school_year(store, "2026-2027", "HDI", A_MOMENT) == 2
        assert close_school_year(store, "2026-2027", "HDI", A_MOMENT) == 0
        states = {each.key: each.state for each in load_tasks(store)}
        assert states == {"a": "gemist", "b": "gemist", "c": "klaar", "d": "open"}
        assert closed_school_years(store) == {"2026-2027"}

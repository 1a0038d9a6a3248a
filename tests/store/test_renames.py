"""Who or what goes by another name keeps its tasks, ticks and history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engine.intake.renames import Rename, renamed
from engine.model import Group, OccasionNumber, Pupil, Registration, Spell, Staff, Tick, Told
from engine.store.facts import load_told, save_told
from engine.store.occasions import load_occasion_numbers, save_occasion_numbers
from engine.store.renames import apply_renames
from engine.store.spells import load_spells, save_spells
from engine.store.tasks import apply_tasks, load_tasks
from engine.store.ticks import add_ticks, load_ticks
from tests.store.values import SCHOOL, analysis

if TYPE_CHECKING:
    from engine.model import Task
    from engine.store.database import Database, Store

MONDAY = date(2026, 11, 2)
THIS_YEAR, LAST_YEAR = "2026-2027", "2025-2026"


def _fill(store: Store, told: Told, *tasks: Task) -> None:
    save_told(store, Told(""), told)
    apply_tasks(store, new=tasks)


def test_a_group_renamed_in_mid_year_keeps_its_tasks_ticks_and_dates(database: Database) -> None:
    told = Told("99XX", THIS_YEAR, export_groups=(Group("1/2 B", LAST_YEAR), Group("1/2 B", THIS_YEAR)))
    number = OccasionNumber("groepsbespreking", THIS_YEAR, "1/2 B", "1", MONDAY, MONDAY)
    with database.writing(SCHOOL) as store:
        _fill(store, told, analysis("a"))
        add_ticks(store, [Tick("a", "DJA", MONDAY)])
        save_occasion_numbers(store, (), [number])
        apply_renames(store, [Rename("groep", "1/2 B", "De Bevers", THIS_YEAR)])
        assert load_tasks(store, keys=["a"]) == (analysis("a", subject="De Bevers", group="De Bevers"),)
        assert load_ticks(store) == (Tick("a", "DJA", MONDAY),)
        assert load_occasion_numbers(store) == (replace(number, group="De Bevers"),)


def test_last_years_group_of_that_name_is_another_group(database: Database) -> None:
    told = Told("99XX", THIS_YEAR, export_groups=(Group("1/2 B", LAST_YEAR), Group("1/2 B", THIS_YEAR)))
    with database.writing(SCHOOL) as store:
        _fill(
            store,
            told,
            analysis("a", subject="1/2 B (2026-2027)", group=""),
            analysis("b", subject="1/2 B (2025-2026)", group=""),
            analysis("c", school_year=LAST_YEAR, occasion="groepsbespreking/2025-2026/1"),
            analysis("d", school_year="2027-2028", occasion="schooljaar/2027-2028"),
        )
        apply_renames(store, [Rename("groep", "1/2 B", "De Bevers", THIS_YEAR)])
        subjects = {each.key: each.subject for each in load_tasks(store)}
    assert subjects == {"a": "De Bevers (2026-2027)", "b": "1/2 B (2025-2026)", "c": "1/2 B", "d": "De Bevers"}


def test_two_groups_may_trade_names(database: Database) -> None:
    told = Told("99XX", THIS_YEAR, export_groups=(Group("A", THIS_YEAR, "stam"), Group("B", THIS_YEAR, "subgroep")))
    with database.writing(SCHOOL) as store:
        _fill(store, told, analysis("a", subject="A"), analysis("b", subject="B"))
        apply_renames(store, [Rename("groep", "A", "B", THIS_YEAR), Rename("groep", "B", "A", THIS_YEAR)])
        assert {each.key: each.subject for each in load_tasks(store)} == {"a": "B", "b": "A"}


def test_a_switch_of_administration_takes_pupils_and_staff_along(database: Database) -> None:
    told = Told(
        "99XX",
        THIS_YEAR,
        export_pupils=(Pupil("17", "Jan"),),
        export_staff=(Staff("DJA", "Dian"),),
        registrations=(Registration("observatie", "leerling", "17", MONDAY, by="DJA"),),
    )
    task = analysis("a", per="leerling", subject="17", recipients=("DJA", "PBO"), ticked_by=("DJA",), done_by="DJA")
    spell = Spell("mkg-direct", "leerling", "17", THIS_YEAR, 1, MONDAY)
    renames = [Rename("leerling", "17", "L-17"), Rename("medewerker", "DJA", "djansen")]
    with database.writing(SCHOOL) as store:
        _fill(store, told, task)
        add_ticks(store, [Tick("a", "DJA", MONDAY)])
        save_spells(store, (), [spell])
        apply_renames(store, renames)
        save_told(store, told, renamed(told, renames))
        assert load_told(store) == renamed(told, renames)
        (kept,) = load_tasks(store, keys=["a"])
        assert kept == replace(
            task, subject="L-17", recipients=("djansen", "PBO"), ticked_by=("djansen",), done_by="djansen"
        )
        assert load_ticks(store) == (Tick("a", "djansen", MONDAY),)
        assert load_spells(store) == (replace(spell, subject="L-17"),)


def test_two_spells_that_become_one_began_with_the_first_and_last_if_one_does(database: Database) -> None:
    old = Spell("mkg-direct", "leerling", "17", THIS_YEAR, 1, date(2026, 9, 1), date(2026, 10, 1))
    new = Spell("mkg-direct", "leerling", "L-17", THIS_YEAR, 1, MONDAY)
    with database.writing(SCHOOL) as store:
        save_spells(store, (), [old, new])
        apply_renames(store, [Rename("leerling", "17", "L-17")])
        assert load_spells(store) == (replace(new, first_seen=date(2026, 9, 1)),)


def test_a_date_the_new_group_has_already_keeps_its_number(database: Database) -> None:
    old = OccasionNumber("groepsbespreking", THIS_YEAR, "1/2 B", "1", MONDAY, MONDAY)
    there = replace(old, group="De Bevers", begin=date(2026, 11, 3))
    with database.writing(SCHOOL) as store:
        _fill(store, Told("99XX", THIS_YEAR, export_groups=(Group("1/2 B", THIS_YEAR),)))
        save_occasion_numbers(store, (), [old, there])
        apply_renames(store, [Rename("groep", "1/2 B", "De Bevers", THIS_YEAR)])
        assert load_occasion_numbers(store) == (there,)


def test_a_pupil_who_was_given_tasks_under_both_numbers_keeps_one_of_each_with_what_was_done(
    database: Database,
) -> None:
    done = analysis("a", per="leerling", subject="17", state="klaar")
    again = analysis("b", per="leerling", subject="L-17")
    late = analysis("c", per="leerling", subject="17", rule="mkg-seo", state="vervallen")
    new = analysis("d", per="leerling", subject="L-17", rule="mkg-seo")
    with database.writing(SCHOOL) as store:
        apply_tasks(store, new=[done, again, late, new])
        add_ticks(store, [Tick("a", "DJA", MONDAY), Tick("b", "DJA", MONDAY), Tick("c", "PBO", MONDAY)])
        apply_renames(store, [Rename("leerling", "17", "L-17")])
        assert set(load_tasks(store)) == {replace(done, subject="L-17"), new}
        assert load_ticks(store) == (Tick("a", "DJA", MONDAY), Tick("d", "PBO", MONDAY))


def test_a_rename_done_twice_changes_nothing_the_second_time(database: Database) -> None:
    told = Told("99XX", THIS_YEAR, export_groups=(Group("1/2 B", THIS_YEAR),))
    rename = Rename("groep", "1/2 B", "De Bevers", THIS_YEAR)
    with database.writing(SCHOOL) as store:
        _fill(store, told, analysis("a"))
        apply_renames(store, [rename])
        before = load_tasks(store)
        apply_renames(store, [rename])
        assert load_tasks(store) == before
        assert {each.key for each in load_tasks(store)} == {"a"}

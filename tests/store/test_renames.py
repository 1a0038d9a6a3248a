"""Who or what goes by another name keeps its tasks, ticks and history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from engine.model import Case, Group, OccasionNumber, Pupil, Registration, Spell, Staff, Tick, Told
from engine.store.facts import load_told, save_told
from engine.store.occasions import load_occasion_numbers, save_occasion_numbers
from engine.store.renames import apply_renames
from engine.store.spells import load_spells, save_spells
from engine.store.tasks import apply_tasks, load_task, load_tasks, task_keys
from engine.store.ticks import add_ticks, load_ticks
from tests.store.values import SCHOOL, analysis

if TYPE_CHECKING:
    from engine.model import Task
    from engine.store.database import Database, Store

MONDAY = date(2026, 11, 2)
THIS_YEAR, LAST_YEAR = "2026-2027", "2025-2026"


@dataclass(frozen=True)
class Renamed:
    kind: str
    old: str
    new: str
    school_year: str = ""


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
        apply_renames(store, [Renamed("groep", "1/2 B", "De Bevers", THIS_YEAR)])
        assert load_task(store, "a") == analysis("a", subject="De Bevers", group="De Bevers")
        assert load_ticks(store) == (Tick("a", "DJA", MONDAY),)
        assert load_occasion_numbers(store) == (replace(number, group="De Bevers"),)
        assert load_told(store).export_groups == (Group("1/2 B", LAST_YEAR), Group("De Bevers", THIS_YEAR))


def test_last_years_group_of_that_name_is_another_group(database: Database) -> None:
    told = Told(
        "99XX",
        THIS_YEAR,
        export_groups=(Group("1/2 B", LAST_YEAR), Group("1/2 B", THIS_YEAR)),
        registrations=(
            Registration("groepsanalyse", "groep", "1/2 B", date(2025, 11, 3)),
            Registration("groepsanalyse", "groep", "1/2 B", date(2026, 11, 2)),
        ),
        cases=(Case("doel", "d1", "groep", "1/2 B"), Case("doel", "d2", "groep", "1/2 B", begin=date(2025, 9, 1))),
    )
    with database.writing(SCHOOL) as store:
        _fill(
            store,
            told,
            analysis("a", subject="1/2 B (2026-2027)", group=""),
            analysis("b", subject="1/2 B (2025-2026)", group=""),
            analysis("c", school_year=LAST_YEAR, occasion="groepsbespreking/2025-2026/1"),
            analysis("d", school_year="2027-2028", occasion="schooljaar/2027-2028"),
        )
        apply_renames(store, [Renamed("groep", "1/2 B", "De Bevers", THIS_YEAR)])
        subjects = {each.key: each.subject for each in load_tasks(store)}
        after = load_told(store)
    assert subjects == {"a": "De Bevers (2026-2027)", "b": "1/2 B (2025-2026)", "c": "1/2 B", "d": "De Bevers"}
    assert [each.subject for each in after.registrations] == ["1/2 B", "De Bevers"]
    assert [each.subject for each in after.cases] == ["De Bevers", "1/2 B"]


def test_two_groups_may_trade_names(database: Database) -> None:
    told = Told("99XX", THIS_YEAR, export_groups=(Group("A", THIS_YEAR, "stam"), Group("B", THIS_YEAR, "subgroep")))
    with database.writing(SCHOOL) as store:
        _fill(store, told, analysis("a", subject="A"), analysis("b", subject="B"))
        apply_renames(store, [Renamed("groep", "A", "B", THIS_YEAR), Renamed("groep", "B", "A", THIS_YEAR)])
        assert {each.key: each.subject for each in load_tasks(store)} == {"a": "B", "b": "A"}
        assert [(each.name, each.kind) for each in load_told(store).export_groups] == [("A", "subgroep"), ("B", "stam")]


def test_a_switch_of_administration_takes_pupils_and_staff_along(database: Database) -> None:
    told = Told(
        "99XX",
        THIS_YEAR,
        export_pupils=(Pupil("17", "Jan"),),
        sheet_pupils=(Pupil("17", traits={"nt2": ""}),),
        export_staff=(Staff("DJA", "Dian"),),
        export_groups=(Group("1/2 B", THIS_YEAR, teachers=frozenset({"DJA"}), pupils=frozenset({"17"})),),
        registrations=(Registration("observatie", "leerling", "17", MONDAY, by="DJA"),),
        cases=(Case("bericht", "b1", "leerling", "17", traits={"ontvanger": "DJA"}),),
    )
    task = analysis("a", per="leerling", subject="17", recipients=("DJA", "PBO"), ticked_by=("DJA",), done_by="DJA")
    spell = Spell("mkg-direct", "leerling", "17", THIS_YEAR, 1, MONDAY)
    with database.writing(SCHOOL) as store:
        _fill(store, told, task)
        add_ticks(store, [Tick("a", "DJA", MONDAY)])
        save_spells(store, (), [spell])
        after = apply_renames(store, [Renamed("leerling", "17", "L-17"), Renamed("medewerker", "DJA", "djansen")])
        assert load_told(store) == after
        assert load_task(store, "a") == replace(
            task, subject="L-17", recipients=("djansen", "PBO"), ticked_by=("djansen",), done_by="djansen"
        )
        assert load_ticks(store) == (Tick("a", "djansen", MONDAY),)
        assert load_spells(store) == (replace(spell, subject="L-17"),)
    assert after.export_pupils == (Pupil("L-17", "Jan"),)
    assert after.sheet_pupils == (Pupil("L-17", traits={"nt2": ""}),)
    assert after.export_groups[0].teachers == {"djansen"}
    assert after.export_groups[0].pupils == {"L-17"}
    assert after.registrations == (Registration("observatie", "leerling", "L-17", MONDAY, by="djansen"),)
    assert after.cases[0].traits == {"ontvanger": "djansen"}


def test_a_pupil_who_was_given_tasks_under_both_numbers_keeps_one_of_each_with_what_was_done(
    database: Database,
) -> None:
    told = Told("99XX", THIS_YEAR, export_pupils=(Pupil("17", "Jan"), Pupil("L-17", "Jan", "Bos")))
    done = analysis("a", per="leerling", subject="17", state="klaar")
    again = analysis("b", per="leerling", subject="L-17")
    late = analysis("c", per="leerling", subject="17", rule="mkg-seo", state="vervallen")
    new = analysis("d", per="leerling", subject="L-17", rule="mkg-seo")
    with database.writing(SCHOOL) as store:
        _fill(store, told, done, again, late, new)
        add_ticks(store, [Tick("a", "DJA", MONDAY), Tick("b", "DJA", MONDAY), Tick("c", "PBO", MONDAY)])
        apply_renames(store, [Renamed("leerling", "17", "L-17")])
        assert load_told(store).export_pupils == (Pupil("L-17", "Jan", "Bos"),)
        assert set(load_tasks(store)) == {replace(done, subject="L-17"), new}
        assert load_ticks(store) == (Tick("a", "DJA", MONDAY), Tick("d", "PBO", MONDAY))


def test_a_rename_done_twice_changes_nothing_the_second_time(database: Database) -> None:
    told = Told("99XX", THIS_YEAR, export_groups=(Group("1/2 B", THIS_YEAR),))
    rename = Renamed("groep", "1/2 B", "De Bevers", THIS_YEAR)
    with database.writing(SCHOOL) as store:
        _fill(store, told, analysis("a"))
        first = apply_renames(store, [rename])
        before = load_tasks(store)
        assert apply_renames(store, [rename]) == first
        assert load_tasks(store) == before
        assert task_keys(store) == {"a"}

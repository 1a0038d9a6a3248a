"""The last version of a file that loaded, and what happened when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import StatementError

from engine.store.log import (
    Event,
    Import,
    Run,
    add_events,
    add_imports,
    add_run,
    last_import,
    load_events,
    load_runs,
)
from engine.store.rulefiles import last_good, last_good_files, remember
from tests.store.values import A_MOMENT, SCHOOL

if TYPE_CHECKING:
    from engine.store.database import Database

GESPREK = "rules/eigen/gesprek.yaml"
LATER = A_MOMENT + timedelta(hours=1)


def test_the_last_version_of_a_file_that_loaded_is_kept(database: Database) -> None:
    with database.writing(SCHOOL) as store:
        assert remember(store, {GESPREK: "regels: []\n"}, A_MOMENT) == 1
        assert remember(store, {GESPREK: "regels: []\n", "calendar/2026-2027.yaml": "é"}, LATER) == 1
    with database.reading(SCHOOL) as store:
        version = last_good(store, GESPREK)
        assert version is not None
        assert (version.text, version.first_loaded_at, version.last_loaded_at) == ("regels: []\n", A_MOMENT, LATER)
        assert last_good(store, "rules/eigen/anders.yaml") is None
        assert sorted(last_good_files(store)) == ["calendar/2026-2027.yaml", GESPREK]


def test_a_file_that_goes_back_to_an_earlier_text_has_that_one_again_even_within_one_moment(
    database: Database,
) -> None:
    with database.writing(SCHOOL) as store:
        for text, new in (("een", 1), ("twee", 1), ("een", 1), ("een", 0)):
            assert remember(store, {GESPREK: text}, A_MOMENT) == new
            version = last_good(store, GESPREK)
            assert version is not None
            assert version == last_good_files(store)[GESPREK]
            assert version.text == text


def test_a_file_of_another_school_is_not_ours(database: Database) -> None:
    with database.writing("noord") as store:
        remember(store, {GESPREK: "een"}, A_MOMENT)
    with database.reading("zuid") as store:
        assert last_good_files(store) == {}


def test_what_happened_is_told_in_order_by_whom_and_why(database: Database) -> None:
    ticked = Event(A_MOMENT, "DJA", "afgevinkt", "4t7wq9k2", data={"registraties": 1})
    waived = Event(A_MOMENT, "IBO", "nvt", "0b3c4d5e", "deze leerling is op proef geplaatst")
    undone = Event(A_MOMENT, "DJA", "ongedaan", "4t7wq9k2", "toch nog niet af")
    with database.writing(SCHOOL) as store:
        add_events(store, [ticked, waived])
        add_events(store, [undone])
    with database.reading(SCHOOL) as store:
        assert load_events(store) == (ticked, waived, undone)
        assert load_events(store, subject="4t7wq9k2") == (ticked, undone)
        assert load_events(store, last=2) == (waived, undone)
    with database.reading("andere-school") as store:
        assert load_events(store) == ()


def test_a_run_is_kept_with_its_figures(database: Database) -> None:
    first = Run("evaluate", date(2026, 11, 24), A_MOMENT, LATER, "klaar", {"nieuw": 41})
    second = Run("evaluate", date(2026, 11, 25), LATER, LATER, "klaar", {"nieuw": 0})
    with database.writing(SCHOOL) as store:
        add_run(store, first)
        add_run(store, second)
        add_run(store, Run("digest", date(2026, 11, 25), LATER, LATER, "klaar"))
        assert load_runs(store, "evaluate") == (first, second)
        assert load_runs(store, "evaluate", last=1) == (second,)


def test_the_latest_export_can_be_told_from_the_files_after_it(database: Database) -> None:
    export = Import("edexml", "edex.xml", A_MOMENT, date(2026, 11, 2))
    with database.writing(SCHOOL) as store:
        assert last_import(store, "edexml") is None
        add_imports(store, [export, Import("medewerkers", "medewerkers.csv", LATER, date(2026, 11, 24))])
        assert last_import(store, "edexml") == export


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_told_in(database: Database) -> None:
    in_amsterdam = datetime(2026, 11, 24, 7, 30, tzinfo=timezone(timedelta(hours=1)))
    with database.writing(SCHOOL) as store:
        add_events(store, [Event(in_amsterdam, "DJA", "afgevinkt")])
        (event,) = load_events(store)
    assert event.at == datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    assert event.at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 24, 7, 30)  # noqa: DTZ001
    with pytest.raises(StatementError, match="time zone"), database.writing(SCHOOL) as store:
        add_events(store, [Event(naive, "DJA", "afgevinkt")])

"""The tables of the migrations are the tables of the program, on each database, and opening keeps them up to date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Table, UniqueConstraint, create_engine, text

from engine.migrations.head import HEAD
from engine.store.database import StoreError, is_there, open_database
from engine.store.migrating import check, config
from engine.store.tasks import apply_tasks, load_tasks
from engine.tables.known import every_table
from tests.store.values import SCHOOL, analysis

if TYPE_CHECKING:
    from engine.store.database import Database

ROOT = Path(__file__).resolve().parents[2]
TABLES = [pytest.param(table, id=table.name) for table in every_table().sorted_tables]


def test_migrations_from_nothing_make_the_tables_the_program_knows(empty_database_url: str) -> None:
    database = open_database(empty_database_url, Path())
    with database.engine.connect() as connection:
        check(connection)
    database.close()


def test_the_known_head_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(config()).get_current_head() == HEAD


def test_opening_again_keeps_what_stands_there(empty_database_url: str) -> None:
    for tasks in ((), (analysis(),)):
        database = open_database(empty_database_url, Path())
        with database.writing(SCHOOL) as store:
            assert load_tasks(store) == tasks
            apply_tasks(store, new=() if tasks else [analysis()])
        database.close()


def test_a_store_of_a_newer_version_is_left_alone(database_url: str, database: Database) -> None:
    with create_engine(database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="nieuwere versie"):
        open_database(database_url, Path())


def test_opening_a_store_that_is_up_to_date_needs_no_alembic(database_url: str) -> None:
    script = (
        "import sys; from pathlib import Path; from engine.store.database import open_database; "
        "open_database(sys.argv[1], Path()); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script, database_url], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("table", TABLES)
def test_every_key_carries_the_school_and_nothing_of_a_key_is_null(table: Table) -> None:
    keys = [list(table.primary_key)]
    keys += [list(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)]
    for key in keys:
        assert key[0].name == "school"
        assert not any(column.nullable for column in key)


@pytest.mark.parametrize("table", TABLES)
def test_every_constraint_has_a_name(table: Table) -> None:
    assert all(each.name for each in table.constraints)
    assert all(each.name for each in table.indexes)


def test_a_relative_path_counts_from_the_folder_of_the_school(tmp_path: Path) -> None:
    assert not is_there("sqlite:///jaarcyclus.db", tmp_path)
    open_database("sqlite:///jaarcyclus.db", tmp_path).close()
    assert (tmp_path / "jaarcyclus.db").exists()
    assert is_there("sqlite:///jaarcyclus.db", tmp_path)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("jaarcyclus.db", "geen adres van een opslag"),
        ("sqlite://", "de opslag is een bestand"),
        ("sqlite:///:memory:", "de opslag is een bestand"),
        ("orakel://localhost/school", 'de opslag "orakel" ken ik niet'),
        ("sqlite:///is/er/niet/jaarcyclus.db", "de map .*/is/er/niet voor de opslag is er niet"),
        ("postgresql+psycopg://ik:geheim@127.0.0.1:1/school", r"ik:\*\*\*@127.0.0.1:1/school gaat niet open"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_in_a_sentence(tmp_path: Path, url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        open_database(url, tmp_path)


def test_a_file_that_is_no_store_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "jaarcyclus.db").write_text("leerlingnummer,kenmerken\n" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="gaat niet open"):
        open_database("sqlite:///jaarcyclus.db", tmp_path)

"""Whether a store is where it was, on each database: a table that is made anew, or a file, is another place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from engine.store.database import open_database
from engine.store.homes import has_moved, home_now, keep_home
from tests.store.values import SCHOOL


def test_a_store_is_at_home_where_it_was_kept(database_url: str) -> None:
    database = open_database(database_url, Path())
    with database.writing(SCHOOL) as store:
        assert not has_moved(store)
        keep_home(store)
        assert not has_moved(store)
    with database.reading("anders") as store:
        assert not has_moved(store)
    database.close()
    again = open_database(database_url, Path())
    with again.reading(SCHOOL) as store:
        assert not has_moved(store)
    again.close()


def test_what_was_written_elsewhere_is_noticed_until_it_is_kept(database_url: str) -> None:
    database = open_database(database_url, Path())
    with database.writing(SCHOOL) as store:
        keep_home(store)
        before = home_now(store)
        store.connection.execute(text("UPDATE homes SET place = 'elders'"))
        assert has_moved(store)
        keep_home(store)
        assert not has_moved(store)
        assert home_now(store) == before
    database.close()


def test_other_tables_made_anew_are_no_other_place(database_url: str) -> None:
    database = open_database(database_url, Path())
    with database.writing(SCHOOL) as store:
        keep_home(store)
        store.connection.execute(text("ALTER TABLE posts RENAME TO posts_before"))
        store.connection.execute(text("CREATE TABLE posts AS SELECT * FROM posts_before"))
        assert not has_moved(store)
    database.close()


def test_a_store_that_was_restored_stands_elsewhere(database_url: str, backend: str, tmp_path: Path) -> None:
    """A file is put back beside its name and takes it over; on a server the tables are made anew."""
    database = open_database(database_url, Path())
    with database.writing(SCHOOL) as store:
        keep_home(store)
    if backend == "sqlite":
        database.close()
        with closing(sqlite3.connect(tmp_path / "jaarcyclus.db")) as connection:
            connection.execute("VACUUM INTO ?", (str(tmp_path / "terug.db"),))
        (tmp_path / "terug.db").replace(tmp_path / "jaarcyclus.db")
    else:
        with database.writing(SCHOOL) as store:
            store.connection.execute(text("ALTER TABLE homes RENAME TO before"))
            store.connection.execute(text("CREATE TABLE homes AS SELECT * FROM before"))
        database.close()
    again = open_database(database_url, Path())
    with again.reading(SCHOOL) as store:
        assert has_moved(store)
    again.close()

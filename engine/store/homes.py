"""Where a store lives: the file or the table it stood in at its last good run. A copy stands somewhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from engine.store.birth import born
from engine.store.shelf import load, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.log import HomeRow

if TYPE_CHECKING:
    from engine.store.database import Store

# Of the table that keeps it: no migration ever makes that one anew.
OF_THE_TABLE = text(
    "SELECT (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' || 'homes'::regclass::oid"
)


@dataclass(frozen=True, slots=True)
class Home:
    place: str


_HOMES = shelf_of(table(HomeRow), Home, ())


def home_now(store: Store) -> str:
    """Return what tells this container of the store from a copy: its file, or the oid of a table.

    A file is its inode with the moment it was made. VACUUM and moving within a file system leave both as they are.
    Raises OSError when the file is gone.
    """
    url = store.connection.engine.url
    if store.connection.dialect.name == "sqlite":
        file = Path(url.database or "")
        return f"inode {file.stat().st_ino} {born(file)}".rstrip()
    return f"oid {store.connection.execute(OF_THE_TABLE).scalar_one()}"


def has_moved(store: Store) -> bool:
    """Tell whether the store stands somewhere else than at its last good run; no when nothing was kept of that."""
    kept = load(store, _HOMES)
    return bool(kept) and kept[0].place != home_now(store)


def keep_home(store: Store) -> None:
    """Keep that the store belongs here."""
    save_difference(store, _HOMES, load(store, _HOMES), [Home(home_now(store))])

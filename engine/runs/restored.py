"""Noticing that a backup was put back: a small file beside the store remembers how far it had come.

It lies outside the database, so it does not go back in time along with it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from engine.store.reached import Reached

if TYPE_CHECKING:
    from engine.settings import Settings

MARK = ".jaarcyclus-stand"
SQLITE = "sqlite:///"


def is_restored(settings: Settings, now: Reached) -> bool:
    """Tell whether the store is behind what was seen of it before."""
    before = _marks(_file(settings)).get(settings.school.id)
    return before is not None and now.is_behind(before)


def remember(settings: Settings, now: Reached) -> None:
    """Keep how far the store has come. Raises OSError where nothing can be written beside it."""
    path = _file(settings)
    marks = _marks(path) | {settings.school.id: now}
    text = json.dumps({school: {"run": each.run, "verzonden": each.sent} for school, each in sorted(marks.items())})
    fresh = path.with_name(f"{MARK}.{os.getpid()}")
    fresh.write_text(f"{text}\n", encoding="utf-8")
    fresh.replace(path)


def _file(settings: Settings) -> Path:
    """Return where the mark lies: beside the SQLite file, or in the school's folder when a server keeps the store."""
    url = settings.store.url
    folder = Path(url.removeprefix(SQLITE).partition("?")[0]).parent if url.startswith(SQLITE) else settings.folder
    return folder / MARK


def _marks(path: Path) -> dict[str, Reached]:
    """Read the marks of the schools that have their store here; a file that makes no sense says nothing."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {school: Reached(int(each["run"]), int(each["verzonden"])) for school, each in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}

"""Noticing that a backup was put back: a small file beside the store remembers how far it had come.

It lies outside the database, so it does not go back in time along with it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.store.reached import Reached

if TYPE_CHECKING:
    from engine.settings import Settings

MARK = ".jaarcyclus-stand"
SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the store had come, and the last day on which mail went to people."""

    reached: Reached
    mailed: date | None = None


NEVER = Mark(Reached(0, 0))


def mark_of(settings: Settings) -> Mark | None:
    """Return what was remembered of this school's store; None when nothing was."""
    return _marks(_file(settings)).get(settings.school.id)


def is_restored(settings: Settings, now: Reached) -> bool:
    """Tell whether the store is behind what was seen of it before."""
    before = mark_of(settings)
    return before is not None and now.is_behind(before.reached)


def remember(settings: Settings, now: Reached, today: date) -> None:
    """Keep how far the store has come. Raises OSError where nothing can be written beside it."""
    path = _file(settings)
    marks = _marks(path)
    before = marks.get(settings.school.id, NEVER)
    fresh = Mark(now, today if now.sent > before.reached.sent else before.mailed)
    if fresh != before:
        _write(path, marks | {settings.school.id: fresh})


def _file(settings: Settings) -> Path:
    """Return where the mark lies: beside the SQLite file, or in the school's folder when a server keeps the store."""
    url = settings.store.url
    folder = Path(url.removeprefix(SQLITE).partition("?")[0]).parent if url.startswith(SQLITE) else settings.folder
    return folder / MARK


def _write(path: Path, marks: dict[str, Mark]) -> None:
    """Replace the file in one go: who is cut off leaves the one that was."""
    packed = {
        school: {"runs": each.reached.runs, "mails": each.reached.sent, "op": str(each.mailed or "")}
        for school, each in sorted(marks.items())
    }
    fresh = path.with_name(f"{MARK}.{os.getpid()}")
    fresh.write_text(f"{json.dumps(packed)}\n", encoding="utf-8")
    fresh.replace(path)


def _marks(path: Path) -> dict[str, Mark]:
    """Read the marks of the schools that have their store here; a file that makes no sense says nothing."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {school: _mark(each) for school, each in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _mark(packed: dict[str, str]) -> Mark:
    day = date.fromisoformat(packed["op"]) if packed["op"] else None
    return Mark(Reached(int(packed["runs"]), int(packed["mails"])), day)

"""A file of the school's own written in one go, with the version kept: who reads it sees the old text or the new."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from engine.runs.ownrules import Version, seal_of
from engine.store.log import Event, add_events

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from engine.store.database import Store

LONGEST_WHY = 200


def keep_file(store: Store, place: Path, path: str, version: Version) -> None:
    """Keep the version and then the file: when either fails, neither is there. A text of nothing takes the file away.

    `path` is the name the file goes by. Raises OSError.
    """
    kept = {"was": version.before, "wordt": version.after, "zegel": version.seal}
    add_events(store, [Event(version.at, version.by, version.what, path, version.why, kept)])
    if version.after:
        _replace(place, bytes_for(place, version.after))
    else:
        place.unlink()


def version_of(place: Path, at: datetime, by: str, what: str, why: str, before: str, after: str) -> Version:
    """Return what is to be kept of a text that takes the place of another, "" for none."""
    seal = seal_of(bytes_for(place, after)) if after else ""
    return Version(at, by, what, _short(why), before, after, seal)


def bytes_for(place: Path, text: str) -> bytes:
    """Keep the line ends that the file has."""
    crlf = place.is_file() and b"\r\n" in place.read_bytes()
    return (text.replace("\n", "\r\n") if crlf else text).encode()


def _replace(place: Path, data: bytes) -> None:
    """Write beside it and put it in its place in one go."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f".{place.name}.{os.getpid()}.nieuw")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if place.exists():
        fresh.chmod(place.stat().st_mode)
    fresh.replace(place)


def _short(words: str) -> str:
    return " ".join(words.split())[:LONGEST_WHY]

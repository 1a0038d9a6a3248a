"""Each version of a rule or calendar file that loaded: the last one rules on while the present one is broken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import func, select, tuple_

from engine.store.shelf import load, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.rules import RuleFileRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from engine.store.database import Store

FILES = table(RuleFileRow)


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One version of a file. `turn` counts up per path: the highest is the version that loaded last."""

    path: str
    sha256: str
    turn: int
    text: str
    first_loaded_at: datetime
    last_loaded_at: datetime


_SHELF = shelf_of(FILES, FileVersion, ("path", "sha256"))


def last_good(store: Store, path: str) -> FileVersion | None:
    """Return the version of this file that loaded last, or None when none ever did."""
    versions = load(store, _SHELF, FILES.c.path == path)
    return max(versions, key=lambda each: each.turn, default=None)


def last_good_files(store: Store) -> dict[str, FileVersion]:
    """Return for every path the version that loaded last, also where the file itself is gone."""
    latest = select(FILES.c.path, func.max(FILES.c.turn)).where(FILES.c.school == store.school).group_by(FILES.c.path)
    return {each.path: each for each in load(store, _SHELF, tuple_(FILES.c.path, FILES.c.turn).in_(latest))}


def versions_of(store: Store, paths: Iterable[str]) -> dict[str, tuple[FileVersion, ...]]:
    """Return all versions of these files that ever loaded, per path, the one that loaded last at the end."""
    found: dict[str, list[FileVersion]] = {each: [] for each in paths}
    for each in load(store, _SHELF, FILES.c.path.in_(sorted(found))):
        found[each.path].append(each)
    return {path: tuple(sorted(every, key=lambda each: each.turn)) for path, every in found.items()}


def remember(store: Store, texts: Mapping[str, str], at: datetime) -> int:
    """Keep that these files, text by path, loaded at this moment; return how many have another text than before.

    A file that went back to an earlier text has that earlier version as its last one again.
    """
    known = {(each.path, each.sha256): each for each in load(store, _SHELF, FILES.c.path.in_(sorted(texts)))}
    turns = {path: max((each.turn for each in known.values() if each.path == path), default=0) for path in texts}
    now = [_loaded(known, turns[path], path, text, at) for path, text in texts.items()]
    before = [known[each.path, each.sha256] for each in now if (each.path, each.sha256) in known]
    save_difference(store, _SHELF, before, now)
    return sum(each.turn > turns[each.path] for each in now)


def _loaded(known: Mapping[tuple[str, str], FileVersion], turn: int, path: str, text: str, at: datetime) -> FileVersion:
    digest = sha256(text.encode()).hexdigest()
    version = known.get((path, digest))
    if version is None:
        return FileVersion(path, digest, turn + 1, text, at, at)
    return replace(version, turn=turn if version.turn == turn else turn + 1, last_loaded_at=at)

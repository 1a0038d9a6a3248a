"""Which files to compare: those the store rules by now, those on disk, and somebody's proposal laid over them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.rawrule import Source
from engine.runs.files import Files, read_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.store.rulefiles import FileVersion

OWN, CALENDAR = "rules/", "calendar/"
A_RULE_FILE = re.compile(rb"^(regels|aanpassingen)\s*:", re.MULTILINE)


def ruled_by(last_good: Mapping[str, FileVersion], now: Files) -> Files | None:
    """Return the files by which the last run ruled, each in its last version that loaded; None before any run.

    A file that is gone now and did not load at the last run either was gone by then.
    """
    latest = max((each.last_loaded_at for each in last_good.values()), default=None)
    if latest is None:
        return None
    there = {*now.calendars, *(each.file for each in now.rules)}
    texts = {path: each.text for path, each in last_good.items() if path in there or each.last_loaded_at == latest}
    packs = {each.file: each.pack for each in now.rules}
    calendars = {path: text.encode() for path, text in sorted(texts.items()) if path.startswith(CALENDAR)}
    rules = [
        Source(path, text, packs.get(path, _pack_of(path))) for path, text in texts.items() if path not in calendars
    ]
    return Files(calendars, tuple(sorted(rules, key=lambda each: (not each.pack, each.file))))


def _pack_of(path: str) -> str:
    """Return the pack of a file that is no longer there, by the place it had."""
    return "" if path.startswith(OWN) else path.partition("/")[0]


def proposed(path: Path, now: Files, packs: tuple[str, ...]) -> Files | None:
    """Return the files as a proposal has them; None for a path that holds neither rules nor calendar.

    A folder is a copy of a school's: its `rules/` takes the place of all the school's own rules, its `calendar/` of
    all calendars. A single file takes the place of the one with its name, or is a new one. Raises OSError.
    """
    if path.is_file():
        return _one_file(path.name, path.read_bytes(), now)
    folders = [each for each in (OWN, CALENDAR) if (path / each).is_dir()]
    if not folders:
        return None
    theirs = read_files(path, ())
    own = theirs.rules if OWN in folders else tuple(each for each in now.rules if not each.pack)
    shared = tuple(each for each in now.rules if each.pack)
    return Files(theirs.calendars if CALENDAR in folders else now.calendars, (*shared, *own))


def _one_file(name: str, data: bytes, now: Files) -> Files | None:
    calendars = {path: data if path == CALENDAR + name else text for path, text in now.calendars.items()}
    if CALENDAR + name in calendars:
        return Files(calendars, now.rules)
    if any(each.file.rpartition("/")[2] == name for each in now.rules):
        return Files(now.calendars, tuple(_instead(each, name, data) for each in now.rules))
    if A_RULE_FILE.search(data):
        return Files(now.calendars, (*now.rules, Source(OWN + name, data)))
    return Files({**now.calendars, CALENDAR + name: data}, now.rules) if name.endswith((".yaml", ".yml")) else None


def _instead(source: Source, name: str, data: bytes) -> Source:
    return Source(source.file, data, source.pack) if source.file.rpartition("/")[2] == name else source


def same(one: Files, other: Files) -> bool:
    """Tell whether two sets of files say the same to the letter."""
    return _texts(one) == _texts(other)


def _texts(files: Files) -> dict[str, bytes]:
    rules = {each.file: each.text if isinstance(each.text, bytes) else each.text.encode() for each in files.rules}
    return {path: text.removeprefix(b"\xef\xbb\xbf") for path, text in {**files.calendars, **rules}.items()}

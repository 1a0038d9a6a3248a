"""A school's own files and the shipped ones: which there are, by the name people know them by, and their bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from engine import shipped
from engine.rawrule import Source

Stamp = tuple[tuple[str, int, int], ...]
OFFICIAL = "schoolvakanties.yaml"


@dataclass(frozen=True, slots=True)
class Files:
    """Calendar files by name (`calendar/2026-2027.yaml`), and rule files in reading order: packs first, then own."""

    calendars: dict[str, bytes]
    rules: tuple[Source, ...]


def read_files(folder: Path, packs: tuple[str, ...]) -> Files:
    """Read every calendar and rule file of a school. Raises OSError when a file cannot be opened."""
    return Files(_calendars(folder), (*_packs(packs), *_own_rules(folder, packs)))


def stamp_of(folder: Path, packs: tuple[str, ...]) -> Stamp:
    """Return what tells that a file came, went or was written since, without reading any: which, when, how long."""
    ours = (path for pack in packs for _, path in shipped.pack_files(pack))
    every = (*_yaml_in(folder / "calendar"), *_yaml_in(folder / "rules"), *ours)
    return tuple((str(each), found.st_mtime_ns, found.st_size) for each in every for found in [each.stat()])


def _calendars(folder: Path) -> dict[str, bytes]:
    found = (each for each in _yaml_in(folder / "calendar") if each.name != OFFICIAL)
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def _packs(packs: tuple[str, ...]) -> list[Source]:
    return [Source(label, path.read_bytes(), pack) for pack in packs for label, path in shipped.pack_files(pack)]


def _own_rules(folder: Path, packs: tuple[str, ...]) -> list[Source]:
    """Where the school's folder is also the place of the packs, only what no pack claims is the school's own.

    So it is for a folder that was copied with the packs in it: an untouched copy of a chosen pack's file, or of the
    catalogue of the papers, is that file.
    """
    rules = folder / "rules"
    every = {rules / each for each in shipped.pack_names()} if rules == shipped.top() / "rules" else set()
    ours = [each for pack in packs for each in shipped.pack_files(pack)]
    ours += [(each.name, each) for each in (shipped.catalogue_file(), shipped.unruled_file())]
    copies = {(rules / label, path.read_bytes()) for label, path in ours}
    own = (each for each in _yaml_in(rules) if not every & set(each.parents))
    found = ((each, each.read_bytes()) for each in own)
    return [Source(path.relative_to(folder).as_posix(), data) for path, data in found if (path, data) not in copies]


def _yaml_in(folder: Path) -> list[Path]:
    """Find a folder's files. One that cannot be opened is not one that is gone: its tasks would lapse.

    Raises OSError for a folder that is closed; a link to nothing is named, and reading it raises.
    """
    if not folder.is_dir():
        return []
    found = (Path(place, name) for place, _, names in os.walk(folder, onerror=_raise) for name in names)
    return sorted(each for each in found if each.suffix in (".yaml", ".yml") and (each.is_file() or each.is_symlink()))


def _raise(error: OSError) -> NoReturn:
    raise error

"""A school's own rule files: opened with a seal, and every version of them that was saved here.

The seal says what somebody had before them. Who saves over something else than that hears it, and nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.runs.files import read_files
from engine.runs.ruledby import OWN
from engine.store.log import load_events

if TYPE_CHECKING:
    from datetime import datetime

    from engine.rawrule import Source
    from engine.settings import Settings
    from engine.store.database import Store
    from engine.store.log import Event

SAVED, UNDONE = "regelbestand bewaard", "regelbestand teruggezet"
NEW_FILE = re.compile(rf"{OWN}eigen/[a-z0-9][a-z0-9-]{{0,59}}\.yaml")
A_NEW_TEXT = "regels:\n"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """One file of the school's own as it lies there. `seal` names its bytes; "" for a file that is not there yet."""

    path: str
    text: str
    seal: str

    @property
    def is_new(self) -> bool:
        return not self.seal


@dataclass(frozen=True, slots=True)
class Version:
    """One time that a file was saved here. `before` is "" for a file that was new, `after` for one taken away."""

    at: datetime
    by: str
    what: str
    why: str
    before: str
    after: str
    seal: str


def own_files(settings: Settings) -> tuple[OwnFile, ...]:
    """Return the rule files that are the school's own, in order of name. Raises OSError."""
    return tuple(_opened(each) for each in read_files(settings.folder, settings.school.packs).rules if not each.pack)


def open_file(settings: Settings, path: str) -> OwnFile | None:
    """Open one of the school's own files, or a new one under a name that may be; None for any other path. OSError."""
    found = next((each for each in own_files(settings) if each.path == path), None)
    if found is not None:
        return found
    free = NEW_FILE.fullmatch(path) and not (settings.folder / path).exists()
    return OwnFile(path, A_NEW_TEXT, "") if free else None


def versions_of_file(store: Store, path: str, what: tuple[str, ...] = (SAVED, UNDONE)) -> tuple[Version, ...]:
    """Return every time a file was saved or put back here, the latest first; `what` the log calls that."""
    kept = (each for each in load_events(store, path) if each.what in what and each.data)
    return tuple(reversed([_version(each) for each in kept]))


def _version(event: Event) -> Version:
    said = event.data
    return Version(event.at, event.who, event.what, event.why, said["was"], said["wordt"], said["zegel"])


def _opened(source: Source) -> OwnFile:
    data = source.text.encode() if isinstance(source.text, str) else source.text
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return OwnFile(source.file, text, seal_of(data))


def seal_of(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]

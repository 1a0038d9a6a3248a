"""A file that was brought in and waits for a yes or no: kept beside the store for an hour, for its owner's eyes alone.

Its name is chance and nothing else: what somebody called the file is never used.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from engine.intake.folder import EXPORT, SHEETS, File
from engine.runs.intake import EXPORT_FILE
from engine.store.database import folder_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.settings import Settings

NAME = ".jaarcyclus-ingeleverd"
GOOD_FOR = timedelta(hours=1)
TOKEN = re.compile(r"[\w-]{32}")
ONLY_OURS, OUR_FOLDER = 0o600, 0o700
WORDS = (EXPORT, *SHEETS)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file that waits: `word` says what it is (WORDS), `person` is the code of who brought it."""

    token: str
    word: str
    person: str
    at: datetime
    data: bytes

    @property
    def files(self) -> Mapping[str, File]:
        """What an import reads; the name is ours, so that a mistake can be told with its place."""
        return {self.word: File(EXPORT_FILE if self.word == EXPORT else f"{self.word}.csv", self.data)}


def deliver(settings: Settings, word: str, data: bytes, person: str, now: datetime) -> str:
    """Keep a file; return the token by which it is found again. Raises OSError, and ValueError for an unknown word."""
    if word not in WORDS:
        raise ValueError(word)
    forget_old(settings, now)
    folder, token = _folder(settings), token_urlsafe(24)
    folder.mkdir(mode=OUR_FOLDER, exist_ok=True)
    head = json.dumps({"word": word, "person": person, "at": now.isoformat()})
    with os.fdopen(os.open(folder / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OURS), "wb") as file:
        file.write(head.encode() + b"\n" + data)
    return token


def delivered(settings: Settings, token: str, person: str, now: datetime) -> Delivered | None:
    """Return the file this person brought; None when it is not there (any more)."""
    found = _read(_folder(settings) / token) if TOKEN.fullmatch(token) else None
    return found if found is not None and found.person == person and found.at <= now < found.at + GOOD_FOR else None


def forget(settings: Settings, token: str) -> None:
    """Throw a file away: it was read in, or it was not to be."""
    if TOKEN.fullmatch(token):
        (_folder(settings) / token).unlink(missing_ok=True)


def forget_old(settings: Settings, now: datetime) -> None:
    """Throw away what nobody said yes to within the hour, and what is no file of ours."""
    folder = _folder(settings)
    with suppress(OSError):
        for path in folder.iterdir() if folder.is_dir() else ():
            found = _read(path)
            if found is None or not found.at <= now < found.at + GOOD_FOR:
                path.unlink(missing_ok=True)


def _folder(settings: Settings) -> Path:
    return (folder_of(settings.store.url, settings.folder) or settings.folder) / NAME


def _read(path: Path) -> Delivered | None:
    try:
        head, _, data = path.read_bytes().partition(b"\n")
        said = json.loads(head)
        return Delivered(path.name, said["word"], said["person"], datetime.fromisoformat(said["at"]), data)
    except (OSError, ValueError, KeyError, TypeError):
        return None

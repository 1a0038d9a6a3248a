"""Bringing in an export and csv files: read, merge, and store all or nothing. Reading it again changes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.intake.changes import NEW, REGISTRATION
from engine.intake.combine import combine
from engine.intake.folder import EXPORT, NEW_NAMES, SHEETS, File, open_files
from engine.intake.merge import merge
from engine.model import Told
from engine.problem import has_errors
from engine.retention import within_terms
from engine.runs.gather import kinds_of
from engine.store.database import is_there, open_database
from engine.store.facts import load_told, save_told
from engine.store.log import Event, Import, add_events, add_imports
from engine.store.renames import apply_renames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from engine.intake.changes import Change
    from engine.intake.folder import Opened
    from engine.intake.merge import Merge
    from engine.model import Facts
    from engine.problem import Problem
    from engine.settings import Settings
    from engine.store.database import Store

WHO = "import"
SCHOOL_YEAR = "schooljaar"
EXPORT_FILE = "edex.xml"
# A file may point at what stands in those before it: a mistake there makes what is said of later files uncertain.
ORDER = (NEW_NAMES, EXPORT, *SHEETS[:3], "zaken", "registraties")


@dataclass(frozen=True, slots=True)
class Intake:
    """What a delivery comes down to. `question` is to be answered with yes first; `may_store` says it is all right."""

    told: Told
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    question: str = ""
    merged: Merge | None = None

    @property
    def may_store(self) -> bool:
        return self.merged is not None and not has_errors(self.problems)

    @property
    def facts(self) -> Facts:
        return combine(self.told)

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """How many of each kind (leerling, groep, ...) became what (nieuw, gewijzigd, ...)."""
        found: Counter[tuple[str, str]] = Counter()
        for each in self.changes:
            if each.kind != SCHOOL_YEAR:
                found[each.kind, each.what] += _size(each)
        return dict(found)


def _size(change: Change) -> int:
    """Registrations come as one change with their number."""
    added = change.kind == REGISTRATION and change.what == NEW and change.subject.isdecimal()
    return int(change.subject) if added else 1


def files_of(folder: Path) -> dict[str, File]:
    """Return the files of a folder that an import can read, by the word for each. Raises OSError."""
    names = {EXPORT: EXPORT_FILE, **{word: f"{word}.csv" for word in SHEETS}}
    there = {word: folder / name for word, name in names.items() if (folder / name).is_file()}
    return {word: file_at(path) for word, path in there.items()}


def file_at(path: Path) -> File:
    """Read one file, by the name it was asked for. Raises OSError."""
    return File(str(path), path.read_bytes())


def told_so_far(settings: Settings) -> Told:
    """Return all the school told us; a school without a store told nothing, and gets none by asking. StoreError."""
    if not is_there(settings.store.url, settings.folder):
        return Told(settings.school.brin)
    with open_database(settings.store.url, settings.folder).reading(settings.school.id) as store:
        return load_told(store)


def look(settings: Settings, told: Told, files: Mapping[str, File]) -> Intake:
    """Work out what these files would change, without touching anything.

    A school that never imported takes its brin from config.toml; an export of another school is refused by it.
    """
    before = replace(told, brin=settings.school.brin)
    opened = open_files(files, before.brin, kinds_of(settings))
    if EXPORT in files and opened.delivery.export is None:
        return Intake(before, (), tuple(sorted(opened.problems)))
    merged = merge(before, opened.delivery)
    problems = (*opened.problems, *_certain(merged.problems, opened, files))
    return Intake(merged.told, merged.changes, tuple(sorted(set(problems))), merged.confirmation, merged)


def _certain(problems: Iterable[Problem], opened: Opened, files: Mapping[str, File]) -> list[Problem]:
    """Leave out what may only seem wrong because a row of an earlier file could not be read."""
    rank = {files[word].name: number for number, word in enumerate(ORDER) if word in files}
    wrong = [rank[each.file] for each in opened.problems if each.is_error and each.file in rank]
    first = min(wrong, default=len(ORDER))
    return [each for each in problems if rank.get(each.file, 0) <= first]


def bring_in(
    settings: Settings,
    store: Store,
    files: Mapping[str, File],
    now: datetime,
    *,
    confirmed: bool = False,
    by: str = WHO,
) -> tuple[Intake, bool]:
    """Store what the files say, within the store's present transaction; return what they say and whether it stands.

    Nothing is stored while a mistake or an unanswered question stands in the way.
    """
    before = load_told(store)
    intake = look(settings, before, files)
    if intake.merged is None or not intake.may_store or (intake.question and not confirmed):
        return intake, False
    apply_renames(store, intake.merged.renames)
    save_told(store, before, within_terms(intake.told, settings.privacy, now.date()))
    add_imports(store, [_import(word, file, intake.told, now) for word, file in files.items()])
    add_events(store, [_event(word, file, intake, now, by) for word, file in files.items()])
    return intake, True


def _import(word: str, file: File, told: Told, now: datetime) -> Import:
    return Import(word, _name(file), now, _as_of(word, told, now.date()))


def _as_of(word: str, told: Told, today: date) -> date:
    return told.as_of or today if word == EXPORT else today


def _event(word: str, file: File, intake: Intake, now: datetime, by: str) -> Event:
    figures = {f"{kind} {what}": number for (kind, what), number in sorted(intake.counts.items())}
    return Event(now, by, "ingelezen", _name(file), word, figures)


def _name(file: File) -> str:
    return file.name.replace("\\", "/").rpartition("/")[2]

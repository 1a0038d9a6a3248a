"""The demo: a school's folder made afresh, and this morning's overviews of a few people written beside it."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from engine import shipped
from engine.lookup import NoSuch
from engine.model import GROUP, LIVE
from engine.runs.compose import compose, envelope
from engine.runs.intake import bring_in, files_of
from engine.runs.morning import overview
from engine.runs.tick import tick
from engine.store.database import StoreError
from engine.store.tasks import load_tasks
from notifiers.message import as_bytes
from notifiers.render import html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from engine.model import Staff, Task
    from engine.runs.morning import Morning
    from engine.settings import Settings
    from engine.store.database import Database
    from notifiers.letter import Letter

MARK = ".jaarcyclus-demo"
OUT = "uit"


class Ticked(Protocol):
    """Tasks of `rule` about `group`, due on or before `until`, that `by` ticked off."""

    @property
    def rule(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def until(self) -> date: ...
    @property
    def by(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """One person's overview as a letter, and the files it was written to; no letter when there is nothing to tell."""

    person: Staff
    letter: Letter | None
    files: tuple[Path, ...] = ()


def make_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the demo's folder afresh. Raises FileExistsError for a folder that no demo made, and OSError."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise FileExistsError(folder)
    shutil.rmtree(folder, ignore_errors=True)
    for name, path in shipped.working_school().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / MARK).write_text("Deze map maakt `jaarcyclus demo` elke keer opnieuw.\n", encoding="utf-8")


def import_all(database: Database, settings: Settings, now: datetime) -> None:
    """Read in the export and the csv files of the school's folder. Raises StoreError for what may not be stored."""
    with database.writing(settings.school.id) as store:
        intake, stands = bring_in(settings, store, files_of(settings.folder), now, confirmed=True)
    if not stands:
        raise StoreError("\n".join(str(each) for each in intake.problems if each.is_error))


def tick_by_hand(database: Database, settings: Settings, hands: Iterable[Ticked], today: date, now: datetime) -> int:
    """Tick off what people did that left no trace, in one go for each of them; return how many tasks."""
    with database.reading(settings.school.id) as store:
        open_tasks = load_tasks(store, live=True)
    meant: dict[str, dict[str, Task]] = defaultdict(dict)
    for hand in hands:
        meant[hand.by] |= {each.key: each for each in open_tasks if _is_meant(each, hand)}
    return sum(_tick(database, settings, sorted(keys), by, today, now) for by, keys in sorted(meant.items()) if keys)


def _is_meant(task: Task, hand: Ticked) -> bool:
    return task.rule == hand.rule and task.due <= hand.until and hand.group in (task.group, task.subject)


def _tick(database: Database, settings: Settings, keys: list[str], by: str, today: date, now: datetime) -> int:
    with database.writing(settings.school.id) as store:
        result = tick(settings, store, keys, by, today, now)
    if isinstance(result, NoSuch):
        raise StoreError(result.message)
    return len(result.hit)


def show(day: Morning, person: Staff, settings: Settings, now: datetime) -> Shown:
    """Compose a person's overview and write it, as a mail and as a page, in the school's folder. Raises OSError."""
    told = overview(day, person)
    if told is None:
        return Shown(person, None)
    letter = compose(told, person, settings, now)
    contents = {"eml": as_bytes(letter, envelope(told, settings, now)), "html": html(letter).encode()}
    out = settings.folder / OUT
    out.mkdir(exist_ok=True)
    files = {out / f"{(person.first_name or person.code).lower()}.{kind}": each for kind, each in contents.items()}
    for path, content in files.items():
        path.write_bytes(content)
    return Shown(person, letter, tuple(files))


def most_telling(day: Morning, person: Staff) -> Task | None:
    """Return a task to explain: this person's first one about a whole group that still has time."""
    mine = (each for each in day.listing.tasks if person.code in each.recipients and each.state in LIVE)
    due = (each for each in mine if each.because.missing and each.opens <= day.today)
    return min(due, key=lambda each: (each.per != GROUP, each.due < day.today, each.due, each.key), default=None)

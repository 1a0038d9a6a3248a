"""A rule file saved: whole or not at all, over what somebody opened and nothing else, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.runs.keepfile import LONGEST_WHY, keep_file, version_of
from engine.runs.ownrules import NEW_FILE, SAVED, UNDONE, Version, open_file, versions_of_file
from engine.runs.rulelook import look

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.runs.ownrules import OwnFile
    from engine.runs.rulelook import Looked
    from engine.settings import Settings
    from engine.store.database import Store

__all__ = ["LONGEST_WHY", "Edit", "Refused", "save", "undo"]


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wants to save: over what they opened (`seal`), by whom and why."""

    path: str
    text: str
    seal: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was saved. `changed` tells that somebody else saved in between, else the text has a mistake.

    `covered`: it would take the cover off a sensitive rule, which this session may not.
    """

    changed: bool
    looked: Looked | None = None
    covered: bool = False


def save(
    settings: Settings, store: Store, edit: Edit, today: date, now: datetime, *, may_uncover: bool = True
) -> Version | Refused | None:
    """Write a text over what somebody opened, and keep the version; None for a path that may not be. Raises OSError.

    `store` is a writing one: who saves at the same time waits, and then sees what was saved first.
    """
    found = open_file(settings, edit.path)
    if found is None:
        return Refused(changed=True) if NEW_FILE.fullmatch(edit.path) else None
    if found.seal != edit.seal:
        return Refused(changed=True)
    text = f"{edit.text.rstrip()}\n"
    looked = look(settings, store, edit.path, text, today)
    if not looked.is_fine:
        return Refused(changed=False, looked=looked)
    if looked.uncovered and not may_uncover:
        return Refused(changed=False, looked=looked, covered=True)
    return _written(settings, store, found, Edit(edit.path, text, edit.seal, edit.by, edit.why), SAVED, now)


def undo(
    settings: Settings, store: Store, path: str, by: str, today: date, now: datetime, *, may_uncover: bool = True
) -> Version | Refused | None:
    """Put back what was there before the last save; None when there is none. Not when the file changed since."""
    last = next(iter(versions_of_file(store, path)), None)
    found = open_file(settings, path)
    if last is None or found is None:
        return None
    if found.seal != last.seal:
        return Refused(changed=True)
    if last.before:
        looked = look(settings, store, path, last.before, today)
        if not looked.is_fine:
            return Refused(changed=False, looked=looked)
        if looked.uncovered and not may_uncover:
            return Refused(changed=False, looked=looked, covered=True)
    return _written(settings, store, found, Edit(path, last.before, found.seal, by, ""), UNDONE, now)


def _written(settings: Settings, store: Store, found: OwnFile, edit: Edit, what: str, now: datetime) -> Version:
    place = (settings.folder / edit.path).resolve()
    before = "" if found.is_new else found.text
    version = version_of(place, now, edit.by, what, edit.why, before, edit.text)
    keep_file(store, place, edit.path, version)
    return version

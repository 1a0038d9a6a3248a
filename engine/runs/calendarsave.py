"""A calendar changed and saved: over what somebody opened and nothing else, whole or not at all, with who and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.calendaredit import edited
from engine.lookup import NoSuch
from engine.runs.calendarlook import look_at_calendar
from engine.runs.keepfile import keep_file, version_of
from engine.runs.newyear import drafted, turn_of
from engine.runs.ourcalendar import SAVED, UNDONE, calendar_file, versions_of_calendar

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.calendaredit import Edit
    from engine.runs.ourcalendar import CalendarFile
    from engine.runs.ownrules import Version
    from engine.runs.rulelook import Looked
    from engine.settings import Settings
    from engine.store.database import Store

MEANWHILE, NOT_SO, WRONG = "intussen veranderd", "zo niet te schrijven", "klopt niet"
BEGUN = "nieuwe kalender"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to change in the calendar of a school year, in what they opened (`seal`)."""

    start: int
    edits: tuple[Edit, ...]
    seal: str
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it cannot be: somebody else was first, the file is written in a way we cannot change, or a mistake."""

    reason: str
    looked: Looked | None = None


def preview(settings: Settings, store: Store, wish: Wish, today: date) -> Looked | Refused:
    """Say what a wish would do. Nothing is saved. Raises OSError."""
    text = _text(calendar_file(settings, wish.start), wish)
    if isinstance(text, Refused):
        return text
    return look_at_calendar(settings, store, calendar_file(settings, wish.start).path, text, today)


def save(settings: Settings, store: Store, wish: Wish, today: date, now: datetime) -> Version | Refused:
    """Write it, and keep the version. `store` is a writing one: who saves at the same time waits, and then sees.

    Raises OSError.
    """
    found = calendar_file(settings, wish.start)
    text = _text(found, wish)
    if isinstance(text, Refused):
        return text
    return _kept(settings, store, found, text, (wish.by, SAVED, wish.why), today, now)


def undo(settings: Settings, store: Store, start: int, by: str, today: date, now: datetime) -> Version | Refused | None:
    """Put back what was there before the last save; None when there is none. Not when the file changed since."""
    found = calendar_file(settings, start)
    last = next(iter(versions_of_calendar(store, found.path)), None)
    if last is None:
        return None
    if found.seal != last.seal:
        return Refused(MEANWHILE)
    return _kept(settings, store, found, last.before, (by, UNDONE, ""), today, now)


def begin(
    settings: Settings, store: Store, start: int, by: str, today: date, now: datetime
) -> Version | Refused | NoSuch:
    """Make the calendar of a year that has none: what is official stands in it, the rest is to be filled in."""
    found = calendar_file(settings, start)
    if found.seal:
        return Refused(MEANWHILE)
    text = drafted(settings, turn_of(settings, store, start, today))
    return text if isinstance(text, NoSuch) else _kept(settings, store, found, text, (by, SAVED, BEGUN), today, now)


def _text(found: CalendarFile, wish: Wish) -> str | Refused:
    if found.seal != wish.seal:
        return Refused(MEANWHILE)
    return edited(found.text, wish.edits) or Refused(NOT_SO)


def _kept(
    settings: Settings,
    store: Store,
    found: CalendarFile,
    text: str,
    said: tuple[str, str, str],
    today: date,
    now: datetime,
) -> Version | Refused:
    """Write a text that is right; `said` is who did what and why."""
    if text:
        looked = look_at_calendar(settings, store, found.path, text, today)
        if not looked.is_fine:
            return Refused(WRONG, looked)
    place = (settings.folder / found.path).resolve()
    version = version_of(place, now, *said, found.text if found.seal else "", text)
    keep_file(store, place, found.path, version)
    return version

"""A changed calendar looked over before it counts: what is wrong in it, what it breaks elsewhere, what would move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.runs.diff import between
from engine.runs.files import Files, read_files
from engine.runs.gather import gather
from engine.runs.rulelook import Looked
from engine.store.facts import load_told

if TYPE_CHECKING:
    from datetime import date

    from engine.settings import Settings
    from engine.store.database import Store


def look_at_calendar(settings: Settings, store: Store, path: str, text: str, today: date) -> Looked:
    """Say what is wrong with the text of a calendar, and what it would do were it saved. Raises OSError."""
    now = read_files(settings.folder, settings.school.packs)
    after = Files({**now.calendars, path: text.encode()}, now.rules)
    told = load_told(store)
    before, school = (gather(settings, told, {}, files=each) for each in (now, after))
    there = {(each.file, each.message) for each in before.problems}
    mine = tuple(each for each in school.problems if each.file == path)
    others = (each for each in school.problems if each.file != path and each.is_error)
    elsewhere = tuple(each for each in others if (each.file, each.message) not in there)
    found = Looked(mine, elsewhere, 0, (), None)
    return replace(found, diff=between(settings, store, today, now, after)) if found.is_fine else found

"""The day the latest export is of: one answer, for doctor and for the administrator's overview."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.store.log import last_import

if TYPE_CHECKING:
    from datetime import date

    from engine.settings import Settings
    from engine.store.database import Store

EXPORT = "edexml"


def last_export(store: Store, settings: Settings) -> date | None:
    """Return the day it was read in, on the school's own calendar, or the day it speaks of when that is later."""
    found = last_import(store, EXPORT)
    if found is None:
        return None
    return max(found.at.astimezone(ZoneInfo(settings.schedule.timezone)).date(), found.as_of)

"""What takes long to find out, kept for who looks again: the mail of a coming day, and how the installation is doing.

Found once, and again only when a task, fact or mail changed, or another day is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.almanac.almanac import Almanac
from engine.almanac.days import ONE_DAY
from engine.runs.doctor import examined
from engine.runs.evaluate import gather_all
from engine.runs.mailbook import preview
from engine.store.log import latest
from engine.store.mailbag import outbox_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.pages import Pages
    from engine.runs.doctor import Examination
    from engine.runs.gather import School
    from engine.runs.mailbook import Preview
    from engine.settings import Settings
    from engine.store.database import Database

    Seen = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that was found for a day, and how far the school's log and its mail were then."""

    day: date
    seen: Seen
    what: object


class Foreseen:
    """Keeps the last of each. Any number of threads may ask; one looks while the others wait."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: dict[str, _Found] = {}
        self._turn = Lock()

    def mail(self, database: Database, day: date, pages: Pages) -> Preview:
        """Return what would go on a day that is still to come, as seen at the hour that its overviews go."""
        schedule = self._settings.schedule
        now = datetime.combine(day, schedule.digest, ZoneInfo(schedule.timezone))
        found: Preview = self._once("mail", database, day, lambda: preview(database, self._settings, day, now, pages))
        return found

    def health(self, database: Database, today: date) -> Examination:
        """Return how the installation is doing; the mail server is not called."""
        found: Examination = self._once("health", database, today, lambda: self._examined(database, today))
        return found

    def _examined(self, database: Database, today: date) -> Examination:
        with database.reading(self._settings.school.id) as store:
            return examined(store, gather_all(self._settings, store), today)

    def _once(self, name: str, database: Database, day: date, find: Callable[[], object]) -> Any:
        with self._turn:
            with database.reading(self._settings.school.id) as store:
                seen = (*latest(store), *outbox_mark(store))
            kept = self._kept.get(name)
            if kept is None or (kept.day, kept.seen) != (day, seen):
                kept = self._kept[name] = _Found(day, seen, find())
            return kept.what


def next_mail_day(school: School, today: date) -> date:
    """Return the first day after today that somebody works; without a calendar, tomorrow."""
    days = Almanac(school.calendars).school_and_team_days()
    return days.first_on_or_after(today + ONE_DAY) or today + ONE_DAY

"""Which settings, which store and which clock: the one place that knows. What it opens is handed on as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from engine import clock
from engine.settings import load_settings
from engine.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from engine.problem import Problem
    from engine.settings import Settings
    from engine.store.database import Database


class WiringError(Exception):
    """The installation cannot be opened: `problems` say why, each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(each) for each in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Installation:
    """A school's settings with the moment the command runs for: `now` has the school's time zone."""

    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def school(self) -> str:
        return self.settings.school.id

    def open(self) -> Database:
        """Open the store. Raises StoreError."""
        return open_database(self.settings.store.url, self.settings.folder)


def install(config: Path, moment: str | None = None) -> Installation:
    """Read the settings and fix the moment: `2026-11-17T07:45`, or a day, which means when the digest goes.

    Raises WiringError for settings with a mistake and ValueError for a moment that is none.
    """
    settings, problems = load_settings(config)
    wrong = [each for each in problems if each.is_error]
    if settings is None or wrong:
        raise WiringError(wrong or problems)
    return Installation(settings, moment_of(moment, settings))


def moment_of(words: str | None, settings: Settings) -> datetime:
    """Return the moment meant, on the school's own clock. Raises ValueError for anything but a day or day and time."""
    schedule = settings.schedule
    if words is None:
        return clock.now(schedule.timezone)
    if "T" in words:
        day, _, hour = words.partition("T")
        return clock.at(date.fromisoformat(day), time.fromisoformat(hour), schedule.timezone)
    return clock.at(date.fromisoformat(words), schedule.digest, schedule.timezone)

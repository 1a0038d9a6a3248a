"""What every page works with: the school's store, its settings, its addresses and the moment of the visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from engine.runs.calendarneeds import KeptNeeds
from engine.runs.current import Current
from engine.runs.foreseen import Foreseen
from engine.runs.rulebook import KeptBook
from web.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from engine.pages import Pages
    from engine.settings import Settings
    from engine.store.database import Database
    from notifiers.mailer import Mailer
    from web.provider import Provider


@dataclass(frozen=True, slots=True)
class House:
    """A school with its doors open. `now` gives the moment on the school's own clock.

    `mailer` gives a mailer of one's own for each letter to sign in with: the tick has its own, on its own thread.
    `current` is the school as it is now, `limits` how often somebody may try something, `foreseen` what takes long to
    find out, `rules` the book of rules, `needs` what those ask of calendars,
    `provider` where people have an account to sign in with, if anywhere.
    """

    database: Database
    settings: Settings
    pages: Pages
    now: Callable[[], datetime]
    mailer: Callable[[], Mailer]
    current: Current
    limits: Limits
    foreseen: Foreseen
    rules: KeptBook
    needs: KeptNeeds
    provider: Provider | None = None

    @property
    def school(self) -> str:
        return self.settings.school.id

    @property
    def today(self) -> date:
        return self.now().date()

    @property
    def root(self) -> str:
        """Return the path under which the pages lie: "" unless the web address has one of its own."""
        return urlsplit(self.pages.base).path.rstrip("/")

    @property
    def is_safe(self) -> bool:
        """Whether the pages are reached over https, so that a cookie need never go over an open line."""
        return urlsplit(self.pages.base).scheme == "https"


def open_house(
    database: Database,
    settings: Settings,
    pages: Pages,
    now: Callable[[], datetime],
    mailer: Callable[[], Mailer],
    provider: Provider | None = None,
) -> House:
    kept = (Current(settings), Limits(), Foreseen(settings), KeptBook(), KeptNeeds())
    return House(database, settings, pages, now, mailer, *kept, provider)

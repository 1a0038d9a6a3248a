"""What every page works with: the school's store, its settings, its addresses and the moment of the visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from engine.pages import Pages
    from engine.settings import Settings
    from engine.store.database import Database


@dataclass(frozen=True, slots=True)
class House:
    """A school with its doors open. `now` gives the moment on the school's own clock."""

    database: Database
    settings: Settings
    pages: Pages
    now: Callable[[], datetime]

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

"""The small school with a web address: its pages, its mail, and what it remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.pages import Pages
from engine.runs.writing import Writer
from engine.store.log import load_events
from engine.store.wishes import load_pauses
from notifiers.memory import Mailbox
from tests.sending.school import ID, Wilg, read
from web.app import app_of
from web.house import House

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from starlette.types import ASGIApp

    from engine.outbox import Pause
    from engine.store.log import Event

ADDRESS = "https://jaarcyclus.dewilg.example"
PAGES = Pages(ADDRESS, "een geheim dat niemand raadt")


class Site:
    """De Wilg on the morning of 10 November at half past seven."""

    def __init__(self, folder: Path, pages: Pages = PAGES) -> None:
        self.wilg = Wilg(folder)
        self.pages = pages

    @property
    def app(self) -> ASGIApp:
        return app_of(House(self.wilg.database, self.wilg.settings, self.pages, self.wilg.clock))

    def link(self, person: str) -> str:
        """Return the path behind the link in this person's mail."""
        return self.pages.unsubscribe(ID, person).removeprefix(ADDRESS)

    def send(self) -> dict[str, EmailMessage]:
        """Send what is due; return the mails by address."""
        box = Mailbox()
        self.wilg.send(box, Writer(self.wilg.settings, self.pages))
        return {each.to: read(each.body) for each in box.parcels}

    def pauses(self) -> list[Pause]:
        with self.wilg.database.reading(ID) as store:
            return list(load_pauses(store))

    def events(self) -> list[Event]:
        with self.wilg.database.reading(ID) as store:
            return [each for each in load_events(store) if each.what.startswith("pauze")]

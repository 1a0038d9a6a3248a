"""The small school with a web address: its pages, its mail, and what it remembers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from benchmarks.kit.signed import account_cookie
from engine.outbox import IN_DOUBT
from engine.pages import Pages
from engine.runs.writing import Writer
from engine.store.log import load_events
from engine.store.outbox import keep
from engine.store.wishes import load_pauses
from notifiers.memory import Mailbox
from tests.sending.school import ID, Wilg, read, text_of
from web.app import app_of
from web.house import open_house
from web.session import COOKIE

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from starlette.types import ASGIApp

    from engine.outbox import Pause
    from engine.store.log import Event

ADDRESS = "https://jaarcyclus.dewilg.example"
CODE = re.compile(r"\b([A-Z2-9]{4})-([A-Z2-9]{4})\b")
PROOF = re.compile(r'name="bewijs" value="([^"]+)"')
PAGES = Pages(ADDRESS, "een geheim dat niemand raadt")


class Site:
    """De Wilg on the morning of 10 November at half past seven."""

    def __init__(self, folder: Path, pages: Pages = PAGES) -> None:
        self.wilg = Wilg(folder)
        self.pages = pages
        self.box = Mailbox()
        self.house = open_house(self.wilg.database, self.wilg.settings, pages, self.wilg.clock, lambda: self.box)

    @property
    def app(self) -> ASGIApp:
        return app_of(self.house)

    def visitor(self) -> TestClient:
        """Return a browser of its own: it keeps cookies, and shows where it is sent instead of going there."""
        return TestClient(self.app, base_url=ADDRESS, raise_server_exceptions=False, follow_redirects=False)

    def signed_in(self, person: str, *, stay: bool = False) -> TestClient:
        """Return a browser in which somebody signed in with the code from the mail."""
        visitor = self.visitor()
        ask = {"adres": self.address(person)} | ({"blijf": "ja"} if stay else {})
        assert visitor.post("/aanmelden", data=ask).status_code == 303
        answer = visitor.post("/aanmelden/code", data={"code": self.code()})
        assert answer.headers["location"] == "/taken", answer.text
        return visitor

    def with_account(self, person: str) -> TestClient:
        """Return a browser in which somebody signed in with the account of school."""
        visitor = self.visitor()
        visitor.cookies.set(COOKIE, self.account_cookie(person))
        return visitor

    def account_cookie(self, person: str) -> str:
        return account_cookie(self.house, next(each for each in self.wilg.staff() if each.code == person))

    def address(self, person: str) -> str:
        return next(each.email for each in self.wilg.staff() if each.code == person)

    def code(self) -> str:
        """Return the code in the last letter."""
        (first, second), *_ = CODE.findall(text_of(self.box.parcels[-1].body))
        return f"{first}-{second}"

    def key(self, rule: str, group: str = "", place: int = 0) -> str:
        """Return the key of a task of this rule (and group)."""
        found = [each for each in self.wilg.tasks() if each.rule == rule and group in ("", each.group)]
        return sorted(found, key=lambda each: each.subject)[place].key

    def state(self, key: str) -> str:
        return next(each.state for each in self.wilg.tasks() if each.key == key)

    def link(self, person: str) -> str:
        """Return the path behind the link in this person's mail."""
        return self.pages.unsubscribe(ID, person).removeprefix(ADDRESS)

    def send(self) -> dict[str, EmailMessage]:
        """Send what is due; return the mails by address."""
        box = Mailbox()
        self.wilg.send(box, Writer(self.wilg.settings, self.pages))
        return {each.to: read(each.body) for each in box.parcels}

    def in_doubt(self, person: str, state: str = IN_DOUBT, reason: str = "") -> str:
        """Let this person's overview of today end so that somebody has to decide; return its id."""
        post = self.wilg.post(person)
        with self.wilg.database.writing(ID) as store:
            keep(store, replace(post, state=state, reason=reason))
        return post.id

    def pauses(self) -> list[Pause]:
        with self.wilg.database.reading(ID) as store:
            return list(load_pauses(store))

    def events(self) -> list[Event]:
        with self.wilg.database.reading(ID) as store:
            return [each for each in load_events(store) if each.what.startswith("pauze")]


def proof(visitor: TestClient) -> str:
    """Return what the forms of this browser carry."""
    found: str = PROOF.findall(visitor.get("/ik").text)[0]
    return found

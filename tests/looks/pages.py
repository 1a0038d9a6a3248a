"""The pages of the demo school as its people see them on 17 November, one after the other in a real browser."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.kit.signed import account_cookie
from engine.cli.demo import TEACHER
from engine.demoschool.days import TODAY
from engine.demoschool.staff import ADMINISTRATOR, CARE_LOWER
from engine.pages import Pages
from engine.runs.people import staff_of
from engine.settings import load_settings
from engine.store.database import open_database
from notifiers.memory import Mailbox
from tests.looks.letters import SECRET, half_past_seven
from tests.sending.school import text_of
from tests.sending.servers import free_port
from tests.web.answering import answering
from web.app import app_of
from web.house import open_house
from web.session import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Draw = Callable[[str, Page], None]

WALKED = (
    "welkom",
    "aanmelden",
    "code",
    "link",
    "afmelden",
    "mijn-dag",
    "groepslijst",
    "afgevinkt",
    "meer",
    "ik",
    "mijn-dag-ib",
    "weg",
)
KEPT = ("verzonden", "mail", "morgen", "gegevens", "ingeleverd", "beheer", "uitzonderingen", "team", "logboek")
NAMES = (*WALKED, *KEPT)
LINE, CHILD = "Werk de SEO bij voor de vakantie", "Isa"
SHEET = b"code,email,rollen\nZOE,zoe@voorbeeldschool.nl,leerkracht\nXAN,xan apenstaart school,leerkrahct\n"
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


class Served:
    """The demo school, lived until this morning, with its pages open at an address of this machine."""

    def __init__(self, folder: Path) -> None:
        settings, problems = load_settings(folder / "config.toml")
        assert settings is not None, problems
        port = free_port()
        self.port, self.base, self.box = port, f"http://127.0.0.1:{port}", Mailbox()
        self.database = open_database(settings.store.url, folder)
        now = half_past_seven(settings, TODAY)
        self.id, self.pages = settings.school.id, Pages(self.base, SECRET)
        self.house = open_house(self.database, settings, self.pages, lambda: now, lambda: self.box)
        self.app = app_of(self.house)
        with self.database.reading(settings.school.id) as store:
            self.staff = {each.code: each for each in staff_of(store)}
        self.addresses = {code: each.email for code, each in self.staff.items()}

    def with_account(self, page: Page, person: str) -> None:
        """Let somebody be signed in with the account of school, as after the provider's own pages."""
        value = account_cookie(self.house, self.staff[person])
        page.context.add_cookies([{"name": COOKIE, "value": value, "url": self.base}])

    def code(self, page: Page) -> str:
        """Return the code of the letter, which leaves once the page is there."""
        while not self.box.parcels:
            page.wait_for_timeout(50)
        return str(CODE.findall(text_of(self.box.parcels.pop().body))[0])


@contextmanager
def served(school: Path, folder: Path) -> Iterator[Served]:
    """Open the pages of a copy of this school."""
    found = Served(shutil.copytree(school, folder))
    with answering(found.app, found.port):
        yield found
    found.database.close()


def walk(school: Served, page: Page, draw: Draw) -> None:
    """Go through all pages, and draw each of them under its name."""
    page.goto(school.base)
    draw("welkom", page)
    page.get_by_role("link", name="Aanmelden").click()
    draw("aanmelden", page)
    _ask(school, page, TEACHER)
    draw("code", page)
    code = school.code(page)
    page.goto(school.pages.sign_in(code))
    draw("link", page)
    page.goto(school.pages.unsubscribe(school.id, TEACHER))
    draw("afmelden", page)
    page.goto(f"{school.base}/aanmelden/code")
    _enter(page, code)
    draw("mijn-dag", page)
    page.get_by_role("link", name=LINE).click()
    draw("groepslijst", page)
    page.get_by_role("button", name=f"Vink af: {CHILD}").click()
    page.get_by_text(f"{CHILD} gedaan").wait_for()
    draw("afgevinkt", page)
    page.get_by_role("link", name=f"Meer over {CHILD}", exact=True).click()
    draw("meer", page)
    page.goto(f"{school.base}/ik")
    draw("ik", page)
    page.get_by_role("button", name="Log uit").click()
    page.goto(f"{school.base}/aanmelden")
    _ask(school, page, CARE_LOWER)
    _enter(page, school.code(page))
    draw("mijn-dag-ib", page)
    page.goto(f"{school.base}/taken/weg")
    draw("weg", page)


def _ask(school: Served, page: Page, person: str) -> None:
    page.get_by_label("Je mailadres").fill(school.addresses[person])
    page.get_by_role("button", name="Stuur me een code").click()


def _enter(page: Page, code: str) -> None:
    page.get_by_label("De code uit de mail").fill(code)
    page.get_by_role("button", name="Meld me aan").click()


def walk_as_keeper(school: Served, page: Page, draw: Draw) -> None:
    """Go through what who keeps the school looks after, and draw it."""
    page.goto(f"{school.base}/verzonden")
    _ask(school, page, ADMINISTRATOR)
    _enter(page, school.code(page))
    draw("verzonden", page)
    page.locator(".line a").last.click()
    draw("mail", page)
    page.goto(f"{school.base}/verzonden/morgen")
    page.locator("summary").first.click()
    draw("morgen", page)
    page.goto(f"{school.base}/gegevens")
    draw("gegevens", page)
    page.get_by_label("Wat voor bestand").select_option("medewerkers")
    page.get_by_label("Het bestand").set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": SHEET})
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    draw("ingeleverd", page)
    for name in ("beheer", "uitzonderingen", "team", "logboek"):
        page.goto(f"{school.base}/beheer{'' if name == 'beheer' else f'/{name}'}")
        draw(name, page)

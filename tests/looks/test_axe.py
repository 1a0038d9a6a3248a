"""Every page as axe sees it: by day on a phone and by night on a desktop, as the people of the demo school."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from starlette.routing import Match, Route

from tests.looks.axe import violations
from tests.looks.keys import trouble
from tests.looks.letters import lived_school
from tests.looks.pages import served
from tests.looks.walks import PAGES_SEEN, SCHEMES, WALKS, WIDTHS
from web.app import GET, PAGES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import ConsoleMessage, Page

    from tests.browser import Browser
    from tests.looks.pages import Served
    from tests.looks.walks import Walk

# What is no page: a style, a script, a picture, a file for a programme, and the ways on where nobody stays.
NO_PAGE = {
    "look",
    "icon",
    "script",
    "year as a picture",
    "agenda",
    "resume again",
    "go to the provider",
    "back from the provider",
}
WRONG = """<!DOCTYPE html><html lang="nl"><head><title>x</title></head><body><main><h1>Kop</h1><input>
<p style="color: #bbb; background: #fff">grijs</p></main></body></html>"""


class Looked:
    """What was found on all pages of a walk, which those were, and what the browser complained about."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self.pages: set[str] = set()
        self.said: list[str] = []

    def look(self, name: str, page: Page) -> None:
        self.found[name] = violations(page) + trouble(page)
        self.pages.add(_page_at(page.url))

    def listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            self.said.append(f"{message.location} {message.text}")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("axe") / "lived"
    lived_school(folder)
    return folder


@pytest.mark.slow
def test_axe_looks(browser: Browser) -> None:
    """A field without a name and letters hardly to be seen are found, or the test below would find nothing."""

    def see(page: Page) -> list[str]:
        page.set_content(WRONG)
        return [each.partition(":")[0] for each in violations(page)]

    assert browser.visit(see) == ["color-contrast", "label"]


@pytest.mark.slow
@pytest.mark.parametrize(("size", "light"), PAGES_SEEN)
def test_axe_finds_nothing_the_keyboard_reaches_all_and_the_browser_complains_of_nothing(
    lived: Path, tmp_path: Path, browser: Browser, size: str, light: str
) -> None:
    looked = Looked()
    for walk in WALKS:
        with served(lived, tmp_path / walk.__name__) as school:
            see = partial(_walked, school, looked, walk)
            browser.visit(see, width=WIDTHS[size], color_scheme=SCHEMES[light])
    assert {name: wrong for name, wrong in looked.found.items() if wrong} == {}
    assert looked.said == []
    assert looked.pages - {""} == {name for name, method, *_ in PAGES if method == GET} - NO_PAGE


def _walked(school: Served, looked: Looked, walk: Walk, page: Page) -> None:
    page.on("console", looked.listen)
    walk(school, page, looked.look)


def _page_at(address: str) -> str:
    """Return the name of the page that answers there, "" for the answer to a form that has no page of its own."""
    scope = {"type": "http", "method": GET, "path": urlsplit(address).path}
    routes = (Route(path, _nothing, methods=[method], name=name) for name, method, path, _ in PAGES)
    return next((route.name for route in routes if route.matches(scope)[0] is Match.FULL), "")


def _nothing() -> None: ...

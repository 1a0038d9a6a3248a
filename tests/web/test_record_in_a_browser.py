"""A talk recorded in a real browser in the demo school: by phone, on a desktop, by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.cli.demo import TEACHER
from engine.store.facts import load_told
from engine.store.tasks import load_tasks
from tests.looks.letters import lived_school
from tests.looks.pages import served
from tests.looks.record import sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser import Browser
    from tests.looks.pages import Served

pytestmark = pytest.mark.slow
PHONE, DESKTOP = 390, 1200


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record") / "lived"
    lived_school(folder)
    return folder


def held(school: Served) -> tuple[int, int]:
    """Return how many matters and tasks that are not over the school has."""
    with school.database.reading(school.id) as store:
        live = [each for each in load_tasks(store) if each.state in ("open", "te-laat")]
        return len(load_told(store).cases), len(live)


@pytest.mark.parametrize(("width", "scripts"), [(PHONE, False), (PHONE, True), (DESKTOP, True)])
def test_a_talk_brings_its_report_and_goes_back_with_it(
    lived: Path, tmp_path: Path, browser: Browser, width: int, scripts: bool
) -> None:
    with served(lived, tmp_path / "school") as school:
        cases, live = held(school)

        def path(page: Page) -> None:
            sign_in(school, page, TEACHER)
            page.get_by_text("Leg iets vast", exact=True).click()
            page.get_by_role("link", name="Rapportgesprek").click()
            page.locator("button[name=wie]").first.click()
            page.get_by_role("status").filter(has_text="erbij").wait_for()
            assert page.get_by_role("status").inner_text().startswith("Vastgelegd.")
            assert held(school) == (cases + 1, live + int(came(page)))
            page.get_by_role("button", name="Terugnemen").click()
            page.get_by_text("Dat is teruggenomen.").wait_for()

        browser.visit(path, width=width, java_script_enabled=scripts)
        assert held(school) == (cases, live)


def came(page: Page) -> str:
    """Return how many tasks the page says have come."""
    return page.get_by_role("status").inner_text().split()[1]


def test_the_keyboard_alone_records_and_takes_back(lived: Path, tmp_path: Path, browser: Browser) -> None:
    with served(lived, tmp_path / "school") as school:
        before = held(school)

        def path(page: Page) -> None:
            sign_in(school, page, TEACHER)
            to(page, "Leg iets vast")
            page.keyboard.press("Enter")
            to(page, "Rapportgesprek")
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="Rapportgesprek").wait_for()
            name = page.locator("button[name=wie]").first.inner_text()
            to(page, name)
            page.keyboard.press("Enter")
            page.get_by_role("status").filter(has_text="Vastgelegd").wait_for()
            assert held(school)[0] == before[0] + 1
            to(page, "Terugnemen")
            page.keyboard.press("Enter")
            page.get_by_text("Dat is teruggenomen.").wait_for()

        browser.visit(path, width=DESKTOP)
        assert held(school) == before


def to(page: Page, words: str) -> None:
    """Press Tab until what has the focus begins with these words."""
    page.evaluate("document.activeElement?.blur(); getSelection().removeAllRanges()")
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.innerText ?? ''").startswith(words):
            return
    raise AssertionError(words)

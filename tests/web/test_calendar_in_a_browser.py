"""Kalender in a real browser: by form, by dragging, by keyboard and out of an agenda; as who keeps it and who looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.looks.sight import DARK, LIGHT
from tests.sending.school import CALENDAR
from tests.web.fit import SMALL, Fit
from tests.web.test_calendar import ICS, text_of
from tests.web.test_in_a_browser import DESKTOP, PHONE, code_of, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Browser
    from tests.web.site import Site

pytestmark = pytest.mark.slow
__all__ = ["served"]
BEFORE = CALENDAR % "2026-11-17"


def come_in(site: Site, page: Page, person: str = "bea") -> None:
    page.goto(f"{site.pages.base}/aanmelden")
    page.get_by_label("Je mailadres").fill(f"{person}@dewilg.example")
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("De code uit de mail").fill(code_of(site, page))
    page.get_by_role("button", name="Meld me aan").click()
    page.get_by_role("link", name="Kalender").click()


def press(page: Page, *keys: str) -> None:
    for each in keys:
        page.keyboard.press(each)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_study_day_comes_what_moves_is_seen_and_it_is_taken_back(served: Site, browser: Browser, width: int) -> None:
    def path(page: Page) -> None:
        come_in(served, page)
        page.get_by_role("link", name="10 november", exact=False).click()
        page.get_by_label("Wat", exact=True).select_option("studiedag")
        page.get_by_role("button", name="Kijk wat dit doet").click()
        page.get_by_text("Erbij: studiedag, 10 november 2026.").wait_for()
        page.get_by_text("taken verschuiven").first.wait_for()
        assert text_of(served) == BEFORE
        page.get_by_label("Waarom verander je dit?").fill("scholing")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("Bewaard. Bij").wait_for()
        page.get_by_text("10 nov: studiedag").wait_for()
        assert "{naam: studiedag, op: 2026-11-10, team_werkt: ja}" in text_of(served)
        page.get_by_role("button", name="Zet terug wat er stond").click()
        page.get_by_text("De kalender is weer zoals die was.").wait_for()

    browser.visit(path, width=width)
    assert text_of(served) == BEFORE


def test_a_meeting_is_dragged_to_another_day_and_only_saved_after_a_look(served: Site, browser: Browser) -> None:
    def path(page: Page) -> None:
        come_in(served, page)
        there = page.locator(".days td", has=page.locator('a[href$="2026-11-24"]'))
        page.locator('.days [data-plek="ankers.groepsbespreking.0"]').drag_to(there)
        page.get_by_text("van 17 november 2026 naar 24 november 2026").wait_for()
        assert text_of(served) == BEFORE
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("24 nov: groepsbespreking").wait_for()

    browser.visit(path, width=DESKTOP)
    assert text_of(served) == CALENDAR % "2026-11-24"


def test_a_meeting_moves_by_keyboard_alone(served: Site, browser: Browser) -> None:
    def path(page: Page) -> None:
        come_in(served, page)
        page.locator('a[href$="/kalender/2026-11-17"]').focus()
        press(page, "Enter")
        page.get_by_role("heading", name="Dinsdag 17 november 2026").wait_for()
        page.locator("summary").first.focus()
        press(page, "Enter", "Tab")
        page.keyboard.type("11242026")
        press(page, "Enter")
        page.get_by_text("naar 24 november 2026").wait_for()
        page.get_by_label("Waarom verander je dit?").focus()
        press(page, "Tab", "Enter")
        page.get_by_text("Bewaard. Bij").wait_for()

    browser.visit(path, width=DESKTOP, locale="en-US")
    assert text_of(served) == CALENDAR % "2026-11-24"


@pytest.mark.parametrize("scripts", [True, False])
def test_dates_come_out_of_an_agenda(served: Site, browser: Browser, scripts: bool) -> None:
    def path(page: Page) -> None:
        come_in(served, page)
        file = {"name": "agenda.ics", "mimeType": "text/calendar", "buffer": ICS.encode()}
        page.get_by_label("Het bestand").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Bekijk de datums").click()
        assert page.get_by_label("Wat is 9 nov").input_value() == "studiedag"
        assert page.get_by_label("Wat is 18 nov").input_value() == ""
        page.get_by_role("button", name="Kijk wat dit doet").click()
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("9 nov: Studiedag").wait_for()

    browser.visit(path, width=PHONE, java_script_enabled=scripts)
    assert "op: 2026-11-09, team_werkt: ja" in text_of(served)
    assert "Xantippe" not in text_of(served)


@pytest.mark.parametrize("person", ["paula", "ilse", "dirk"])
def test_who_looks_sees_the_days_and_nothing_to_press(served: Site, browser: Browser, person: str) -> None:
    def path(page: Page) -> None:
        come_in(served, page, person)
        page.get_by_role("link", name="17 november", exact=False).click()
        page.get_by_text("Groepsbespreking", exact=True).wait_for()
        assert page.get_by_role("button").count() == 0

    browser.visit(path, width=PHONE)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_calendar_fits_a_small_phone_is_clear_and_has_room_for_a_finger(
    served: Site, browser: Browser, scheme: str
) -> None:
    def path(page: Page) -> dict[str, tuple[object, ...]]:
        fit = Fit(page)
        come_in(served, page)
        fit.look("the year")
        page.get_by_role("link", name="17 november", exact=False).click()
        for each in page.locator("summary").all():
            each.click()
        fit.look("a day")
        page.get_by_label("Naar").fill("2026-11-24")
        page.get_by_role("button", name="Kijk wat verplaatsen doet").click()
        fit.look("what it does")
        return fit.found

    found = browser.visit(path, width=SMALL, color_scheme=scheme)
    assert found == dict.fromkeys(found, (SMALL, [], []))

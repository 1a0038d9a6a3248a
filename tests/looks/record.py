"""Something recorded in two taps, as a teacher of the demo school does: what, about whom, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli.demo import TEACHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.looks.pages import Served

    Draw = Callable[[str, Page], None]

RECORD_PAGES = ("leg-iets-vast", "over-wie", "vastgelegd", "twee-weken")


def walk_record(school: Served, page: Page, draw: Draw) -> None:
    """Record a talk about the first child, and draw each page under its name."""
    sign_in(school, page, TEACHER)
    page.get_by_text("Leg iets vast", exact=True).click()
    draw("leg-iets-vast", page)
    page.get_by_role("link", name="Rapportgesprek").click()
    draw("over-wie", page)
    page.locator("button[name=wie]").first.click()
    page.get_by_role("status").wait_for()
    draw("vastgelegd", page)
    page.get_by_role("link", name="Wat je de laatste twee weken vastlegde").click()
    draw("twee-weken", page)


def sign_in(school: Served, page: Page, person: str) -> None:
    page.goto(f"{school.base}/aanmelden")
    page.get_by_label("Je mailadres").fill(school.addresses[person])
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("De code uit de mail").fill(school.code(page))
    page.get_by_role("button", name="Meld me aan").click()
    page.wait_for_url("**/taken")

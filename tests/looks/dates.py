"""Kalender, as the administrator of the demo school sees it: the year, a day, and what a meeting that moves does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.demoschool.staff import ADMINISTRATOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.looks.pages import Served

    Draw = Callable[[str, Page], None]

MEETING = "2027-03-16"
ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Sportdag
DTSTART;VALUE=DATE:20270519
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Studiedag
DTSTART;VALUE=DATE:20270611
END:VEVENT
END:VCALENDAR
"""
LATER = "2027-03-23"


def walk_dates(school: Served, page: Page, draw: Draw) -> None:
    """Go through Kalender, and draw each page under its name."""
    page.goto(f"{school.base}/aanmelden")
    page.get_by_label("Je mailadres").fill(school.addresses[ADMINISTRATOR])
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("De code uit de mail").fill(school.code(page))
    page.get_by_role("button", name="Meld me aan").click()
    page.get_by_role("link", name="Kalender").click()
    draw("kalender", page)
    file = {"name": "agenda.ics", "mimeType": "text/calendar", "buffer": ICS.encode()}
    page.get_by_label("Het bestand").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Bekijk de datums").click()
    draw("agenda", page)
    page.goto(f"{school.base}/kalender/{MEETING}")
    for each in page.locator("summary").all():
        each.click()
    draw("dag", page)
    page.get_by_label("Naar").first.fill(LATER)
    page.get_by_role("button", name="Kijk wat verplaatsen doet").first.click()
    draw("verplaatst", page)

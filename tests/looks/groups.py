"""Groepen and Het jaar, as the care coordinator of the demo school sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import ViewportSize

from engine.demoschool.staff import CARE_LOWER

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.looks.pages import Served

    Draw = Callable[[str, Page], None]

PATHS = {
    "groepen": "/groepen",
    "een-veld": "/groepen/taken?groep=1/2 C&cyclus=seo",
    "straks": "/groepen/straks",
    "jaar": "/jaar",
    "week": "/jaar/week/2026-W47?groep=1/2 B",
}
# Wide enough for all cycles beside each other.
PHONES, DESKTOP = 600, ViewportSize(width=1280, height=844)
GROUP_PAGES = tuple(PATHS)
LOADED = "[...document.images].every(each => each.complete && each.naturalWidth > 0)"


def walk_groups(school: Served, page: Page, draw: Draw) -> None:
    """Go through Groepen and Het jaar, and draw each page under its name."""
    page.goto(f"{school.base}/aanmelden")
    page.get_by_label("Je mailadres").fill(school.addresses[CARE_LOWER])
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("De code uit de mail").fill(school.code(page))
    page.get_by_role("button", name="Meld me aan").click()
    if page.viewport_size and page.viewport_size["width"] > PHONES:
        page.set_viewport_size(DESKTOP)
    for name, path in PATHS.items():
        page.goto(f"{school.base}{path}")
        while page.locator(".plate").is_visible() and not page.evaluate(LOADED):
            page.wait_for_timeout(50)
        draw(name, page)

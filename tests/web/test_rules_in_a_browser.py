"""A beheerder changes a rule in a real browser: a slip, its mark, what it does, saved, put back. Phone and desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.looks.sight import DARK, LIGHT
from tests.web.fit import SMALL, Fit
from tests.web.test_in_a_browser import DESKTOP, PHONE, served
from web.session import COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Browser
    from tests.web.site import Site

pytestmark = pytest.mark.slow
__all__ = ["served"]
LABEL = "De tekst van het bestand"


def come_in(site: Site, page: Page) -> None:
    """Come in with the account of school: the file has a sensitive rule in it."""
    page.context.add_cookies([{"name": COOKIE, "value": site.account_cookie("BEA"), "url": site.pages.base}])
    page.goto(f"{site.pages.base}/taken")


def text_of(site: Site) -> str:
    return (site.wilg.folder / "rules" / "eigen.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_from_a_slip_to_a_rule_that_is_changed_and_put_back(served: Site, browser: Browser, width: int) -> None:
    before = text_of(served)
    after = before.replace("uiterlijk: 22 oktober", "uiterlijk: 29 oktober")

    def path(page: Page) -> None:
        come_in(served, page)
        page.get_by_role("link", name="Regels").click()
        page.get_by_role("link", name="Controleer de sluiting").click()
        page.get_by_role("link", name="Wijzig het bestand").click()
        page.locator(".typing").wait_for()
        page.get_by_label(LABEL).fill(after.replace("29 oktober", "29 oktobr"))
        page.get_by_role("button", name="Kijk na").click()
        page.get_by_role("heading", name="Dit klopt nog niet").wait_for()
        assert page.get_by_role("button", name="Bewaar").count() == 0
        page.get_by_label(LABEL).fill(after)
        page.get_by_role("button", name="Kijk na").click()
        page.get_by_text("het moet op een ander moment af: 29 oktober").wait_for()
        page.get_by_label("Waarom verander je dit?").fill("na de vakantie")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("Bewaard.").wait_for()
        assert text_of(served) == after
        page.get_by_role("button", name="Zet de vorige tekst terug").click()
        page.get_by_text("De vorige tekst staat er weer.").wait_for()

    browser.visit(path, width=width)
    assert text_of(served) == before


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_pages_of_rules_fit_a_small_phone_are_clear_and_have_room_for_a_finger(
    served: Site, browser: Browser, scheme: str
) -> None:
    def path(page: Page) -> dict[str, tuple[object, ...]]:
        fit = Fit(page)
        come_in(served, page)
        for name in ("regels", "regels/sleutel", "regels/bestand", "regels/bestand/eigen.yaml"):
            page.goto(f"{served.pages.base}/{name}")
            fit.look(name)
        page.get_by_label(LABEL).fill(text_of(served).replace("uiterlijk: 22 oktober", "uiterlijk: 22 oktobr"))
        page.get_by_role("button", name="Kijk na").click()
        fit.look("a mistake")
        page.get_by_label(LABEL).fill(text_of(served).replace("uiterlijk: 22 oktober", "uiterlijk: 29 oktober"))
        page.get_by_role("button", name="Kijk na").click()
        page.get_by_role("button", name="Kijk ook terug").click()
        for each in page.locator("summary").all():
            each.click()
        fit.look("what it does")
        return fit.found

    found = browser.visit(path, width=SMALL, color_scheme=scheme)
    assert found == dict.fromkeys(found, (SMALL, [], []))


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_rules_are_found_while_typing_and_the_number_is_said(served: Site, browser: Browser, width: int) -> None:
    def path(page: Page) -> str:
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels")
        page.evaluate("window.same = true")
        page.get_by_label("Zoek", exact=True).type("sluiting")
        page.get_by_text("1 van de").wait_for()
        page.get_by_role("link", name="Controleer de sluiting").wait_for()
        assert page.get_by_role("link", name="Vul de analyse in").count() == 0
        assert page.evaluate("window.same")
        assert page.evaluate("document.activeElement.id") == "zoek"
        return page.url

    assert "zoek=sluiting" in browser.visit(path, width=width)

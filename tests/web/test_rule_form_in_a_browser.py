"""A beheerder changes a rule in the form, in a real browser: phone, desktop, and with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.looks.sight import DARK, LIGHT
from tests.web.fit import SMALL, Fit
from tests.web.test_in_a_browser import DESKTOP, PHONE, served
from tests.web.test_rules_in_a_browser import come_in, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Browser
    from tests.web.site import Site

pytestmark = pytest.mark.slow
__all__ = ["served"]
FORM = "regels/analyse/wijzigen"
DEADLINE = "uiterlijk: 1 week voor groepsbespreking\n    escaleer"
CHANGED = "uiterlijk: 3 weken na groepsbespreking\n    escaleer"
MOST_KEYS = 60


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_from_a_slip_to_a_rule_that_is_changed_and_put_back(served: Site, browser: Browser, width: int) -> None:
    before = text_of(served)

    def path(page: Page) -> None:
        come_in(served, page)
        page.get_by_role("link", name="Regels").click()
        page.get_by_role("link", name="Vul de analyse in").click()
        page.get_by_role("link", name="Wijzig deze regel").click()
        page.get_by_label("Of typ de zin zelf").check()
        page.get_by_label("De zin", exact=True).fill("2 weken voor groepsbespreeking")
        page.get_by_role("button", name="Kijk na").click()
        page.get_by_text('bedoel je "groepsbespreking"?').wait_for()
        assert page.get_by_role("button", name="Bewaar").count() == 0
        page.get_by_label("Kies uit wat er kan").check()
        page.get_by_label("Aantal").first.fill("2")
        page.get_by_label("Ib'er").check()
        page.get_by_role("button", name="Kijk na").click()
        page.get_by_text("het moet een week eerder af: 2 weken voor groepsbespreking").wait_for()
        assert text_of(served) == before
        page.get_by_label("Waarom verander je dit?").fill("eerder klaar")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("Bewaard.").wait_for()
        assert "voor: [leerkracht, ib]" in text_of(served)
        assert DEADLINE.replace("1 week", "2 weken") in text_of(served)
        page.get_by_role("button", name="Zet de vorige tekst terug").click()
        page.get_by_text("De vorige tekst staat er weer.").wait_for()

    browser.visit(path, width=width)
    assert text_of(served) == before


def test_with_the_keyboard_alone(served: Site, browser: Browser) -> None:
    def path(page: Page) -> None:
        come_in(served, page)
        page.goto(f"{served.pages.base}/{FORM}")
        _tab_to(page, "aantal")
        page.keyboard.type("3")
        _tab_to(page, "richting")
        page.keyboard.press("ArrowDown")
        _tab_to(page, "niveau-verplicht")
        page.keyboard.press("ArrowDown")
        _press(page, "Kijk na wat dit doet")
        page.get_by_text("het is gewenst (was verplicht)").wait_for()
        _press(page, "Bewaar")
        page.get_by_text("Bewaard.").wait_for()

    browser.visit(path, width=DESKTOP)
    assert CHANGED in text_of(served)
    assert "    niveau: gewenst\n" in text_of(served)


def test_where_no_script_may_work(served: Site, browser: Browser) -> None:
    def path(page: Page) -> None:
        come_in(served, page)
        page.goto(f"{served.pages.base}/{FORM}")
        page.get_by_label("Aantal").first.fill("3")
        page.get_by_label("Voor of na").select_option("na")
        page.get_by_label("Gewenst").check()
        page.get_by_role("button", name="Kijk na").click()
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("Bewaard.").wait_for()

    browser.visit(path, width=PHONE, java_script_enabled=False)
    assert CHANGED in text_of(served)
    assert "    niveau: gewenst\n" in text_of(served)


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until something with this id, or with these words on it, has the focus."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(name)


def _press(page: Page, name: str) -> None:
    _tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_form_fits_a_small_phone_is_clear_and_has_room_for_a_finger(
    served: Site, browser: Browser, scheme: str
) -> None:
    def path(page: Page) -> dict[str, tuple[object, ...]]:
        fit = Fit(page)
        come_in(served, page)
        page.goto(f"{served.pages.base}/{FORM}")
        fit.look("the form")
        page.get_by_label("Aantal").first.fill("veel")
        page.get_by_role("button", name="Kijk na").click()
        fit.look("a mistake")
        page.get_by_label("Aantal").first.fill("2")
        page.get_by_role("button", name="Kijk na").click()
        fit.look("what it does")
        for each in page.locator("summary").all():
            each.click()
        fit.look("opened")
        return fit.found

    found = browser.visit(path, width=SMALL, color_scheme=scheme)
    assert found == dict.fromkeys(found, (SMALL, [], []))


def test_a_link_to_a_line_of_a_file_leads_to_that_line(served: Site, browser: Browser) -> None:
    file = served.wilg.folder / "rules" / "eigen.yaml"
    file.write_text("# Van ons.\n" * 200 + file.read_text(encoding="utf-8"), encoding="utf-8")

    def path(page: Page) -> bool:
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels/lampen/wijzigen")
        page.get_by_role("link", name="Open eigen.yaml op regel").click()
        page.wait_for_load_state()
        seen: bool = page.evaluate(
            "() => { const at = document.getElementById('regel').getBoundingClientRect();"
            " return at.top >= 0 && at.bottom <= innerHeight; }"
        )
        return seen

    assert browser.visit(path, width=PHONE, java_script_enabled=False)

    def in_the_editor(page: Page) -> None:
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels/lampen/wijzigen")
        page.get_by_role("link", name="Open eigen.yaml op regel").click()
        page.locator(".cm-line").get_by_text("id: lampen").wait_for()

    browser.visit(in_the_editor, width=PHONE)

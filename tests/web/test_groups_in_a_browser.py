"""Groepen and Het jaar of the demo school in a real browser: a table opened, a week pressed, and all of it on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from engine.demoschool.staff import CARE_LOWER
from tests.looks.letters import lived_school
from tests.looks.pages import Served, served
from tests.looks.sight import DARK, LIGHT, measured_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser import Browser

pytestmark = pytest.mark.slow
PHONE, DESKTOP, SMALL, CLEAR = 390, 1280, 320, 4.5
PATHS = ("/groepen", "/groepen/taken?groep=1/2 B", "/groepen/straks", "/jaar", "/jaar/week/2026-W47")
A_PAGE = re.compile(rb"/Type\s*/Page\b")
LOADED = "[...document.images].every(each => each.complete && each.naturalWidth > 0)"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("groepen")
    lived_school(folder / "lived")
    with served(folder / "lived", folder / "served") as school:
        yield school


@pytest.fixture(scope="module")
def cookies(demo: Served, browser: Browser) -> Any:
    """Sign in once: the school lets somebody ask for a few codes only."""

    def sign_in(page: Page) -> Any:
        page.goto(f"{demo.base}/aanmelden")
        page.get_by_label("Je mailadres").fill(demo.addresses[CARE_LOWER])
        page.get_by_role("button", name="Stuur me een code").click()
        page.get_by_label("De code uit de mail").fill(demo.code(page))
        page.get_by_role("button", name="Meld me aan").click()
        return page.context.storage_state()

    return browser.visit(sign_in)


def wait_for_pictures(page: Page) -> None:
    while not page.evaluate(LOADED):
        page.wait_for_timeout(50)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_from_the_table_to_the_children_behind_a_field_and_back(
    demo: Served, cookies: Any, browser: Browser, width: int
) -> None:
    def path(page: Page) -> None:
        page.goto(f"{demo.base}/taken")
        page.get_by_role("link", name="Groepen").click()
        page.get_by_role("row", name="1/2 B").get_by_role("cell").first.get_by_role("link").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Groep 1/2\u00a0B, SEO"
        page.get_by_role("heading", name="Te laat").wait_for()
        page.get_by_role("link", name="Werk de SEO bij").first.click()
        assert page.get_by_role("heading", level=1).inner_text().startswith("Werk de SEO bij")
        page.goto(f"{demo.base}/groepen")
        page.get_by_label("alleen wat te laat is").check()
        page.get_by_role("button", name="Laat zien").click()
        assert "alleen=te-laat" in page.url
        page.get_by_role("row", name="1/2 C").wait_for()
        assert page.get_by_role("row", name="1/2 A").count() == 0

    browser.visit(path, width=width, storage_state=cookies)


def test_a_week_is_pressed_in_the_list_on_a_phone_and_in_the_picture_on_a_desktop(
    demo: Served, cookies: Any, browser: Browser
) -> None:
    def on_a_phone(page: Page) -> None:
        page.goto(f"{demo.base}/jaar")
        assert not page.locator(".plate").is_visible()
        page.get_by_role("link", name="deze week").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Deze week"

    def on_a_desktop(page: Page) -> None:
        page.goto(f"{demo.base}/jaar")
        wait_for_pictures(page)
        page.locator(".plate a").nth(12).click(position={"x": 5, "y": 100})
        assert page.get_by_role("heading", level=1).inner_text() == "Deze week"

    browser.visit(on_a_phone, width=PHONE, storage_state=cookies)
    browser.visit(on_a_desktop, width=DESKTOP, height=1000, storage_state=cookies)


@pytest.mark.parametrize("path", ["/groepen", "/jaar"])
def test_it_is_one_a4_on_paper(demo: Served, cookies: Any, browser: Browser, path: str) -> None:
    def printed(page: Page) -> bytes:
        page.goto(f"{demo.base}{path}")
        wait_for_pictures(page)
        return page.pdf(prefer_css_page_size=True)

    assert len(A_PAGE.findall(browser.visit(printed, width=DESKTOP, storage_state=cookies))) == 1


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_all_of_it_can_be_read_and_fits_by_day_and_by_night(
    demo: Served, cookies: Any, browser: Browser, scheme: str
) -> None:
    def seen(page: Page) -> list[object]:
        wrong: list[object] = []
        for path in PATHS:
            answer = page.goto(f"{demo.base}{path}")
            assert answer is not None
            assert (answer.status, len(answer.body()) < 100_000) == (200, True), path
            for width in (SMALL, DESKTOP):
                page.set_viewport_size({"width": width, "height": 900})
                found = measured_now(page)
                wrong += [(path, width, found.wide)] if found.wide > width else []
                wrong += [(path, width, each) for each in found.words if each.contrast < CLEAR]
        return wrong

    assert browser.visit(seen, color_scheme=scheme, storage_state=cookies) == []

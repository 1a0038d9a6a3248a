"""The whole path in a real browser: the link in my mail, the code, three ticks, one taken back, out again.

On a phone and on a desktop, with the keyboard alone, by day and by night, and with no connection for a moment.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from engine.pages import Pages
from engine.store.log import load_events
from tests.looks.sight import DARK, LIGHT
from tests.sending.school import ID, PUPILS, TODAY, text_of
from tests.sending.servers import free_port
from tests.web.answering import answering
from tests.web.fit import SMALL, Fit
from tests.web.site import CODE, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser import Browser

pytestmark = pytest.mark.slow
PHONE, DESKTOP = 390, 1200
SECRET = "een geheim dat niemand raadt"
FOUR = ["Xantippe1", "Xantippe2", "Xantippe3", "Xantippe4"]

# What has the focus, and whether anybody can see that it has.
FOCUS = """
() => {
  const here = document.activeElement, style = getComputedStyle(here);
  return {says: here.innerText || here.name || here.tagName, seen: style.outlineStyle !== "none"
          && parseFloat(style.outlineWidth) >= 2};
}
"""


@pytest.fixture
def served(planned: Path, tmp_path: Path) -> Iterator[Site]:
    """De Wilg with four children in one group, its pages at an address of this machine."""
    port = free_port()
    site = Site(shutil.copytree(planned, tmp_path / "wilg"), Pages(f"http://127.0.0.1:{port}", SECRET))
    numbers = frozenset(each.number for each in PUPILS)
    site.wilg.change(
        lambda told: replace(
            told,
            export_groups=tuple(
                replace(each, pupils=numbers if each.name == "1/2 A" else frozenset()) for each in told.export_groups
            ),
        )
    )
    site.wilg.morning(TODAY)
    with answering(site.app, port):
        yield site
    site.wilg.database.close()


def link_in_the_mail(site: Site) -> str:
    """Return the link behind the line about the SEO in Paula's overview of this morning."""
    text = text_of(site.send()["paula@dewilg.example"].as_bytes())
    keys = {each.key for each in site.wilg.tasks() if each.rule == "seo" and each.group == "1/2 A"}
    found: list[str] = re.findall(r"http://\S+/taken/\w+", text)
    return next(each for each in found if each.rpartition("/")[2] in keys)


def code_of(site: Site, page: Page) -> str:
    """Return the code of the letter, which leaves once the page is there."""
    for _ in range(100):
        if site.box.parcels:
            found = CODE.findall(text_of(site.box.parcels.pop().body))
            return "-".join(found[0])
        page.wait_for_timeout(50)
    raise AssertionError("no letter came")


def sign_in(site: Site, page: Page, link: str) -> None:
    """Come in through the letter; the page is there with its script, as for who looks before pressing."""
    page.goto(link)
    page.get_by_label("Je mailadres").fill("paula@dewilg.example")
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("De code uit de mail").fill(code_of(site, page))
    page.get_by_role("button", name="Meld me aan").click()
    page.locator("body.inside").wait_for()
    page.wait_for_load_state()


def ticked(site: Site) -> int:
    return sum(each.rule == "seo" and each.state == "klaar" for each in site.wilg.tasks())


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_from_the_link_in_my_mail_to_three_ticks_one_taken_back_and_out(
    served: Site, browser: Browser, width: int
) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        assert page.url == link
        for name in FOUR[:3]:
            page.get_by_role("button", name=f"Vink af: {name}").click()
        page.get_by_text("3 van 4 gedaan").wait_for()
        page.get_by_role("button", name=f"Neem terug: {FOUR[1]}").click()
        page.get_by_text("2 van 4 gedaan").wait_for()
        page.get_by_role("link", name="Mijn dag").first.click()
        page.get_by_text("2 van 4").wait_for()
        page.get_by_role("link", name="Paula").click()
        page.get_by_role("button", name="Log uit").click()
        assert page.get_by_role("status").inner_text() == "Je bent uitgelogd."
        page.goto(link)
        page.get_by_label("Je mailadres").wait_for()

    browser.visit(path, width=width)
    assert ticked(served) == 2


def test_the_same_without_any_script_for_there_is_none(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        page.get_by_role("button", name="Vink alle 4 af").click()
        page.get_by_text("4 van 4 gedaan").wait_for()

    browser.visit(path, width=PHONE, java_script_enabled=False)
    assert ticked(served) == 4


def test_the_link_of_the_letter_works_in_the_browser_that_asked_and_in_no_other(served: Site, browser: Browser) -> None:
    base = served.pages.base

    def asks(page: Page) -> str:
        page.goto(f"{base}/aanmelden")
        page.get_by_label("Je mailadres").fill("paula@dewilg.example")
        page.get_by_role("button", name="Stuur me een code").click()
        link = served.pages.sign_in(code_of(served, page).replace("-", ""))
        elsewhere = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
        elsewhere.goto(link)
        assert elsewhere.get_by_role("heading").inner_text() == "Ga naar het scherm waar je begon"
        elsewhere.context.close()
        page.goto(link)
        page.get_by_role("button", name="Meld me aan").click()
        return page.get_by_role("heading", level=1).inner_text()

    assert browser.visit(asks) == "Mijn dag"


def test_with_the_keyboard_alone_and_always_seeing_where_one_is(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def tab_to(page: Page, words: str, key: str = "Tab") -> None:
        for _ in range(30):
            page.keyboard.press(key)
            found = page.evaluate(FOCUS)
            assert found["seen"], found
            if words in found["says"]:
                return
        raise AssertionError(f"never came at {words}")

    def path(page: Page) -> None:
        page.goto(link)
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == {"says": "Naar de inhoud", "seen": True}
        page.keyboard.press("Enter")
        tab_to(page, "adres")
        page.keyboard.type("paula@dewilg.example")
        page.keyboard.press("Enter")
        page.wait_for_url("**/aanmelden/code")
        tab_to(page, "code")
        page.keyboard.type(code_of(served, page))
        page.keyboard.press("Enter")
        page.wait_for_url(link)
        tab_to(page, FOUR[0])
        for name, following in pairwise(FOUR):
            page.keyboard.press("Space")
            page.get_by_text(f"{name} gedaan").wait_for()
            assert page.evaluate(FOCUS)["says"].split() == ["Vink", "af:", following]
        tab_to(page, "Neem terug", "Shift+Tab")
        page.keyboard.press("Enter")
        page.get_by_text("2 van 4 gedaan").wait_for()

    browser.visit(path)
    assert ticked(served) == 2


def test_without_scripts_a_lost_connection_loses_or_doubles_nothing_that_is_sent_again(
    served: Site, browser: Browser
) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        page.context.set_offline(True)
        page.get_by_role("button", name=f"Vink af: {FOUR[0]}").click()
        page.wait_for_url("chrome-error://**", wait_until="commit")
        assert ticked(served) == 0
        page.context.set_offline(False)
        page.goto(link)
        again = page.get_by_role("button", name=f"Vink af: {FOUR[0]}")
        # The answer gets lost: what was sent arrived, and is sent again from the page as it stood.
        page.route("**/vink", lambda route: (route.fetch(max_redirects=0), route.abort()))
        again.click()
        page.wait_for_url("chrome-error://**", wait_until="commit")
        page.unroute("**/vink")
        page.go_back()
        button = page.get_by_role("button", name=f"Vink af: {FOUR[0]}")
        if button.count():
            button.click()
        page.get_by_text("1 van 4 gedaan").wait_for()

    browser.visit(path, java_script_enabled=False)
    assert ticked(served) == 1
    with served.wilg.database.reading(ID) as store:
        assert [each.who for each in load_events(store) if each.what == "afgevinkt" and each.subject].count("PAR") == 1


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_every_page_fits_a_small_phone_is_clear_and_has_room_for_a_finger(
    served: Site, browser: Browser, scheme: str
) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> dict[str, tuple[object, ...]]:
        fit = Fit(page)
        page.goto(f"{served.pages.base}/")
        fit.look("home")
        page.goto(link)
        fit.look("sign in")
        page.get_by_label("Je mailadres").fill("paula@dewilg.example")
        page.get_by_role("button", name="Stuur me een code").click()
        fit.look("code")
        page.get_by_label("De code uit de mail").fill("AAAA-AAAA")
        page.get_by_role("button", name="Meld me aan").click()
        fit.look("wrong code")
        page.get_by_label("De code uit de mail").fill(code_of(served, page))
        page.get_by_role("button", name="Meld me aan").click()
        page.get_by_role("button", name=f"Vink af: {FOUR[0]}").click()
        fit.look("task")
        for place in (
            "/taken",
            f"{link.removeprefix(served.pages.base)}/meer",
            "/ik",
            "/aanmelden/ABCDEFGH",
            "/nergens",
        ):
            page.goto(f"{served.pages.base}{place}")
            fit.look(place)
        return fit.found

    found = browser.visit(path, width=SMALL, color_scheme=scheme)
    assert len(found) == 10
    assert {name: seen for name, seen in found.items() if seen != (SMALL, [], [])} == {}

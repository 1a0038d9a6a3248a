"""Ticks and a connection that comes and goes: none is lost, none doubled, and no other person sends them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from engine.runs.tick import tick
from engine.runs.untick import undo
from engine.store.log import load_events
from tests.sending.school import ID
from tests.web.test_in_a_browser import code_of, link_in_the_mail, served, sign_in, ticked

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser import Browser
    from tests.web.site import Site

pytestmark = pytest.mark.slow
__all__ = ["served"]
PHONE, DESKTOP = 390, 1200
ONE, TWO, THREE, FOUR = (f"Xantippe{n}" for n in range(1, 5))
KEPT = "Bewaard op dit apparaat. Wordt verstuurd zodra er verbinding is."
HERE = "Wat op dit apparaat wacht"
STORED = "() => JSON.stringify(Object.entries(localStorage))"
FOCUS = "() => document.activeElement.innerText"
# As if each of them was pressed fifteen days ago.
AGED = """
() => Object.entries(localStorage).forEach(([key, value]) => localStorage.setItem(key,
  JSON.stringify({...JSON.parse(value), at: Date.now() - 15 * 86400000, since: Date.now() - 15 * 86400000})))
"""


def button(page: Page, name: str, does: str = "Vink af") -> Locator:
    return page.get_by_role("button", name=f"{does}: {name}")


def cut(page: Page) -> None:
    """Take the connection away, from the page that shows there is none as well: a browser tries that one by itself."""
    page.context.route("**/*", lambda route: route.abort("internetdisconnected"))
    page.context.set_offline(True)


def joined(page: Page) -> None:
    page.context.unroute("**/*")
    page.context.set_offline(False)


def in_words(page: Page, words: str) -> None:
    """Wait until the page says it to who cannot see it."""
    page.locator("#gezegd").get_by_text(words).wait_for()


def presses(site: Site) -> list[str]:
    """Return what was pressed on tasks of this rule, in order."""
    keys = {each.key for each in site.wilg.tasks() if each.rule == "seo"}
    with site.wilg.database.reading(ID) as store:
        return [each.what for each in load_events(store) if each.subject in keys and "vink" in each.what]


def listening(page: Page) -> list[str]:
    """Return where all that goes wrong on a page is written down."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    return heard


def amiss(heard: list[str]) -> list[str]:
    """Leave out that something could not be loaded: that is what having no connection is."""
    return [each for each in heard if not each.startswith("Failed to load resource")]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_ticks_without_a_connection_wait_on_the_device_and_are_sent_once_after_a_reload(
    served: Site, browser: Browser, width: int
) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> str:
        heard = listening(page)
        sign_in(served, page, link)
        cut(page)
        for name in (ONE, TWO, THREE):
            button(page, name).click()
        page.get_by_text(KEPT).nth(3).wait_for()
        in_words(page, KEPT)
        button(page, THREE, "Toch niet").click()
        button(page, THREE).wait_for()
        page.get_by_role("region", name=HERE).get_by_text("Op dit apparaat wachten 3 vinkjes.").wait_for()
        stored = str(page.evaluate(STORED))
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            page.reload()
        assert ticked(served) == 0
        served.wilg.clock.forward(1)
        joined(page)
        page.goto(link)
        page.get_by_text("2 van 4 gedaan").wait_for()
        in_words(page, "alsnog verstuurd")
        assert page.get_by_role("region", name=HERE).count() == 0
        assert page.evaluate(STORED) == "[]"
        assert amiss(heard) == []
        return stored

    stored = browser.visit(path, width=width)
    assert ticked(served) == 2
    assert presses(served) == ["afgevinkt", "afgevinkt"]
    assert [each for each in ("Xantippe", "Zwartjes", "7701", "PAR", "Paula", "SEO") if each in stored] == []


def test_online_again_is_enough_and_the_page_says_so(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        page.context.set_offline(True)
        page.get_by_role("button", name="Vink alle 4 af").click()
        page.get_by_text(KEPT).nth(3).wait_for()
        served.wilg.clock.forward(1)
        page.context.set_offline(False)
        page.get_by_text("4 van 4 gedaan").wait_for()
        in_words(page, "4 vinkjes zijn alsnog verstuurd.")

    browser.visit(path)
    assert presses(served) == ["afgevinkt"] * 4


@pytest.mark.parametrize("lost", ["aborted", 503])
def test_an_answer_that_gets_lost_after_it_was_saved_doubles_nothing(
    served: Site, browser: Browser, lost: str | int
) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)

        def lose(route: object) -> None:
            route.fetch(max_redirects=0)  # type: ignore[attr-defined]
            if lost == "aborted":
                route.abort()  # type: ignore[attr-defined]
            else:
                route.fulfill(status=lost, body="druk")  # type: ignore[attr-defined]

        page.route("**/vink", lose)
        button(page, ONE).click()
        page.locator(".keeps").wait_for()
        assert ticked(served) == 1
        page.unroute("**/vink")
        served.wilg.clock.forward(1)
        page.get_by_role("button", name="Verstuur nu").click()
        page.get_by_text("1 van 4 gedaan").wait_for()
        assert page.evaluate(STORED) == "[]"

    browser.visit(path)
    assert presses(served) == ["afgevinkt"]


def test_quick_taps_all_arrive_and_a_press_shows_at_once_that_it_is_being_done(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        busy = page.evaluate("""() => { const all = [...document.querySelectorAll("button.child")];
            all.forEach((each) => each.click()); return all.map((each) => each.getAttribute("aria-busy")); }""")
        assert busy == ["true"] * 4
        page.get_by_text("4 van 4 gedaan").wait_for()
        in_words(page, f"{ONE} is afgevinkt. {TWO} is afgevinkt. {THREE} is afgevinkt. {FOUR} is afgevinkt.")
        in_words(page, "Alles is gedaan.")

    browser.visit(path)
    assert presses(served) == ["afgevinkt"] * 4


def test_leaving_the_page_in_the_middle_of_a_press_loses_nothing(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        page.route("**/vink", lambda _route: None, times=1)
        button(page, ONE).click()
        page.goto(f"{served.pages.base}/taken")
        page.get_by_text("1 van 4").wait_for()

    browser.visit(path)
    assert presses(served) == ["afgevinkt"]


def test_two_tabs_send_each_tick_once_and_see_each_other_s(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        other = page.context.new_page()
        other.goto(link)
        page.context.set_offline(True)
        button(page, ONE).click()
        button(other, TWO).click()
        for each in (page, other):
            each.get_by_text("Op dit apparaat wachten 2 vinkjes.").wait_for()
        served.wilg.clock.forward(1)
        page.context.set_offline(False)
        for each in (page, other):
            each.get_by_role("region", name=HERE).wait_for(state="hidden")
        assert page.evaluate(STORED) == "[]"

    browser.visit(path)
    assert ticked(served) == 2
    assert presses(served) == ["afgevinkt"] * 2


def enter(site: Site, page: Page, address: str, wish: str) -> None:
    """Sign in as whose address this is, with the way to one page."""
    page.goto(f"{site.pages.base}/aanmelden?naar={wish}")
    page.get_by_label("Je mailadres").fill(address)
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("De code uit de mail").fill(code_of(site, page))
    page.get_by_role("button", name="Meld me aan").click()
    page.wait_for_url(f"**{wish}")


def keep_one(site: Site, page: Page, link: str) -> None:
    """Tick one child as Paula, without a connection."""
    sign_in(site, page, link)
    page.context.set_offline(True)
    button(page, ONE).click()
    page.locator(".keeps").wait_for()
    site.wilg.clock.forward(1)


def test_another_person_on_the_same_device_neither_sees_nor_sends_them(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)
    way = link.removeprefix(served.pages.base)

    def path(page: Page) -> None:
        keep_one(served, page, link)
        page.route("**/vink", lambda route: route.abort())
        page.context.set_offline(False)
        page.goto(f"{served.pages.base}/ik")
        page.get_by_role("button", name="Log uit").click()
        page.get_by_role("alert").get_by_text("Op dit apparaat wacht nog 1 vinkje op verbinding.").wait_for()
        page.get_by_role("button", name="Log uit").click()
        page.get_by_text("Je bent uitgelogd.").wait_for()
        page.unroute("**/vink")
        enter(served, page, "ilse@dewilg.example", way)
        button(page, ONE).wait_for()
        page.wait_for_timeout(300)
        assert page.get_by_role("region", name=HERE).count() == 0
        assert ticked(served) == 0
        page.context.clear_cookies()
        enter(served, page, "paula@dewilg.example", way)
        page.get_by_text("1 van 4 gedaan").wait_for()

    browser.visit(path)
    assert ticked(served) == 1


def test_when_the_session_is_over_they_wait_until_this_person_is_back(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        keep_one(served, page, link)
        served.wilg.clock.forward(13 * 60)
        page.context.set_offline(False)
        page.get_by_text("Versturen gaat vanzelf zodra je weer bent aangemeld.").wait_for()
        assert ticked(served) == 0
        page.get_by_role("link", name="Meld je weer aan").click()
        enter(served, page, "paula@dewilg.example", link.removeprefix(served.pages.base))
        page.get_by_text("1 van 4 gedaan").wait_for()

    browser.visit(path)
    assert presses(served) == ["afgevinkt"]


def test_signed_in_again_in_another_tab_the_page_that_stood_open_takes_the_new_proof(
    served: Site, browser: Browser
) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        page.context.clear_cookies()
        enter(served, page.context.new_page(), "paula@dewilg.example", "/taken")
        button(page, ONE).click()
        page.get_by_text("1 van 4 gedaan").wait_for()

    browser.visit(path)
    assert ticked(served) == 1


def test_what_is_refused_says_why_until_somebody_has_seen_it(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        keep_one(served, page, link)
        key = json.loads(json.loads(str(page.evaluate(STORED)))[0][1])["task"]
        _ticked_and_taken_back_by_the_care_coordinator(served, key)
        page.context.set_offline(False)
        why = page.get_by_role("alert").get_by_text("Ilse nam dit vinkje terug op 10 november")
        why.wait_for()
        page.goto(f"{served.pages.base}/ik")
        why.wait_for()
        page.get_by_role("button", name="Gezien").click()
        why.wait_for(state="detached")
        assert page.evaluate(STORED) == "[]"

    browser.visit(path)
    assert ticked(served) == 0


def _ticked_and_taken_back_by_the_care_coordinator(site: Site, key: str) -> None:
    settings, now = site.wilg.settings, site.wilg.clock()
    with site.wilg.database.writing(ID) as store:
        tick(settings, store, [key], "ILS", now.date(), now)
        undo(settings, store, key, "ILS", now.date(), now)
    site.wilg.clock.forward(-0.5)


@pytest.mark.parametrize(("answer", "done"), [("Verstuur het alsnog", 1), ("Laat maar", 0)])
def test_what_waited_longer_than_a_fortnight_is_asked_and_not_sent(
    served: Site, browser: Browser, answer: str, done: int
) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        keep_one(served, page, link)
        page.evaluate(AGED)
        page.context.set_offline(False)
        page.goto(link)
        page.get_by_text("wacht hier nog een vinkje. Is dat nog goed?").wait_for()
        assert ticked(served) == 0
        page.get_by_role("button", name=answer).click()
        page.get_by_role("region", name=HERE).wait_for(state="hidden")
        assert page.evaluate(STORED) == "[]"

    browser.visit(path)
    assert ticked(served) == done


def test_the_keyboard_goes_from_child_to_child_and_the_ear_hears_what_happened(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> str:
        sign_in(served, page, link)
        button(page, ONE).focus()
        for name, key, following, left in ((ONE, "Space", TWO, 3), (TWO, "Enter", THREE, 2)):
            page.keyboard.press(key)
            in_words(page, f"{name} is afgevinkt. Nog {left} van 4.")
            assert page.evaluate(FOCUS).split() == ["Vink", "af:", following]
        page.context.set_offline(True)
        page.keyboard.press("Enter")
        in_words(page, KEPT)
        assert page.evaluate(FOCUS).split() == ["Vink", "af:", FOUR]
        return page.locator("body").aria_snapshot()

    spoken = browser.visit(path)
    for each in (f'button "Toch niet: {THREE}"', f"text: {KEPT}", f'button "Neem terug: {ONE}"', f'region "{HERE}"'):
        assert each in spoken


def test_a_task_alone_is_ticked_on_the_day_and_taken_back_there(served: Site, browser: Browser) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        sign_in(served, page, link)
        page.goto(f"{served.pages.base}/taken")
        button(page, "Vul de analyse in").click()
        in_words(page, "Vul de analyse in is afgevinkt.")
        page.get_by_role("button", name="Terugnemen").click()
        in_words(page, "Vul de analyse in staat weer open.")
        button(page, "Vul de analyse in").wait_for()

    browser.visit(path)


def test_a_remark_without_a_connection_stays_in_its_field_and_never_lies_on_the_device(
    served: Site, browser: Browser
) -> None:
    link = link_in_the_mail(served)

    def path(page: Page) -> None:
        heard = listening(page)
        sign_in(served, page, link)
        page.get_by_role("link", name=f"Meer over {ONE}").click()
        field = page.get_by_label("Iets om te onthouden")
        field.fill("Doe ik morgen")
        page.context.set_offline(True)
        page.get_by_role("button", name="Bewaar de opmerking").click()
        page.get_by_role("alert").get_by_text("Wat je typte staat er nog").wait_for()
        assert field.input_value() == "Doe ik morgen"
        assert page.evaluate(STORED) == "[]"
        page.context.set_offline(False)
        page.get_by_role("button", name="Bewaar de opmerking").click()
        page.locator(".remark").get_by_text("Doe ik morgen").wait_for()
        in_words(page, "Je opmerking is bewaard.")
        page.get_by_label("Waarom niet").fill("Is verhuisd")
        page.get_by_role("button", name="Zet op niet van toepassing").click()
        page.get_by_text("niet van toepassing, Paula").wait_for()
        assert "/meer" not in page.url
        assert [each for each in amiss(heard) if not each.startswith("htmx:")] == []

    browser.visit(path)

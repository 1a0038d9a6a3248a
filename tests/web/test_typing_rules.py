"""The editor of a rule file while somebody types: marks at the line with the nearest word, and words that may come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.site import Site, proof
from tests.web.test_in_a_browser import DESKTOP, PHONE, served
from tests.web.test_rules_in_a_browser import LABEL, come_in, text_of

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Dialog, Page
    from starlette.testclient import TestClient

    from tests.browser import Browser

__all__ = ["served"]
FILE = "eigen.yaml"
# The editor takes no Enter for a word that appeared that moment (in ms).
NOT_BY_ACCIDENT = 150
RULE = "regels:\n  - id: een\n    titel: Een\n    voor: leerkracht\n    per: groep\n    uiterlijk: 22 oktober\n"


@pytest.fixture
def bea(site: Site) -> TestClient:
    return site.with_account("BEA")


def asked(bea: TestClient, path: str, **fields: str) -> object:
    answer = bea.post(f"/regels/{path}", data={"bewijs": proof(bea)} | fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_text_without_a_mistake_has_no_marks(bea: TestClient) -> None:
    assert asked(bea, f"nakijken/{FILE}", tekst=RULE) == []


def test_a_mistake_is_marked_at_its_place_with_the_nearest_word(bea: TestClient) -> None:
    marks = asked(bea, f"nakijken/{FILE}", tekst=RULE.replace("per: groep", "per: groepp"))
    assert isinstance(marks, list)
    (mark,) = marks
    assert (mark["line"], mark["column"], mark["isError"]) == (5, 10, True)
    assert (mark["wrong"], mark["right"]) == ("groepp", "groep")


def test_half_a_line_is_a_mark_and_no_trouble(bea: TestClient) -> None:
    marks = asked(bea, f"nakijken/{FILE}", tekst="regels:\n  - id: [een\n")
    assert isinstance(marks, list)
    assert marks


def test_the_words_that_may_come_are_those_of_the_school(bea: TestClient) -> None:
    text = f"{RULE}    klaar_als:\n      registratie: "
    found = asked(bea, "aanvullen", tekst=text, regel="8", kolom="20")
    assert "groepsanalyse" in [each["text"] for each in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("line", ["", "nul", "-1", "9999999"])
def test_a_place_that_is_none_is_refused(bea: TestClient, line: str) -> None:
    answer = bea.post("/regels/aanvullen", data={"bewijs": proof(bea), "tekst": RULE, "regel": line, "kolom": "1"})
    assert answer.status_code == 405


def test_what_is_far_too_long_is_not_read_while_typing(bea: TestClient) -> None:
    """Within what a form may be at all; the page itself says how long a file may be."""
    answer = bea.post(f"/regels/nakijken/{FILE}", data={"bewijs": proof(bea), "tekst": "#" * 70_000})
    assert answer.status_code == 413


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_slip_is_marked_while_typing_mended_by_its_word_and_saved(served: Site, browser: Browser, width: int) -> None:
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            said.append(message.text)

    def path(page: Page) -> None:
        page.on("console", listen)
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels/bestand/{FILE}")
        editor = page.get_by_label(LABEL)
        changed = text_of(served).replace("uiterlijk: 22 oktober", "uiterlijk: 29 oktober")
        editor.fill(changed.replace("per: school", "per: schol", 1))
        mark = page.locator(".cm-lintRange-error")
        mark.hover()
        page.get_by_role("button", name=re.compile("Vervang door")).click()
        mark.wait_for(state="detached")
        page.get_by_role("button", name="Kijk na").click()
        page.get_by_text("het moet op een ander moment af: 29 oktober").wait_for()
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("Bewaard.").wait_for()

    browser.visit(path, width=width)
    assert "uiterlijk: 29 oktober" in text_of(served)
    assert said == []


@pytest.mark.slow
def test_with_the_keyboard_alone_a_key_is_chosen_and_tab_goes_on_to_the_button(served: Site, browser: Browser) -> None:
    def path(page: Page) -> str:
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels/bestand/{FILE}")
        page.get_by_label(LABEL).focus()
        page.keyboard.press("Control+End")
        page.keyboard.type("\n    nive")
        page.get_by_role("option", name=re.compile("niveau")).wait_for()
        page.wait_for_timeout(NOT_BY_ACCIDENT)
        page.keyboard.press("Enter")
        page.keyboard.type("gew")
        page.get_by_role("option", name="gewenst").wait_for()
        page.wait_for_timeout(NOT_BY_ACCIDENT)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        focused = str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        assert focused == "waarom"
        return page.locator("textarea").first.input_value()

    assert "\n    niveau: gewenst" in browser.visit(path, width=DESKTOP)


@pytest.mark.slow
def test_without_a_connection_the_text_stays_and_it_is_said(served: Site, browser: Browser) -> None:
    def path(page: Page) -> str:
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels/bestand/{FILE}")
        page.context.set_offline(True)
        page.get_by_label(LABEL).fill("regels: []")
        page.get_by_text("Je tekst blijft staan.").wait_for()
        return page.locator("textarea").first.input_value()

    assert browser.visit(path, width=PHONE) == "regels: []"


@pytest.mark.slow
def test_marks_stay_without_a_connection_and_the_text_is_looked_over_again_with_one(
    served: Site, browser: Browser
) -> None:
    def path(page: Page) -> None:
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels/bestand/{FILE}")
        page.get_by_label(LABEL).fill(text_of(served).replace("per: school", "per: schol", 1))
        page.locator(".cm-lintRange-error").wait_for()
        page.context.set_offline(True)
        page.get_by_label(LABEL).press_sequentially(" ")
        page.get_by_text("Je tekst blijft staan.").wait_for()
        assert page.locator(".cm-lintRange-error").is_visible()
        page.context.set_offline(False)
        page.get_by_text("Je tekst blijft staan.").wait_for(state="hidden")

    browser.visit(path, width=DESKTOP)


@pytest.mark.slow
def test_what_was_typed_is_there_again_after_leaving_and_who_leaves_is_warned(served: Site, browser: Browser) -> None:
    def path(page: Page) -> str:
        warned: list[str] = []

        def leave(dialog: Dialog) -> None:
            warned.append(dialog.type)
            dialog.accept()

        page.on("dialog", leave)
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels/bestand/{FILE}")
        page.get_by_label(LABEL).fill("regels: []  # nog niet af")
        page.get_by_role("button", name="Kijk na").click()
        page.get_by_role("link", name="Gegevens").click()
        page.get_by_role("heading", name="Gegevens", exact=True).wait_for()
        assert warned == ["beforeunload"]
        page.goto(f"{served.pages.base}/regels/bestand/{FILE}")
        return page.get_by_label(LABEL).inner_text()

    assert "nog niet af" in browser.visit(path, width=DESKTOP)


@pytest.mark.slow
def test_without_scripts_the_same_page_has_a_plain_field(served: Site, browser: Browser) -> None:
    def path(page: Page) -> str:
        come_in(served, page)
        page.goto(f"{served.pages.base}/regels/bestand/{FILE}")
        return page.get_by_label(LABEL).input_value()

    assert browser.visit(path, width=PHONE, java_script_enabled=False) == text_of(served)

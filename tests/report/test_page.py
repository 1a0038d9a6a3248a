"""The page of a report in a real browser: it prints on A4, fits a telephone, and asks for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.report.history import said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser import Browser

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')]
    .filter(each => [...each.childNodes].some(one => one.nodeType === 3 && one.data.trim()))
    .map(each => parseFloat(getComputedStyle(each).fontSize)))"""
CUT_OFF = """() => [...document.querySelectorAll('td, th, p, li, h1, h2, h3')]
    .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"""
A4_WITHIN_MARGINS = 687


@pytest.fixture(scope="module")
def address(lived: Path) -> str:
    path = lived / "verslag.html"
    said(lived, "report", "--html", str(path))
    return path.as_uri()


def test_it_asks_for_nothing_but_itself(browser: Browser, address: str) -> None:
    def asked(page: Any) -> list[str]:
        found: list[str] = []
        page.on("request", lambda each: found.append(each.url))
        page.goto(address)
        return found

    assert browser.visit(asked) == [address]


def test_on_paper_nothing_is_cut_off_and_nothing_too_small(browser: Browser, address: str) -> None:
    def printed(page: Any) -> tuple[int, float, list[str]]:
        page.goto(address)
        page.emulate_media(media="print")
        return page.evaluate(TOO_WIDE), page.evaluate(SMALLEST), page.evaluate(CUT_OFF)

    wide, smallest, cut_off = browser.visit(printed, width=A4_WITHIN_MARGINS)
    assert (wide, cut_off) == (0, [])
    assert smallest >= 7 * 96 / 72


def test_on_a_telephone_only_the_tables_scroll(browser: Browser, address: str) -> None:
    def shown(page: Any) -> int:
        page.goto(address)
        return int(page.evaluate(TOO_WIDE))

    assert browser.visit(shown, width=390) == 0

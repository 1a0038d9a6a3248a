"""A letter in a real browser: on a small phone and a large one, light and dark, and where the style is thrown away."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from notifiers.render import html
from tests.looks.sight import DARK, LIGHT, measured
from tests.notifiers.letters import LETTER, LONG, WITH_LINKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from notifiers.letter import Letter
    from tests.browser import Browser
    from tests.looks.sight import Seen

    View = tuple[str, str, str, int]

SMALL, LARGE = 320, 390
CLEAR = 4.5
READABLE, SMALL_PRINT = 16, 14
LETTERS = {"plain": LETTER, "links": WITH_LINKS, "long": LONG}
WHOLE, BARE = "whole", "bare"


@pytest.fixture(scope="module")
def views(browser: Browser) -> dict[View, Seen]:
    """Look at every letter once: as it is and stripped, in light and dark, on both phones."""
    return {
        (name, kind, scheme, width): found
        for scheme in (LIGHT, DARK)
        for (name, kind, width), found in browser.visit(_all, color_scheme=scheme).items()
    }


def _all(page: Page) -> dict[tuple[str, str, int], Seen]:
    return {
        (name, kind, width): measured(page, source(letter), width)
        for name, letter in LETTERS.items()
        for kind, source in SOURCES.items()
        for width in (SMALL, LARGE)
    }


def stripped(letter: Letter) -> str:
    """What a mail program leaves that keeps nothing but the body and the style in its tags."""
    bare = re.sub(r"<head>.*</head>", "", html(letter), flags=re.DOTALL)
    assert "<style" not in bare
    return bare


SOURCES: dict[str, Callable[[Letter], str]] = {WHOLE: html, BARE: stripped}


def test_nobody_has_to_scroll_sideways(views: dict[View, Seen]) -> None:
    for view, found in views.items():
        assert found.words, view
        assert found.wide <= view[-1], view
        assert beside(found, view[-1]) == [], view


def test_every_word_stands_out_from_what_is_behind_it(views: dict[View, Seen]) -> None:
    faint = [(view, each) for view, found in views.items() for each in found.words if each.contrast < CLEAR]
    assert faint == []


def test_letters_are_large_enough_for_half_past_seven(views: dict[View, Seen]) -> None:
    for view, found in views.items():
        letter = LETTERS[view[0]]
        below = {*letter.footer, *(each.words for each in letter.below)}
        assert min(each.size for each in found.words if each.said not in below) >= READABLE, view
        assert min(each.size for each in found.words) >= SMALL_PRINT, view


def test_nothing_is_fetched_from_anywhere(views: dict[View, Seen]) -> None:
    assert {each.asked for each in views.values()} == {()}


def test_in_the_dark_the_letter_is_dark_and_without_its_style_it_stays_light(views: dict[View, Seen]) -> None:
    ground = {
        view: next(each.ground for each in found.words if each.said == LETTERS[view[0]].heading)
        for view, found in views.items()
    }
    for (_, kind, scheme, _), light in ground.items():
        assert light < 0.1 if (kind, scheme) == (WHOLE, DARK) else light > 0.9


def test_what_has_to_be_typed_looks_typed(views: dict[View, Seen]) -> None:
    assert "jaarcyclus run --release" in [each.said for each in views["long", WHOLE, LIGHT, LARGE].words]
    assert "`" not in html(LONG)
    assert "&lt;b&gt;</code>" in html(replace(LONG, paragraphs=("Typ `<b>`.",)))


# --- the eye itself

FAINT = """
<html><body>
<p style="color: #777777; background: #ffffff">grijs</p>
<div style="background: #000000"><p style="color: #ffffff">wit</p></div>
<div style="background: #ffffff"><p style="color: rgba(0, 0, 0, 0.5)">half</p></div>
</body></html>
"""
WIDE = f'<html><body><img src="https://elders.example/a.png">{"zobreed" * 40}</body></html>'


def beside(found: Seen, width: int) -> list[str]:
    return [each.said for each in found.words if each.left < 0 or each.right > width]


def test_a_faint_word_is_seen(browser: Browser) -> None:
    found = browser.visit(lambda page: measured(page, FAINT)).words
    assert {each.said: round(each.contrast, 1) for each in found} == {"grijs": 4.5, "wit": 21.0, "half": 4.0}
    assert [each.said for each in found if each.contrast < CLEAR] == ["grijs", "half"]


def test_a_word_that_sticks_out_and_a_picture_from_elsewhere_are_seen(browser: Browser) -> None:
    found = browser.visit(lambda page: measured(page, WIDE, SMALL))
    assert found.wide > SMALL
    assert len(beside(found, SMALL)) == 1
    assert found.asked == ("https://elders.example/a.png",)

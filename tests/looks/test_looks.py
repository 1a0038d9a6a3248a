"""The letters of the demo school on a small phone, and the pictures of them that are kept."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from notifiers.render import WIDTH, html, plain_text
from tests.looks.__main__ import HERE
from tests.looks.letters import NAMES, letters
from tests.looks.pages import NAMES as PAGES
from tests.looks.sight import DARK, LIGHT, measured
from tests.looks.walks import PAGES_SEEN, SCHEMES, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifiers.letter import Letter
    from tests.browser import Browser

SMALL = 320
CLEAR = 4.5
MOST_BYTES = 1_000_000
MOST_BYTES_OF_PAGES = 4_000_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Letter]:
    return letters(tmp_path_factory.mktemp("looks") / "school")


@pytest.mark.slow
def test_a_real_letter_fits_a_small_phone_and_is_clear_by_day_and_by_night(
    demo: Mapping[str, Letter], browser: Browser
) -> None:
    assert tuple(demo) == NAMES
    for scheme in (LIGHT, DARK):
        found = browser.visit(
            lambda page: {name: measured(page, html(letter), SMALL) for name, letter in demo.items()},
            color_scheme=scheme,
        )
        assert [name for name, seen in found.items() if seen.wide > SMALL] == []
        assert [(name, each) for name, seen in found.items() for each in seen.words if each.contrast < CLEAR] == []


@pytest.mark.slow
def test_a_real_letter_can_be_read_in_a_terminal(demo: Mapping[str, Letter]) -> None:
    lines = [line for letter in demo.values() for line in plain_text(letter).splitlines()]
    assert [line for line in lines if len(line) > WIDTH and "://" not in line] == []


def test_every_letter_was_drawn_in_every_way_and_the_pictures_are_small() -> None:
    drawn = {path.name: path.stat().st_size for path in HERE.glob("*.png") if not path.name.startswith("year-")}
    assert set(drawn) == {f"{'-'.join(each)}.png" for each in product(NAMES, WIDTHS, SCHEMES)}
    assert sum(drawn.values()) < MOST_BYTES


def test_every_page_was_drawn_and_the_pictures_are_small() -> None:
    drawn = {path.name: path.stat().st_size for path in (HERE / "pages").glob("*.png")}
    assert set(drawn) == {f"{name}-{'-'.join(seen)}.png" for name, seen in product(PAGES, PAGES_SEEN)}
    assert sum(drawn.values()) < MOST_BYTES_OF_PAGES


def test_what_is_shown_beside_the_pictures_names_pictures_that_are_there() -> None:
    told = (HERE / "README.md").read_text(encoding="utf-8")
    shown = {each.split(")")[0] for each in told.split("](")[1:]}
    assert {each for each in shown if not (HERE / each).is_file()} == set()
    assert all(name in told for name in (*NAMES, *PAGES))

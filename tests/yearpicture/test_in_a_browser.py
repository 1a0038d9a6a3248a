"""The year in a real browser: one A4, nothing over anything else, readable on paper and without colour."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.yearpicture.seen import meetings

if TYPE_CHECKING:
    from tests.yearpicture.conftest import Drawn

SMALLEST = 7.0
# A4 on its side, in points; and what a printer needs around it, in pixels.
A4 = (841.9, 595.3)
CLEAR = 15
# Two greys that are told apart on a copied page.
APART = 20
TINTS = [f"tint-{number}" for number in range(1, 6)]


def test_it_is_one_a4_on_its_side(drawn: Drawn) -> None:
    assert drawn.seen.pages == 1
    assert all(abs(found - wanted) < 1 for found, wanted in zip(drawn.seen.paper, A4, strict=True))


def test_no_two_texts_meet(drawn: Drawn) -> None:
    assert len(drawn.seen.texts) > 100
    assert meetings(drawn.seen.texts) == []


def test_the_smallest_letter_is_seven_points(drawn: Drawn) -> None:
    assert min(each.points for each in drawn.seen.texts) >= SMALLEST


def test_nothing_comes_near_the_edge_of_the_paper(drawn: Drawn) -> None:
    left, top, right, bottom = drawn.seen.edges
    outside = [
        each.said
        for each in drawn.seen.texts
        if each.left < left + CLEAR
        or each.right > right - CLEAR
        or each.top < top + CLEAR
        or each.bottom > bottom - CLEAR
    ]
    assert outside == []


def test_without_colour_the_tints_still_go_from_light_to_dark(drawn: Drawn) -> None:
    greys = [drawn.seen.greys[each] for each in TINTS if each in drawn.seen.greys]
    assert len(greys) > 2
    assert all(light - dark > APART for light, dark in pairwise(greys))


def test_without_colour_bands_and_bars_differ_in_pattern(drawn: Drawn) -> None:
    patterns = drawn.seen.patterns
    assert patterns["mark-holiday"] != patterns["mark-team"]
    assert "bar-extra" in drawn.seen.greys
    assert abs(drawn.seen.greys["mark"] - drawn.seen.greys["mark-off"]) > APART


def test_nothing_is_asked_from_elsewhere_and_nothing_runs(drawn: Drawn) -> None:
    assert [each for each in drawn.seen.asked if not each.startswith("data:")] == []
    assert "<script" not in drawn.html
    assert set(re.findall(r"https?://[^\"' <]+", drawn.html)) == {"http://www.w3.org/2000/svg"}

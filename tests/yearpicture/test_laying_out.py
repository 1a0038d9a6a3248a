"""Laying out without a browser: names keep apart, text keeps to its room, and folding rows loses no task."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cycles import named
from engine.yearpicture.dates import Span
from engine.yearpicture.duration import hours_in_words, minutes_of
from engine.yearpicture.lanes import placed
from engine.yearpicture.lettering import SMALL, lines_of, shortened, width_of
from engine.yearpicture.load import Load, fewer, twins_as_one
from engine.yearpicture.sheet import ROW, sheet_for
from engine.yearpicture.table import steps_for, tint
from engine.yearpicture.weeks import Week

AUGUST = date(2026, 8, 24)
WEEKS = tuple(Week(AUGUST + timedelta(weeks=number), number) for number in range(49))
WORDS = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), max_size=40)
SPANS = st.lists(
    st.builds(
        lambda begin, long, name: Span(
            AUGUST + timedelta(begin), AUGUST + timedelta(min(begin + long, 342)), name or "dag"
        ),
        st.integers(0, 342),
        st.integers(0, 60),
        WORDS,
    ),
    max_size=25,
)


@given(SPANS, st.integers(1, 4))
def test_in_a_row_no_date_or_name_meets_another(spans: list[Span], most: int) -> None:
    sheet = sheet_for(WEEKS)
    rows: dict[int, list[tuple[float, float]]] = {}
    found = placed(sheet, sorted(spans, key=lambda each: each.begin), most)
    assert len(found) == len(spans)
    for each in found:
        begin, end = each.left, each.right
        if each.text_at is not None:
            begin = min(begin, each.text_at)
            end = max(end, each.text_at + width_of(each.span.name, SMALL))
        assert sheet.left <= begin
        assert end <= sheet.right + 5
        rows.setdefault(each.row, []).append((begin, end))
    for taken in rows.values():
        ordered = sorted(taken)
        assert all(first[1] <= second[0] + 0.2 for first, second in pairwise(ordered))


@given(WORDS, st.floats(5, 300))
def test_a_shortened_text_keeps_to_its_room(text: str, room: float) -> None:
    assert width_of(shortened(text, room, SMALL), SMALL) <= room


@given(WORDS, st.integers(1, 3))
def test_a_broken_text_keeps_to_its_room_and_its_lines(text: str, most: int) -> None:
    lines = lines_of(text, 80, SMALL, most)
    assert len(lines) <= most
    assert all(width_of(each, SMALL) <= 80 for each in lines)


def test_the_smallest_letters_fit_in_a_row() -> None:
    assert SMALL * 1.117 < ROW


LOADS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.lists(st.integers(0, 30), min_size=4, max_size=4)), min_size=1, max_size=12
)


def loads(drawn: list[tuple[str, list[int]]]) -> tuple[list[Load], dict[str, str]]:
    rows = [
        Load(f"P{number}", f"Naam {number}", tuple(counts), tuple(counts), (0,) * 4, (f"P{number}",))
        for number, (_, counts) in enumerate(drawn)
    ]
    return rows, {f"P{number}": group for number, (group, _) in enumerate(drawn)}


@given(LOADS, st.integers(1, 12))
def test_folding_the_smallest_rows_loses_no_task(drawn: list[tuple[str, list[int]]], most: int) -> None:
    rows, _ = loads(drawn)
    folded = fewer(rows, most, "Overig ({})")
    assert len(folded) <= most
    assert sum(each.total for each in folded) == sum(each.total for each in rows)
    assert sorted(code for each in folded for code in each.codes) == sorted(each.key for each in rows)


@given(LOADS)
def test_twins_have_each_what_their_row_says(drawn: list[tuple[str, list[int]]]) -> None:
    rows, groups = loads(drawn)
    own = {each.key: each.counts for each in rows}
    merged = twins_as_one(rows, groups, dict.fromkeys(own, "Iemand"))
    assert {code: each.counts for each in merged for code in each.codes} == own
    assert len({(groups[each.codes[0]], each.counts) for each in merged}) == len(merged)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=60))
def test_more_tasks_are_never_a_lighter_tint(numbers: list[int]) -> None:
    steps = steps_for([Load("x", "x", tuple(numbers), (), ())])
    tints = [tint(each, steps) for each in sorted(numbers)]
    assert tints == sorted(tints)
    assert all((each == 0) == (number == 0) for each, number in zip(tints, sorted(numbers), strict=True))


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("10 minuten", 10),
        ("hoogstens 60 minuten", 60),
        ("10 tot 15 minuten", 15),
        ("1,5 uur", 90),
        ("1 uur en 30 minuten", 90),
        ("anderhalf uur", 90),
        ("een half uur", 30),
        ("een kwartier", 15),
        ("zo lang als nodig", 0),
        ("", 0),
    ],
)
def test_how_long_something_takes_is_read_as_people_write_it(words: str, minutes: int) -> None:
    assert minutes_of(words) == minutes


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, ""), (10, "<½"), (30, "0,5"), (150, "2,5"), (240, "4"), (900, "15")]
)
def test_hours_are_said_in_few_signs(minutes: int, words: str) -> None:
    assert hours_in_words(minutes) == words


@pytest.mark.parametrize(
    ("word", "shown"),
    [("seo", "SEO"), ("hgw-cyclus", "HGW-cyclus"), ("nieuwe-leerling", "Nieuwe leerling"), ("rapport", "Rapport")],
)
def test_a_file_is_called_as_people_write_it(word: str, shown: str) -> None:
    assert named(word) == shown


def test_a_peak_is_high_for_the_one_who_has_it() -> None:
    steady = Load("a", "a", (5,) * 10, (0,) * 10, (0,) * 10)
    assert steady.peaks == frozenset()
    busy = Load("b", "b", (1, 1, 9, 1, 1, 8, 1, 0, 0, 0), (0,) * 10, (0,) * 10)
    assert busy.peaks == {2, 5}

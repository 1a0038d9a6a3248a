"""A node asked for a date, a time, a yes: the value, or what should have stood there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import reading
from engine.reading import Problems, as_date, as_int, as_list, as_time, as_yes_no
from engine.yamldoc import Mapping, Node, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable


def node(value: str) -> Node:
    root = read_yaml(f"sleutel: {value}\n", "f.yaml").root
    assert isinstance(root, Mapping)
    found = root.get("sleutel")
    assert found is not None
    return found


def numbers(value: Node, problems: Problems) -> int | None:
    return as_int(value, problems, 1, 8)


RIGHT: list[tuple[Callable[[Node, Problems], object], str, object]] = [
    (as_date, "2026-11-17", date(2026, 11, 17)),
    (as_date, "'2026-11-17'", date(2026, 11, 17)),
    (as_time, "12:00", "12:00"),
    (as_time, '"8:30"', "08:30"),
    (as_yes_no, "ja", True),
    (as_yes_no, "nee", False),
    (numbers, "8", 8),
    (numbers, '"1"', 1),
    (reading.as_text, "1/2 B", "1/2 B"),
    (reading.as_text, "12", "12"),
    (reading.as_text, "no", "no"),
]
WRONG: list[tuple[Callable[[Node, Problems], object], str, str]] = [
    (as_date, "17-11-2026", 'hier hoort een datum te staan, zoals 2026-11-17, niet "17-11-2026"'),
    (as_date, "2026-02-29", "de datum 2026-02-29 bestaat niet"),
    (as_date, "[2026-02-28]", "hier hoort een datum te staan, zoals 2026-11-17, geen lijst"),
    (as_time, "12.00", 'hier hoort een tijd te staan, zoals 12:00, niet "12.00"'),
    (as_time, "25:00", 'hier hoort een tijd te staan, zoals 12:00, niet "25:00"'),
    (as_yes_no, "yes", 'schrijf hier "ja", niet "yes"'),
    (as_yes_no, "true", 'schrijf hier "ja", niet "true"'),
    (as_yes_no, "Off", 'schrijf hier "nee", niet "Off"'),
    (as_yes_no, "misschien", 'schrijf hier ja of nee, niet "misschien"'),
    (numbers, "9", 'hier hoort een heel getal van 1 t/m 8 te staan, niet "9"'),
    (numbers, "1.5", 'hier hoort een heel getal van 1 t/m 8 te staan, niet "1.5"'),
    (reading.as_text, "", "hier hoort een tekst te staan, het is nu leeg"),
    (reading.as_text, "{a: 1}", "hier hoort een tekst te staan, geen sleutels"),
    (reading.as_mapping, "a:1", "achter de dubbele punt hoort een spatie"),
    (reading.as_sequence, "a", 'hier hoort een lijst te staan, met streepjes of tussen [ ], niet "a"'),
]


@pytest.mark.parametrize(("ask", "written", "value"), RIGHT)
def test_a_right_value_is_read(ask: Callable[[Node, Problems], object], written: str, value: object) -> None:
    problems = Problems("f.yaml")
    assert ask(node(written), problems) == value
    assert problems.found == []


@pytest.mark.parametrize(("ask", "written", "message"), WRONG)
def test_a_wrong_value_says_what_belongs_there(
    ask: Callable[[Node, Problems], object], written: str, message: str
) -> None:
    problems = Problems("f.yaml")
    assert ask(node(written), problems) is None
    (problem,) = problems.found
    assert problem.message == message
    assert problem.line == 1


def test_one_value_and_a_list_read_alike() -> None:
    assert len(as_list(node("1"))) == 1
    assert len(as_list(node("[1, 2]"))) == 2


def test_an_unknown_key_gets_the_nearest_word_or_else_all_there_are() -> None:
    problems = Problems("f.yaml")
    mapping = node("{naam: a, vann: b, x: c}")
    assert isinstance(mapping, Mapping)
    reading.fields(mapping, ("naam", "van", "op"), problems)
    assert [each.message for each in problems.found] == [
        'onbekende sleutel "vann"; bedoel je "van"?',
        'onbekende sleutel "x"; kies uit naam, van, op',
    ]
    assert [each.column for each in problems.found] == [20, 29]


@given(st.integers(min_value=0, max_value=40_000))
def test_every_day_comes_back_as_it_was_written(days: int) -> None:
    day = date(1990, 1, 1) + timedelta(days)
    problems = Problems("f.yaml")
    assert as_date(node(day.isoformat()), problems) == day
    assert problems.found == []

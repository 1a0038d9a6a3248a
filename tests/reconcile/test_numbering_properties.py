"""Whatever somebody does to a list of dates, a number stays with its date (regeltaal 29)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from engine.almanac.schoolcalendar import AnchorDate, SchoolCalendar
from engine.numbering import renumber

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from engine.model import OccasionNumber

FIRST = date(2026, 8, 31)
NAMES = ("", "", "", "herfst", "Winter", "2")
GROUPS = ("", "", "", "3")
YEAR_GROUPS = (frozenset[int](), frozenset[int](), frozenset({1, 2}))

a_date = st.builds(
    lambda day, length, name, group, years: AnchorDate(
        "bespreking",
        FIRST + timedelta(days=day),
        FIRST + timedelta(days=day + length),
        name=name,
        group=group,
        year_groups=frozenset() if group else years,
    ),
    st.integers(0, 320),
    st.sampled_from([0, 0, 4]),
    st.sampled_from(NAMES),
    st.sampled_from(GROUPS),
    st.sampled_from(YEAR_GROUPS),
)
some_dates = st.lists(a_date, max_size=7, unique=True)
school_dates = st.lists(a_date.filter(lambda each: not each.group), max_size=7, unique=True)
versions = st.lists(some_dates, min_size=1, max_size=5)


def calendar(dates: Iterable[AnchorDate]) -> SchoolCalendar:
    return SchoolCalendar(2026, FIRST, date(2027, 7, 16), anchors={"bespreking": tuple(dates)})


def numbered(before: Iterable[OccasionNumber], dates: Iterable[AnchorDate]) -> tuple[OccasionNumber, ...]:
    return renumber(before, [calendar(dates)])


def standing(numbers: Iterable[OccasionNumber]) -> dict[tuple[object, ...], str]:
    return {
        (each.group, each.begin, each.end, each.name, each.year_groups): each.suffix
        for each in numbers
        if not each.gone
    }


@given(versions)
def test_no_two_dates_ever_carry_the_same_suffix(every: list[list[AnchorDate]]) -> None:
    numbers: tuple[OccasionNumber, ...] = ()
    for dates in every:
        numbers = numbered(numbers, dates)
        keys = [(each.group, each.suffix) for each in numbers]
        assert len(keys) == len(set(keys))


@given(versions, some_dates)
def test_the_same_dates_again_change_nothing(every: list[list[AnchorDate]], last: list[AnchorDate]) -> None:
    numbers: tuple[OccasionNumber, ...] = ()
    for dates in (*every, last):
        numbers = numbered(numbers, dates)
    assert numbered(numbers, last) == numbers


@given(versions, school_dates, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(
    every: list[list[AnchorDate]], last: list[AnchorDate], chance: random.Random
) -> None:
    numbers: tuple[OccasionNumber, ...] = ()
    for dates in every:
        numbers = numbered(numbers, [each for each in dates if not each.group])
    shuffled = chance.sample(last, len(last))
    known = {each.suffix for each in numbers}
    ours, theirs = standing(numbered(numbers, last)), standing(numbered(numbers, shuffled))
    assert {key: each for key, each in ours.items() if each in known} == {
        key: each for key, each in theirs.items() if each in known
    }


@given(school_dates, school_dates)
def test_a_date_nobody_touched_keeps_its_suffix(before: list[AnchorDate], after: list[AnchorDate]) -> None:
    first = numbered((), before)
    kept, now = standing(first), standing(numbered(first, {*before[::2], *after}))
    for each in before[::2]:
        key = (each.group, each.begin, each.end, each.name, each.year_groups)
        assert now[key] == kept[key]


@given(versions, school_dates)
def test_the_suffix_of_a_date_that_went_is_never_given_to_another(
    every: list[list[AnchorDate]], last: list[AnchorDate]
) -> None:
    numbers: tuple[OccasionNumber, ...] = ()
    for dates in every:
        numbers = numbered(numbers, [each for each in dates if not each.group])
    gone = {each.suffix: each for each in numbers if each.gone}
    for each in numbered(numbers, last):
        if not each.gone and each.suffix in gone:
            before = gone[each.suffix]
            same_name = bool(each.name) and each.name.lower() == before.name.lower() == before.suffix.lower()
            assert same_name or (each.begin, each.end, each.name) == (before.begin, before.end, before.name)


@given(school_dates.filter(bool), st.data())
def test_one_date_that_moves_less_than_halfway_to_its_neighbours_keeps_its_suffix(
    dates: list[AnchorDate], data: st.DataObject
) -> None:
    plain = [AnchorDate("bespreking", each.begin, each.begin) for each in dates]
    days = sorted({each.begin for each in plain})
    chosen = data.draw(st.sampled_from(days))
    room = min((abs((chosen - each).days) for each in days if each != chosen), default=20) // 2
    moved = chosen + timedelta(days=data.draw(st.integers(-room, room)))
    others = [each for each in days if each != chosen]
    first = numbered((), [AnchorDate("bespreking", each, each) for each in days])
    suffix = next(each.suffix for each in first if each.begin == chosen)
    second = numbered(first, [AnchorDate("bespreking", each, each) for each in (*others, moved)])
    if moved not in others:
        assert next(each.begin for each in second if each.suffix == suffix and not each.gone) == moved
    assert [each.suffix for each in second if each.gone and moved not in others] == []

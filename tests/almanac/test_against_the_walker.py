"""The engine and a walker that looks at one day after the other say the same, on school years that are made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.almanac.almanac import Almanac
from engine.calendarfile import read_calendar
from engine.census import Subject
from engine.model import GROUP, PUPIL, Case, Facts, Group, Pupil, Registration, Staff
from tests.almanac import generated
from tests.almanac.occasionwalker import OWN, Time, Whose, own_times, times
from tests.almanac.phrasewalker import Asked, PhraseWalker
from tests.almanac.school import BRIN, NOTHING_OFFICIAL, School, school
from tests.almanac.walker import DAY, Walker
from tests.almanac.written import Life, Said, Worker, Year

if TYPE_CHECKING:
    from collections.abc import Callable

STARTS = range(2024, 2029)


def often(examples: int) -> settings:
    """The same examples every time, however slow the machine."""
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=quiet)


def engine_of(years: list[Year], life: Life | None = None, own: frozenset[int] = frozenset(), **more: object) -> School:
    """The same school for the engine: its calendars read from their text, one group with one pupil, one without."""
    life = life or Life(date(2020, 5, 1), None, None)
    pupils = (
        Pupil("1001", year_group="S", birth=life.born, entry=life.entry, exit=life.leaves),
        Pupil("1002", year_group="5"),
    )
    talks = [Case("gesprek", f"g{n}", PUPIL, "1001", begin=day) for n, day in enumerate(life.talks)]
    helped = [Case("extra-hulp", f"e{n}", PUPIL, "1001", "", each.begin, each.end) for n, each in enumerate(life.help)]
    facts = Facts(
        BRIN,
        "2025-2026",
        pupils,
        (Group(generated.GROUP, "2024-2025", year_groups=own, pupils=frozenset({"1001"})),),
        staff=more.get("staff", ()),  # type: ignore[arg-type]
        registrations=tuple(Registration("seo-zorg", PUPIL, "1001", day) for day in life.worries),
        cases=(*talks, *helped),
    )
    for each in years:
        _, problems = read_calendar(
            each.text(), f"{each.start}-{each.start + 1}.yaml", NOTHING_OFFICIAL, "midden", None, {}
        )
        assume(not any(one.is_error for one in problems))
    codes = [each.code for each in facts.staff]
    return school(*(each.text() for each in years), facts=facts, staff=codes, official=NOTHING_OFFICIAL)


@often(60)
@given(generated.schools(), generated.YEAR_GROUPS | st.just(frozenset()), generated.SOME_DAY, st.integers(1, 60))
def test_school_days_are_the_same_next_previous_and_counted(
    years: list[Year], groups: frozenset[int], day: date, count: int
) -> None:
    walker, line = Walker(years), Almanac(engine_of(years).calendars).school_days(groups)

    def good(each: date) -> bool:
        return walker.is_school_day(each, groups)

    assert (day in line) == good(day)
    assert line.first_on_or_after(day) == walker.search(day, DAY, good)
    assert line.last_on_or_before(day) == walker.search(day, -DAY, good)
    assert line.nth_after(day, count) == walker.search(day + DAY, DAY, good, count)
    assert line.nth_before(day, count) == walker.search(day - DAY, -DAY, good, count)
    assert line.within(day, day + 45 * DAY) == walker.school_days(day, day + 45 * DAY, groups)


@often(40)
@given(generated.schools(), generated.WORKERS, generated.SOME_DAY, st.integers(1, 25))
def test_somebodys_working_days_are_the_same(years: list[Year], worker: Worker, day: date, count: int) -> None:
    walker, almanac = Walker(years), Almanac(engine_of(years).calendars)
    line = almanac.working_days(worker.pattern, worker.first, worker.last)

    def good(each: date) -> bool:
        return walker.works(worker, each)

    assert line.nth_after(day, count) == walker.search(day + DAY, DAY, good, count)
    assert line.nth_before(day, count) == walker.search(day - DAY, -DAY, good, count)
    assert line.last_on_or_before(day) == walker.search(day, -DAY, good)


@often(50)
@given(generated.schools(), generated.YEAR_GROUPS)
def test_every_anchor_has_the_same_times(years: list[Year], own: frozenset[int]) -> None:
    """Holidays with their weekends, weeks and months of a group, blocks, and the numbers of calendar dates (13)."""
    engine, walker = engine_of(years, own=own), Walker(years)
    for subject, whose in askers(engine, own):
        for year in years:
            for anchor in (*generated.LONG, "schooldag"):
                expected = [shown(each, anchor) for each in times(walker, anchor, year, whose(year.start))]
                found = [each.occasion for each in engine.dated(f"begin {anchor}", subject, year.start, steady=True)]
                assert [(each.begin, each.end, number(anchor, each.ordinal), each.month) for each in found] == expected
                assert [each.last for each in found if anchor != "mei"] == [
                    one == len(expected) for one in range(1, len(expected) + 1) if anchor != "mei"
                ]


def askers(engine: School, own: frozenset[int]) -> list[tuple[Subject, Callable[[int], Whose]]]:
    """The school, the group, its pupil, and a pupil without a group: as the engine and as the walker know them."""
    group = Subject(GROUP, generated.GROUP, group=engine.timing.occasions.census.facts.groups[0])
    in_group = Whose(generated.GROUP, own)
    return [
        (engine.itself, lambda _: Whose(whole=True)),
        (group, lambda _: in_group),
        (engine.pupil("1001"), lambda _: in_group),
        (engine.pupil("1002"), lambda start: Whose("", frozenset({5 + start - 2025}))),
    ]


def shown(time: Time, anchor: str) -> tuple[date, date, int, int]:
    return time.begin, time.end, number(anchor, time.number), time.month


def number(anchor: str, ordinal: int) -> int:
    """A year, a block of one month by name: its number is nobody's business."""
    return 0 if anchor == "mei" else ordinal


@often(320)
@given(
    generated.schools(),
    generated.lives(),
    generated.YEAR_GROUPS,
    generated.phrases(),
    st.none() | generated.phrases(generated.LONG + OWN),
    st.lists(generated.WORKERS, max_size=3),
    st.booleans(),
    st.integers(0, 3),
)
def test_phrases_become_the_same_dates(
    years: list[Year],
    life: Life,
    own: frozenset[int],
    said: Said,
    second: Said | None,
    workers: list[Worker],
    steady: bool,
    who: int,
) -> None:
    assume(second is None or not mixes_months(said, second))
    staff = tuple(
        Staff(f"P{n}", working_days=each.pattern, in_service=each.first, out_of_service=each.last)
        for n, each in enumerate(workers)
    )
    engine, by_hand = engine_of(years, life, own, staff=staff), PhraseWalker(Walker(years))
    subject, whose = askers(engine, own)[who if said.anchor not in OWN else 2]
    for start in STARTS:
        asked = Asked(whose(start), life if subject.key == "1001" else None, tuple(workers), steady)
        expected = by_hand.dated(said, start, asked)
        found = engine.dated(str(said), subject, start, steady=steady)
        assert [(each.occasion.begin, each.due) for each in found] == [(time.begin, due) for time, due in expected]
        opens = [by_hand.opens(second, said, time, due, start, asked) for time, due in expected[:25]]
        assert engine.opens(str(second or ""), str(said), subject, start, steady=steady)[:25] == [*map(str, opens)]


def mixes_months(said: Said, second: Said) -> bool:
    """Whether a month by another name is the same anchor is for people to say; `maand` and `mei` are."""
    anchors = {said.anchor, second.anchor}
    return "groepsbespreekmaand" in anchors and len(anchors & {"groepsbespreekmaand", "maand", "mei"}) > 1


@often(60)
@given(generated.lives(), generated.schools(), generated.phrases(OWN))
def test_every_date_of_somebodys_own_belongs_to_one_school_year(life: Life, years: list[Year], said: Said) -> None:
    """11: in exactly one school year, unless it lies too long before the entry or never ends."""
    assume(not said.choice.kind)
    engine, by_hand = engine_of(years, life), PhraseWalker(Walker(years))
    pupil, asked = engine.pupil("1001"), Asked(Whose(generated.GROUP), life)
    found = [each.due for start in range(2015, 2035) for each in engine.dated(str(said), pupil, start)]
    due = [by_hand.due(said, each, asked) for each in own_times(said.anchor, life)]
    expected = [each for each in due if each is not None and by_hand.belongs(each, asked) is not None]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("shape", ["ma-vr", "za-vr", "ma-zo", "za-zo"])
@often(20)
@given(monday=st.dates(date(2026, 9, 14), date(2027, 6, 1)).map(lambda day: day - timedelta(days=day.weekday())))
def test_a_holiday_is_the_same_with_or_without_its_weekends(shape: str, monday: date) -> None:
    begin = monday - (2 if shape.startswith("za") else 0) * DAY
    end = monday + (6 if shape.endswith("zo") else 4) * DAY
    text = (
        "schooljaar: 2026-2027\neerste_schooldag: 2026-08-31\nlaatste_schooldag: 2027-07-16\n"
        f"vakanties: [{{naam: vrije week, van: {begin}, tot_en_met: {end}}}]\n"
    )
    asked = school(text, official=NOTHING_OFFICIAL)
    (found,) = asked.dated("einde vrije week", asked.itself)
    assert (found.occasion.begin, found.occasion.end) == (monday - 2 * DAY, monday + 6 * DAY)
    assert asked.due("voor vakantie", asked.itself) == asked.due("einde vrije week", asked.itself)
    assert asked.due("na vrije week", asked.itself) == [str(monday + 7 * DAY)]

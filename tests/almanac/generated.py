"""Calendars, lives, workers and phrases that hypothesis makes up, as a school might write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.almanac.occasionwalker import OWN
from tests.almanac.written import Choice, Help, Holiday, Life, Meeting, Off, Said, Worker, Year

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

DAY = timedelta(days=1)
STARTS = (2025, 2026, 2027)
WINDOWS = (("herfstvakantie", 10, 5), ("kerstvakantie", 12, 14), ("voorjaarsvakantie", 2, 5), ("meivakantie", 4, 20))
YEAR_GROUPS = st.sampled_from([frozenset({1}), frozenset({1, 2}), frozenset({2, 3}), frozenset({5, 6}), frozenset({7})])
GROUP = "1/2 A"


def day_in(begin: date, end: date) -> SearchStrategy[date]:
    return st.dates(begin, end)


def weekday_in(begin: date, end: date) -> SearchStrategy[date]:
    return st.dates(begin, end).filter(lambda day: day.weekday() < 5)


@st.composite
def years(draw: DrawFn, start: int) -> Year:
    first = draw(weekday_in(date(start, 8, 16), date(start, 9, 10)))
    last = draw(weekday_in(date(start + 1, 6, 20), date(start + 1, 7, 26)))
    off = draw(st.lists(offs(first, last), max_size=5))
    team = draw(st.lists(weekday_in(date(start, 8, 1), last - DAY).filter(lambda day: day != first), max_size=3))
    return Year(
        start,
        first,
        last,
        draw(holidays(start, last)),
        tuple(off),
        tuple(team),
        draw(meetings(first, last, tuple(team))),
    )


@st.composite
def holidays(draw: DrawFn, start: int, last: date) -> tuple[Holiday, ...]:
    found = []
    for name, month, day in WINDOWS:
        if not draw(st.integers(0, 5)):
            continue
        begin = date(start if month >= 8 else start + 1, month, day) + draw(st.integers(0, 13)) * DAY
        end = begin + draw(st.integers(0, 18)) * DAY
        carnival = name == "voorjaarsvakantie" and draw(st.booleans())
        found.append(Holiday("carnavalsvakantie", begin, end, name) if carnival else Holiday(name, begin, end))
    summer = last + draw(st.integers(1, 3)) * DAY
    found.append(Holiday("zomervakantie", summer, summer + draw(st.integers(0, 20)) * DAY))
    return tuple(found)


@st.composite
def offs(draw: DrawFn, first: date, last: date) -> Off:
    groups = draw(st.just(frozenset()) | YEAR_GROUPS)
    begin = draw(weekday_in(first + DAY, last - 4 * DAY))
    days = 0 if begin.weekday() > 2 else draw(st.integers(0, 2))
    return Off(begin, begin + days * DAY, groups, draw(st.booleans()), draw(st.integers(0, 3)) == 0)


@st.composite
def meetings(draw: DrawFn, first: date, last: date, team: tuple[date, ...]) -> tuple[Meeting, ...]:
    def one(**more: object) -> Meeting:
        usual = day_in(first - 7 * DAY, last)
        begin = draw(usual | st.sampled_from(team) if team else usual)
        name = draw(st.sampled_from(["", "", "winter", "zomer"]))
        return Meeting(begin, begin + draw(st.sampled_from([0, 0, 0, 4])) * DAY, name, **more)  # type: ignore[arg-type]

    counted = []
    for _ in range(draw(st.integers(0, 4))):
        some: bool = draw(st.integers(0, 3).map(lambda number: number == 0))
        counted.append(one(year_groups=draw(YEAR_GROUPS) if some else frozenset()))
    found = list(counted)
    instead: bool = draw(st.booleans())
    if counted and instead:
        found.append(one(year_groups=draw(YEAR_GROUPS), ordinal=draw(st.integers(1, len(counted)))))
    ordinals = draw(st.lists(st.sampled_from([0, 0, 1, 2, 3, 5]), max_size=2))
    found.extend(one(group=GROUP, ordinal=each) for each in ordinals)
    return tuple(draw(st.permutations(found)))


@st.composite
def schools(draw: DrawFn) -> list[Year]:
    """One to three school years, sometimes with the middle one missing."""
    starts = draw(st.sampled_from([(2026,), (2025, 2026), (2026, 2027), (2025, 2027), STARTS]))
    return [draw(years(each)) for each in starts]


SOME_DAY = st.dates(date(2025, 7, 1), date(2028, 8, 31)) | st.sampled_from(
    [date(year, month, day) for year in (2025, 2026, 2027, 2028) for month, day in ((7, 31), (8, 1))]
)


@st.composite
def lives(draw: DrawFn) -> Life:
    entry = draw(st.none() | SOME_DAY)
    born = (entry or draw(SOME_DAY)) - timedelta(days=4 * 365 + draw(st.integers(-700, 900)))
    help_begins = draw(st.lists(SOME_DAY, max_size=2, unique=True))
    lengths = [draw(st.none() | st.integers(0, 250)) for _ in help_begins]
    helped = [Help(day, None if n is None else day + n * DAY) for day, n in zip(help_begins, lengths, strict=True)]
    return Life(
        born,
        entry,
        draw(st.none() | SOME_DAY),
        tuple(draw(st.lists(SOME_DAY, max_size=3, unique=True))),
        tuple(helped),
        tuple(draw(st.lists(SOME_DAY, max_size=3))),
    )


PATTERNS = st.sampled_from(
    [(), ("ma", "di"), ("wo-even", "vr"), ("wo-oneven",), ("do",), ("ma", "di", "wo", "do", "vr")]
)
WORKERS = st.builds(Worker, PATTERNS, st.none() | SOME_DAY, st.none() | SOME_DAY)

LONG = ("schooljaar", "vakantie", "hgw-blok", "schoolweek", "maand", "mei", "groepsbespreekmaand", "groepsbespreking")
CHOICES = {
    "vakantie": st.sampled_from([Choice("laatste"), Choice("nummer", 2), Choice("maand", 12)])
    | st.sampled_from(["Kerstvakantie", "voorjaarsvakantie", "carnavalsvakantie"]).map(
        lambda name: Choice("naam", 0, name)
    ),
    "hgw-blok": st.sampled_from([Choice("rang", 2), Choice("laatste"), Choice("maand", 4)]),
    "schoolweek": st.integers(1, 45).map(lambda n: Choice("nummer", n)) | st.just(Choice("laatste")),
    "schooldag": st.integers(1, 5).map(lambda n: Choice("rang", n)) | st.just(Choice("laatste")),
    "maand": st.integers(1, 5).map(lambda n: Choice("rang", n)),
    "groepsbespreking": st.sampled_from([Choice("laatste"), Choice("naam", 0, "Winter")])
    | st.integers(1, 4).map(lambda n: Choice("nummer", n))
    | st.integers(1, 12).map(lambda n: Choice("maand", n)),
    "gesprek": st.sampled_from([Choice("laatste"), Choice("rang", 1), Choice("nummer", 2)]),
    "extra-hulp": st.sampled_from([Choice("laatste"), Choice("nummer", 2)]),
    "seo-zorg": st.sampled_from([Choice("laatste"), Choice("maand", 11)]),
}


@st.composite
def phrases(draw: DrawFn, anchors: tuple[str, ...] = (*LONG, "schooldag", *OWN)) -> Said:
    anchor = draw(st.sampled_from(anchors))
    choice = draw(CHOICES[anchor]) if anchor in CHOICES and draw(st.booleans()) else Choice()
    relation = draw(st.sampled_from(["voor", "na", "voor", "na", "op", "begin", "einde"]))
    if relation in ("op", "begin", "einde"):
        return Said(relation, anchor, choice=choice)
    edge = draw(st.sampled_from(["", "", "begin", "einde"]))
    if draw(st.integers(0, 4)) == 0:
        return Said(relation, anchor, 0, "", edge, choice)
    unit = draw(st.sampled_from(["dagen", "schooldagen", "werkdagen", "weken", "maanden"]))
    most = 15 if anchor == "schooldag" else {"maanden": 14, "weken": 60}.get(unit, 90)
    return Said(relation, anchor, draw(st.integers(1, most)), unit, edge, choice)

"""A calendar changed in place: what somebody typed stays, to the letter, but for the one date that changes."""

from __future__ import annotations

from datetime import date, timedelta
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calendaredit import Move, Put, Remove, edited
from engine.calendarentry import DATE, DAY_OFF, HALF_DAY, HOLIDAY, STUDY_DAY, TEAM_DAY, Entry, entries

SCHOOLS = Path(__file__).parents[1] / "schools"
TEXT = """\
# Onze kalender. Vraag Bea voor je iets verandert.
schooljaar: 2026-2027
eerste_schooldag: 2026-08-31   # maandag
laatste_schooldag: 2027-07-16
vrije_dagen:
  # De studiedagen staan vast.
  - {naam: studiedag, op: 2026-10-05, team_werkt: ja}   # met de hele stichting
  - naam: "juf jarig"
    op: 2027-01-08

  # los
teamdagen:     # nog niets
ankers:
  groepsbespreking:
    - {op: 2026-11-17}

    - {op: 2026-11-19, groep: 1/2 B}  # zij kunnen niet eerder
    - {van: 2027-03-16, tot_en_met: 2027-03-17}
  rapport: [{op: 2027-02-12}, {op: 2027-06-25}]   # mee naar huis
  thema: {naam: Herfst, van: 2026-09-28, tot_en_met: 2026-10-16}
  gespreksronde:
    - {naam: kennismaking, dagen: [2026-09-08, 2026-09-10]}
  cito: []
"""


def differs(text: str, *edits: Put | Move | Remove) -> list[str]:
    """Return the lines that go (-) and come (+)."""
    after = edited(text, edits)
    assert after is not None
    return [each for each in ndiff(text.splitlines(), after.splitlines()) if each[0] in "+-"]


def place_of(text: str, day: str, words: str = "") -> str:
    return next(each.place for each in entries(text) if str(each.begin) == day and words in each.words)


def put(kind: str, begin: str, end: str = "", **more: object) -> Put:
    first = date.fromisoformat(begin)
    return Put(Entry(kind, first, date.fromisoformat(end) if end else first, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (put(STUDY_DAY, "2026-12-01", name="studiedag"), "  - {naam: studiedag, op: 2026-12-01, team_werkt: ja}"),
        (put(DAY_OFF, "2026-09-01", "2026-09-02", name="brug: open"),
         '  - {naam: "brug: open", van: 2026-09-01, tot_en_met: 2026-09-02}'),
        (put(HALF_DAY, "2026-12-18", name="kerst", hour="12:00"),
         '  - {naam: kerst, op: 2026-12-18, vrij_vanaf: "12:00"}'),
        (put(TEAM_DAY, "2026-08-27"), "  - {op: 2026-08-27}"),
        (put(DATE, "2027-06-08", anchor="groepsbespreking", groups=("1/2 A", "1/2 B")),
         "    - {op: 2027-06-08, groep: [1/2 A, 1/2 B]}"),
        (put(DATE, "2026-11-18", anchor="groepsbespreking", year_groups=frozenset({3})),
         "    - {op: 2026-11-18, jaargroep: 3}"),
        (put(DATE, "2027-01-18", anchor="cito", name="M"), "    - {naam: M, op: 2027-01-18}"),
    ],
)  # fmt: skip
def test_a_date_comes_on_a_line_of_its_own_and_nothing_else_differs(edit: Put, line: str) -> None:
    found = [each for each in differs(TEXT, edit) if "cito" not in each]
    assert found == [f"+ {line}"]


def test_it_comes_in_the_order_of_the_days() -> None:
    after = edited(TEXT, [put(DATE, "2026-11-18", anchor="groepsbespreking")])
    assert after is not None
    days = [each.begin.isoformat() for each in entries(after) if each.anchor == "groepsbespreking"]
    assert days == ["2026-11-17", "2026-11-18", "2026-11-19", "2027-03-16"]


def test_a_key_that_is_not_there_is_made_and_a_list_between_brackets_stays_one() -> None:
    assert differs(TEXT, put(HOLIDAY, "2027-04-24", "2027-05-09", name="meivakantie")) == [
        "+ vakanties:",
        "+   - {naam: meivakantie, van: 2027-04-24, tot_en_met: 2027-05-09}",
    ]
    assert differs(TEXT, put(DATE, "2026-09-15", anchor="informatieavond"))[:1] == ["+   informatieavond:"]
    assert differs(TEXT, put(DATE, "2027-04-01", anchor="rapport"))[1] == (
        "+   rapport: [{op: 2027-02-12}, {op: 2027-04-01}, {op: 2027-06-25}]   # mee naar huis"
    )


def test_a_date_that_stands_alone_becomes_a_list() -> None:
    assert differs(TEXT, put(DATE, "2026-11-30", anchor="thema"))[1] == (
        "+   thema: [{naam: Herfst, van: 2026-09-28, tot_en_met: 2026-10-16}, {op: 2026-11-30}]"
    )


@pytest.mark.parametrize(
    ("day", "begin", "end", "line"),
    [
        ("2026-10-05", "2026-10-12", "",
         "  - {naam: studiedag, op: 2026-10-12, team_werkt: ja}   # met de hele stichting"),
        ("2027-01-08", "2027-01-07", "2027-01-08", "    van: 2027-01-07"),
        ("2026-11-19", "2026-11-24", "", "    - {op: 2026-11-24, groep: 1/2 B}  # zij kunnen niet eerder"),
        ("2027-03-16", "2027-03-18", "", "    - {van: 2027-03-18, tot_en_met: 2027-03-18}"),
        ("2026-08-31", "2026-09-01", "", "eerste_schooldag: 2026-09-01   # maandag"),
        ("2026-09-10", "2026-09-11", "", "    - {naam: kennismaking, dagen: [2026-09-08, 2026-09-11]}"),
    ],
)  # fmt: skip
def test_a_date_moves_and_keeps_the_remark_behind_it(day: str, begin: str, end: str, line: str) -> None:
    move = Move(place_of(TEXT, day), date.fromisoformat(begin), date.fromisoformat(end or begin))
    assert f"+ {line}" in differs(TEXT, move)
    assert edited(edited(TEXT, [move]) or "", []) == edited(TEXT, [move])


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        ("2026-10-05", "- {naam: studiedag"),
        ("2027-01-08", 'naam: "juf jarig"'),
        ("2027-02-12", "{op: 2027-02-12}"),
        ("2027-06-25", "{op: 2027-06-25}"),
        ("2026-09-28", "Herfst"),
        ("2026-09-08", "2026-09-08"),
    ],
)
def test_a_date_goes_and_its_neighbours_stay(day: str, gone: str) -> None:
    after = edited(TEXT, [Remove(place_of(TEXT, day))])
    assert after is not None
    assert gone not in after
    assert len(entries(after)) == len(entries(TEXT)) - 1
    assert "# De studiedagen staan vast." in after


def test_the_last_one_of_a_list_leaves_it_empty() -> None:
    text = "schooljaar: 2026-2027\nvrije_dagen:\n  - {op: 2026-10-05}  # weg\nankers: {}\n"
    assert edited(text, [Remove("vrije_dagen.0")]) == "schooljaar: 2026-2027\nvrije_dagen:\nankers: {}\n"


def test_a_text_that_cannot_be_read_is_left_alone() -> None:
    assert edited("vrije_dagen: [", [put(STUDY_DAY, "2026-12-01")]) is None
    assert edited(TEXT, [Remove("vrije_dagen.9")]) is None
    assert edited(TEXT, [Remove("eerste_schooldag")]) is None


@pytest.mark.slow
@pytest.mark.parametrize("school", sorted(each.name for each in SCHOOLS.iterdir() if each.is_dir()))
def test_every_date_of_real_calendars_can_be_moved_and_put_back(school: str) -> None:
    for path in (SCHOOLS / school / "calendar").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for each in entries(text):
            day = timedelta(days=1)
            there = edited(text, [Move(each.place, each.begin + day, each.end + day)])
            assert there is not None, (path, each)
            assert edited(there, [Move(each.place, each.begin, each.end)]) == text


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.sampled_from([HOLIDAY, STUDY_DAY, DAY_OFF, HALF_DAY, TEAM_DAY, DATE]),
            st.dates(date(2026, 8, 1), date(2027, 7, 1)),
            st.integers(0, 20),
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12),
        ),
        max_size=8,
    )
)
def test_what_is_put_in_is_read_back_and_what_is_taken_out_again_leaves_the_rest(
    made: list[tuple[str, date, int, str]],
) -> None:
    new = [
        Put(Entry(kind, day, day + timedelta(days=more), " ".join(name.split()), "sport: dag" if kind == DATE else "",
                  hour="middag" if kind == HALF_DAY else ""))
        for kind, day, more, name in made
    ]  # fmt: skip
    text = edited(TEXT, new)
    assert text is not None
    before = {each.what for each in entries(TEXT)}
    for each in [one for one in reversed(entries(text)) if one.what not in before]:
        text = edited(text, [Remove(each.place)])
        assert text is not None
    assert [each.what for each in entries(text) if each.what in before] == [each.what for each in entries(TEXT)]

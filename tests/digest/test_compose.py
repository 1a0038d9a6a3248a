"""From a digest to a letter: the subject, the greeting, and links only to pages that are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from engine.digestlayout import FINDINGS, GROUPS, HIDDEN, LATE, NEW, Digest, Section
from engine.digestline import Line
from engine.pages import NO_PAGES, TASKS, UNSUBSCRIBE, Pages
from engine.runs.compose import compose, subject
from engine.settings import read_settings
from tests.digest.desk import MARIEKE, TODAY, task, told

if TYPE_CHECKING:
    from engine.settings import Settings

CONFIG = '[school]\nname = "De Kastanje"\nbrin = "99ZZ"\nregion = "midden"\npacks = []\n'
SETTINGS = cast("Settings", read_settings(CONFIG, "config.toml", Path(), ())[0])
NOV = {day: date(2026, 11, day) for day in range(1, 31)}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (17, "1 taak voor vandaag, groep 1/2 B"),
        (18, "1 taak voor morgen, groep 1/2 B"),
        (19, "1 taak voor donderdag, groep 1/2 B"),
        (24, "1 taak voor dinsdag 24 november, groep 1/2 B"),
        (10, "1 taak die bleef liggen, groep 1/2 B"),
    ],
)
def test_the_subject_says_how_many_when_and_for_whom(day: int, words: str) -> None:
    assert subject(told(task("analyse", NOV[day]))) == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (LATE, "2 taken die bleven liggen"),
        (NEW, "2 nieuwe taken"),
        (HIDDEN, "2 taken achter de aanmelding"),
        (GROUPS, "Zo staan de groepen ervoor"),
        (FINDINGS, "Om even na te kijken"),
    ],
)
def test_the_subject_of_a_morning_without_a_near_date_says_what_it_is_about(kind: str, words: str) -> None:
    lines = (Line("2 taken achter de aanmelding"), Line("twee"))
    assert subject(Digest("FDK", "Femke", TODAY, (Section(kind, lines, 2),), 0)) == words


def test_a_group_is_named_once_where_all_is_about_it_and_with_each_line_where_it_is_not() -> None:
    one = compose(told(task("analyse", NOV[19])), MARIEKE, SETTINGS)
    assert one.sections[0].lines[0].text == "Vul de analyse in"
    two = compose(told(task("analyse", NOV[19]), task("wens", NOV[19], "3", group="3")), MARIEKE, SETTINGS)
    assert [each.text for each in two.sections[0].lines] == [
        "Vul de analyse in, groep 1/2 B",
        "Breng gebieden in beeld, groep 3",
    ]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (("8",), "Koppel los, groep 8"),
        (("7", "8"), "Koppel los (groep 7 en 8)"),
        (("6/7 (2025-2026)", "8 (2025-2026)"), "Koppel los, groep 6/7 en 8 (2025-2026)"),
        (("7", "8 (2025-2026)"), "Koppel los, groep 7 en 8 (2025-2026)"),
        (("5", "6", "7", "8"), "Koppel los (4 groepen)"),
    ],
)
def test_groups_are_called_so_and_a_year_they_share_is_said_once(groups: tuple[str, ...], words: str) -> None:
    found = Digest("FDK", "Femke", TODAY, (Section(LATE, (Line("Koppel los", groups),), 1),), 0)
    assert compose(found, MARIEKE, SETTINGS).sections[0].lines[0].text == words


def test_what_is_left_out_is_counted_at_the_end() -> None:
    many = [task("seo", NOV[19], occasion=f"vakantie/2026-2027/{number}") for number in range(13)]
    assert compose(told(*many), MARIEKE, SETTINGS).closing == "En nog 5 andere."
    assert compose(told(*many[:3]), MARIEKE, SETTINGS).closing == ""


WEB = "https://jaarcyclus.school.example"


def test_links_are_there_only_for_pages_that_are_there() -> None:
    found = told(task("analyse", NOV[19]), task("zorg", NOV[19]))
    for pages in (NO_PAGES, Pages(built=frozenset({TASKS})), Pages(WEB, "een lang geheim", frozenset())):
        plain = compose(found, MARIEKE, SETTINGS, pages=pages)
        assert (plain.links, plain.below) == ((), ())
        assert [line.address for each in plain.sections for line in each.lines] == ["", ""]
    web = compose(found, MARIEKE, SETTINGS, pages=Pages(WEB, built=frozenset({TASKS, UNSUBSCRIBE})))
    assert [each.address for each in web.links] == [f"{WEB}/taken"]
    named, number = (line.address for each in web.sections for line in each.lines)
    assert named.startswith(f"{WEB}/taken/k")
    assert number == ""
    assert web.below == ()  # without a secret nobody could trust the link


def test_a_link_to_pause_is_everybodys_own_and_the_same_each_time() -> None:
    pages, found = Pages(WEB, "een lang geheim"), told(task("analyse", NOV[19]))
    (mine,) = compose(found, MARIEKE, SETTINGS, pages=pages).below
    (other,) = compose(found, replace(MARIEKE, code="TBO"), SETTINGS, pages=pages).below
    assert mine.address.startswith(f"{WEB}/afmelden/")
    assert compose(found, MARIEKE, SETTINGS, pages=pages).below == (mine,)
    assert mine.address != other.address
    assert pages.unsubscriber(SETTINGS.school.id, mine.address.rpartition("/")[2]) == MARIEKE.code


def test_somebody_without_a_first_name_is_greeted_all_the_same() -> None:
    found = told(task("analyse", NOV[19]))
    nameless = replace(MARIEKE, first_name="", last_name="", email="m@school.example")
    letter = compose(replace(found, first_name=""), nameless, SETTINGS)
    assert (letter.heading, letter.to) == ("Goedemorgen,", "m@school.example")


def test_a_name_with_a_comma_or_an_accent_makes_a_proper_address() -> None:
    person = replace(MARIEKE, first_name="Zoë", last_name="de Wit, junior")
    assert (
        compose(told(task("analyse", NOV[19])), person, SETTINGS).to == '"Zoë de Wit, junior" <marieke@school.example>'
    )

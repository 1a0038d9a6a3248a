"""Phrases whose words say more than one thing: which time is meant, and under which key."""

from __future__ import annotations

from datetime import date

from engine.model import Case, Facts, Pupil
from tests.almanac.school import BRIN, YEARS, school

BOTH = (YEARS[2025], YEARS[2026])


def test_the_previous_first_week_is_that_of_last_year() -> None:
    asked = school(*BOTH)
    assert asked.since("na vorige startweek", "einde startweek", asked.itself) == ["2025-08-30"]
    assert asked.since("na vorige startweek", "begin mei", asked.itself) == ["2026-09-05"]
    assert asked.since("begin vorige mei", "begin mei", asked.itself) == ["2026-05-04"]


def test_the_previous_time_may_stand_behind_otherwise() -> None:
    asked = school(*BOTH)
    sentence = "begin gespreksronde kennismaking, anders begin vorige vakantie"
    assert asked.since(sentence, "na kerstvakantie", asked.itself) == ["2026-10-17"]


def test_a_bare_date_has_one_key_however_it_is_written() -> None:
    asked = school(YEARS[2026])
    for sentence in ("1 juli", "01 Juli", "1  JULI"):
        assert asked.keys(sentence, asked.itself) == ["1-juli/2026-2027"]


def test_a_loose_comma_before_otherwise_is_no_name() -> None:
    asked = school(YEARS[2026] + "ankers:\n  rapport: [{naam: winter, op: 2027-02-12}]\n")
    assert asked.phrase("op rapport , anders einde mei").alternatives[0] == asked.phrase("op rapport").alternatives[0]
    assert asked.due("op rapport , anders einde mei", asked.itself) == ["2027-02-12"]


def test_for_a_talk_the_anchor_talk_is_that_talk_also_in_from_when() -> None:
    cases = tuple(
        Case("extra-hulp", key, "leerling", "1001", begin=begin)
        for key, begin in (("e1", date(2026, 9, 14)), ("e2", date(2026, 11, 2)))
    )
    asked = school(YEARS[2026], facts=Facts(BRIN, pupils=(Pupil("1001"),), cases=cases))
    assert asked.opens("begin extra-hulp", "einde schooljaar", asked.case("e1")) == ["2026-09-14"]
    assert asked.opens("begin extra-hulp", "einde schooljaar", asked.case("e2")) == ["2026-11-02"]

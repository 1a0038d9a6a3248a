"""What a time phrase means, in tables that anybody at the school can check with the calendar beside them.

The calendar is that of the voorbeeldschool, 2026-2027: tests/schools/voorbeeldschool/calendar/2026-2027.yaml.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.almanac.days import dutch
from engine.almanac.phrase import Phrase
from engine.almanac.phrasereader import read_phrase, read_quantity
from engine.almanac.phrasewords import PhraseMistake
from engine.model import Case, Facts, Group, Pupil, Registration, Staff
from tests.almanac.school import BRIN, School, school
from tests.language.school import SCHOOL, school_language

THE_SCHOOL = """
op groepsbespreking                       | 17 november, 16 maart, 8 juni
voor groepsbespreking                     | 16 november, 15 maart, 7 juni
na groepsbespreking                       | 18 november, 17 maart, 9 juni
2 weken voor groepsbespreking             | 3 november, 2 maart, 25 mei
1 week na groepsbespreking                | 24 november, 23 maart, 15 juni
1 dag voor groepsbespreking               | 16 november, 15 maart, 7 juni
3 schooldagen voor groepsbespreking       | 12 november, 11 maart, 3 juni
2 schooldagen na groepsbespreking         | 19 november, 18 maart, 10 juni
op eerste groepsbespreking                | 17 november
op groepsbespreking 2                     | 16 maart
op groepsbespreking juni                  | 8 juni
op laatste groepsbespreking               | 8 juni
op vierde groepsbespreking                |
OP Groepsbespreking   Maart               | 16 maart
begin schooljaar                          | 31 augustus
einde schooljaar                          | 16 juli
5 schooldagen na begin schooljaar         | 7 september
2 weken voor einde schooljaar             | 2 juli
8 weken voor schooljaar                   | 6 juli
voor vakantie                             | 16 oktober, 18 december, 19 februari, 23 april, 16 juli
voor herfstvakantie                       | 16 oktober
na kerstvakantie                          | 4 januari
1 dag na herfstvakantie                   | 26 oktober
2 dagen na kerstvakantie                  | 5 januari
2 weken voor kerstvakantie                | 4 december
1 week na meivakantie                     | 14 mei
begin hgw-blok                            | 1 september, 1 december, 1 april
einde hgw-blok                            | 30 november, 31 maart, 30 juni
2 weken voor einde hgw-blok               | 16 november, 17 maart, 16 juni
einde tweede hgw-blok                     | 31 maart
einde startweek                           | 4 september
begin schoolweek 6                        | 6 oktober
begin schoolweek 8                        | 26 oktober
einde schoolweek 11                       | 20 november
1 week na startweek                       | 11 september
begin laatste schoolweek                  | 12 juli
einde laatste schoolweek                  | 16 juli
einde schoolweek 53                       |
begin januari                             | 4 januari
einde mei                                 | 31 mei
2 weken voor einde mei                    | 14 mei
begin groepsbespreekmaand                 | 2 november, 1 maart, 1 juni
einde eerste maand                        | 30 september
begin thema Herfst                        | 28 september
einde thema                               | 16 oktober, 18 december, 9 april
1 week voor thema licht                   | 23 november
begin vierde periode                      | 10 mei
einde periode 2                           | 29 januari
voor laatste periode                      | 23 april
3 weken voor rapport                      | 22 januari, 4 juni
begin gespreksronde rapport februari      | 15 februari
einde cito                                | 29 januari
na cito                                   | 1 februari
2 weken na begin cito                     | 1 februari
4 weken voor sportdag                     | 21 april
1 maand voor sportdag                     | 19 april
op teamoverleg                            | 27 augustus, 5 oktober, 18 juni
31 juli                                   | 31 juli
1 augustus                                | 1 augustus
29 februari                               | 28 februari
begin gespreksronde herfst, anders begin schoolweek 2     | 7 september
begin gespreksronde herfst anders begin schoolweek 2      | 7 september
op rapport maart, anders op rapport april, anders 1 april | 1 april
"""

GROUP_1_2_B = """
op groepsbespreking                       | 19 november, 16 maart, 31 mei
op groepsbespreking 3                     | 31 mei
op groepsbespreking juni                  | 31 mei
einde oktober                             | 29 oktober
begin gespreksronde kennismaking          | 8 september
"""

GROUP_5_6 = """
op groepsbespreking                       | 17 november, 16 maart, 8 juni
einde oktober                             | 30 oktober
begin gespreksronde kennismaking          |
begin gespreksronde startgesprekken 5/6   | 22 september
"""

# Born on 10 October 2022, at school from Monday 12 October 2026 until Friday 19 March 2027.
PUPIL = """
op instroom                               | 12 oktober
2 weken voor instroom                     | 28 september
3 schooldagen voor instroom               | 7 oktober
6 weken na instroom                       | 23 november
3 maanden na instroom                     | 12 januari
op vierde verjaardag                      | 9 oktober
6 weken voor vierde verjaardag            | 29 augustus
2 weken voor uitstroom                    | 5 maart
op uitstroom                              | 19 maart
na uitstroom                              | 22 maart
op gesprek                                | 9 november
1 week na gesprek                         | 12 november
2 schooldagen voor gesprek                | 3 november
na seo-zorg                               | 4 februari
"""

# Works on Monday and Tuesday, and leaves on Sunday 31 January 2027.
STAFF = """
op uit-dienst                             | 29 januari
2 weken voor uit-dienst                   | 15 januari
2 werkdagen voor uit-dienst               | 25 januari
"""

# Works on Monday and Tuesday as well, and stays.
STAYING_STAFF = """
2 werkdagen voor groepsbespreking         | 10 november, 9 maart, 1 juni
1 werkdag na kerstvakantie                | 4 januari
"""

FROM = """
                                  | 2 weken voor groepsbespreking  | 20 oktober, 16 februari, 11 mei
4 weken voor groepsbespreking     | 2 weken voor groepsbespreking  | 20 oktober, 16 februari, 11 mei
na vakantie                       | 2 weken voor groepsbespreking  | 26 oktober, 1 maart, 10 mei
                                  | einde schoolweek 11            | 16 november
                                  | 1 week na rapport              | 12 februari, 25 juni
begin laatste schoolweek          | einde laatste schoolweek       | 12 juli
1 september                       | einde schooljaar               | 1 september
direct                            | einde mei                      | 31 augustus
begin gespreksronde herfst, anders begin schoolweek 2 | einde schoolweek 3 | 7 september
"""

SINCE = """
                                  | 2 weken voor groepsbespreking  | 22 september, 19 januari, 13 april
na vorige groepsbespreking        | 2 weken voor groepsbespreking  | 31 augustus, 18 november, 17 maart
begin schooljaar                  | einde hgw-blok                 | 31 augustus, 31 augustus, 31 augustus
begin hgw-blok                    | einde hgw-blok                 | 1 september, 1 december, 1 april
"""

SAID_WRONG = """
weken voor rapport                | 0  | voor "weken" ontbreekt een getal, bijvoorbeeld: 2 weken voor rapport
twee weken voor rapport           | 0  | schrijf een getal in cijfers: 2 in plaats van "twee"
0 weken voor rapport              | 0  | een hoeveelheid is een heel getal van 1 tot en met 400, niet "0"
2 wekken voor rapport             | 2  | onbekende eenheid "wekken"; bedoel je "weken"?
2 weken rapport                   | 8  | hier verwacht ik "voor" of "na", niet "rapport"
2 weken voor                      | 8  | na "voor" ontbreekt een anker, bijvoorbeeld: rapport
2 weken voor de groepsbespreking  | 13 | laat "de" weg, en schrijf alleen: groepsbespreking
2 weken voor begin                | 13 | na "begin" ontbreekt een anker, bijvoorbeeld: rapport
rapport                           | 0  | voor "rapport" ontbreekt "op", "begin", "einde", "voor" of "na"
op raport                         | 3  | onbekend anker "raport"; bedoel je "rapport"?
op barbecue                       | 3  | onbekend anker "barbecue"; een eigen datum zet je bij "ankers" in de kalender
einde schoolweek 54               | 17 | een schooljaar heeft geen schoolweek 54: kies 1 tot en met 53
op laatste rapport juni           | 19 | "laatste" en "juni" kiezen allebei: houd er een over
op tweede kerstvakantie           | 3  | "tweede" past niet bij "kerstvakantie": dat komt een keer per schooljaar voor
direct na rapport                 | 7  | de zin is hier al af; haal "na rapport" weg
30 februari                       | 0  | 30 februari bestaat niet: februari heeft 29 dagen
anders einde mei                  | 0  | voor "anders" ontbreekt een tijdzin
, anders einde mei                | 0  | voor "anders" ontbreekt een tijdzin
einde mei, anders                 | 16 | hier ontbreekt een tijdzin, bijvoorbeeld: 2 weken voor rapport
"""

QUANTITIES = """
1 dag | 1 dag
2 dagen | 2 dagen
1 weken | 1 week
06 Maanden | 6 maanden
400 schooldagen | 400 schooldagen
3 werkdag | 3 werkdagen
"""

WORDS = ["voor", "na", "op", "begin", "einde", "anders", ",", "direct", "2", "0", "1", "31", "mei", "weken", "werkdag"]
WORDS += [
    "schoolweek",
    "laatste",
    "vorige",
    "tweede",
    "rapport",
    "rapport,",
    "herfstvakantie",
    "startweek",
    "x",
    "\n",
    "\t",
]


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(each.strip() for each in line.split("|")) for line in table.strip("\n").splitlines()]


def table(text: str, *names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(names, rows(text), ids=[" | ".join(each[:-1]) or "default" for each in rows(text)])


def said(days: list[str]) -> str:
    return ", ".join(dutch(date.fromisoformat(each)) for each in days)


def facts() -> Facts:
    return Facts(
        BRIN,
        "2026-2027",
        pupils=(
            Pupil("1", birth=date(2022, 10, 10), entry=date(2026, 10, 12), exit=date(2027, 3, 19), year_group="1"),
        ),
        groups=(
            Group("1/2 B", "2026-2027", year_groups=frozenset({1, 2})),
            Group("5/6", "2026-2027", year_groups=frozenset({5, 6})),
        ),
        staff=(
            Staff("sta", working_days=("ma", "di"), out_of_service=date(2027, 1, 31)),
            Staff("bla", working_days=("ma", "di")),
        ),
        registrations=(Registration("seo-zorg", "leerling", "1", date(2027, 2, 3)),),
        cases=(Case("gesprek", "g1", "leerling", "1", begin=date(2026, 11, 5)),),
    )


@cache
def asked(staff: str = "") -> School:
    text = (SCHOOL / "calendar" / "2026-2027.yaml").read_bytes()
    return school(text, facts=facts(), staff=[staff] if staff else [])


@table(THE_SCHOOL, "phrase", "dates")
def test_a_phrase_about_the_school(phrase: str, dates: str) -> None:
    assert said(asked().due(phrase, asked().itself)) == dates


@table(GROUP_1_2_B, "phrase", "dates")
def test_a_phrase_about_a_group_with_dates_of_its_own(phrase: str, dates: str) -> None:
    assert said(asked().due(phrase, asked().group("1/2 B"))) == dates


@table(GROUP_5_6, "phrase", "dates")
def test_a_phrase_about_a_group_of_older_children(phrase: str, dates: str) -> None:
    assert said(asked().due(phrase, asked().group("5/6"))) == dates


@table(PUPIL, "phrase", "dates")
def test_a_phrase_about_a_pupil(phrase: str, dates: str) -> None:
    assert said(asked().due(phrase, asked().pupil("1"))) == dates


@table(STAFF, "phrase", "dates")
def test_a_phrase_about_somebody_who_leaves(phrase: str, dates: str) -> None:
    assert said(asked("sta").due(phrase, asked("sta").member("sta"))) == dates


@table(STAYING_STAFF, "phrase", "dates")
def test_a_phrase_in_somebodys_own_working_days(phrase: str, dates: str) -> None:
    assert said(asked("bla").due(phrase, asked("bla").member("bla"))) == dates


@table(FROM, "opens", "due", "dates")
def test_from_when_a_task_shows(opens: str, due: str, dates: str) -> None:
    assert said(asked().opens(opens, due, asked().itself)) == dates


@table(SINCE, "since", "due", "dates")
def test_since_when_evidence_counts(since: str, due: str, dates: str) -> None:
    assert said(asked().since(since, due, asked().itself)) == dates


@table(SAID_WRONG, "phrase", "offset", "message")
def test_a_mistake_in_a_phrase_is_told_at_its_own_place(phrase: str, offset: str, message: str) -> None:
    assert read_phrase(phrase, school_language().vocabulary) == PhraseMistake(int(offset), message)


@table(QUANTITIES, "text", "again")
def test_a_quantity_is_said_as_people_say_it(text: str, again: str) -> None:
    assert str(read_quantity(text)) == again


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)))
def test_any_text_is_a_phrase_or_a_mistake_in_it(text: str) -> None:
    found = read_phrase(text, school_language().vocabulary)
    if isinstance(found, PhraseMistake):
        assert 0 <= found.offset <= len(text)
        assert found.message


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_a_phrase_read_again_from_its_own_words_is_the_same(text: str) -> None:
    found = read_phrase(text, school_language().vocabulary)
    if isinstance(found, Phrase):
        assert read_phrase(found.words, school_language().vocabulary) == found


@pytest.mark.parametrize("number", ["9" * 5000, "٣", "²", "1e3", "-2", "+2"])
def test_a_strange_number_is_a_mistake_and_no_surprise(number: str) -> None:
    for phrase in (f"{number} weken voor rapport", f"{number} mei", f"einde schoolweek {number}"):
        found = read_phrase(phrase, school_language().vocabulary)
        assert isinstance(found, PhraseMistake) or found.alternatives[0].anchor is not None


def test_a_phrase_longer_than_any_agreement_is_told_so_at_once() -> None:
    found = read_phrase("1 week voor " * 4000 + "groepsbespreking", school_language().vocabulary)
    assert found == PhraseMistake(0, "deze tijdzin is te lang: hoogstens 300 tekens")

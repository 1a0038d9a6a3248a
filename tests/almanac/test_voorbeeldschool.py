"""The dates somebody worked out by hand for the voorbeeldschool (its LEESMIJ.md), on its own files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.census import Subject
from engine.intake.combine import combine
from engine.intake.folder import EXPORT, SHEETS, File, open_files
from engine.intake.merge import merge
from engine.model import TALK_ROUND, Told
from tests.almanac.school import BRIN, School, school

HERE = Path(__file__).parent.parent / "schools" / "voorbeeldschool"

# row of LEESMIJ.md | subject | which time (blank: the only one) | vanaf | uiterlijk | who, for working days | dates
BY_HAND = """
 1 | leerling 1001       |    | 2 weken voor instroom  | op instroom                       |     | 2026-09-29 2026-10-13
 2 | leerling 1014       |    | 2 weken voor instroom  | op instroom                       |     | 2027-06-07 2027-06-22
 3 | leerling 1015       |    | 2 weken voor instroom  | op instroom                       |     | 2027-01-18 2027-02-01
 4 | leerling 1013       |    |                        | 3 schooldagen voor instroom       |     | 2027-02-03 2027-02-17
 5 | leerling 1001       |    | 3 maanden na instroom  | 6 maanden na instroom             |     | 2027-01-13 2027-04-13
 6 | leerling 1004       |    | 3 maanden na instroom  | 6 maanden na instroom             |     | 2026-08-04 2026-11-04
 7 | leerling 1014       |    | 3 maanden na instroom  | 6 maanden na instroom             |     | -
 7 | leerling 1015       |    | 3 maanden na instroom  | 6 maanden na instroom             |     | -
 7 | leerling 1002       |    | 3 maanden na instroom  | 6 maanden na instroom             |     | 2026-05-09 2026-08-09
 8 | leerling 1002       |    |                        | 5 schooldagen na begin schooljaar |     | 2026-08-31 2026-09-07
 9 | zaak t2             |    | 4 weken voor toets     | 2 weken voor toets                |     | 2026-08-06 2026-08-20
10 | zaak t1             |    | 4 weken voor toets     | 2 weken voor toets                |     | 2026-10-13 2026-10-27
11 | school              | 1  | 3 weken voor periode   | voor periode                      |     | 2026-08-10 2026-08-30
12 | leerling 1011       |    | begin schooljaar       | einde schoolweek 4                |     | 2026-08-31 2026-09-25
13 | leerling 1002       |    | KENNISMAKING           | EINDE KENNISMAKING                |     | 2026-09-08 2026-09-10
14 | leerling 1009       |    | KENNISMAKING           | EINDE KENNISMAKING                |     | 2026-09-07 2026-09-18
15 | groep 1/2 A         | 1  | 3 weken voor gespreksronde | 1 week voor gespreksronde     |     | 2026-08-18 2026-09-01
15 | groep 5/6           | 1  | 3 weken voor gespreksronde | 1 week voor gespreksronde     |     | 2026-09-01 2026-09-15
16 | groep 1/2 A         | 6  |                        | einde schoolweek                  |     | 2026-10-06 2026-10-09
17 | groep 1/2 A         | 8  |                        | einde schoolweek                  |     | 2026-10-26 2026-10-29
18 | groep 1/2 A         | 9  |                        | einde schoolweek                  |     | 2026-11-02 2026-11-04
19 | groep 1/2 A         | 40 |                        | einde schoolweek                  |     | 2027-07-12 2027-07-16
20 | groep 1/2 A         | 6  |                        | begin schoolweek                  |     | 2026-10-06 2026-10-06
21 | groep 1/2 A         | 2  |                        | einde maand                       |     | 2026-10-15 2026-10-29
21 | groep 5/6           | 2  |                        | einde maand                       |     | 2026-10-16 2026-10-30
22 | groep 1/2 A         | 1  | na vakantie            | 1 week na vakantie                |     | 2026-10-26 2026-10-29
22 | groep 5/6           | 1  | na vakantie            | 1 week na vakantie                |     | 2026-10-26 2026-10-30
23 | groep 1/2 B         | 1  | 4 weken voor groepsbespreking | 2 weken voor groepsbespreking |  | 2026-10-22 2026-11-04
24 | groep 1/2 B         | 3  | 4 weken voor groepsbespreking | 2 weken voor groepsbespreking |  | 2027-05-03 2027-05-14
25 | groep 1/2 B         |    |                        | op groepsbespreking juni          |     | 2027-05-17 2027-05-31
26 | groep 1/2 B         |    |            | 2 schooldagen voor laatste groepsbespreking |    | 2027-05-13 2027-05-27
26 | groep 5/6           |    |            | 2 schooldagen voor laatste groepsbespreking |    | 2027-05-21 2027-06-04
27 | groep 1/2 B         | 1  | begin groepsbespreking | 2 schooldagen na groepsbespreking |     | 2026-11-19 2026-11-23
28 | groep 1/2 A         | 1  |                        | 4 weken voor groepsbespreekmaand  |     | 2026-09-18 2026-10-02
29 | groep 1/2 A         | 3  |                        | 4 weken voor groepsbespreekmaand  |     | 2027-04-09 2027-04-23
30 | groep 5/6           | 5  | na vakantie            | 1 week na vakantie                |     | 2027-08-30 2027-09-05
31 | zaak b1             |    |                        | 3 werkdagen na bericht            | ANN | 2026-09-30 2026-10-07
32 | zaak b2             |    |                        | 3 werkdagen na bericht            | GIJ | 2026-10-15 2026-10-27
33 | groep 1/2 A         | 1  |                        | 2 werkdagen voor rapport          | ESR | 2027-01-26 2027-02-09
34 | groep 5/6           | 1  |                        | 2 werkdagen voor rapport          | JOS | 2027-01-20 2027-02-03
35 | school              | 2  | op rapport             | 3 werkdagen na rapport            | FEN | 2027-06-25 2027-07-05
36 | school              | 1  |                        | op teamoverleg                    |     | 2026-08-13 2026-08-27
36 | school              | 2  |                        | op teamoverleg                    |     | 2026-09-21 2026-10-05
36 | school              | 3  |                        | op teamoverleg                    |     | 2027-06-04 2027-06-18
37 | school              |    |                        | 1 maand voor sportdag             |     | 2027-04-05 2027-04-19
38 | zaak e1             |    |                        | 1 week na einde extra-hulp        |     | 2027-05-05 2027-05-12
38 | zaak e2             |    |                        | 1 week na einde extra-hulp        |     | -
39 | zaak s2             |    |                        | op signalering                    |     | 2027-05-15 2027-05-18
40 | zaak a2             |    |                        | begin afwezigheid                 |     | 2026-12-21 2027-01-04
41 | leerling 1011       |    | 2 weken voor uitstroom | op uitstroom                      |     | 2027-03-28 2027-04-09
42 | zaak g3             |    |                        | 3 schooldagen na gesprek          |     | 2027-07-15 2027-07-20
43 | volgend jaar 1/2 A  |    |                        | einde mei                         |     | 2027-05-17 2027-05-31
44 | leerling 1003       |    | op groepsindeling      | einde schooljaar                  |     | 2027-06-11 2027-07-16
45 | leerling 1003       |    | na schooljaar          | 31 juli                           |     | 2027-07-17 2027-07-31
46 | school              |    |                        | einde november                    |     | 2026-11-16 2026-11-30
47 | leerling 1015       | 3  | 3 weken voor vakantie  | voor vakantie                     |     | 2027-01-30 2027-02-19
47 | leerling 1015       | 4  | 3 weken voor vakantie  | voor vakantie                     |     | 2027-04-03 2027-04-23
"""
SENTENCES = {
    "KENNISMAKING": "begin gespreksronde kennismaking, anders begin schoolweek 2",
    "EINDE KENNISMAKING": "einde gespreksronde kennismaking, anders einde schoolweek 3",
}
ROWS = [[cell.strip() for cell in line.split("|")] for line in BY_HAND.strip().splitlines()]


@cache
def voorbeeldschool(*staff: str) -> School:
    files = {word: HERE / f"{word}.csv" for word in SHEETS} | {EXPORT: HERE / "edex.xml"}
    opened = open_files({word: File(path.name, path.read_bytes()) for word, path in files.items()}, BRIN)
    told = merge(Told(BRIN), opened.delivery).told
    text = (HERE / "calendar" / "2026-2027.yaml").read_bytes()
    return school(text, facts=combine(told), staff=staff)


def subject_of(asked: School, words: str) -> Subject:
    kind, _, name = words.partition(" ")
    if kind == "leerling":
        return asked.pupil(name)
    if kind == "groep":
        return asked.group(name)
    if kind == "volgend":
        return asked.group(name.removeprefix("jaar "), "2027-2028")
    return asked.case(name) if kind == "zaak" else asked.itself


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"row {row[0]}, {row[1]} {row[2]}".strip())
def test_the_dates_worked_out_by_hand(row: list[str]) -> None:
    number, words, which, vanaf, uiterlijk, who, expected = row
    asked = voorbeeldschool(who) if who else voorbeeldschool()
    subject = subject_of(asked, words)
    opens, due = SENTENCES.get(vanaf, vanaf), SENTENCES.get(uiterlijk, uiterlijk)
    steady = number == "45"
    pairs = zip(asked.opens(opens, due, subject, steady=steady), asked.due(due, subject, steady=steady), strict=True)
    found = [" ".join(each) for each in pairs]
    if which:
        found = found[int(which) - 1 : int(which)]
    assert found == ([] if expected == "-" else [expected])


def test_every_row_of_the_list_is_here() -> None:
    listed = [line for line in (HERE / "LEESMIJ.md").read_text().splitlines() if line.startswith("| ")]
    assert {int(row[0]) for row in ROWS} == {int(line.split("|")[1]) for line in listed if line[2].isdigit()}


def test_eleven_months_have_a_bulletin_and_august_has_not() -> None:
    asked = voorbeeldschool()
    assert len(asked.due("einde maand", asked.group("1/2 A"))) == 11
    assert asked.due("einde augustus", asked.group("1/2 A")) == ["2026-08-31"]


def test_the_rounds_of_a_year_are_the_schools_and_the_one_only_5_6_has() -> None:
    asked = voorbeeldschool()
    rounds = [numbered.date for numbered, _ in asked.timing.occasions.dated_anchors.rounds(TALK_ROUND, 2026)]
    every = [Subject(TALK_ROUND, each.name, round=each) for each in rounds]
    found = [f"{each.key} {' '.join(asked.due('1 week voor gespreksronde', each))}" for each in every]
    assert found == ["kennismaking 2026-09-01", "startgesprekken 5/6 2026-09-15", "rapport februari 2027-02-08"]

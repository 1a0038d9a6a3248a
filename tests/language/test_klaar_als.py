"""Every field of `klaar_als`, in tables: what must show that it is done, and for whom it shows.

The people are in tests/language/people.py. A rule is due on 1 March, so it opens on 15 February and evidence counts
from 18 January; it is looked at on 24 February.
"""

from __future__ import annotations

import pytest

from engine.conditions.known import EVIDENCE
from tests.language.people import done, rule, tasks

PUPILS = """
{handmatig: ja}                                         |
{registratie: observatie}                               | 2
{registratie: observatie, sinds: ooit}                  | 1, 2
{registratie: observatie, sinds: begin schooljaar}      | 1, 2
{registratie: observatie, sinds: begin schooljaar, minstens: 2} | 1
{registratie: observatie, gebied: taal}                 | 2
{registratie: observatie, gebied: [seo, taal], sinds: ooit} | 1, 2
{registratie: observatie, waarde: zwak}                 | 2
{registratie: observatie, waarde: sterk}                |
{registratie: [observatie, groei]}                      | 2, 3
{registratie: groei, waarde: {meer_dan: 10}}            | 3
{registratie: niveau, waarde: groep 1 basis, laatste: ja, sinds: ooit} |
{elk_gebied: [taal]}                                    | 2
{elk_gebied: [seo, rekenen], sinds: ooit}               | 1
{elk_gebied: ja, sinds: ooit}                           |
{gesprek: startgesprek}                                 |
{gesprek: startgesprek, sinds: begin schooljaar}        | 1
{gesprek: [startgesprek, rapport], sinds: ooit}         | 1
{lid_van: {soort: subgroep, naam: nt2}}                 | 2
{gearchiveerd: ja}                                      | 4
{toestand_voorbij: ja}                                  |
{registratie: observatie, lid_van: subgroep}            | 2
{alle_van: [{registratie: observatie}, {registratie: niveau}]} |
{alle_van: [{registratie: observatie, sinds: ooit}, {registratie: niveau, sinds: ooit}]} | 1
{een_van: [{registratie: observatie}, {registratie: groei}]} | 2, 3
{niet: {lid_van: subgroep}}                             | 1, 3, 4, 6
{registratie: observatie, sinds: ooit, niet: {lid_van: subgroep}} | 1
"""

GROUPS = """
{registratie: groepsanalyse}                            | 3 A
{registratie: observatie, van: leerlingen}              | 1/2 A
{registratie: observatie, van: leerlingen, minstens: 2} |
{registratie: observatie, van: leerlingen, minstens: 3, sinds: ooit} | 1/2 A
{heeft_leerkracht: ja}                                  | 1/2 A, 3 A
{heeft_leerkracht: nee}                                 | Leeg
"""

SCHOOL = """
{registratie: gespreksplanner}                          | 99XX
{groepen: {schooljaar: volgend, jaargroep: 3}}          | 99XX
{groepen: {schooljaar: volgend, jaargroep: 4}}          |
{groepen: {soort: subgroep, naam: nt2}}                 | 99XX
{kalender: {}}                                          | 99XX
{kalender: {schooljaar: volgend}}                       |
{kalender: {anker: periode, minstens: 4}}               | 99XX
{kalender: {anker: periode, minstens: 5}}               |
{kalender: {anker: periode, schooljaar: volgend}}       |
{kalender: {anker: groepsbespreking, binnen: gelegenheid}} | 99XX
{kalender: {anker: sportdag, binnen: gelegenheid}}      |
{kalender: {elk_anker: ja}}                             | 99XX
{kalender: {elk_anker: ja, schooljaar: volgend}}        |
{een_van: [{handmatig: ja}, {niet: {kalender: {elk_anker: ja, schooljaar: volgend}}}]} | 99XX
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(each.strip() for each in line.split("|")) for line in table.strip("\n").splitlines()]


@pytest.mark.parametrize(("proof", "who"), rows(PUPILS))
def test_something_about_pupils_is_done(proof: str, who: str) -> None:
    assert done("leerling", proof) == who


@pytest.mark.parametrize(("proof", "who"), rows(GROUPS))
def test_something_about_groups_is_done(proof: str, who: str) -> None:
    assert done("groep", proof) == who


@pytest.mark.parametrize(("proof", "who"), rows(SCHOOL))
def test_something_about_the_school_is_done(proof: str, who: str) -> None:
    assert done("school", proof) == who


def test_evidence_within_the_occasion_is_not_of_after_it() -> None:
    proof = "{registratie: observatie, sinds: begin november%s}"
    assert done("leerling", proof % "", "einde november") == "1, 2"
    assert done("leerling", proof % ", binnen: gelegenheid", "einde november") == "1"


def test_an_account_is_there() -> None:
    assert done("medewerker", "{account: ja}") == "an, ed"


def test_a_talk_says_of_itself_that_it_was_held() -> None:
    assert done("gesprek", "{zaak: {status: gevoerd}}", "1 week na gesprek") == "g1"
    assert done("gesprek", "{zaak: {minuten: {meer_dan: 10}}}", "1 week na gesprek") == "g2"


def test_a_pupil_whom_the_export_no_longer_names_is_removed() -> None:
    assert done("leerling", "{verwijderd: ja}") == ""
    assert done("leerling", "{verwijderd: ja}", gone="3") == "3"


@pytest.mark.parametrize("name", sorted(EVIDENCE))
def test_every_field_stands_in_a_test_above(name: str) -> None:
    tested = PUPILS + GROUPS + SCHOOL + "account: zaak: verwijderd:"
    assert f"{name}:" in tested


@pytest.mark.parametrize(
    ("proof", "records"),
    [
        ("{registratie: observatie}", [("observatie", "", "")]),
        ("{registratie: observatie, gebied: seo, waarde: goed}", [("observatie", "seo", "goed")]),
        ("{alle_van: [{registratie: groei}, {registratie: niveau}]}", [("groei", "", ""), ("niveau", "", "")]),
        ("{registratie: groei, gearchiveerd: ja}", [("groei", "", ""), ("gearchiveerd", "", "")]),
        ("{alle_van: [{registratie: groei}, {handmatig: ja}]}", []),
        ("{een_van: [{registratie: groei}, {registratie: niveau}]}", []),
        ("{registratie: [groei, niveau]}", []),
        ("{registratie: observatie, minstens: 2}", []),
        ("{registratie: groei, waarde: {meer_dan: 10}}", []),
        ("{elk_gebied: ja}", []),
        ("{handmatig: ja}", []),
        ("{gesprek: startgesprek}", []),
        ("{niet: {registratie: groei}}", []),
    ],
)
def test_what_a_tick_records(proof: str, records: list[tuple[str, str, str]]) -> None:
    ticks = rule("leerling", f"klaar_als: {proof}").done_when.ticks
    assert [(each.kind, each.area, each.value) for each in ticks] == records


def test_about_the_pupils_of_a_group_a_tick_records_nothing() -> None:
    assert rule("groep", "klaar_als: {registratie: observatie, van: leerlingen}").done_when.ticks == ()


def said(proof: str, number: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (found,) = [each for each in tasks("leerling", proof) if each.subject == number]
    return found.because.missing, found.because.proof


@pytest.mark.parametrize(
    ("proof", "number", "missing", "shown"),
    [
        ("{registratie: observatie}", "1", ("observatie sinds 18 januari",), ()),
        ("{registratie: observatie}", "2", (), ("observatie taal van 10 februari",)),
        ("{registratie: observatie, minstens: 2, gebied: seo}", "2", ("2 keer observatie seo sinds 18 januari",), ()),
        ("{gesprek: startgesprek, sinds: ooit}", "1", (), ("gesprek startgesprek van 10 november",)),
        ("{gesprek: startgesprek, sinds: ooit}", "2", ("een gesprek (startgesprek)",), ()),
        ("{elk_gebied: [seo, taal]}", "2", ("observatie seo",), ()),
        ("{een_van: [{registratie: groei}, {lid_van: stam}]}", "1", (), ("zit in een groep van de soort stam",)),
        ("{niet: {registratie: observatie}}", "2", ("niet (observatie taal van 10 februari)",), ()),
        ("{handmatig: ja}", "1", (), ()),
    ],
)
def test_what_is_missing_or_shown_is_said_in_plain_words(
    proof: str, number: str, missing: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    assert said(proof, number) == (missing, shown)

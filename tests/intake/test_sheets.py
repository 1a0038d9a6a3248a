"""Csv files with every mistake in one go, each at its line and column."""

from __future__ import annotations

from datetime import date

import pytest

from engine.intake.folder import File, open_files
from engine.kinds import Kinds
from engine.model import Case, Staff
from tests.intake.school import lines, opened, sample_school


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("medewerkers", "", ["1:1: het bestand is leeg; op de eerste regel horen de namen van de kolommen"]),
        (
            "medewerkers",
            "cod,email,email\nANN,a@b.nl,\n",
            [
                '1:1: de kolom "code" ontbreekt',
                '1:1: onbekende kolom "cod"; bedoel je "code"?',
                '1:3: de kolom "email" staat er twee keer',
            ],
        ),
        (
            "medewerkers",
            "code;email;rollen\nANN;a@b.nl;leerkracht;ib\n",
            ['2:4: er staan meer velden dan kolommen; zet een lijst met ; tussen aanhalingstekens, zoals "ma;di"'],
        ),
        (
            "medewerkers",
            "rollen,code,werkdagen,soort\nleerkacht;ib,ANN,ma;wo-onevn,stagair\n",
            [
                '2:1: onbekende rol "leerkacht"; bedoel je "leerkracht"?',
                '2:3: onbekende werkdag "wo-onevn"; bedoel je "wo-oneven"?',
                '2:4: onbekende soort medewerker "stagair"; bedoel je "stagiair"?',
            ],
        ),
        (
            "medewerkers",
            "code,email,in_dienst,uit_dienst,account\nANN,anna,31-8-2026,2026-13-01,j\nBRA,,2026-09-02,2026-09-01,\n",
            [
                '2:2: "anna" is geen e-mailadres',
                '2:3: "31-8-2026" is geen datum; schrijf 2026-08-31',
                "2:4: de dag 2026-13-01 bestaat niet",
                '2:5: bij "account" hoort ja of nee, niet "j"',
                '3:4: "uit_dienst" (2026-09-01) ligt voor "in_dienst" (2026-09-02)',
            ],
        ),
        (
            "medewerkers",
            "code,email\nANN,a@b.nl\n\n,c@d.nl\nANN,\n",
            [
                '4:1: "code" is niet ingevuld',
                "5:1: deze medewerker staat er twee keer in, de eerste keer op regel 2",
            ],
        ),
        (
            "medewerkers",
            'code,email\nANN,"a@b.nl\nBRA,c@d.nl\n',
            ["2:1: dit veld houdt niet op; staat er ergens een aanhalingsteken te veel?"],
        ),
        (
            "medewerkers",
            'code,email\nANN,"a"b@c.nl\n',
            ["2:1: de aanhalingstekens kloppen niet: na het laatste hoort het veld voorbij te zijn"],
        ),
        (
            "leerlingen",
            "leerlingnummer,kenmerken,instroom,uitstroom\n1,nt-2;verhuizing,2026-09-02,2026-09-01\n",
            [
                '2:2: onbekend kenmerk "nt-2"; bedoel je "nt2"?',
                '2:4: "uitstroom" (2026-09-01) ligt voor "instroom" (2026-09-02)',
            ],
        ),
        (
            "groepen",
            "groep,schooljaar,soort,jaargroepen\n3,2026,stamgroep,3;9\n",
            [
                '2:2: "2026" is geen schooljaar; schrijf het als 2026-2027',
                '2:3: onbekende soort groep "stamgroep"; bedoel je "stam"?',
                '2:4: "9" is geen jaargroep; schrijf 1 t/m 8, zoals 1;2',
            ],
        ),
        (
            "registraties",
            "soort,onderwerp_type,onderwerp,op,gebied\nobservati,leering,1,2026-02-30,reken\nobservatie,leerling,,,\n",
            [
                '2:1: onbekende soort registratie "observati"; bedoel je "observatie"?',
                '2:2: onbekend onderwerp_type "leering"; bedoel je "leerling"?',
                "2:4: de dag 2026-02-30 bestaat niet",
                '2:5: onbekend gebied "reken"; bedoel je "rekenen"?',
                '3:3: "onderwerp" is niet ingevuld',
                '3:4: "op" is niet ingevuld',
            ],
        ),
        (
            "zaken",
            "type,sleutel,onderwerp_type,onderwerp,soort,van,tot_en_met,kenmerken\n"
            "gespek,g1,leerling,1,,2026-09-02,2026-09-01,status=gevoert;tijd=25:00;los;online=j\n"
            "gesprek,g1,leerling,1,startgesprk,,,minuten=veel;kleur=rood\ngesprek,g1,leerling,1,,,,\n",
            [
                '2:1: onbekend type zaak "gespek"; bedoel je "gesprek"?',
                '2:7: "tot_en_met" (2026-09-01) ligt voor "van" (2026-09-02)',
                '2:8: bij "tijd" hoort een tijd als 15:30, niet "25:00"',
                '2:8: een kenmerk heet naam=waarde, zoals los=ja; hier staat "los"',
                '2:8: onbekende waarde bij online: "j"; bedoel je "ja"?',
                '2:8: onbekende waarde bij status: "gevoert"; bedoel je "gevoerd"?',
                '3:5: onbekende soort "startgesprk"; bedoel je "startgesprek"?',
                '3:8: bij "minuten" hoort een aantal minuten als 10, niet "veel"',
                '3:8: onbekend kenmerk "kleur"; kies uit status, online, afspraken, los, opvallend, extern, dagelijks, '
                "kanaal, duur, ontvanger, tijd, minuten",
                "4:1: deze zaak staat er twee keer in, de eerste keer op regel 3",
            ],
        ),
    ],
)
def test_every_mistake_of_a_file_is_told_at_its_place(word: str, text: str, expected: list[str]) -> None:
    assert lines(opened(**{word: text})) == [f"{word}.csv:{each}" for each in expected]


def test_an_unknown_kind_is_a_warning_and_the_row_is_kept() -> None:
    found = opened(registraties="soort,onderwerp_type,onderwerp,op\nluizencontrole,groep,3,2026-09-08\n")
    assert [each.is_error for each in found.problems] == [False]
    assert [row.value.kind for row in found.delivery.registrations.rows] == ["luizencontrole"]


def test_what_a_school_adds_to_the_lists_is_known() -> None:
    own = Kinds().extended(["luizencontrole"], ["muziek"], ["rondje"], ["muzikaal"], ["excursie", "pesten"])
    texts = {
        "registraties": "soort,onderwerp_type,onderwerp,op,gebied\nluizencontrole,excursie,x,2026-09-08,muziek\n",
        "leerlingen": "leerlingnummer,kenmerken\n1,muzikaal\n",
        "zaken": "type,sleutel,onderwerp_type,onderwerp,soort\nexcursie,x,school,,\nsignalering,s,leerling,1,pesten\n"
        "gesprek,g,leerling,1,rondje\n",
    }
    files = {word: File(word, text.encode()) for word, text in texts.items()}
    assert open_files(files, "99XX", own).problems == ()
    assert len(open_files(files, "99XX").problems) == 7


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_reads_the_same_in_every_encoding_with_either_delimiter(
    encoding: str, delimiter: str, ending: str
) -> None:
    rows = [["vorige_groep", "leerlingnummer", "kenmerken"], ["Beërs", "0417", '"nt2;verhuizing"'], ["", "2", ""]]
    text = ending.join(delimiter.join(row) for row in rows)
    found = open_files({"leerlingen": File("l.csv", text.encode(encoding))}, "99XX")
    assert found.problems == ()
    first = found.delivery.pupils.rows[0].value
    assert (first.number, first.previous_group, dict(first.traits)) == ("0417", "Beërs", {"nt2": "", "verhuizing": ""})


def test_a_column_that_is_not_there_and_one_that_is_empty_are_both_unknown() -> None:
    found = opened(medewerkers="code,email,rollen,werkdagen\nANN,,,\n").delivery
    assert [row.value for row in found.staff.rows] == [Staff("ANN")]


def test_the_files_of_the_sample_school_are_read_as_they_stand() -> None:
    delivery = opened(**sample_school()).delivery
    assert [len(each.rows) for each in (delivery.staff, delivery.pupils, delivery.groups)] == [11, 7, 9]
    assert [len(each.rows) for each in (delivery.registrations, delivery.cases)] == [8, 17]
    josje = next(row.value for row in delivery.staff.rows if row.value.code == "JOS")
    assert josje == Staff(
        "JOS",
        email="josje@voorbeeldschool.nl",
        roles=frozenset({"ib"}),
        working_days=("wo-oneven", "vr"),
        kind="vast",
        account=True,
    )
    assert delivery.cases.rows[5].value == Case(
        "bericht",
        "b2",
        "leerling",
        "1004",
        begin=date(2026, 10, 15),
        traits={"kanaal": "parro", "ontvanger": "GIJ"},
    )


def test_empty_columns_at_the_end_as_a_spreadsheet_writes_them_are_no_columns() -> None:
    found = opened(medewerkers="code;email;;\nANN;a@b.nl;;\n;;;\n")
    assert found.problems == ()
    assert [row.value.code for row in found.delivery.staff.rows] == ["ANN"]

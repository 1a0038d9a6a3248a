"""`jaarcyclus note`: what no export has, in two steps, as the same facts that the csv files give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.store.facts import load_told
from engine.store.log import load_events
from tests.cli.door import TODAY, add, change, jaarcyclus
from tests.cli.todo import looking_in, state, tasks

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model import Case, Told
    from tests.cli.door import Said


def note(folder: Path, *words: str, today: str = TODAY) -> Said:
    return jaarcyclus(folder, "note", *words, today=today)


def told(folder: Path) -> Told:
    with looking_in(folder) as store:
        return load_told(store)


def case(folder: Path, key: str) -> Case:
    (only,) = [each for each in told(folder).cases if each.key == key]
    return only


def as_row(it: Case) -> tuple[str, ...]:
    traits = ";".join(f"{name}={value}" for name, value in sorted(it.traits.items()))
    return (it.type, it.key, it.subject_type, it.subject, it.kind, str(it.begin or ""), str(it.end or ""), traits)


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        (
            "gesprek 1010 --soort rapport --op 2026-12-01 --online --los --tijd 15:30 --minuten 10",
            "gesprek gesprek-1010-2026-12-01 leerling 1010 rapport 2026-12-01 - los=ja;minuten=10;online=ja;tijd=15:30",
        ),
        (
            "gesprek 1010 --soort kennismaking --gevoerd --afspraken",
            "gesprek gesprek-1010-2026-11-17 leerling 1010 kennismaking 2026-11-17 - afspraken=ja;status=gevoerd",
        ),
        (
            "signalering 1002 --soort dyslexie --op 2026-11-16 --opvallend",
            "signalering signalering-1002-2026-11-16 leerling 1002 dyslexie 2026-11-16 - opvallend=ja",
        ),
        (
            "afwezigheid ann --van 2026-11-18 --tot 2026-11-20 --duur kort",
            "afwezigheid afwezigheid-ANN-2026-11-18 medewerker ANN - 2026-11-18 2026-11-20 duur=kort",
        ),
        (
            "toets 5/6 --soort rekenen --op 2026-12-01",
            "toets toets-5-6-2026-12-01 groep 5/6 rekenen 2026-12-01 - -",
        ),
        (
            "bericht 1004 --kanaal parro --ontvanger gij",
            "bericht bericht-1004-2026-11-17 leerling 1004 - 2026-11-17 - kanaal=parro;ontvanger=GIJ",
        ),
        ("bericht anna --kanaal mail", "bericht bericht-ANN-2026-11-17 medewerker ANN - 2026-11-17 - kanaal=mail"),
        (
            "extra-hulp 1002 --soort rt --van 2026-11-23 --extern",
            "extra-hulp extra-hulp-1002-2026-11-23 leerling 1002 rt 2026-11-23 - extern=ja",
        ),
        ("doel mondelinge-taal --dagelijks", "doel doel-mondelinge-taal school 99XX mondelinge-taal - - dagelijks=ja"),
    ],
)
def test_a_note_is_the_row_a_csv_would_have(living: Path, typed: str, row: str) -> None:
    said = note(living, *typed.split())
    assert said.code == 0, said.err
    expected = tuple("" if each == "-" else each for each in row.split())
    assert as_row(case(living, expected[1])) == expected


def test_a_note_gives_the_same_tasks_as_the_csv(living: Path, tmp_path: Path) -> None:
    note(living, "signalering", "1002", "--soort", "incident", "--op", "2026-11-16")
    mine = tasks(living)
    key = "signalering-1002-2026-11-16"
    add(
        tmp_path / "zaken.csv",
        "type,sleutel,onderwerp_type,onderwerp,soort,van,tot_en_met,kenmerken\n"
        f"signalering,{key},leerling,1002,incident,2026-11-16,,\n",
    )
    said = jaarcyclus(living, "import", "zaken", str(tmp_path / "zaken.csv"), today=TODAY)
    assert "Er verandert niets" in said.words
    assert tasks(living) == mine
    assert state(living, "vb-incident", key) == "te-laat"


def test_a_note_tells_which_tasks_come_of_it(living: Path) -> None:
    said = note(living, "gesprek", "1009", "--soort", "startgesprek", "--op", "2026-11-24", "--los")
    assert said.lines[0] == (
        "Genoteerd: gesprek startgesprek, Ivan (1009), dinsdag 24 november (sleutel gesprek-1009-2026-11-24)."
    )
    assert said.lines[1] == "Nieuw op de lijst:"
    assert "  dinsdag 1 december: Verslag, gesprek startgesprek van Ivan (1009), 5/6" in said.out


def test_noting_the_same_again_changes_nothing(living: Path) -> None:
    words = ("toets", "5/6", "--soort", "taal", "--op", "2026-12-01")
    note(living, *words)
    before = (told(living), tasks(living))
    assert note(living, *words).out.startswith("Stond er al: toets taal, groep 5/6, dinsdag 1 december")
    assert (told(living), tasks(living)) == before


def test_a_known_case_is_brought_up_to_date_by_its_key_and_keeps_what_it_said(living: Path) -> None:
    note(living, "bericht", "--sleutel", "b2", "--beantwoord")
    it = case(living, "b2")
    assert (it.subject, str(it.begin), dict(it.traits)) == (
        "1004",
        "2026-10-15",
        {"kanaal": "parro", "ontvanger": "GIJ", "status": "beantwoord"},
    )
    assert state(living, "vb-mail", "b2") == "klaar"


def test_noting_later_that_a_talk_was_held_closes_what_waits_for_it(living: Path) -> None:
    note(living, "gesprek", "1011", "--soort", "startgesprek", "--op", "2026-09-21")
    assert state(living, "vb-startgesprek", "1011") == "te-laat"
    said = note(living, "gesprek", "1011", "--soort", "startgesprek", "--op", "2026-09-21", "--gevoerd")
    assert "Daarmee klaar:" in said.out
    assert "Startgesprek, Kim (1011), 5/6" in said.out
    assert state(living, "vb-startgesprek", "1011") == "klaar"


def test_a_date_that_moves_moves_its_tasks(living: Path) -> None:
    note(living, "toets", "5/6", "--soort", "taal", "--op", "2027-01-19")
    said = note(living, "toets", "--sleutel", "toets-5-6-2027-01-19", "--op", "2027-01-26")
    assert "Verschoven:\n  dinsdag 12 januari: " in said.out
    assert len([each for each in tasks(living) if each["gelegenheid"] == "toets-5-6-2027-01-19"]) == 1


def test_a_second_matter_on_the_same_day_gets_a_key_of_its_own(living: Path) -> None:
    note(living, "signalering", "1002", "--soort", "dyslexie")
    assert "(sleutel signalering-1002-2026-11-17-2)" in note(living, "signalering", "1002", "--soort", "incident").out


def test_a_registration_is_noted_with_area_value_and_who(living: Path) -> None:
    said = note(living, "registratie", "observatie", "1003", "--gebied", "seo", "--waarde", "goed", "--door", "anna")
    assert said.lines[0] == "Genoteerd: observatie seo, Cas (1003), dinsdag 17 november."
    (it,) = [each for each in told(living).registrations if each.subject == "1003"]
    assert (it.kind, it.area, it.value, it.by, it.origin) == ("observatie", "seo", "goed", "ANN", "notitie")
    assert note(living, "registratie", "doelen-verdeeld").lines[0].startswith("Genoteerd: doelen-verdeeld, de school")
    assert (
        note(living, "registratie", "groepsanalyse", "1/2", "B")
        .lines[0]
        .startswith("Genoteerd: groepsanalyse, groep 1/2 B")
    )


def test_a_registration_about_a_case_closes_what_the_case_asks(living: Path) -> None:
    assert state(living, "vb-verslag", "g1") == "te-laat"
    note(living, "registratie", "gespreksverslag", "g1")
    assert state(living, "vb-verslag", "g1") == "klaar"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("gesprk 1009", 'onbekend woord "gesprk"; bedoel je "gesprek"?'),
        ("gesprek 1009", "zeg met --soort wat voor gesprek het is"),
        ("gesprek 1009 --soort startgesprk", 'onbekende soort "startgesprk"; bedoel je "startgesprek"?'),
        ("gesprek 10099 --soort rapport", 'onbekende leerling "10099"; noem het leerlingnummer uit de administratie'),
        ("gesprek 1009 --soort rapport --duur kort", '"duur" hoort niet bij gesprek'),
        ("gesprek 1009 --soort rapport --op 22-11-2026", '"22-11-2026" is geen datum; schrijf 2026-11-22'),
        ("gesprek 1009 --soort rapport --tijd half4", 'bij "tijd" hoort een tijd als 15:30, niet "half4"'),
        ("gesprek --soort rapport", "zeg over wie of wat het gaat, of noem een bekende zaak met --sleutel"),
        ("gesprek --sleutel g22", 'onbekend gesprek met sleutel "g22"; bedoel je "g2"?'),
        ("toets 5/7 --soort taal", 'onbekende groep "5/7"; bedoel je "5/6"?'),
        ("afwezigheid hannah", 'onbekende collega "hannah"; bedoel je "Hanna"?'),
        ("afwezigheid ann --van 2026-11-20 --tot 2026-11-18", '"tot_en_met" (2026-11-18) ligt voor "van" (2026-11-20)'),
        ("bericht 1004 --kanaal paro", 'onbekende waarde bij kanaal: "paro"; bedoel je "parro"?'),
        ("bericht 1004 --ontvanger gijss", 'onbekende collega "gijss"; bedoel je "GIJ"?'),
        ("registratie groepsanalise 1/2 A", 'onbekende soort registratie "groepsanalise"; bedoel je "groepsanalyse"?'),
        ("registratie observatie 1003 --gebied seoo", 'onbekend gebied "seoo"; bedoel je "seo"?'),
        ("registratie observatie 1003 --soort x", "dat hoort niet bij een registratie"),
        ("toets 5/6 --soort taal --gebied seo", "--gebied en --waarde horen bij een registratie, niet bij toets"),
        ("gesprek 1009 --soort rapport --kenmerk online", "een kenmerk heet naam=waarde"),
    ],
)
def test_a_slip_is_refused_with_the_word_that_comes_near_and_nothing_is_kept(
    living: Path, typed: str, message: str
) -> None:
    before = told(living)
    said = note(living, *typed.split())
    assert said.code == 2
    assert message in said.err
    assert len(said.err.splitlines()) == 1
    assert told(living) == before


def test_a_school_notes_its_own_kinds_and_types_of_cases(living: Path) -> None:
    change(living / "config.toml", "[store]", '[kinds]\ntalks = ["ouderkamer"]\ncases = ["schoolreis"]\n\n[store]')
    assert note(living, "gesprek", "1009", "--soort", "ouderkamer").code == 0
    assert note(living, "schoolreis", "5/6", "--op", "2027-05-20", "--kenmerk", "status=gevoerd").code == 0
    assert case(living, "schoolreis-5-6-2027-05-20").subject_type == "groep"


def test_who_noted_what_is_kept(living: Path) -> None:
    note(living, "signalering", "1002", "--soort", "incident", "--door", "anna")
    with looking_in(living) as store:
        (event,) = load_events(store, "signalering-1002-2026-11-17")
    assert (event.who, event.what) == ("ANN", "genoteerd")
    assert "incident" not in str(event.data)

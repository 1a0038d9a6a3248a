"""`jaarcyclus why-not`: every step of the evaluation, until one says no."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import QUIETLY, TODAY, add, change, jaarcyclus
from tests.cli.todo import key, with_rules

if TYPE_CHECKING:
    from pathlib import Path

NARROW = 80
RULES = """\
regels:
  - {id: geen-keer, titel: A, voor: leerkracht, per: groep, uiterlijk: voor periode 9}
  - {id: geen-naam, titel: A, voor: leerkracht, per: groep, uiterlijk: voor thema Winter}
  - {id: geen-datum, titel: A, voor: leerkracht, per: groep, uiterlijk: voor koffieochtend}
  - {id: te-vroeg, titel: A, voor: leerkracht, per: groep, uiterlijk: 20 augustus}
  - {id: weg, titel: A, voor: leerkracht, per: leerling, uiterlijk: einde schooljaar}
  - {id: uit-dienst, titel: A, voor: leerkracht, per: medewerker, uiterlijk: einde schooljaar}
  - {id: geen-instroom, titel: A, voor: leerkracht, per: leerling, uiterlijk: 6 maanden na instroom}
  - {id: geen-uitstroom, titel: A, voor: leerkracht, per: leerling, uiterlijk: op uitstroom}
  - {id: geen-zorg, titel: A, voor: leerkracht, per: leerling, uiterlijk: 1 week na seo-zorg}
  - id: velden
    titel: A
    voor: leerkracht
    per: leerling
    waar:
      jaargroep: 2
      kenmerk: nt2
      niet: {jaargroep: [1, 2]}
      een_van: [{jaargroep: 7}, {jaargroep: 8}]
    uiterlijk: einde mei
  - {id: direct, titel: A, voor: beheerder, per: medewerker, waar: {account: nee}, uiterlijk: direct}
  - {id: ander-jaar, titel: A, voor: leerkracht, per: groep, waar: {schooljaar: volgend}, uiterlijk: einde mei}
  - {id: maand, titel: A, voor: leerkracht, per: groep, waar: {maand: maart}, uiterlijk: op groepsbespreking}
  - {id: slaper, titel: A, voor: leerkracht, per: schoolreis, uiterlijk: op schoolreis}
  - {id: iets, titel: A, voor: leerkracht, per: groep, uiterlijk: 1 december, voorheen: oud-iets}
aanpassingen:
  - {id: vb-sportdag, uit: ja}
"""


@pytest.fixture(scope="module")
def asked(living_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(living_once, tmp_path_factory.mktemp("why") / "school")
    change(folder / "config.toml", "[store]", '[kinds]\ncases = ["schoolreis"]\n\n[store]')
    return with_rules(folder, RULES)


def why_not(folder: Path, *words: str, today: str = TODAY) -> str:
    said = jaarcyclus(folder, "why-not", *words, today=today)
    assert said.code == 0, said.err
    return said.words


@pytest.mark.parametrize(
    ("rule", "about", "sentence"),
    [
        ("geen-keer", "1/2 A", "periode komt in 2026-2027 maar 4 keer voor, en de regel vraagt nummer 9"),
        ("geen-naam", "1/2 A", 'er is in 2026-2027 geen thema "winter" (wel: Herfst, Licht, Lente)'),
        ("geen-datum", "1/2 A", "koffieochtend komt in 2026-2027 niet voor"),
        ("te-vroeg", "1/2 A", "wat voor de start op 24 augustus 2026 af moest, wordt geen taak"),
        ("weg", "1008", "1008 is op 16 juli 2027 niet op school (vanaf 12 januari 2026 tot en met 12 maart 2027)"),
        ("uit-dienst", "CAR", "CAR is op 16 juli 2027 niet in dienst (tot en met 1 maart 2027)"),
        ("geen-instroom", "1010", "van 1010 is geen instroom bekend"),
        ("geen-uitstroom", "1001", "van 1001 is geen uitstroom bekend"),
        ("geen-zorg", "1001", "over 1001 is geen seo-zorg vastgelegd"),
        ("direct", "anna", 'Op dit moment: geen taak, want "geen account" geldt niet.'),
        ("ander-jaar", "5/6", 'geen taak, want "groep van volgend schooljaar" geldt niet'),
        ("maand", "5/6", "groepsbespreking, uiterlijk 17 november 2026; groepsbespreking, uiterlijk 8 juni 2027"),
    ],
)
def test_the_step_that_says_no_is_told(asked: Path, rule: str, about: str, sentence: str) -> None:
    assert sentence.lower() in why_not(asked, rule, about).lower()


def test_every_clause_that_does_not_hold_is_named_and_none_that_does(asked: Path) -> None:
    said = why_not(asked, "velden", "1001")
    assert '"jaargroep 2" geldt niet' in said
    assert '"kenmerk nt2" geldt niet' in said
    assert '"jaargroep 1 of 2" geldt wel, en dat mag hier niet' in said
    assert "geen van deze geldt: jaargroep 7; jaargroep 8" in said
    other = why_not(asked, "velden", "1002")
    assert '"kenmerk nt2" geldt niet' not in other


def test_an_occasion_in_another_school_year_says_which(asked: Path) -> None:
    said = why_not(asked, "geen-instroom", "1001", "--schooljaar", "2025-2026")
    assert '"6 maanden na instroom" is 13 april 2027, en hoort bij schooljaar 2026-2027' in said


def test_where_there_is_a_task_it_says_so_with_its_state_and_key(asked: Path) -> None:
    one = key(asked, "vb-analyse", "1/2 A", "/1")
    said = why_not(asked, "vb-analyse", "1/2a")
    assert "Analyse voor de groepsbespreking" in said
    assert f"er is een taak, klaar; zie `jaarcyclus explain {one}`." in said


def test_a_day_that_comes_back_all_year_is_not_told_two_hundred_times(asked: Path) -> None:
    said = jaarcyclus(asked, "why-not", "vb-dagplanning", "1/2", "A", today=TODAY)
    assert said.out.count("er is een taak") == 6
    assert "En nog " in said.out
    assert "keer, van 31 augustus 2026 tot en met 16 juli 2027: geen taak" in why_not(asked, "vb-dagplanning", "5/6")


def test_a_rule_that_is_off_asleep_renamed_or_of_another_pack_says_so(asked: Path) -> None:
    assert "De regel staat uit (rules/eigen.yaml, regel 27)." in why_not(asked, "vb-sportdag")
    assert "uit een pakket dat je school niet gebruikt" in why_not(asked, "okg-verslag", "g1")
    assert why_not(asked, "oud-iets", "5/6").startswith("A, groep 5/6, schooljaar 2026-2027 (rules/eigen.yaml, regel")
    said = jaarcyclus(asked, "why-not", "slaper", "sr1", today=TODAY)
    assert "slaapt: wacht op schoolreis" in said.words


def test_a_rule_in_a_broken_file_says_which_file(living: Path) -> None:
    add(
        living / "rules" / "kapot.yaml",
        "regels:\n  - {id: eigen-kapot, titel: A, voor: leerkrcht, per: groep, uiterlijk: 1 mei}\n",
    )
    assert "De regel staat in rules/kapot.yaml, en dat bestand is stuk" in why_not(living, "eigen-kapot", "5/6")


def test_what_comes_with_the_next_run_says_so(living: Path) -> None:
    add(
        living / "rules" / "nieuw.yaml",
        "regels:\n  - {id: eigen-nieuw, titel: A, voor: leerkracht, per: groep, uiterlijk: 1 december}\n",
    )
    assert "hier hoort een taak te zijn; die komt bij de volgende `jaarcyclus run`" in (
        why_not(living, "eigen-nieuw", "5/6")
    )


def test_a_task_that_was_there_before_is_remembered(living: Path) -> None:
    one = key(living, "vb-sportdag", "99XX")
    change(living / "calendar" / "2026-2027.yaml", "  sportdag: [{op: 2027-05-19}]\n", "")
    change(living / "rules" / "voorbeeld.yaml", "1 maand voor sportdag", "1 maand voor activiteit")
    jaarcyclus(living, *QUIETLY, today=TODAY)
    said = why_not(living, "vb-sportdag")
    assert "Eerder was er een taak, uiterlijk 19 april 2027: nu vervallen" in said
    assert f"`jaarcyclus explain {one}`" in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("vb-analyze", "5/6"), 'onbekende regel "vb-analyze"; bedoel je "vb-analyse"?'),
        (("vb-analyse", "5/7"), 'onbekende groep "5/7"; bedoel je "5/6"?'),
        (("vb-analyse",), "zeg over wie of wat: deze regel gaat per groep"),
        (("vb-analyse", "Invaller"), "groep Invaller telt in 2026-2027 niet mee bij deze regel"),
        (("vb-profiel", "9999"), 'onbekende leerling "9999"; noem het leerlingnummer uit de administratie'),
        (("vb-analyse", "5/6", "--schooljaar", "2026"), '"2026" is geen schooljaar; schrijf het als 2026-2027'),
    ],
)
def test_a_word_nobody_knows_is_refused(living: Path, words: tuple[str, ...], message: str) -> None:
    said = jaarcyclus(living, "why-not", *words, today=TODAY)
    assert (said.code, said.err) == (2, f"{message}\n")


def test_lines_end_where_the_terminal_does_and_a_command_to_type_stays_whole(living: Path) -> None:
    said = jaarcyclus(living, "why-not", "vb-analyse", "1/2 B", today=TODAY)
    assert "`jaarcyclus explain " in said.out
    assert max(map(len, said.lines)) <= NARROW

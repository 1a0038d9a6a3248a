"""`report` as people read it: on the terminal, as a page and as a sheet; and that it is about nobody."""

from __future__ import annotations

import csv
import io
import os
import re
from typing import TYPE_CHECKING

import pytest

from engine.store.facts import load_told
from tests.cli.todo import looking_in
from tests.report.history import COUNTED, DAY, REASON, said
from tests.report.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    "papier;kop;regel;titel;niveau;gevoelig;vraagt_bewijs;van;tot_en_met;groep;taken;op_tijd;later_klaar;nu_te_laat;"
    "gemist;nvt;nog_open;met_bewijs;alleen_vinkje;vervallen;redenen_nvt"
)


@pytest.fixture(scope="module")
def told(lived: Path) -> str:
    return said(lived, "report").out


@pytest.fixture(scope="module")
def page(lived: Path) -> str:
    path = lived / "verslag.html"
    said(lived, "report", "--html", str(path))
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sheet_bytes(lived: Path) -> bytes:
    path = lived / "cijfers.csv"
    said(lived, "report", "--csv", str(path))
    return path.read_bytes()


def test_it_begins_with_whose_it_is_and_how_it_went(told: str) -> None:
    # Counted by hand: 3+3+3+1+3+8+1 tasks; of those one does not apply and one is open; 2+1+3 were in time.
    assert " ".join(told.split()).startswith(
        "De Voorbeeldschool: wat er van de afspraken kwam "
        "De hele school, 1 augustus tot en met 17 november 2026. Gemaakt op 17 november 2026. "
        "In deze periode moesten 22 taken af zijn. "
        "Van de 20 die gedaan moesten worden, waren er 6 op tijd (30%). "
        "Van de 10 die klaar zijn, vragen er 6 om bewijs: 2 met, 4 alleen afgevinkt."
    )


@pytest.mark.parametrize("width", [80, 100, 140])
def test_it_fits_the_terminal_and_is_never_wider_than_a_hundred(lived: Path, width: int) -> None:
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(width)
    try:
        lines = said(lived, "report").lines
    finally:
        os.environ.pop("COLUMNS") if before is None else os.environ.update(COLUMNS=before)
    assert max(map(len, lines)) <= min(width, 100)
    (found,) = [each for each in lines if each.strip().startswith("Schrijf het")]
    assert found.split()[-9:] == COUNTED["groepsplan"].split()


def test_the_page_sums_up_per_paper_and_heading_first(page: str) -> None:
    rows = Reading(page).rows
    assert [[each[0], each[1], each[2], each[4]] for each in rows[1:6]] == [
        ["MKG-afspraken", "17", "29%", "2 van 6"],
        ["Jaarcyclus", "3", "0%", ""],
        ["Groepsplan", "6", "83%", "2 van 6"],
        ["Zorg", "8", "0%", ""],
        ["Eigen afspraken", "5", "33%", ""],
    ]


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Zet de data in de agenda", "agenda"),
        ("Schrijf het groepsplan", "groepsplan"),
        ("Ruim de boekenkast op", "boekenkast"),
        ("Lees de nieuwe boeken", "lezen"),
        ("Bel de bibliotheek", "vandaag"),
    ],
)
def test_the_page_has_the_same_figures_for_every_agreement(page: str, title: str, rule: str) -> None:
    assert " ".join(Reading(page).row(title)) == COUNTED[rule]


def test_a_small_figure_of_something_sensitive_is_not_told_and_not_to_be_worked_out(page: str) -> None:
    assert Reading(page).row("Bespreek de zorgbrief") == ["–", "<3", "0", "<3", "0", "0", "0", "0", "<3"]
    assert Reading(page).row("Zorg")[0] == "8"
    assert "zo'n afspraak telt niet mee in de totalen" in _words(page)


def test_a_large_figure_of_something_sensitive_is_told(page: str) -> None:
    assert Reading(page).row("Kijk wie zorg vraagt")[:4] == ["8", "0", "0", "8"]


def test_the_page_is_one_file_without_scripts_or_anything_from_elsewhere(page: str) -> None:
    found = Reading(page)
    assert found.tags.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form", "a"})
    assert not [each for each in found.attributes if each[0] in ("src", "href") or each[0].startswith("on")]
    assert "url(" not in page
    assert "@import" not in page
    assert "http" not in page


def test_what_had_nothing_to_do_is_named_once(page: str) -> None:
    assert "Niets te doen in deze periode: Bestel de boeken; Neem afscheid van groep 8; Regel het uitje." in _words(
        page
    )


def test_what_is_on_trial_is_not_accounted_for(page: str, told: str) -> None:
    assert "1 afspraak op proef telt niet mee." in told
    assert "leesclub" not in page + told


def test_the_sheet_opens_in_a_dutch_spreadsheet(sheet_bytes: bytes) -> None:
    assert sheet_bytes.startswith(b"\xef\xbb\xbf")
    first, *rest = sheet_bytes.decode("utf-8-sig").split("\r\n")
    assert first == COLUMNS
    assert len(rest) == len(COUNTED) + 1
    rows = csv.reader(io.StringIO(sheet_bytes.decode("utf-8-sig"), newline=""), delimiter=";")
    assert {len(each) for each in rows} == {21}


def test_no_report_names_a_pupil_or_a_colleague_or_gives_a_number(
    lived: Path, told: str, page: str, sheet_bytes: bytes
) -> None:
    with looking_in(lived) as store:
        known = load_told(store)
    named = [(each.first_name, each.last_name) for each in (*known.export_pupils, *known.sheet_pupils)]
    named += [(each.first_name, each.last_name) for each in (*known.export_staff, *known.sheet_staff)]
    names = {word for each in named for word in each if word}
    names |= {each.number for each in known.export_pupils} | {each.email for each in known.sheet_staff if each.email}
    assert {"Aisha", "Esra", "1001"} <= names
    for text in (told, _words(page), sheet_bytes.decode("utf-8-sig")):
        assert not [each for each in names if re.search(rf"\b{re.escape(each)}\b", text)]


def test_a_reason_is_given_without_the_people_in_it(page: str, sheet_bytes: bytes) -> None:
    assert REASON == "Aisha (1001) ruimt op met anna@voorbeeldschool.nl, van de ib'er Esra"
    assert "nvt: … (…) ruimt op met … van de ib'er … (1)" in _words(page)
    assert "… (…) ruimt op met … van de ib'er … (1)" in sheet_bytes.decode("utf-8-sig")


def test_what_deserves_a_talk_is_a_sentence_with_figures_and_no_blame(told: str) -> None:
    one_line = " ".join(told.split())
    for sentence in (
        "Bijna altijd later dan afgesproken. Past de datum bij hoe het jaar loopt?",
        "“Zet de data in de agenda” was alle 3 keer niet op tijd: 3 keer later klaar (de helft binnen 6 dagen).",
        "Bijna altijd blijven liggen. Gebeurt het wel maar zegt niemand het, of is het niet nodig?",
        "“Kijk wie zorg vraagt” was alle 8 keer niet op tijd: 8 keer nog te doen.",
        "Bijna altijd alleen afgevinkt.",
        "“Zet de doelen klaar” is alle 3 keer afgevinkt zonder dat er iets was vastgelegd.",
        "Nooit iets te doen.",
        "Bij “Regel het uitje” is er in het hele schooljaar niets te doen: er is nog geen activiteit ingevoerd.",
        "Bij “Neem afscheid van groep 8” is er in het hele schooljaar niets te doen: er is niets waarvoor het geldt.",
    ):
        assert sentence in one_line
    assert "“Bespreek de zorgbrief”" not in one_line
    assert "“Schrijf het groepsplan”" not in one_line
    assert "“Bestel de boeken”" not in one_line


def test_of_one_group_nothing_is_said_about_never(lived: Path) -> None:
    assert "Nooit iets te doen" not in said(lived, "report", "--groep", "5/6", today=DAY).out


def _words(page: str) -> str:
    return " ".join(" ".join(Reading(page).words).split())

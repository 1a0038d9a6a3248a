"""`report --csv`: what came of every agreement, against what history.py counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.door import change, jaarcyclus
from tests.cli.todo import key
from tests.report.history import COUNTED, DAY, figures, recorded, run, said, sheet

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def rows(lived: Path) -> dict[str, dict[str, str]]:
    return sheet(lived)


@pytest.mark.parametrize("rule", COUNTED)
def test_every_agreement_has_the_figures_that_were_counted_by_hand(rows: dict[str, dict[str, str]], rule: str) -> None:
    assert figures(rows[rule]) == COUNTED[rule]


def test_there_is_a_line_for_every_agreement_but_the_ones_on_trial(rows: dict[str, dict[str, str]]) -> None:
    assert set(rows) == set(COUNTED)


def test_evidence_counts_on_the_day_it_is_from_not_on_the_day_it_came_in(rows: dict[str, dict[str, str]]) -> None:
    # 1/2 A wrote it on 30 September and it was imported on 12 October; it was due on the first.
    assert (rows["groepsplan"]["op_tijd"], rows["groepsplan"]["met_bewijs"]) == ("2", "2")


def test_a_line_says_where_it_stands_and_what_was_asked(rows: dict[str, dict[str, str]]) -> None:
    row = rows["groepsplan"]
    assert (row["papier"], row["kop"], row["titel"]) == ("MKG-afspraken", "Groepsplan", "Schrijf het groepsplan")
    assert (row["niveau"], row["gevoelig"], row["vraagt_bewijs"]) == ("verplicht", "nee", "ja")
    assert (row["van"], row["tot_en_met"], row["groep"]) == ("2026-08-01", "2026-11-17", "")
    assert (rows["boekenkast"]["papier"], rows["boekenkast"]["vraagt_bewijs"]) == ("Eigen afspraken", "nee")


def test_a_date_that_moves_afterwards_makes_nothing_late(own: Path) -> None:
    change(own / "rules/eigen.yaml", "uiterlijk: begin oktober", "uiterlijk: 2 weken voor oktober")
    run(own, DAY)
    assert figures(sheet(own)["groepsplan"]) == COUNTED["groepsplan"]


def test_evidence_that_comes_after_the_tick_is_evidence_and_the_tick_keeps_its_day(own: Path) -> None:
    recorded(own, "hgw-analyse", {"5/6": "2026-10-20"}, DAY)
    assert figures(sheet(own)["groepsplan"]) == "3 2 1 0 0 0 0 3 0"


def test_a_tick_that_is_taken_back_is_counted_no_more(own: Path) -> None:
    said(own, "undo", key(own, "opmerking", "5/6"), "--door", "CAR")
    assert figures(sheet(own)["opmerking"]) == "3 2 0 1 0 0 0 0 2"


def test_what_is_ticked_on_the_last_day_is_in_time(own: Path) -> None:
    said(own, "done", key(own, "vandaag", "99XX"), "--door", "ESR")
    assert figures(sheet(own)["vandaag"]) == "1 1 0 0 0 0 0 0 1"
    assert sheet(own, today="2026-11-18")["vandaag"]["op_tijd"] == "1"


def test_what_nobody_did_is_late_the_day_after_also_before_a_run_says_so(own: Path) -> None:
    assert figures(sheet(own, today="2026-11-18")["vandaag"]) == "1 0 0 1 0 0 0 0 0"


def test_a_period_takes_what_was_due_in_it(lived: Path) -> None:
    rows = sheet(lived, "--van", "2026-10-01", "--tot", "2026-10-15")
    assert {rule for rule, row in rows.items() if row["taken"] not in ("0", "")} == {"groepsplan", "boekenkast"}
    assert (rows["agenda"]["van"], rows["agenda"]["tot_en_met"]) == ("2026-10-01", "2026-10-15")


def test_a_school_year_that_is_going_on_goes_until_today(lived: Path) -> None:
    assert sheet(lived, "--schooljaar", "2026-2027") == sheet(lived)


def test_another_school_year_is_empty_and_says_how_to_get_tasks(lived: Path) -> None:
    answer = said(lived, "report", "--schooljaar", "2025-2026")
    assert "In deze periode hoefde er niets af te zijn." in answer.out
    assert "jaarcyclus run" in answer.err


def test_of_one_group_only_its_own_tasks_and_nothing_sensitive(lived: Path) -> None:
    rows = sheet(lived, "--groep", "1/2b")
    assert {rule: figures(row) for rule, row in rows.items() if row["taken"] != "0"} == {
        "agenda": "1 0 1 0 0 0 0 0 1",
        "groepsplan": "1 0 1 0 0 0 0 1 0",
        "boekenkast": "1 0 0 0 0 1 0 0 0",
        "opmerking": "1 1 0 0 0 0 0 0 1",
    }
    assert {row["groep"] for row in rows.values()} == {"1/2 B"}
    assert "zorgronde" not in rows


def test_the_schools_own_agreements_are_a_pack_of_their_own(lived: Path) -> None:
    assert set(sheet(lived, "--pakket", "eigen")) == set(COUNTED)


def test_an_agreement_that_is_no_longer_there_is_still_accounted_for(own: Path) -> None:
    text = (own / "rules/eigen.yaml").read_text(encoding="utf-8")
    begin, end = text.index("  - id: agenda"), text.index("  - id: groepsplan")
    (own / "rules/eigen.yaml").write_text(text[:begin] + text[end:], encoding="utf-8")
    run(own, DAY)
    row = sheet(own)["agenda"]
    assert (figures(row), row["papier"]) == (COUNTED["agenda"], "Afspraken die er niet meer zijn")


def test_what_lapsed_is_told_apart_and_is_no_task(own: Path) -> None:
    change(own / "rules/eigen.yaml", "uiterlijk: 15 oktober", "waar: {jaargroep: 1}\n    uiterlijk: 15 oktober")
    run(own, DAY)
    row = sheet(own)["boekenkast"]
    assert (figures(row), row["vervallen"]) == ("2 1 0 0 0 1 0 0 1", "1")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--van", "gisteren"], '"gisteren" is geen dag'),
        (["--van", "2026-11-01", "--tot", "2026-10-01"], "de periode begint op 2026-11-01, na de laatste dag"),
        (["--schooljaar", "2026-2027", "--van", "2026-11-01"], "kies een schooljaar, of een periode"),
        (["--groep", "1/2 D"], 'onbekende groep "1/2 D"; bedoel je "1/2 '),
        (["--pakket", "eigne"], 'onbekend pakket "eigne"; bedoel je "eigen"?'),
        (["--schooljaar", "2030-2031"], "schooljaar 2030-2031 is nog niet begonnen"),
        (["--html", "nergens/verslag.html"], "nergens/verslag.html is niet te schrijven: die map is er niet"),
    ],
)
def test_what_cannot_be_is_said(lived: Path, words: list[str], answer: str) -> None:
    told = jaarcyclus(lived, "report", *words, today=DAY)
    assert told.code == 2
    assert answer in told.err


def test_a_tick_for_one_agreement_is_no_evidence_for_another(own: Path) -> None:
    """What a tick writes also closes the other rule that asks for it, and that rests on a tick as well."""
    other = """\
  - id: nog-eens
    titel: Bespreek de doelen
    voor: ib
    per: groep
    uiterlijk: 12 november
    klaar_als: {registratie: hgw-doelen}
  - id: straks
"""
    change(own / "rules/eigen.yaml", "  - id: straks\n", other)
    run(own, DAY)
    assert figures(sheet(own)["nog-eens"]) == "3 3 0 0 0 0 0 0 3"

"""`hoort_bij`: what more papers ask is one line with every source, and one tick closes it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.door import QUIETLY, TODAY, jaarcyclus
from tests.cli.todo import key, state, tasks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.door import Said
    from tests.coverage.conftest import WithPacks

ALL_FOUR = {"okg-verslag", "edp-verslag", "oco-verslag", "obk-verslag"}
TALK = "g1"


def reports(folder: Path) -> set[str]:
    return {each["regel"] for each in tasks(folder) if each["onderwerp"] == TALK and each["regel"] in ALL_FOUR}


def living(folder: Path) -> Path:
    (folder / "rules" / "voorbeeld.yaml").unlink()
    said = jaarcyclus(folder, *QUIETLY, today=TODAY)
    assert said.code == 0, said.err
    return folder


def said(folder: Path, *words: str) -> Said:
    found = jaarcyclus(folder, *words, today=TODAY)
    assert found.code == 0, found.err
    return found


@pytest.fixture
def three_papers(school_with: WithPacks) -> Path:
    return living(school_with("ouder-kindgesprekken", "educatief-partnerschap", "oudercommunicatie", imported=True))


@pytest.fixture
def without_the_first(school_with: WithPacks) -> Path:
    """Give a school with two packs whose rules belong to one of a pack it did not choose."""
    return living(school_with("educatief-partnerschap", "oudercommunicatie", imported=True))


def test_three_papers_that_ask_for_a_report_are_three_tasks_and_one_line(three_papers: Path) -> None:
    assert reports(three_papers) == ALL_FOUR - {"obk-verslag"}
    listed = said(three_papers, "tasks", "--groep", "5/6").words
    assert listed.count("Schrijf het verslag van het gesprek") == 1
    assert "Schrijf een kort verslag in ParnasSys" not in listed
    assert "Noteer het gesprek in ParnasSys" not in listed


def test_explain_names_all_papers_in_one_sentence(three_papers: Path) -> None:
    for rule in sorted(reports(three_papers)):
        words = said(three_papers, "explain", key(three_papers, rule, TALK)).words
        assert "De afspraak komt uit drie papieren: " in words
        for paper in ("ouder-/kindgesprekken", "Kwaliteitskaart Educatief partnerschap", "Afspraken oudercommunicatie"):
            assert words.count(f"{paper}, ") == 1
        assert words.count("Een vinkje sluit ze allemaal.") == 1


def test_one_tick_closes_them_all_whichever_is_ticked_and_undo_opens_them_all(three_papers: Path) -> None:
    one = key(three_papers, "oco-verslag", TALK)
    said(three_papers, "done", one, "--door", "daan")
    assert {state(three_papers, each, TALK) for each in reports(three_papers)} == {"klaar"}
    said(three_papers, *QUIETLY)
    assert {state(three_papers, each, TALK) for each in reports(three_papers)} == {"klaar"}
    said(three_papers, "undo", one, "--door", "daan")
    assert {state(three_papers, each, TALK) for each in reports(three_papers)} == {"te-laat"}


def test_rules_belong_together_where_the_pack_they_belong_to_is_not_chosen(without_the_first: Path) -> None:
    assert reports(without_the_first) == {"edp-verslag", "oco-verslag"}
    words = said(without_the_first, "explain", key(without_the_first, "edp-verslag", TALK)).words
    assert "De afspraak komt uit twee papieren: " in words
    said(without_the_first, "done", key(without_the_first, "edp-verslag", TALK), "--door", "daan")
    assert state(without_the_first, "oco-verslag", TALK) == "klaar"


def test_an_invitation_asked_by_two_papers_for_other_days_is_one_line_in_the_overview(without_the_first: Path) -> None:
    overview = said(without_the_first, "digest", "daan").words
    assert overview.count("Zet de gespreksplanner in Parro klaar") == 1
    assert "Laat de ouders intekenen" not in overview
    round_ = "kennismaking"
    one = key(without_the_first, "oco-gespreksplanner", "1/2 A", round_)
    said(without_the_first, "done", one, "--door", "anna")
    assert state(without_the_first, "edp-uitnodigen", "1/2 A", round_) == "klaar"

"""The pack papieren: a paper nobody looked at for two years asks the directie once a year, in October."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.door import QUIETLY, add, jaarcyclus
from tests.cli.todo import key, state

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.conftest import WithPacks

SOURCES = {"ouder-kindgesprekken", "oudercommunicatie"}


def asked(folder: Path) -> list[dict[str, Any]]:
    """Return what the plan of the year asks about papers."""
    said = jaarcyclus(folder, "plan", "--schooljaar", "2026-2027", "--json", today="2026-10-01")
    return [each for each in map(json.loads, said.lines) if each["regel"].startswith("papier-")]


def looked_at(folder: Path, pack: str, day: str) -> None:
    """Record that a paper was looked at with the team."""
    sheet = folder / "papieren.csv"
    add(
        sheet,
        f"soort,onderwerp_type,onderwerp,op,gebied,waarde,door\npapier-geevalueerd,school,99XX,{day},,{pack},GIJ\n",
    )
    said = jaarcyclus(folder, "import", "registraties", str(sheet), today="2026-10-01")
    assert said.code == 0, said.out + said.err


@pytest.fixture
def school(school_with: WithPacks) -> Path:
    return school_with("ouder-kindgesprekken", "oudercommunicatie", "papieren", imported=True)


def test_the_directie_is_asked_about_each_paper_the_school_uses_and_no_other(school: Path) -> None:
    found = asked(school)
    assert {each["regel"] for each in found} == {f"papier-{each}" for each in SOURCES}
    for each in found:
        assert (each["vanaf"], each["uiterlijk"]) == ("2026-10-01", "2026-10-30")
        assert each["voor"] == ["gijs@voorbeeldschool.nl"]


@pytest.mark.parametrize(
    ("day", "asks"),
    [("2024-10-29", True), ("2024-10-30", False), ("2025-10-14", False), ("2022-05-01", True)],
)
def test_a_paper_looked_at_within_two_years_asks_nothing(school: Path, day: str, asks: bool) -> None:
    looked_at(school, "oudercommunicatie", day)
    rules = {each["regel"] for each in asked(school)}
    assert ("papier-oudercommunicatie" in rules) is asks
    assert "papier-ouder-kindgesprekken" in rules


def test_a_tick_is_remembered_for_two_years(school: Path) -> None:
    assert jaarcyclus(school, *QUIETLY, today="2026-10-05").code == 0
    ticked = key(school, "papier-oudercommunicatie", "99XX", "2026-10")
    assert jaarcyclus(school, "done", ticked, "--door", "GIJ", today="2026-10-13").code == 0
    assert jaarcyclus(school, *QUIETLY, today="2026-10-14").code == 0
    assert state(school, "papier-oudercommunicatie", "99XX", "2026-10") == "klaar"
    assert state(school, "papier-ouder-kindgesprekken", "99XX", "2026-10") == "open"
    assert [each["regel"] for each in asked(school)] == ["papier-ouder-kindgesprekken"]


def test_the_card_that_has_its_own_rule_is_one_line_with_it(school_with: WithPacks) -> None:
    folder = school_with("educatief-partnerschap", "papieren", imported=True)
    assert jaarcyclus(folder, *QUIETLY, today="2026-10-20").code == 0
    one = key(folder, "papier-educatief-partnerschap", "99XX", "2026-10")
    assert jaarcyclus(folder, "done", one, "--door", "GIJ", today="2026-10-20").code == 0
    assert state(folder, "edp-kaart-evalueren", "99XX", "2026-10") == "klaar"


def test_without_the_pack_nobody_is_asked(school_with: WithPacks) -> None:
    assert asked(school_with("ouder-kindgesprekken", "oudercommunicatie", imported=True)) == []


def test_a_rule_of_the_school_may_hang_on_a_pack_too(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie")
    rule = "{id: eigen-iets, titel: Iets, voor: ib, per: school, uiterlijk: einde mei, bij_pakket: oudercomunicatie}"
    add(folder / "rules" / "eigen.yaml", f"regels:\n  - {rule}\n")
    said = jaarcyclus(folder, "check")
    assert said.code == 1
    assert 'onbekend pakket "oudercomunicatie"; bedoel je "oudercommunicatie"?' in said.out

"""`jaarcyclus test` as somebody types it: which files it takes, what it says, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import SCHOOL, add, change, copied, jaarcyclus, line_of

if TYPE_CHECKING:
    from pathlib import Path

OWN = """\
regels:
  - id: eigen-analyse
    titel: Analyse invullen
    voor: leerkracht
    per: groep
    uiterlijk: 2 weken voor groepsbespreking
  - id: eigen-planner
    titel: Planner openzetten
    voor: directie
    per: school
    uiterlijk: einde schoolweek 3
voorbeelden:
  - naam: De analyse is twee weken voor de groepsbespreking ingevuld
    regel: eigen-analyse
    kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}]}}
    vandaag: 2026-11-02
    feiten: {groepen: [{naam: 1/2 A, leerkrachten: [anna]}]}
    dan:
      - taak: {onderwerp: 1/2 A, uiterlijk: 2026-11-03, voor: [anna], status: open}
      - geen mail: {aan: anna}
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Give the folder of a school with a pack and a rule file of its own."""
    folder = copied(tmp_path)
    change(folder / "config.toml", "packs = []", 'packs = ["mijnkleutergroep"]')
    add(folder / "rules" / "eigen" / "analyse.yaml", OWN)
    return folder


@pytest.fixture
def failing(school: Path) -> Path:
    path = school / "rules" / "eigen" / "analyse.yaml"
    path.write_text(OWN.replace("2026-11-03", "2026-11-06"), encoding="utf-8")
    return path


def test_a_file_whose_examples_hold_ends_well(school: Path) -> None:
    said = jaarcyclus(school, "test", str(school / "rules" / "eigen" / "analyse.yaml"))
    assert said.code == 0
    assert said.lines[0] == "rules/eigen/analyse.yaml: 1 voorbeeld"
    assert "2 regels, 1 voorbeeld; alles klopt." in said.lines


def test_rules_without_an_example_or_a_counterexample_are_named(school: Path) -> None:
    said = jaarcyclus(school, "test", "rules/eigen/analyse.yaml")
    assert "1 regel mist een voorbeeld: eigen-planner." in said.lines
    assert "1 regel mist een tegenvoorbeeld: eigen-planner." in said.lines


def test_a_failing_example_ends_with_one_and_shows_the_difference(school: Path, failing: Path) -> None:
    said = jaarcyclus(school, "test", "rules/eigen/analyse.yaml")
    assert said.code == 1
    assert said.lines[0] == "rules/eigen/analyse.yaml: 1 voorbeeld, 1 klopt niet"
    assert "De analyse is twee weken voor de groepsbespreking ingevuld" in said.lines
    assert f"  rules/eigen/analyse.yaml:{line_of(failing, '- taak:')}" in said.lines
    assert "verwacht: taak van eigen-analyse" in said.words
    assert "uiterlijk vr 2026-11-06 di 2026-11-03 anders" in said.words
    assert "voor anna anna status" in said.words
    assert all(len(line) <= 80 for line in said.lines)


def test_a_failing_example_is_also_told_as_json(school: Path, failing: Path) -> None:
    said = jaarcyclus(school, "test", "rules/eigen/analyse.yaml", "--json")
    example, count = map(json.loads, said.lines)
    assert said.code == 1
    assert (example["klopt"], example["bestand"]) == (False, "rules/eigen/analyse.yaml")
    assert example["mislukt"][0]["anders"] == {"uiterlijk": ["2026-11-06", "2026-11-03"]}
    assert example["mislukt"][0]["regelnummer"] == line_of(failing, "- taak:")
    assert count == {
        "regels": 2,
        "voorbeelden": 1,
        "mislukt": 1,
        "zonder_voorbeeld": ["eigen-planner"],
        "zonder_tegenvoorbeeld": ["eigen-planner"],
    }


def test_without_a_word_every_file_the_school_uses_is_run_and_no_other(school: Path) -> None:
    said = jaarcyclus(school, "test", "--json")
    files = {json.loads(line).get("bestand") for line in said.lines}
    assert "rules/eigen/analyse.yaml" in files
    assert not any(each and each.startswith("educatief-partnerschap/") for each in files)


def test_a_pack_the_school_does_not_use_can_be_run(school: Path) -> None:
    said = jaarcyclus(school, "test", "ouderbetrokkenheid")
    assert said.code == 0
    assert [line.split(":")[0] for line in said.lines[:3]] == [
        "ouderbetrokkenheid/bijeenkomsten.yaml",
        "ouderbetrokkenheid/communicatie.yaml",
        "ouderbetrokkenheid/gesprekken.yaml",
    ]


def test_a_pack_can_be_run_without_a_school(tmp_path: Path) -> None:
    assert jaarcyclus(tmp_path, "test", "ouderbetrokkenheid/gesprekken.yaml").code == 0


def test_without_a_school_and_without_a_word_there_is_nothing_to_run(tmp_path: Path) -> None:
    said = jaarcyclus(tmp_path, "test")
    assert said.code == 1
    assert "config.toml is er niet" in said.out


def test_one_rule_can_be_run(school: Path) -> None:
    said = jaarcyclus(school, "test", "eigen-analyse")
    assert "1 regel, 1 voorbeeld; alles klopt." in said.lines


def test_a_file_from_anywhere_is_run_beside_the_packs_of_the_school(school: Path, tmp_path: Path) -> None:
    add(tmp_path / "los.yaml", OWN.replace("regel: eigen-analyse", "regel: mkg-groepsbespreking-analyse"))
    said = jaarcyclus(school, "test", str(tmp_path / "los.yaml"))
    assert said.code == 1
    assert "er is geen enkele taak van deze regel" in said.out


def test_a_word_that_is_nothing_is_refused_with_the_nearest(school: Path) -> None:
    said = jaarcyclus(school, "test", "ouderbetrokenheid")
    assert said.code == 2
    assert said.err.strip() == 'onbekend bestand, pakket of regel "ouderbetrokenheid"; bedoel je "ouderbetrokkenheid"?'


def test_what_the_school_changes_in_a_pack_leaves_the_examples_of_the_pack_alone(school: Path) -> None:
    """An example of the school's own, on the other hand, is about the rule as the school has it."""
    add(
        school / "rules" / "eigen" / "anders.yaml",
        """\
aanpassingen:
  - id: mkg-groepsbespreking-analyse
    uiterlijk: 3 weken voor groepsbespreking
voorbeelden:
  - naam: Bij ons is de analyse drie weken van tevoren af
    regel: mkg-groepsbespreking-analyse
    kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}]}}
    vandaag: 2026-10-26
    feiten: {groepen: [{naam: 1/2 A, jaargroepen: [1, 2], leerkrachten: [anna]}]}
    dan: [taak: {uiterlijk: 2026-10-27}]
""",
    )
    before = jaarcyclus(SCHOOL, "test", "mijnkleutergroep/groepsbespreking.yaml").out
    assert jaarcyclus(school, "test", "rules/eigen/anders.yaml").code == 0
    assert jaarcyclus(school, "test", "mijnkleutergroep/groepsbespreking.yaml").out == before


def test_a_broken_example_is_an_error_in_test_and_in_check_and_its_rules_stay(school: Path) -> None:
    path = school / "rules" / "eigen" / "analyse.yaml"
    path.write_text(OWN.replace("voor: [anna]", "voor: [ana]"), encoding="utf-8")
    place = f'rules/eigen/analyse.yaml:{line_of(path, "- taak:")}:64: onbekende medewerker "ana"; bedoel je "anna"?'
    tested, checked = jaarcyclus(school, "test", "rules/eigen/analyse.yaml"), jaarcyclus(school, "check")
    assert tested.code == checked.code == 1
    assert place in tested.lines
    assert place in checked.lines
    plan = jaarcyclus(
        school, "plan", "--schooljaar", "2026-2027", "--regel", "eigen-planner", "--json", today="2026-11-17"
    )
    assert len(plan.lines) == 1


def test_a_broken_rule_is_told_and_its_examples_are_not_wrong_for_that(school: Path) -> None:
    path = school / "rules" / "eigen" / "analyse.yaml"
    path.write_text(OWN.replace("2 weken voor groepsbespreking", "2 weken voor groepsbespreeking"), encoding="utf-8")
    said = jaarcyclus(school, "test", "rules/eigen/analyse.yaml")
    assert said.code == 1
    assert said.lines[0] == "rules/eigen/analyse.yaml: geen voorbeelden, 1 fout"
    assert "onbekende regel" not in said.out

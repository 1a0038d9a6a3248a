"""`jaarcyclus tasks`: what somebody must do, late first, and as others read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import QUIETLY, TODAY, change, jaarcyclus
from tests.cli.todo import key, state, tasks, with_rules

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.door import Said


def shown(folder: Path, *words: str) -> Said:
    said = jaarcyclus(folder, "tasks", *words, today=TODAY)
    assert said.code == 0, said.err
    return said


def test_a_line_has_all_that_a_plan_has_with_the_state_and_the_key(living: Path) -> None:
    planned = jaarcyclus(living, "plan", "--schooljaar", "2026-2027", "--json", today=TODAY).lines
    plan = {(each["regel"], each["onderwerp"], each["gelegenheid"]): each for each in map(json.loads, planned)}
    compared = 0
    for each in tasks(living, "--schooljaar", "2026-2027"):
        line = plan.get((each["regel"], each["onderwerp"], each["gelegenheid"]))
        if line is not None:
            assert {name: value for name, value in each.items() if name not in ("status", "taak")} == line
            compared += 1
    assert compared > 700


def test_keys_are_short_unique_and_the_same_the_next_day(living: Path) -> None:
    before = {each["taak"]: each for each in tasks(living)}
    assert len(before) == len(tasks(living))
    assert {len(each) for each in before} == {8}
    jaarcyclus(living, *QUIETLY, today="2026-11-18")
    assert set(before) <= {each["taak"] for each in tasks(living)}


@pytest.mark.parametrize("word", ["DAA", "daa", "daan@voorbeeldschool.nl", "Daan"])
def test_a_person_goes_by_code_address_or_first_name(living: Path, word: str) -> None:
    found = tasks(living, "--persoon", word)
    assert found
    assert all("daan@voorbeeldschool.nl" in each["voor"] for each in found)


def test_group_rule_state_and_school_year_choose_together(living: Path) -> None:
    found = tasks(living, "--groep", "1/2a", "--regel", "VB-Analyse", "--status", "klaar", "--schooljaar", "2026-2027")
    assert [(each["regel"], each["onderwerp"], each["status"]) for each in found] == [("vb-analyse", "1/2 A", "klaar")]


@pytest.mark.parametrize(
    ("option", "word", "hint"),
    [
        ("--persoon", "hannah", 'onbekende collega "hannah"; bedoel je "Hanna"?'),
        ("--groep", "1/2 D", 'onbekende groep "1/2 D"; bedoel je "1/2 B"?'),
        ("--regel", "vb-analyze", 'onbekende regel "vb-analyze"; bedoel je "vb-analyse"?'),
        ("--status", "te laat", 'onbekende status "te laat"; bedoel je "te-laat"?'),
    ],
)
def test_a_word_nobody_knows_is_refused_with_what_comes_near(living: Path, option: str, word: str, hint: str) -> None:
    said = jaarcyclus(living, "tasks", option, word, today=TODAY)
    assert (said.code, said.err, said.out) == (2, f"{hint}\n", "")


def test_before_the_first_run_the_list_says_how_to_make_tasks(imported: Path) -> None:
    said = jaarcyclus(imported, "tasks", today=TODAY)
    assert (said.code, said.err) == (2, "er zijn nog geen taken; maak ze met `jaarcyclus run`\n")


def test_a_list_has_what_is_late_then_this_week_then_later(living: Path) -> None:
    said = shown(living, "--persoon", "anna")
    headings = [each.partition(" (")[0] for each in said.lines if each and not each.startswith(" ")]
    assert headings == ["Te laat", "Deze week", "Later"]
    assert said.lines[-1].startswith("  en nog ")
    assert said.lines[-1].endswith("tot en met september 2027")


def test_pupils_of_a_group_are_one_line_with_how_many_are_done(living: Path) -> None:
    for number in ("1002", "1003"):
        jaarcyclus(living, "note", "registratie", "observatie", number, "--gebied", "seo", today="2026-12-07")
    said = shown(living, "--persoon", "anna", "--groep", "1/2 A", "--alles")
    assert "vr 18 dec SEO voor de vakantie (kerstvakantie), 1/2 A: 3 van 5 gedaan" in said.words


def test_a_rule_shows_every_task_with_its_own_key(living: Path) -> None:
    said = shown(living, "--regel", "vb-startgesprek", "--alles")
    assert said.lines[1].startswith("Startgesprek (vb-startgesprek)")
    for number in ("1009", "1011"):
        assert f"({number}), 5/6" in said.out
        assert key(living, "vb-startgesprek", number) in said.out


def test_daily_work_is_shown_once_this_week(living: Path) -> None:
    with_rules(
        living,
        """\
regels:
  - {id: eigen-dag, titel: Kijk of het digibord uit is, voor: leerkracht, per: groep, uiterlijk: op schooldag}
""",
    )
    assert shown(living, "--persoon", "daan").out.count("Kijk of het digibord uit is") == 1
    assert shown(living, "--persoon", "daan", "--alles").out.count("Kijk of het digibord uit is") > 100


def test_two_rules_that_belong_together_are_one_line_with_both_sources(living: Path) -> None:
    with_rules(
        living,
        """\
regels:
  - {id: eigen-brief, titel: Schrijf de brief, voor: leerkracht, per: groep, uiterlijk: op rapport, bron: Schoolgids}
  - id: eigen-brief-twee
    titel: Stuur de brief
    voor: leerkracht
    per: groep
    uiterlijk: op rapport
    hoort_bij: eigen-brief
    bron: Jaarplan
""",
    )
    said = shown(living, "--persoon", "daan", "--alles")
    assert "Schrijf de brief, 5/6" in said.words
    assert "(Schoolgids; Jaarplan)" in said.words
    assert "Stuur de brief" not in said.words


def test_a_rule_for_many_groups_is_one_line_for_who_sees_them_all(living: Path) -> None:
    with_rules(
        living,
        """\
regels:
  - id: eigen-oud
    titel: Ruim de oude groep op
    voor: beheerder
    per: groep
    waar: {schooljaar: [vorig, ouder, volgend]}
    uiterlijk: 11 december
""",
    )
    assert "Ruim de oude groep op: 5 groepen" in shown(living, "--alles").words


def test_states_have_headings_of_their_own(living: Path) -> None:
    one = key(living, "vb-verslag", "g1")
    jaarcyclus(living, "nvt", one, "--reden", "ouders waren er niet", "--door", "daan", today=TODAY)
    assert "Niet van toepassing (1)" in shown(living, "--status", "nvt").words
    assert "Verslag" in shown(living, "--status", "nvt").words
    assert state(living, "vb-verslag", "g1") == "nvt"


def test_who_looks_at_everything_hears_who_cannot_be_reached(imported: Path) -> None:
    change(imported / "medewerkers.csv", "daan@voorbeeldschool.nl", "")
    jaarcyclus(imported, "import", "medewerkers", str(imported / "medewerkers.csv"), today=TODAY)
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    assert "Let op: 1 leerkracht zonder adres" in shown(imported).out
    assert "zonder adres" in shown(imported, "--persoon", "fen").out
    assert "zonder adres" not in shown(imported, "--persoon", "anna").out


def test_a_task_nobody_wants_any_more_stays_in_the_list_without_reminders(living: Path) -> None:
    change(living / "calendar" / "2026-2027.yaml", "  sportdag:", "  sportdagen:")
    change(living / "rules" / "voorbeeld.yaml", "voor sportdag", "voor sportdagen")
    jaarcyclus(living, *QUIETLY, today=TODAY)
    gone = [each for each in tasks(living, "--status", "vervallen") if each["gelegenheid"].startswith("sportdag/")]
    assert [each["herinneringen"] for each in gone] == [[]]
    assert state(living, "vb-sportdag", "99XX", "sportdag/2026-2027/1") == "vervallen"


def test_a_school_year_that_is_none_is_said_to_be_none(living: Path) -> None:
    said = jaarcyclus(living, "tasks", "--schooljaar", "2026", today=TODAY)
    assert (said.code, said.out) == (2, "")
    assert said.err == '"2026" is geen schooljaar: schrijf bijvoorbeeld 2026-2027\n'


def test_a_state_that_is_like_none_gets_the_six_there_are(living: Path) -> None:
    said = jaarcyclus(living, "tasks", "--status", "x", today=TODAY)
    assert said.err == 'onbekende status "x"; kies uit open, te-laat, klaar, nvt, gemist, vervallen\n'

"""`jaarcyclus coverage`: every obligation with its rule and source, and what the papers say that is no rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.catalogue import read_catalogue
from engine.shipped import catalogue_file, pack_names, unruled_file
from tests.cli.door import add, change, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.door import Said
    from tests.coverage.conftest import WithPacks

OBLIGATIONS = 162
RULE = """\
regels:
  - id: eigen-groet
    titel: Begroet de ouders
    voor: leerkracht
    per: groep
    uiterlijk: einde schoolweek 2
"""


def coverage(folder: Path, *words: str) -> Said:
    return jaarcyclus(folder, "coverage", *words, today="2026-11-17")


def lines(folder: Path, *words: str) -> list[dict[str, Any]]:
    return [json.loads(each) for each in coverage(folder, "--json", *words).lines]


def obligation(folder: Path, name: str, *words: str) -> dict[str, Any]:
    (found,) = [each for each in lines(folder, *words) if each.get("afspraak") == name]
    return found


def test_every_obligation_of_the_five_papers_has_a_rule_in_its_own_words_with_its_source(
    school_with: WithPacks,
) -> None:
    papers, problems = read_catalogue(catalogue_file().read_bytes(), unruled_file().read_bytes())
    asked = [each.id for paper in papers for each in paper.obligations]
    found = {each["afspraak"]: each for each in lines(school_with(*pack_names())) if each["soort"] == "afspraak"}
    assert not problems
    assert len(asked) == len(set(asked)) == OBLIGATIONS
    assert not [each for each in asked if not found[each]["regel"]]
    assert not [each for each in asked if not (found[each]["titel"] and found[each]["uitleg"] and found[each]["bron"])]


def test_each_source_names_paper_heading_and_place(school_with: WithPacks) -> None:
    every = lines(school_with(*pack_names()))
    assert not [each["bevindingen"] for each in every if each.get("bevindingen") and each["pakket"]]


def test_each_paper_says_what_is_no_rule_and_why(school_with: WithPacks) -> None:
    papers, _ = read_catalogue(catalogue_file().read_bytes(), unruled_file().read_bytes())
    unruled = [each for each in lines(school_with(*pack_names())) if each["soort"] == "geen regel"]
    assert {each["pakket"] for each in unruled} == {each.pack for each in papers}
    assert all(each["kop"] and each["zegt"] and each["want"] for each in unruled)
    said = " ".join(each["zegt"] + each["want"] for each in unruled).lower()
    for word in ("website", "foto's", "griftinfo", "rooster", "boekentips", "gesprekspunten"):
        assert word in said


def test_a_rule_that_is_named_where_something_is_no_rule_exists(school_with: WithPacks) -> None:
    every = lines(school_with(*pack_names()))
    ids = {each["afspraak"] for each in every if each["soort"] == "afspraak"}
    prefixes = ("mkg-", "okg-", "edp-", "obk-", "oco-")
    words = [word.strip("(),.;") for each in every if each["soort"] == "geen regel" for word in each["want"].split()]
    assert {word for word in words if word.startswith(prefixes)} <= ids


def test_a_school_sees_its_own_packs_and_hears_which_there_are_beside_them(school_with: WithPacks) -> None:
    said = coverage(school_with("educatief-partnerschap", "oudercommunicatie"))
    assert said.code == 0
    assert "Kwaliteitskaart Educatief partnerschap (educatief-partnerschap)" in said.out
    assert "Afspraken oudercommunicatie (oudercommunicatie)" in said.out
    assert "Eigen regels van de school" in said.out
    assert "MKG-afspraken" not in said.out
    assert "Niet gekozen: mijnkleutergroep, ouder-kindgesprekken, ouderbetrokkenheid, papieren." in said.words


def test_a_pack_that_is_not_chosen_can_be_looked_at(school_with: WithPacks) -> None:
    said = coverage(school_with("oudercommunicatie"), "--pakket", "educatief-partnerschap")
    assert said.code == 0
    assert said.lines[0] == "Kwaliteitskaart Educatief partnerschap (educatief-partnerschap), niet gekozen"
    assert "Afspraken oudercommunicatie" not in said.out


def test_the_schools_own_rules_can_be_looked_at_alone(school_with: WithPacks) -> None:
    said = coverage(school_with("oudercommunicatie"), "--pakket", "eigen")
    assert said.code == 0
    assert said.lines[0] == "Eigen regels van de school"
    assert "Afspraken oudercommunicatie" not in said.out


def test_a_pack_that_does_not_exist_is_refused_with_the_nearest_one(school_with: WithPacks) -> None:
    said = coverage(school_with(), "--pakket", "educatief-partnership")
    assert (said.code, said.out) == (2, "")
    assert 'bedoel je "educatief-partnerschap"?' in said.err


def test_everything_stays_within_a_narrow_terminal(school_with: WithPacks) -> None:
    said = coverage(school_with("educatief-partnerschap"), "--pakket", "educatief-partnerschap")
    assert max(map(len, said.lines)) <= 80
    for each in ("edp-informatie-uitnodigen", "Aanpak, rij schoolweek", "Aanname: ", "Geen regel, want "):
        assert each in said.out


def test_a_rule_that_waits_says_for_what_until_it_is_there(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie", imported=True)
    assert obligation(folder, "oco-activiteit-aankondigen")["wacht"] == "slaapt: wacht op activiteit"
    assert obligation(folder, "oco-maandbericht")["stand"] == "wakker"
    change(folder / "calendar" / "2026-2027.yaml", "ankers:\n", "ankers:\n  activiteit: [{op: 2027-03-10}]\n")
    assert obligation(folder, "oco-activiteit-aankondigen")["stand"] == "wakker"


def test_a_rule_the_school_switched_off_or_changed_is_still_shown(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie")
    text = "aanpassingen:\n  - {id: oco-maandbericht, uit: ja}\n  - {id: oco-verslag, niveau: gewenst}\n"
    add(folder / "rules" / "anders.yaml", text)
    off, changed = obligation(folder, "oco-maandbericht"), obligation(folder, "oco-verslag")
    assert (off["stand"], off["titel"]) == ("uit", "Vertel ouders in Parro hoe het met de groep gaat")
    assert (changed["aangepast"], changed["niveau"]) == (True, "gewenst")
    said = coverage(folder, "--pakket", "oudercommunicatie")
    assert said.code == 0
    assert "aangepast door" in said.out


def test_a_source_without_a_place_is_a_finding_when_it_is_in_a_pack(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie")
    add(folder / "rules" / "anders.yaml", "aanpassingen:\n  - {id: oco-verslag, bron: Afspraken oudercommunicatie}\n")
    said = coverage(folder)
    assert said.code == 1
    assert 'oco-verslag: de bron "Afspraken oudercommunicatie" noemt geen plaats onder de kop' in said.err


def test_a_rule_of_the_school_without_a_source_is_worth_a_word_and_no_more(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie")
    (folder / "rules" / "voorbeeld.yaml").unlink()
    add(folder / "rules" / "groet.yaml", RULE)
    said = coverage(folder)
    assert said.code == 0
    assert "een eigen regel noemt geen bron: eigen-groet" in said.err
    add(folder / "rules" / "groet.yaml", RULE + "    bron: Teamvergadering\n")
    assert coverage(folder).err == ""
    assert obligation(folder, "eigen-groet")["papier"] == "Eigen regels van de school"


def test_a_file_that_is_broken_is_said_with_its_place(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie")
    add(folder / "rules" / "groet.yaml", RULE.replace("groep", "groepje"))
    said = coverage(folder)
    assert said.code == 1
    assert "rules/groet.yaml:5:10: " in said.err


def test_a_paper_that_contradicts_itself_is_caught_in_check_and_in_coverage(school_with: WithPacks) -> None:
    folder = school_with("educatief-partnerschap", imported=True)
    text = "aanpassingen:\n  - {id: edp-voorlopig-advies, vanaf: begin schoolweek 27, uiterlijk: einde schoolweek 27}\n"
    add(folder / "rules" / "week.yaml", text)
    words = "bedoeld in juni, maar deze regel loopt van 30 maart tot en met 2 april; klopt de datum, of spreekt het"
    assert obligation(folder, "edp-voorlopig-advies")["strijdig"].startswith(words)
    assert f"edp-voorlopig-advies: {words} papier zichzelf tegen?" in jaarcyclus(folder, "check").err
    said = coverage(folder)
    assert said.code == 0
    assert f"edp-voorlopig-advies: {words}" in said.err

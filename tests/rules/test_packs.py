"""The shipped packs against the list of obligations they carry out: pure data, so only YAML is needed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

RULES = Path(__file__).resolve().parents[2] / "rules"
# Each pack with the name of its paper and how many obligations that holds.
PAPERS = {
    "mijnkleutergroep": ("MKG-afspraken", 86),
    "ouder-kindgesprekken": ("Beleid ouder-/kindgesprekken", 14),
    "ouderbetrokkenheid": ("Communicatieplan ouderbetrokkenheid", 37),
    "educatief-partnerschap": ("Kwaliteitskaart Educatief partnerschap", 14),
    "oudercommunicatie": ("Afspraken oudercommunicatie", 11),
}
PACKS = tuple(PAPERS)
# A section whose file has another name: `afspraken.yaml` is what the list of obligations itself is called.
NAMED_OTHERWISE = {"communicatie": {"oudercommunicatie": "afspraken"}}
# The months that papers name beside a school week. Nowhere else does a rule say `bedoeld_in`.
MEANT_IN = {
    "edp-kennismaking": ["augustus", "september"],
    "edp-informatie-groep-7": "november",
    "edp-voortgang-seo": "november",
    "edp-advies-groep-8": "januari",
    "edp-rapport-1": "februari",
    "edp-voorlopig-advies": "juni",
    "edp-rapport-2": ["juni", "juli"],
}
SAME_WORDS = ("voor", "per", "niveau", "vanaf", "uiterlijk", "gevoelig", "hoort_bij", "duur")
TEMPLATE_WORDS = {"leerling.roepnaam", "groep.naam", "gelegenheid.naam", "gelegenheid.datum", "school.naam"}
ABOUT_KINDERGARTEN = {"leerling", "groep", "gesprek", "signalering", "extra-hulp", "afwezigheid"}

Entry = dict[str, Any]


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def rules_by_file(pack: str) -> dict[str, list[Entry]]:
    files = sorted((RULES / pack).glob("*.yaml"))
    return {NAMED_OTHERWISE.get(path.stem, {}).get(pack, path.stem): read(path)["regels"] for path in files}


CATALOGUE: dict[str, dict[str, list[Entry]]] = read(RULES / "afspraken.yaml")
OBLIGATIONS: dict[str, Entry] = {
    entry["id"]: entry for pack in PACKS for section in CATALOGUE[pack].values() for entry in section
}
ALL_RULES: list[Entry] = [rule for pack in PACKS for rules in rules_by_file(pack).values() for rule in rules]
BY_ID: dict[str, Entry] = {rule["id"]: rule for rule in ALL_RULES}

each_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=[str(rule["id"]) for rule in ALL_RULES])


def one_spaced(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def pinned_year_groups(where: Any) -> set[int]:
    """Every year group that a `waar` demands, at its top, in each branch, or of a group's pupils."""
    if not isinstance(where, dict):
        return set()
    if "jaargroep" in where:
        named = where["jaargroep"]
        return set(named) if isinstance(named, list) else {named}
    branches = [pinned_year_groups(branch) for branch in where.get("een_van", [])]
    if branches and all(branches):
        return set().union(*branches)
    return pinned_year_groups(where.get("heeft_leerling"))


def proofs(node: Any) -> list[Entry]:
    """The leaves of a `klaar_als`."""
    nested = [leaf for word in ("alle_van", "een_van") for part in node.get(word, []) for leaf in proofs(part)]
    return nested or [node]


@pytest.mark.parametrize("pack", PACKS)
def test_every_section_of_the_list_has_a_file_with_exactly_its_obligations(pack: str) -> None:
    wanted = {section: sorted(entry["id"] for entry in entries) for section, entries in CATALOGUE[pack].items()}
    found = {section: sorted(rule["id"] for rule in rules) for section, rules in rules_by_file(pack).items()}
    assert found == wanted


def test_no_obligation_has_two_rules() -> None:
    assert len(ALL_RULES) == len(BY_ID) == len(OBLIGATIONS)


def test_every_pack_holds_as_many_obligations_as_its_paper() -> None:
    counted = {pack: sum(len(rules) for rules in rules_by_file(pack).values()) for pack in PACKS}
    assert counted == {pack: count for pack, (_, count) in PAPERS.items()}


@each_rule
def test_a_rule_says_the_same_as_its_obligation(rule: Entry) -> None:
    obligation = OBLIGATIONS[rule["id"]]
    assert {word: one_spaced(rule.get(word)) for word in SAME_WORDS} == {
        word: one_spaced(obligation.get(word)) for word in SAME_WORDS
    }


@each_rule
def test_a_rule_is_readable_and_names_its_paper(rule: Entry) -> None:
    assert rule["titel"].strip()
    assert len(rule["titel"]) <= 70
    assert rule["uitleg"].strip()
    assert re.fullmatch(rf"({'|'.join(paper for paper, _ in PAPERS.values())}), \S.*", rule["bron"])


@each_rule
def test_guidance_says_who_is_there(rule: Entry) -> None:
    there = OBLIGATIONS[rule["id"]].get("aanwezig", "")
    said = rule["uitleg"].replace("roepnaam", "kind")
    assert ("ouders" in said) >= ("ouders" in there)
    assert ("kind" in said) >= ("leerling" in there)


@each_rule
def test_our_own_choice_is_marked_where_the_list_marks_it_and_nowhere_else(rule: Entry) -> None:
    assert bool(rule.get("aanname", "").strip()) == ("aanname" in OBLIGATIONS[rule["id"]])


@each_rule
def test_a_title_can_never_name_a_pupil_and_guidance_uses_known_words(rule: Entry) -> None:
    assert "leerling." not in rule["titel"]
    used = set(re.findall(r"\{\{\s*(\S+?)\s*\}\}", rule["titel"] + rule["uitleg"]))
    assert used <= TEMPLATE_WORDS


@each_rule
def test_guidance_about_more_than_one_pupil_names_none(rule: Entry) -> None:
    if rule["per"] != "leerling":
        assert "leerling." not in rule["uitleg"]


@each_rule
def test_a_kindergarten_rule_stays_with_the_kindergarten(rule: Entry) -> None:
    where = rule.get("waar", {})
    if not rule["id"].startswith("mkg-") or rule["per"] not in ABOUT_KINDERGARTEN:
        return
    if where.get("schooljaar") in {"vorig", "ouder"}:
        assert not pinned_year_groups(where)
        return
    allowed = {1, 2, 3} if where.get("schooljaar") == "volgend" else {1, 2}
    assert pinned_year_groups(where)
    assert pinned_year_groups(where) <= allowed


@each_rule
def test_the_proof_is_the_one_the_list_names(rule: Entry) -> None:
    proof = OBLIGATIONS[rule["id"]]["klaar"]
    if proof == "handmatig":
        assert rule["klaar_als"] == {"handmatig": "ja"}
    if named := re.fullmatch(r"registratie (\S+)( in (die|dit) \S+)?", proof):
        assert rule["klaar_als"]["registratie"] == named[1]
    if named := re.fullmatch(r"gesprek (\S+) gevoerd.*", proof):
        assert {"gesprek": named[1]} in proofs(rule["klaar_als"])
    if named := re.fullmatch(r"bericht (\S+)", proof):
        assert rule["klaar_als"] == {"zaak": {"status": named[1]}}
    if proof == "gesprek verplaatst":
        assert rule["klaar_als"] == {"toestand_voorbij": "ja"}


@each_rule
def test_every_registration_in_a_proof_stands_in_the_list(rule: Entry) -> None:
    proof = OBLIGATIONS[rule["id"]]["klaar"]
    for leaf in proofs(rule["klaar_als"]):
        named = leaf.get("registratie", "")
        assert all(each in proof for each in (named if isinstance(named, list) else [named]))


def test_only_clearing_out_in_summer_is_told_during_the_holidays() -> None:
    assert [rule["id"] for rule in ALL_RULES if "ook_in_vakantie" in rule] == ["mkg-leerlingen-verwijderen"]


def test_reminders_are_left_to_the_defaults() -> None:
    own = {"herinner", "escaleer", "vervalt", "eigen_mail", "wie"}
    assert not [rule["id"] for rule in ALL_RULES if own & rule.keys()]


def test_a_rule_names_the_month_that_its_paper_puts_beside_a_school_week() -> None:
    assert {rule["id"]: rule["bedoeld_in"] for rule in ALL_RULES if "bedoeld_in" in rule} == MEANT_IN

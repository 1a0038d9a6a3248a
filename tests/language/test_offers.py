"""What the editor offers while a rule is typed: from the same schema as VS Code, at any place in a half typed text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ruleoffers import Offer, offers
from engine.schema import rule_schema
from tests.language.school import school_language

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA: Mapping[str, Any] = rule_schema(school_language())
RULE = """regels:
  - id: eigen-analyse
    titel: Analyse invullen
    voor: leerkracht
    per: groep
    waar:
      jaargroep: [1, 2]
      |
    uiterlijk: 2 weken voor groepsbespreking
"""


def offered(text: str) -> list[Offer]:
    """Return what is offered at the `|`."""
    before = text.partition("|")[0]
    lines = before.split("\n")
    return offers(SCHEMA, text.replace("|", "", 1), len(lines), len(lines[-1]) + 1)


def words(text: str) -> set[str]:
    return {each.text.strip() for each in offered(text)}


def test_an_empty_file_is_offered_its_parts() -> None:
    assert words("|") == {"regels:", "aanpassingen:", "voorbeelden:"}


def test_a_rule_is_offered_the_keys_it_has_not_yet() -> None:
    found = words("regels:\n  - id: een\n    titel: Een\n    |\n    per: groep\n  - id: twee\n    voor: ib\n")
    assert {"voor:", "waar:", "uiterlijk:", "klaar_als:", "herinner:"} <= found
    assert not {"id:", "titel:", "per:", "regels:"} & found


def test_a_new_item_of_a_list_is_offered_the_keys_of_a_rule() -> None:
    assert {"id:", "titel:"} <= words("regels:\n  - |")
    assert {"id:", "titel:"} <= words("regels:\n- |")


def test_what_is_offered_says_what_it_means_and_where_it_begins() -> None:
    (found,) = (each for each in offered("regels:\n  - id: een\n    nive|") if each.text == "niveau: ")
    assert found.help.startswith("verplicht kan te laat zijn")
    assert found.begin == 5


def test_a_value_is_offered_the_words_of_its_key() -> None:
    assert words("regels:\n  - id: een\n    niveau: |") == {"verplicht", "gewenst", "facultatief"}
    assert {"leerkracht", "ib"} <= words("regels:\n  - voor: |")
    assert {"leerkracht", "ib"} <= words("regels:\n  - voor: [leerkracht, |]")
    assert {"leerkracht", "ib"} <= words("regels:\n  - voor:\n      - |")


def test_waar_is_offered_the_fields_of_what_the_rule_is_about() -> None:
    of_a_group, of_a_pupil = words(RULE), words(RULE.replace("per: groep", "per: leerling"))
    assert "heeft_leerkracht:" in of_a_group
    assert "heeft_leerkracht:" not in of_a_pupil
    assert "jaargroep:" not in of_a_group


def test_a_date_is_offered_how_it_may_begin_and_then_the_words_of_the_calendar() -> None:
    assert "2 weken voor" in words("regels:\n  - id: een\n    uiterlijk: |")
    assert "groepsbespreking" in words("regels:\n  - id: een\n    uiterlijk: 2 weken voor |")
    assert "groepsbespreking" in words("regels:\n  - id: een\n    uiterlijk: 2 weken voor groeps|")


def test_a_word_half_typed_is_taken_away_from_its_beginning() -> None:
    line = "    uiterlijk: 2 weken voor groeps"
    assert {each.begin for each in offered(f"regels:\n  - id: een\n{line}|")} == {len(line) - len("groeps") + 1}


def test_evidence_is_offered_the_registrations_of_the_school() -> None:
    text = "regels:\n  - id: een\n    per: groep\n    klaar_als:\n      registratie: |"
    assert "groepsanalyse" in words(text)


@pytest.mark.parametrize("text", ["# een opm|", "regels:\n  - id: een\n    titel: Een ti|", "gekkigheid:\n  |"])
def test_nothing_is_offered_where_anything_goes(text: str) -> None:
    assert offered(text) == []


@given(st.text(alphabet="regls:voi -\n[]{}#'\"|per", max_size=120), st.integers(0, 12), st.integers(0, 200))
def test_no_text_and_no_place_is_too_strange(text: str, line: int, column: int) -> None:
    assert isinstance(offers(SCHEMA, text, line, max(column, 1)), list)

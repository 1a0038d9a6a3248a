"""A time phrase in parts, and what of a rule somebody changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.almanac.phrase import Phrase
from engine.almanac.phrasereader import read_phrase
from engine.anchors.known import vocabulary
from engine.kinds import CASE_TYPES
from engine.phraseparts import Parts, anchor_groups, parts_of
from engine.ruleform import Wish, changes

WORDS = vocabulary((), CASE_TYPES)
WISH = Wish("2 weken voor rapport", "", ("ib", "leerkracht"), None, "verplicht", "aan", "", "")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("2 weken voor rapport", Parts("2", "week", "voor", "", "rapport")),
        ("1 schooldag na laatste groepsbespreking", Parts("1", "schooldag", "na", "laatste", "groepsbespreking")),
        ("Voor kerstvakantie", Parts("", "", "voor", "", "kerstvakantie")),
        ("begin schoolweek 11", Parts("", "", "begin", "", "schoolweek 11")),
        ("3 dagen voor einde tweede periode", Parts("3", "dag", "voor einde", "tweede", "periode")),
        ("na vierde verjaardag", Parts("", "", "na", "", "vierde verjaardag")),
        ("op gespreksronde kennismaking", Parts("", "", "op", "", "gespreksronde kennismaking")),
    ],
)
def test_a_phrase_is_chosen_in_parts_and_reads_back(words: str, parts: Parts) -> None:
    phrase = read_phrase(words, WORDS)
    assert isinstance(phrase, Phrase)
    assert parts_of(phrase) == parts
    again = read_phrase(parts.words, WORDS)
    assert isinstance(again, Phrase)
    assert [each.anchor and each.anchor.choice for each in again.alternatives] == [
        each.anchor and each.anchor.choice for each in phrase.alternatives
    ]


@pytest.mark.parametrize("words", ["31 juli", "direct", "begin mei, anders begin juni", "2 weken voor begin rapport"])
def test_a_phrase_with_other_parts_is_typed(words: str) -> None:
    phrase = read_phrase(words, WORDS)
    assert isinstance(phrase, Phrase)
    assert parts_of(phrase) is None


@pytest.mark.parametrize(
    ("count", "unit", "words"),
    [("1", "week", "1 week"), ("3", "week", "3 weken"), ("x", "dag", "x dag"), ("", "dag", "")],
)
def test_a_number_and_its_unit_agree(count: str, unit: str, words: str) -> None:
    assert Parts(count, unit, "").words == words


def test_every_anchor_that_a_school_knows_can_be_chosen_with_its_names() -> None:
    names = {"gespreksronde": frozenset({"kennismaking", "2"})}
    groups = dict(anchor_groups(WORDS, lambda family: names.get(family, frozenset()), "schoolweek 11"))
    every = [each for group in groups.values() for each in group]
    assert set(WORDS.anchors) <= set(every)
    assert "gespreksronde kennismaking" in groups["Uit onze kalender"]
    assert "schoolweek 11" in every
    assert groups["Maanden"][0] == "januari"
    assert "gesprek" in groups["Wat er gebeurt"]


def test_what_was_not_changed_is_not_written() -> None:
    assert changes(WISH, replace(WISH, due="2  Weken voor rapport", assignees=("leerkracht", "ib")), None) == {}


@pytest.mark.parametrize(
    ("wish", "becomes"),
    [
        (replace(WISH, due="3 weken voor rapport"), {"uiterlijk": "3 weken voor rapport"}),
        (replace(WISH, assignees=("leerkracht", "directie", "ib")), {"voor": ("ib", "leerkracht", "directie")}),
        (replace(WISH, assignees=("ib",)), {"voor": "ib"}),
        (replace(WISH, remind=()), {"herinner": ()}),
        (replace(WISH, state="uit"), {"uit": "ja"}),
        (replace(WISH, state="proef"), {"proef": "ja"}),
        (replace(WISH, valid_to="2027-01-01"), {"geldig_tot": "2027-01-01"}),
    ],
)
def test_what_was_changed_is_a_key_of_the_rule(wish: Wish, becomes: dict[str, object]) -> None:
    assert changes(WISH, wish, None) == becomes
    back = changes(wish, WISH, None)
    assert back.keys() == becomes.keys()
    wanted = {"uiterlijk": WISH.due, "voor": WISH.assignees}
    assert {key: set(value) if isinstance(value, tuple) else value for key, value in back.items()} == {
        key: set(wanted[key]) if key == "voor" else wanted.get(key) for key in becomes
    }

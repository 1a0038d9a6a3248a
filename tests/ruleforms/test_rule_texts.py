"""A rule changed in its file: only what is asked changes, every remark stays, and changing it back is the old text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exampletext import without_examples
from engine.ruleedit import edited
from engine.rulefile import OVERRIDES, RULES
from engine.rulespots import root_of, spots
from engine.yamldoc import Mapping, Scalar, Sequence
from engine.yamlpage import page_of

if TYPE_CHECKING:
    from engine.yamldoc import Node
    from engine.yamlpage import Value

SHIPPED = Path(__file__).parents[2] / "rules"
FILES = sorted(SHIPPED.glob("*/*.yaml"))
NEW: dict[str, Value] = {
    "uiterlijk": "3 weken voor rapport, anders einde mei",
    "vanaf": "begin mei",
    "voor": ("ib", "directie"),
    "herinner": ("bij het begin", "1 week erna"),
    "niveau": "gewenst",
    "proef": "ja",
    "geldig_vanaf": "2026-12-01",
    "geldig_tot": "2027-03-31",
    "uit": "ja",
}


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(each) for each in node.items]
    return {name.value: _plain(value) for name, value in node.pairs}


def said(text: str) -> dict[str, object]:
    root = root_of(text)
    assert root is not None, text
    found = _plain(root)
    assert isinstance(found, dict)
    return found


def rules_in(text: str) -> list[str]:
    return [each["id"] for each in said(text).get(RULES, ())]  # type: ignore[attr-defined]


def now(text: str, rule: str, key: str) -> Value | None:
    """Return what a file says of a rule under a key, as it is written there."""
    nodes = [each.node.get(key) for each in spots(text, rule)]
    node = next((each for each in reversed(nodes) if each is not None), None)
    value = _plain(node) if node is not None else None
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and came, as long as they stand together."""
    old, new = before.split("\n"), after.split("\n")
    top = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - top
    pairs = zip(reversed(old[top:]), reversed(new[top:]), strict=False)
    bottom = next((n for n, (a, b) in enumerate(pairs) if a != b), rest)
    return old[top : len(old) - bottom], new[top : len(new) - bottom]


# --- every shipped rule, every field


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.stem)
def test_every_field_of_every_shipped_rule_changes_alone_and_back_again(file: Path) -> None:
    text = without_examples(file.read_text(encoding="utf-8"), file.name)
    assert isinstance(text, str)
    for rule in rules_in(text):
        each_field(text.rstrip() + "\n", rule)


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.stem)
def test_the_examples_beside_a_shipped_rule_stay_as_they_are(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    each_field(text, rules_in(text)[-1])


def each_field(text: str, rule: str) -> None:
    """Change every field of a rule and back: its own line alone, every remark stays, and back is the old text."""
    for key, new in NEW.items():
        was = now(text, rule, key)
        value = new if was != new else "facultatief"
        after = edited(text, rule, {key: value})
        assert after is not None, (rule, key)
        went, came = changed_lines(text, after)
        assert len(went) <= 1, (rule, key)
        assert len(came) == 1 or key == "uit", (rule, key)
        assert now(after, rule, key) == value
        assert page_of(after).remarks() == page_of(text).remarks()
        assert others(after, rule) == others(text, rule)
        assert edited(after, rule, {key: was}) == text, (rule, key)


def others(text: str, rule: str) -> list[object]:
    """Return all that a file says of other rules, and its examples."""
    found = said(text)
    lists = [each for top in (RULES, OVERRIDES) for each in found.get(top, ())]  # type: ignore[attr-defined]
    return [*(each for each in lists if each["id"] != rule), found.get("voorbeelden")]


# --- as a school writes

OWN = """\
# Van ons.
regels:
  - id: kas   # de kas
    titel: Tel de kas na
    voor:
      # wie het doet
      - directie   # want die telt
      - beheerder
    per: school
    uiterlijk: "1 week voor rapport"   # afgesproken
    uitleg: |
      # geen opmerking
      Tel rustig.

  - {id: sleutel, titel: Sluit af, voor: beheerder, per: school, uiterlijk: 22 oktober,
     ook_in_vakantie: ja}  # kort

# Tot hier.
voorbeelden: []
"""


@pytest.mark.parametrize(
    ("changes", "was", "becomes"),
    [
        ({"uiterlijk": "2 weken voor rapport"}, '"1 week voor rapport"', '"2 weken voor rapport"'),
        ({"voor": ("directie", "beheerder", "ib")}, "      - beheerder\n", "      - beheerder\n      - ib\n"),
        (
            {"voor": "beheerder"},
            "      - directie   # want die telt\n",
            "        # want die telt\n",
        ),
        ({"niveau": "gewenst"}, "      Tel rustig.\n", "      Tel rustig.\n"),
        ({"proef": "ja"}, "# afgesproken\n", "# afgesproken\n    proef: ja\n"),
        ({"herinner": ()}, "# afgesproken\n", "# afgesproken\n    herinner: []\n"),
    ],
)
def test_a_rule_is_changed_in_the_way_it_is_written(changes: dict[str, Value | None], was: str, becomes: str) -> None:
    after = edited(OWN, "kas", changes)
    assert after is not None
    assert after == (OWN.replace(was, becomes) if was != becomes else after)
    assert sorted(page_of(after).remarks()) == sorted(page_of(OWN).remarks())


def test_a_rule_between_brackets_stays_between_brackets() -> None:
    after = edited(OWN, "sleutel", {"uiterlijk": "begin mei, anders einde mei", "niveau": "gewenst"})
    assert after is not None
    assert "uiterlijk: 'begin mei, anders einde mei', niveau: gewenst,\n     ook_in_vakantie: ja}  # kort" in after
    assert edited(after, "sleutel", {"uiterlijk": "22 oktober", "niveau": None}) is not None


def test_switched_off_is_an_override_below_the_rules_and_goes_when_it_is_on_again() -> None:
    off = edited(OWN, "kas", {"uit": "ja"})
    assert off is not None
    assert "# kort\n\naanpassingen:\n  - id: kas\n    uit: ja\n\n# Tot hier." in off
    assert edited(off, "kas", {"uit": None}) == OWN


def test_an_override_that_holds_for_a_while_is_left_alone() -> None:
    text = "aanpassingen:\n  - {id: kas, niveau: gewenst, geldig_tot: 2027-01-01}\n"
    after = edited(text, "kas", {"niveau": "facultatief"})
    assert after == f"{text}  - id: kas\n    niveau: facultatief\n"


def test_days_stand_in_an_override_of_their_own() -> None:
    text = "aanpassingen:\n  - id: kas\n    niveau: gewenst\n"
    after = edited(text, "kas", {"geldig_tot": "2027-01-01"})
    assert after == f"{text}  - id: kas\n    geldig_tot: 2027-01-01\n"
    assert edited(after, "kas", {"geldig_tot": None}) == text


def test_the_first_override_of_a_school_begins_the_list() -> None:
    assert edited("# Van ons.\n", "kas", {"uit": "ja"}) == "# Van ons.\naanpassingen:\n  - id: kas\n    uit: ja\n"
    assert edited("aanpassingen: []\n", "kas", {"uit": "ja"}) == "aanpassingen:\n  - id: kas\n    uit: ja\n"


def test_the_last_thing_in_a_file_leaves_an_empty_list_and_its_remark() -> None:
    text = "aanpassingen:\n  # hierom\n  - id: kas\n    uit: ja   # tot mei\n"
    after = edited(text, "kas", {"uit": None})
    assert after is not None
    assert said(after) == {"aanpassingen": []}
    assert page_of(after).remarks() == ["# tot mei", "# hierom"]


@pytest.mark.parametrize("broken", ["regels: [", "regels:\n  - id: kas\n   titel: x\n", "a: 1\na: 2\n"])
def test_a_text_that_cannot_be_read_is_not_changed(broken: str) -> None:
    assert edited(broken, "kas", {"niveau": "gewenst"}) is None


@given(words=st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=30))
def test_whatever_is_typed_stands_in_the_file_as_it_was_typed(words: str) -> None:
    words = " ".join(words.split()).replace("\ufeff", "") or "x"
    for rule in ("kas", "sleutel"):
        after = edited(OWN, rule, {"uiterlijk": words})
        assert after is not None, words
        assert now(after, rule, "uiterlijk") == words
        assert others(after, rule) == others(OWN, rule)


def test_a_list_with_dashes_that_empties_keeps_its_remarks() -> None:
    text = "regels:\n  - id: kas\n    herinner:\n      # hierom\n      - op de dag  # hard\n    niveau: gewenst\n"
    after = edited(text, "kas", {"herinner": ()})
    assert after is not None
    assert isinstance(root_of(after), Mapping)
    assert now(after, "kas", "herinner") == ()
    assert page_of(after).remarks() == ["# hard", "# hierom"]

"""The JSON Schema for editors: it takes what the loader takes, marks what it refuses, and misses no word."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.almanac.phrase import PREVIOUS, Phrase
from engine.almanac.phrasepattern import phrase_pattern
from engine.almanac.phrasereader import read_phrase
from engine.conditions.known import ALL, ANY, EVIDENCE, FIELDS, NOT
from engine.rulehelp import HELP
from engine.rulekeys import KEYS, OFF
from engine.schema import rule_schema
from engine.shipped import pack_files, pack_names
from engine.yamldoc import Mapping, Scalar, Sequence, read_yaml
from tests.language.school import SCHOOL, TESTS, school_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.yamldoc import Node

BROKEN = sorted((TESTS / "broken" / "rules").iterdir())
GOOD = [path for pack in pack_names() for _, path in pack_files(pack)] + [SCHOOL / "rules" / "voorbeeld.yaml"]
NOT_SEEN = "# schema: ziet dit niet"
CASTS: dict[str, Any] = {
    "int": int,
    "float": float,
    "bool": lambda text: text.lower() == "true",
    "null": lambda _: None,
}
WORDS = ["voor", "na", "op", "begin", "einde", "anders", ",", "direct", "dag", "weken", "werkdag", "laatste", "vorige"]
WORDS += ["0", "1", "2", "29", "30", "31", "53", "54", "400", "401", "februari", "april", "mei", "tweede", "vierde"]
WORDS += ["rapport", "rapport,", "groepsbespreking", "herfstvakantie", "startweek", "schoolweek", "verjaardag", "maand"]
WORDS += ["kennismaking", "uit-dienst", "elf"]


def plain(node: Node) -> Any:
    """Give the values as an editor sees them, in YAML 1.2."""
    if isinstance(node, Scalar):
        return CASTS.get(node.kind, str)(node.value)
    if isinstance(node, Sequence):
        return [plain(each) for each in node.items]
    return {key.value: plain(value) for key, value in node.pairs}


@cache
def schema() -> dict[str, Any]:
    return rule_schema(school_language())


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def marks(text: str) -> list[str]:
    root = read_yaml(text, "regels.yaml").root
    assert isinstance(root, Mapping | Sequence)
    return [error.message for error in validator().iter_errors(plain(root))]


def inside(schema: Any, key: str) -> Iterator[Any]:
    """Give every value under a key, wherever it stands in the schema."""
    for name, value in schema.items() if isinstance(schema, dict) else ():
        if name == key:
            yield value
        yield from inside(value, key)
    for each in schema if isinstance(schema, list) else ():
        yield from inside(each, key)


def defined(name: str) -> dict[str, Any]:
    found: dict[str, Any] = schema()["$defs"][name]
    return found


@cache
def phrase_pattern_of(since: bool) -> str:
    return phrase_pattern(school_language().vocabulary, since=since)


def asks_previous(phrase: Phrase) -> bool:
    return any(each.anchor is not None and each.anchor.choice.kind == PREVIOUS for each in phrase.alternatives)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_shipped_rule_file_gets_no_marks(path: Path) -> None:
    assert marks(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_mistake_is_marked_while_it_is_typed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = read_yaml(text, path.name)
    if document.root is None or document.problems:
        return
    assert bool(marks(text)) == (NOT_SEEN not in text)


def test_every_key_of_a_rule_is_in_the_schema_with_a_word_of_help() -> None:
    rule, override = defined("regel")["properties"], defined("aanpassing")["properties"]
    assert set(rule) == set(KEYS)
    assert set(override) == {*KEYS, OFF}
    assert set(HELP) == {*KEYS, OFF}
    assert all(each["description"] for each in (*rule.values(), *override.values()))


def test_every_field_of_waar_is_in_the_schema_with_a_word_of_help() -> None:
    known = defined("waar")["properties"]
    assert set(known) == {*FIELDS, ALL, ANY, NOT}
    assert all(each["description"] for each in known.values())


def test_every_field_of_klaar_als_is_in_the_schema_with_what_stands_beside_it() -> None:
    beside = {word for each in EVIDENCE.values() for word in each.beside}
    known = defined("klaar_als")["properties"]
    assert set(known) == {*EVIDENCE, *beside, ALL, ANY, NOT}
    assert all(known[name]["description"] for name in EVIDENCE)


@pytest.mark.parametrize("about", ["leerling", "groep", "medewerker", "school", "zaak"])
def test_a_rule_is_offered_only_the_fields_about_its_subject(about: str) -> None:
    fields = {name for name, each in FIELDS.items() if each.about is None or about in each.about}
    assert set(defined(f"waar-{about}")["properties"]) == {*fields, ALL, ANY, NOT}


def test_every_reference_leads_somewhere() -> None:
    assert set(inside(schema(), "$ref")) == {f"#/$defs/{name}" for name in schema()["$defs"]}


def test_a_list_of_which_one_is_enough_is_never_empty() -> None:
    lists = list(inside(schema(), "anyOf"))
    assert lists
    assert all(lists)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.booleans())
def test_the_pattern_for_phrases_takes_exactly_what_the_loader_reads(words: list[str], since: bool) -> None:
    text = " ".join(words)
    found = read_phrase(text, school_language().vocabulary)
    fits = isinstance(found, Phrase) and (since or not asks_previous(found))
    assert bool(re.search(phrase_pattern_of(since), text)) == fits, text


@pytest.mark.parametrize(
    ("phrase", "fits"),
    [
        ("2 weken voor rapport", True),
        ("Einde schoolweek 4", True),
        ("begin gespreksronde kennismaking, anders begin schoolweek 2", True),
        ("6 maanden na instroom", True),
        ("31 juli", True),
        ("direct", True),
        ("na vorige rapport", False),
        ("32 juli", False),
        ("einde schoolweek 54", False),
        ("twee weken voor rapport", False),
    ],
)
def test_an_editor_knows_a_time_phrase(phrase: str, fits: bool) -> None:
    assert bool(re.search(phrase_pattern_of(False), phrase)) == fits

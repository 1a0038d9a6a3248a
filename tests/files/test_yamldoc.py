"""A YAML file as people write it: every value keeps its text and its place, every mistake is told in Dutch."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.yamldoc import Mapping, Scalar, Sequence, read_yaml

LOADERS = (yaml.CSafeLoader, yaml.SafeLoader)

RULE = """\
# rules/eigen/groepsbespreking.yaml
regels:
  - id: eigen-groepsbespreking-analyse
    voor: [leerkracht, ib]
    per: groep
    waar: {groep: 1/2 B, tijd: 12:00, actief: ja, op: 2026-11-17}
    titel: "12"
    uitleg: |
      Kies 10 tot 15 waarnemingen: niet meer.
"""

MISTAKES = """\
a: 1\\n b: 2                        | 2:2 | deze regel springt verder in, maar op regel 1 staat al een waarde
a:\\n  b: 1\\n c: 2                  | 3:2 | deze regel springt niet goed in
a: x\\nvoor leerkracht\\nper: groep  | 2:1 | op deze regel ontbreekt een dubbele punt achter de sleutel
voor:leerkracht\\nper: groep        | 1:5 | achter deze dubbele punt hoort een spatie
titel: Let op: bellen              | 1:14 | er staat een dubbele punt in de waarde
titel: 'Foto's maken'              | 1:14 | hier staat nog tekst achter een aanhalingsteken
titel: "Bellen\\nvoor: "ib"         | 1:8 | dit aanhalingsteken wordt pas op regel 2 gesloten
titel: "Bellen\\nvoor: ib           | 1:8 | dit aanhalingsteken wordt nergens gesloten
voor: [ib, leerkracht\\nper: groep  | 1:7 | deze "[" is niet goed afgesloten
waar: {jaargroep: 1]               | 1:20 | hier hoort "}" te staan
jaargroep: [1,, 2]                 | 1:15 | hier staat een komma te veel
jaargroep: 1]\\nvoor: ]             | 2:7 | deze "]" hoort nergens bij
a:\\n\\t- b                          | 2:1 | hier staat een tab
titel: @school                     | 1:8 | een waarde kan niet met "@" beginnen
titel: * let op                    | 1:8 | een waarde kan niet met "*" beginnen
voor: - ib                         | 1:7 | een lijst met streepjes begint op een nieuwe regel
a: 1\\n- b                          | 2:1 | dit streepje springt niet goed in
regels:\\n  - a: 1\\n  b: 2          | 3:3 | hier hoort een streepje (-) te staan
titel: "C:\\School"                | 1:11 | een "\\" kan niet tussen dubbele aanhalingstekens
uitleg: | tekst                    | 1:11 | achter "|" of ">" staat niets meer
: x                                | 1:1 | voor deze dubbele punt ontbreekt de sleutel
a: 1\\na: 2                         | 2:1 | de sleutel "a" staat er twee keer; de eerste staat op regel 1
<<: {a: 1}                         | 1:1 | samenvoegen met "<<" kan hier niet
a: !!str 3                         | 1:4 | "!!str" aan het begin van een waarde is een tag
a: &b 3                            | 1:4 | "&b" maakt een plek om naar te verwijzen
a: *b                              | 1:4 | "*b" verwijst naar een andere plek
a: 1\\n---\\nb: 2                    | 2:1 | hier begint een tweede document
a: 1\\n...\\nb: 2                    | 3:1 | hier begint een tweede document
[a]: b                             | 1:1 | voor een dubbele punt hoort een enkel woord te staan
# alleen een opmerking             | 1:1 | het bestand is leeg
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.rsplit(" | ", 2)] for line in table.splitlines()]


def root_of(text: str) -> Mapping:
    document = read_yaml(text, "rules/eigen/proef.yaml")
    assert document.problems == ()
    assert isinstance(document.root, Mapping)
    return document.root


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "place", "message"), rows(MISTAKES))
def test_a_mistake_is_told_in_dutch_at_its_place(text: str, place: str, message: str, loader: object) -> None:
    written = text.replace("\\n", "\n").replace("\\t", "\t") + "\n"
    problem, *more = read_yaml(written, "f.yaml", loader).problems
    near = 1 if loader is yaml.SafeLoader and "dubbele aanhalingstekens" in message else 0
    assert f"{problem.line}:{problem.column - near}" == place
    assert message in problem.message
    assert more == []


@pytest.mark.parametrize("loader", LOADERS)
def test_every_value_keeps_the_text_as_written_and_its_place(loader: object) -> None:
    root = read_yaml(RULE, "rules/eigen/groepsbespreking.yaml", loader).root
    assert isinstance(root, Mapping)
    rules = root.get("regels")
    assert isinstance(rules, Sequence)
    rule = rules.items[0]
    assert isinstance(rule, Mapping)
    assert (rule.line, rule.column) == (3, 5)
    where = rule.get("waar")
    assert isinstance(where, Mapping)
    assert where.get("groep") == Scalar("1/2 B", 6, 19)
    assert where.get("tijd") == Scalar("12:00", 6, 32)
    assert where.get("actief") == Scalar("ja", 6, 47)
    assert where.get("op") == Scalar("2026-11-17", 6, 55)
    assert rule.key("per") == Scalar("per", 5, 5)
    assert "per" in rule
    assert "niveau" not in rule


def test_what_is_quoted_is_text_and_what_is_not_says_its_kind() -> None:
    root = root_of("a: 12\nb: '12'\nc: 1.5\nd: true\ne: 2026-11-17\nf: ja\ng:\nh: |\n  12\n")
    kinds = [value.kind for _, value in root.pairs if isinstance(value, Scalar)]
    assert kinds == ["int", "str", "float", "bool", "date", "str", "null", "str"]


def test_one_mistake_does_not_hide_the_next_or_the_rest_of_the_file() -> None:
    document = read_yaml("a: 1\na: 2\nb: !x 3\nc: 4\n", "f.yaml")
    assert [each.line for each in document.problems] == [2, 3]
    assert isinstance(document.root, Mapping)
    assert document.root.get("a") == Scalar("1", 1, 4)
    assert document.root.get("c") == Scalar("4", 4, 4)


def test_a_file_may_begin_with_a_bom_and_end_its_lines_as_windows_does() -> None:
    document = read_yaml("titel: één\r\nvoor: ib\r\n".encode("utf-8-sig"), "f.yaml")
    assert isinstance(document.root, Mapping)
    assert document.root.get("titel") == Scalar("één", 1, 8)
    assert document.root.get("voor") == Scalar("ib", 2, 7)


@pytest.mark.parametrize(
    ("source", "place", "message"),
    [
        ("titel: één\nvoor: caf\xe9\n".encode("latin-1"), "1:8", "geen UTF-8"),
        ("titel: één\nvoor: caf".encode() + b"\xe9\n", "2:10", "geen UTF-8"),
        ("titel: ib\n".encode("utf-16"), "1:1", "als UTF-16 bewaard"),
        (b"titel: ib\x00\n", "1:10", "onzichtbaar teken (U+0000)"),
        (b"", "1:1", "het bestand is leeg"),
    ],
)
def test_bytes_that_are_no_text_are_told_where_they_stand(source: bytes, place: str, message: str) -> None:
    (problem,) = read_yaml(source, "f.yaml").problems
    assert f"{problem.line}:{problem.column}" == place
    assert message in problem.message


def test_brackets_without_end_are_a_problem_and_not_a_crash() -> None:
    for bracket in ("[", "{a: ", "- "):
        (problem,) = read_yaml(bracket * 3000, "f.yaml").problems
        assert problem.line == 1


def test_an_alias_of_an_alias_does_not_blow_up() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    document = read_yaml("\n".join(lines), "f.yaml")
    assert len(repr(document.root)) < 20_000


@given(st.text())
def test_whatever_the_text_there_is_a_document_or_a_problem(text: str) -> None:
    document = read_yaml(text, "f.yaml")
    assert document.root is not None or document.problems


@given(st.text(alphabet=" \t\r\n\u2028ab:-[]{},'\"#&*!|>%@\\1é", max_size=60), st.sampled_from(LOADERS))
def test_signs_that_mean_something_never_crash(text: str, loader: object) -> None:
    document = read_yaml(text, "f.yaml", loader)
    assert document.root is not None or document.problems
    assert all(each.line > 0 and each.column > 0 and each.message for each in document.problems)


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_quoted_text_comes_back_as_it_was_written(text: str) -> None:
    written = text.replace("'", "''")
    root = root_of(f"titel: '{written}'\n")
    assert root.get("titel") == Scalar(text, 1, 8, quoted=True)

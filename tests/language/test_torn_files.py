"""Whatever stands in a rule file, the loader gives problems and never stumbles; what is right loads the same again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.rawrule import Source
from engine.rulefile import read_rules
from engine.rulekeys import KEYS
from engine.wording import NAMES, template_mistakes
from engine.yamldoc import LINE_END
from tests.language.school import SCHOOL, TESTS, school_language

OWN = "rules/eigen/regels.yaml"
GOOD = (SCHOOL / "rules" / "voorbeeld.yaml").read_text(encoding="utf-8")
BLOCKS = GOOD.split("  - id: ")[1:]
BROKEN = [path.read_text(encoding="utf-8") for path in sorted((TESTS / "broken" / "rules").iterdir())]
HEAD = "regels:\n  - id: a\n    titel: Doen\n    voor: ib\n    per: leerling\n    uiterlijk: einde mei\n"
VALUES = ["", "ja", "0", "9", "2 weken voor rapport", "[]", "{}", "[[]]", "[{}]", "{a: b}", "[1, a]", "{soort: []}"]
VALUES += ["{niet: {}}", "{alle_van: []}", "{een_van: [{}]}", "{registratie: {}}", "{kenmerk: [{}]}", "{kalender: [a]}"]
VALUES += ["{registratie: observatie, minstens: 99999999999}", "{naar: {}, na: []}", "na", "elke", "{{ a", "'{{ 1 }}'"]

swift = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def problems(text: str) -> list[str]:
    book = read_rules([Source(OWN, text)], school_language())
    lines = len(LINE_END.split(text)) + 1
    assert all(each.file == OWN and 0 <= each.line <= lines and each.message for each in book.problems)
    assert not book.broken or book.rules == ()
    return [each.message for each in book.problems]


@swift
@given(st.text())
def test_any_text_loads_or_is_told_what_is_wrong(text: str) -> None:
    problems(text)
    problems(f"regels: {text}")
    problems(HEAD + text)


@swift
@given(st.sampled_from([*KEYS, "uit", "kleur"]), st.sampled_from(VALUES))
def test_any_value_at_any_key(key: str, value: str) -> None:
    problems("\n".join(line for line in HEAD.splitlines() if f" {key}:" not in line) + f"\n    {key}: {value}\n")
    problems(f"aanpassingen:\n  - id: a\n    {key}: {value}\n{HEAD}")


@pytest.mark.parametrize("field", ["waar", "klaar_als"])
@pytest.mark.parametrize("value", VALUES)
def test_an_odd_condition_is_a_problem_and_never_means_everybody(field: str, value: str) -> None:
    assert problems(HEAD + f"    {field}: {value}\n")


@swift
@given(st.data())
def test_a_file_torn_anywhere(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*("regels:\n  - id: " + each for each in BLOCKS), *BROKEN]))
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(begin + 30, len(text))))
    problems(text[:begin] + data.draw(st.sampled_from(["", "[", "}", ":", "- ", "\t", "\n", "{{", "é"])) + text[end:])


def test_the_same_files_give_the_same_rules() -> None:
    first, again = (read_rules([Source(OWN, GOOD)], school_language()) for _ in range(2))
    assert [each.id for each in first.rules] == [each.id for each in again.rules]
    assert [each.due for each in first.rules] == [each.due for each in again.rules]
    assert first.problems == again.problems


@pytest.mark.parametrize("text", ["{{ " + "(" * 5000, "{{ " + "9" * 5000 + " }}", "{{ a }} {% b", "{{ x." * 2000])
def test_an_endless_template_is_a_mistake(text: str) -> None:
    assert template_mistakes(text, NAMES)

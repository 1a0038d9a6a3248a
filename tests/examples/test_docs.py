"""What the manual shows works: its example is run, and every key it names is one."""

from __future__ import annotations

import re

from engine.example import LINES, MAIL_FIELDS, TASK_FIELDS, TICK_KEYS
from engine.examplefacts import CASE_KEYS, FACT_KEYS, REGISTRATION_KEYS
from engine.examplepeople import GROUP_KEYS, PUPIL_KEYS, STAFF_KEYS
from engine.exampletrial import try_out
from tests.examples.trying import read
from tests.language.school import TESTS

MANUAL = (TESTS.parent / "docs" / "regels-bewerken.md").read_text(encoding="utf-8")


def test_the_example_in_the_manual_holds() -> None:
    (text,) = [each for each in re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL) if "\nvoorbeelden:" in each]
    examples, problems, reader = read(text)
    assert problems == ()
    assert len(examples) == 2
    assert [try_out(each, reader.rules).failures for each in examples] == [(), ()]


def test_the_example_in_the_manual_shows_both_kinds() -> None:
    (text,) = [each for each in re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL) if "\nvoorbeelden:" in each]
    lines = [one for each in read(text)[0] for one in each.then]
    assert any(each.is_positive for each in lines)
    assert any(each.is_negative for each in lines)


def test_the_manual_names_every_key_there_is() -> None:
    keys = {*FACT_KEYS, *GROUP_KEYS, *PUPIL_KEYS, *STAFF_KEYS, *CASE_KEYS, *REGISTRATION_KEYS, *TICK_KEYS}
    keys |= {*LINES, *TASK_FIELDS, *MAIL_FIELDS}
    named = MANUAL.split("## Een voorbeeld bij een regel")[1].split("\n## ")[0]
    assert [each for each in sorted(keys) if not re.search(rf"\b{re.escape(each)}\b", named)] == []

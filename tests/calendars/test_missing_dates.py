"""What a calendar lacks for the rules there are, as a list to fill in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.missingdates import missing_dates
from engine.runs.gather import gather
from engine.settings import load_settings
from tests.sending.school import CALENDAR, CONFIG, TOLD

if TYPE_CHECKING:
    from pathlib import Path

TWO_MEETINGS = (
    CALENDAR % "2026-11-17" + "    - {op: 2027-06-08, groep: 1/2 A}\n  rapport: [{naam: eind, op: 2027-06-25}]\n"
)


def lacking(folder: Path, rules: str, calendar: str = TWO_MEETINGS) -> list[tuple[str, tuple[str, ...]]]:
    for name, text in (("config.toml", CONFIG), ("calendar/2026-2027.yaml", calendar), ("rules/a.yaml", rules)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    settings, _ = load_settings(folder / "config.toml")
    assert settings is not None
    school = gather(settings, TOLD, {})
    assert not [each for each in school.problems if each.is_error]
    found = missing_dates(school.book.rules, school.known, school.calendars[0], date(2026, 11, 10))
    return [(each.lack.words, each.rules) for each in found]


def rule(due: str, more: str = "per: school", name: str = "een") -> str:
    return f"  - {{id: {name}, titel: Doe het, voor: directie, {more}, uiterlijk: {due}}}\n"


@pytest.mark.parametrize(
    ("due", "more", "words"),
    [
        ("1 week voor cito", "per: school", ["geen datum voor cito"]),
        ("op groepsbespreking maart", "per: school", ["geen datum voor groepsbespreking in maart"]),
        ("op tweede rapport", "per: school", ["geen datum voor tweede rapport"]),
        ("op rapport midden", "per: school", ["geen datum voor rapport midden"]),
        ("op rapport eind", "per: school", []),
        ("op groepsbespreking", "per: school, waar: {maand: [november, maart, juni]}",
         ["geen datum voor groepsbespreking in maart"]),
        ("op rapport", "per: school, waar: {gelegenheid: [1, 2]}", ["geen datum voor tweede rapport"]),
        ('"op cito, anders begin schoolweek 2"', "per: school", []),
        ('"op cito, anders op groepsbespreking"', "per: school", []),
        ("31 juli", "per: school", []),
        ("begin schoolweek 3", "per: school", []),
        ("1 week na instroom", "per: leerling", []),
    ],
)  # fmt: skip
def test_what_a_rule_waits_for_is_named_once(tmp_path: Path, due: str, more: str, words: list[str]) -> None:
    found = lacking(tmp_path, f"regels:\n{rule(due, more)}{rule(due, more, 'twee')}")
    assert found == [(each, ("een", "twee")) for each in words]


def test_a_group_without_a_date_of_its_own_is_named(tmp_path: Path) -> None:
    calendar = replace_meeting("    - {op: 2026-11-17, groep: 1/2 A}\n")
    found = lacking(tmp_path, f"regels:\n{rule('op groepsbespreking', 'per: groep')}", calendar)
    assert found == [("geen datum voor groepsbespreking van groep 1/2 B", ("een",))]


def replace_meeting(line: str) -> str:
    return (CALENDAR % "X").replace("    - {op: X}\n", line)


def test_a_date_that_comes_is_lacking_no_more(tmp_path: Path) -> None:
    rules = f"regels:\n{rule('op cito')}"
    assert lacking(tmp_path, rules)
    assert lacking(tmp_path, rules, TWO_MEETINGS + "  cito: [{op: 2027-01-18}]\n") == []

"""Tasks as `jaarcyclus tasks --json` gives them, and the one that a test is about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.cli.door import TODAY, add, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path

YEAR = "2026-2027"


def tasks(folder: Path, *words: str) -> list[dict[str, Any]]:
    said = jaarcyclus(folder, "tasks", "--json", *words, today=TODAY)
    assert said.code == 0, said.err
    return [json.loads(each) for each in said.lines]


def task(folder: Path, rule: str, subject: str, occasion: str = "") -> dict[str, Any]:
    """Return the only task of a rule about a subject (at an occasion) in the present school year."""
    found = [each for each in tasks(folder, "--regel", rule, "--schooljaar", YEAR) if each["onderwerp"] == subject]
    (only,) = [each for each in found if each["gelegenheid"].endswith(occasion)]
    return only


def key(folder: Path, rule: str, subject: str, occasion: str = "") -> str:
    return str(task(folder, rule, subject, occasion)["taak"])


def state(folder: Path, rule: str, subject: str, occasion: str = "") -> str:
    return str(task(folder, rule, subject, occasion)["status"])


def with_rules(folder: Path, text: str, today: str = TODAY) -> Path:
    """Add rules of the school's own, and make their tasks."""
    add(folder / "rules" / "eigen.yaml", text)
    checked = jaarcyclus(folder, "check", today=today)
    assert checked.code == 0, checked.out
    assert jaarcyclus(folder, "run", today=today).code == 0
    return folder

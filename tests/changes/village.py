"""The rules the tests change, and the day on which they do so: a Monday, the day before the first analysis is due."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.cli.door import QUIETLY, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-11-02"
RULES = """regels:
  - id: analyse
    titel: Vul de analyse in
    voor: leerkracht
    per: groep
    waar: {jaargroep: [1, 2]}
    uiterlijk: 2 weken voor groepsbespreking
    klaar_als: {registratie: groepsanalyse}
    uitleg: Kies tien waarnemingen.
  - id: rapport-lezen
    titel: Lees de rapporten
    voor: ib
    per: school
    uiterlijk: 1 week voor rapport
  - id: inhaaldag
    titel: Zet de inhaaldag klaar
    voor: beheerder
    per: school
    uiterlijk: 1 week voor sportdag
"""


def diff(folder: Path, *words: str, today: str = DAY) -> str:
    """Return what diff says, every sentence on its line."""
    said = jaarcyclus(folder, "diff", *words, today=today)
    assert said.code == 0, said.out + said.err
    return said.out.replace("\n  ", " ")


def as_json(folder: Path, *words: str, today: str = DAY) -> list[dict[str, Any]]:
    said = jaarcyclus(folder, "diff", "--json", *words, today=today)
    assert said.code == 0, said.out + said.err
    return [json.loads(each) for each in said.lines]


def run(folder: Path, today: str = DAY) -> None:
    said = jaarcyclus(folder, *QUIETLY, today=today)
    assert said.code == 0, said.out + said.err

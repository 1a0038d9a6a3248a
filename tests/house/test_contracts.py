"""The import contracts bite: each wrong turn, taken in a copy of the house, is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT

WRONG_TURNS = [
    ("engine/almanac/days.py", "import engine.model", "Imports only go down"),
    ("engine/model.py", "import engine.runs", "Imports only go down"),
    ("engine/mijnhulp.py", '"""A room nobody gave a floor."""', "Imports only go down"),
    ("engine/model.py", "import web", "The engine does not know the web"),
    ("web/wrong.py", "from engine.tables import TaskRow", "A page asks a run"),
    ("web/wrong.py", "from sqlalchemy import select", "One door for SQL"),
    ("engine/runs/wrong.py", "from starlette.requests import Request", "One room for pages"),
    ("engine/runs/wrong.py", "import itsdangerous", "One door for signatures"),
    ("notifiers/wrong.py", "import engine.model", "A letter knows neither engine nor web"),
    ("engine/model.py", "import yaml", "One door for YAML"),
    ("engine/model.py", "from ruamel.yaml import YAML", "One door for YAML"),
    ("engine/model.py", "from sqlmodel import Session", "One door for SQL"),
    ("engine/runs/wrong.py", "from sqlalchemy.orm import Session", "One door for SQL"),
    ("engine/model.py", "import alembic.command", "One door for migrations"),
    ("engine/runs/wrong.py", "import apscheduler.triggers", "One door for the ticking"),
    ("engine/model.py", "import pendulum", "One door for time zones and periods"),
    ("engine/runs/wrong.py", "import aiosmtplib", "One door for sending"),
    ("engine/model.py", "import jinja2", "One door for templates"),
    ("engine/runs/wrong.py", "from rich.progress import track", "One door for the terminal"),
]


@pytest.mark.parametrize(("path", "line", "contract"), WRONG_TURNS, ids=[f"{p}: {w}" for p, w, _ in WRONG_TURNS])
def test_a_wrong_turn_is_refused_by_its_contract(tmp_path: Path, path: str, line: str, contract: str) -> None:
    house = _copy(tmp_path)
    with (house / path).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    assert any(each.startswith(contract) for each in _broken(house))


def _copy(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _broken(house: Path) -> list[str]:
    """Return the names of the contracts that `lint-imports` calls broken there."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    said = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    verdicts = [line for line in said.stdout.splitlines() if "KEPT" in line or "BROKEN" in line]
    assert verdicts, said.stdout + said.stderr
    return [line for line in verdicts if "BROKEN" in line]

"""The house keeps its rooms: what stands where, and what never does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.house.clockwalk import clock_reads
from tests.house.tree import ROOMS, ROOT, SHOWN, name, python_files, tracked

if TYPE_CHECKING:
    from pathlib import Path

FIXED = (
    "README.md",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "config.toml",
    ".ci/run",
    "rules",
    "calendar",
    "engine",
    "notifiers",
    "tests",
    "docs",
)


@pytest.mark.parametrize("entry", FIXED)
def test_the_fixed_names_stand_at_the_top(entry: str) -> None:
    assert (ROOT / entry).exists()


def test_the_run_on_a_bare_machine_can_be_started() -> None:
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


@pytest.mark.parametrize("room", ["rules", "calendar"])
def test_rules_and_calendars_hold_no_python_for_schools_write_them(room: str) -> None:
    assert [name(path) for path in python_files(room)] == []


def test_nothing_of_ours_is_called_calendar_for_the_standard_library_has_a_calendar() -> None:
    """A package or module of that name at the wrong place would be imported instead of Python's own."""
    ours = [path for path in python_files(*SHOWN) if path.name == "calendar.py"]
    assert [name(path) for path in ours] == []
    assert not (ROOT / "calendar" / "__init__.py").exists()
    assert not (ROOT / "calendar.py").exists()


@pytest.mark.parametrize("path", [p for p in python_files(*SHOWN) if p.name == "__init__.py"], ids=name)
def test_a_front_door_is_empty_so_that_no_import_runs_in_a_circle(path: Path) -> None:
    assert path.read_text(encoding="utf-8").strip() == ""


def test_every_module_says_what_it_is() -> None:
    modules = (path for path in python_files(*SHOWN) if path.name != "__init__.py")
    silent = [name(path) for path in modules if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_nobody_has_a_drawer_for_everything() -> None:
    """A helper without a room is a concept without a name."""
    drawers = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}
    assert [name(path) for path in python_files(*SHOWN) if path.name in drawers] == []


def test_only_the_clock_reads_the_clock() -> None:
    others = (path for path in python_files(*ROOMS) if name(path) != "engine/clock.py")
    reads = [f"{name(path)}:{line}" for path in others for line in clock_reads(path.read_text(encoding="utf-8"))]
    assert reads == []


def test_the_clock_itself_is_seen_reading_it() -> None:
    assert clock_reads((ROOT / "engine/clock.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\nvandaag = date.today()",
        "import datetime\nnu = datetime.datetime.now(datetime.UTC)",
        "import datetime as dt\nnu = dt.datetime.utcnow()",
        "from time import time\nnu = time()",
        "import time as klok\nnu = klok.time()",
        "from pendulum import now\nnu = now()",
        "from datetime import date as dag\nread = dag.today",
        "from sqlmodel import func\nread = func.now()",
    ],
)
def test_a_clock_is_seen_under_any_name(source: str) -> None:
    assert clock_reads(source) == [2]


@pytest.mark.parametrize(
    "source",
    [
        "from engine import clock\nnu = clock.now('Europe/Amsterdam')",
        "from datetime import date\neen_dag = date(2026, 11, 17)",
        "def plan(today): return today",
        "import time\ntime.monotonic()",
    ],
)
def test_being_told_the_day_is_not_reading_the_clock(source: str) -> None:
    assert clock_reads(source) == []


# Written in two parts, so that this file does not find itself.
NOWHERE = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "/" + "work/", "/" + "root/", "/" + "home/")


def test_no_file_knows_the_machine_or_the_registry_it_was_made_with() -> None:
    told = [f"{name(path)}: {each}" for path in tracked() for each in NOWHERE if each in _text(path)]
    assert told == []


def test_the_lock_file_names_versions_and_hashes_and_no_addresses() -> None:
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in locked
    assert [line for line in locked.splitlines() if line.startswith("-")] == []
    pinned = [line for line in locked.splitlines() if "==" in line]
    assert pinned
    assert all(line.endswith("\\") for line in pinned), "each version is followed by its hashes"


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")

"""Where the house stands, for the tests that look at the house itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "notifiers", "web")
SHOWN = (*ROOMS, "tests", "benchmarks")


def python_files(*rooms: str) -> list[Path]:
    """Return every Python file in these rooms, rooms that are not built yet left out."""
    found = (path for room in rooms for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in found if "__pycache__" not in path.parts)


def name(path: Path) -> str:
    """Return the path as a newcomer would type it, from the top of the house."""
    return path.relative_to(ROOT).as_posix()


def tracked() -> list[Path]:
    """Return every file that git keeps and that is still there."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / each for each in listed.stdout.split("\0") if each and (ROOT / each).is_file()]

"""Whole commands on the demo school, each a fresh process: what somebody waits for, beside starting Python at all.

Wall time counts whatever else the machine does; the processor time beside it hardly does. Compiled code is kept between
runs, as on a school's machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.kit.demo import TODAY, TOP
from benchmarks.kit.figures import shown
from engine.demoschool.files import demo_files

if TYPE_CHECKING:
    from collections.abc import Sequence

TIMES = 10
CODE = "from engine.cli.main import main; main()"
COMMANDS: dict[str, tuple[str, ...]] = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "jaarcyclus check": (sys.executable, "-c", CODE, "check"),
    "jaarcyclus plan --json": (sys.executable, "-c", CODE, "plan", "--json", "--vandaag", str(TODAY)),
}


class Spent(NamedTuple):
    """Seconds on the clock, and seconds of processor time."""

    wall: float
    processor: float


def main() -> None:
    with TemporaryDirectory() as folder:
        school = set_up(Path(folder))
        found: dict[str, list[Spent]] = {name: [] for name in COMMANDS}
        for _ in range(TIMES):
            for name, command in COMMANDS.items():
                found[name].append(run(command, school))
    floor = median(each.wall for each in next(iter(found.values())))
    for name, spent in found.items():
        wall = [each.wall for each in spent]
        processor = median(each.processor for each in spent)
        print(f"{shown(name, wall)}   processor {processor * 1000:.0f} ms, {median(wall) / floor:.1f} times the first")


def set_up(folder: Path) -> Path:
    """Make the demo school's folder and import what it hands in."""
    shutil.copy(TOP / "config.toml", folder)
    shutil.copytree(TOP / "calendar", folder / "calendar")
    shutil.copytree(TOP / "rules" / "eigen", folder / "rules" / "eigen")
    (folder / "invoer").mkdir()
    for name, content in demo_files().items():
        (folder / "invoer" / name).write_bytes(content)
    run((sys.executable, "-c", CODE, "import", "alles", "invoer", "--vandaag", str(TODAY)), folder)
    return folder


def run(command: Sequence[str], folder: Path) -> Spent:
    """Run a command to its end; stop when it fails, for a quick refusal is not a quick answer."""
    before, begin = os.times(), perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(TOP)}
    )
    wall, after = perf_counter() - begin, os.times()
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(wall, processor)


if __name__ == "__main__":
    main()

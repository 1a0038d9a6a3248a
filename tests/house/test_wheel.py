"""One wheel carries the whole house: code, rules, holidays, templates and migrations. It runs from anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT

pytestmark = pytest.mark.slow

WORKSHOP = ROOT / "web" / "browser"
HOMES = {"rules": "engine/shipped_data/rules", "calendar": "engine/shipped_data/calendar"} | {
    room: room for room in ROOMS
}
NEEDS_COMMANDS = pytest.mark.skipif(not (ROOT / "engine/cli/main.py").exists(), reason="no commands yet")
READ_SHIPPED = """
from engine import shipped
print(shipped.holidays_file())
for pack in shipped.pack_names():
    for label, path in shipped.pack_files(pack):
        print(path if path.read_text(encoding="utf-8") else label)
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, which is all that installing one does."""
    built = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(built)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    home = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(home)
    return home


def test_everything_in_the_rooms_ships_in_the_wheel(unpacked: Path) -> None:
    missing = [each for each in _ours() if not (unpacked / each).is_file()]
    assert missing == []


def test_templates_and_migrations_are_among_what_ships(unpacked: Path) -> None:
    shipped = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    wanted = {each for each in _ours() if each.endswith((".j2", ".mako", ".ini")) or "/migrations/" in each}
    assert wanted
    assert wanted <= shipped


def test_the_scripts_of_the_pages_ship_made_and_with_their_licences_and_the_workshop_stays_home(unpacked: Path) -> None:
    made = {path.name for path in (unpacked / "web" / "static").iterdir()}
    assert made == {"LICENSES.txt"} | {path.name for path in (WORKSHOP / "src").glob("*.js")}
    assert not (unpacked / "web" / "browser").exists()


def test_the_wheel_carries_nothing_that_is_not_ours(unpacked: Path) -> None:
    tops = {path.name.partition("-")[0] for path in unpacked.iterdir()}
    assert tops <= {*ROOMS, "jaarcyclus"}


def test_the_wheel_reads_its_own_rules_and_holidays_from_another_directory(unpacked: Path, tmp_path: Path) -> None:
    read = {Path(each) for each in _run(unpacked, tmp_path, "-c", READ_SHIPPED).splitlines()}
    packs = {path for path in (unpacked / HOMES["rules"]).glob("*/*.yaml") if path.parent.name != "eigen"}
    assert packs
    assert read == packs | {unpacked / HOMES["calendar"] / "schoolvakanties.yaml"}


@NEEDS_COMMANDS
def test_the_wheel_answers_help_from_another_directory(unpacked: Path, tmp_path: Path) -> None:
    assert "check" in _run(unpacked, tmp_path, "-m", "engine.cli.main", "--help")


@NEEDS_COMMANDS
def test_the_wheel_shows_its_demo_from_another_directory(unpacked: Path, tmp_path: Path) -> None:
    assert "Goedemorgen Marieke," in _run(unpacked, tmp_path, "-m", "engine.cli.main", "demo")
    assert (tmp_path / "demo" / "uit" / "marieke.eml").is_file()


def _ours() -> list[str]:
    """Return the places in a wheel where each file of ours belongs."""
    return sorted(
        f"{home}/{path.relative_to(ROOT / room).as_posix()}"
        for room, home in HOMES.items()
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and WORKSHOP not in path.parents
    )


def _run(unpacked: Path, elsewhere: Path, *words: str) -> str:
    command = [sys.executable, *words]
    environment = os.environ | {"PYTHONPATH": str(unpacked), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout

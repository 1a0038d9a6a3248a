"""The voorbeeldschool in a folder of its own: as handed in, and with everything imported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.door import QUIETLY, TODAY, brought_in, copied, jaarcyclus


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Give the folder of a school that has imported nothing yet."""
    return copied(tmp_path)


@pytest.fixture(scope="session")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return brought_in(copied(tmp_path_factory.mktemp("imported")))


@pytest.fixture
def imported(imported_once: Path, tmp_path: Path) -> Path:
    """Give the folder of a school that imported everything."""
    return Path(shutil.copytree(imported_once, tmp_path / "school"))


@pytest.fixture(scope="session")
def living_once(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(imported_once, tmp_path_factory.mktemp("living") / "school"))
    assert jaarcyclus(folder, *QUIETLY, today=TODAY).code == 0
    return folder


@pytest.fixture
def living(living_once: Path, tmp_path: Path) -> Path:
    """Give the folder of a school that has its tasks for today."""
    return Path(shutil.copytree(living_once, tmp_path / "school"))

"""The school of history.py after its autumn."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.report.history import autumn


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the school after its autumn; look, and change nothing."""
    return autumn(tmp_path_factory.mktemp("autumn"))


@pytest.fixture
def own(lived: Path, tmp_path: Path) -> Path:
    """Give a copy of it, to go on with."""
    return Path(shutil.copytree(lived, tmp_path / "school"))

"""A school that has run by a few rules of its own, ready to have them changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.changes.village import DAY, RULES
from tests.cli.door import brought_in, copied
from tests.cli.todo import with_rules


@pytest.fixture(scope="session")
def ruled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = brought_in(copied(tmp_path_factory.mktemp("ruled")))
    shutil.rmtree(folder / "rules")
    return with_rules(folder, RULES, DAY)


@pytest.fixture
def ruled(ruled_once: Path, tmp_path: Path) -> Path:
    """Give the folder of a school that ran by RULES on DAY."""
    return Path(shutil.copytree(ruled_once, tmp_path / "school"))

"""A school to keep tasks for, over SQLite."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.reconcile.school import GROUPS, PUPILS, STAFF, KeptSchool, export

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def school(tmp_path: Path, sqlite_template: Path) -> Iterator[KeptSchool]:
    """Give a school of three groups and four pupils, with an empty calendar and no rules yet."""
    shutil.copy(sqlite_template, tmp_path / "jaarcyclus.db")
    kept = KeptSchool(tmp_path, "sqlite:///jaarcyclus.db")
    kept.tell(edexml=export(*PUPILS), medewerkers=STAFF, groepen=GROUPS)
    kept.dates("")
    yield kept
    kept.database.close()

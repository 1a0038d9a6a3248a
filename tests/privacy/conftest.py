"""A school with somebody who left, and what it still knows of her."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.privacy.school import Years

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def years(tmp_path: Path, sqlite_template: Path) -> Iterator[Years]:
    """Give the school at the end of 2026-2027: Xantippe1 left in March, Marieke at the end, and much was recorded."""
    shutil.copy(sqlite_template, tmp_path / "jaarcyclus.db")
    school = Years(tmp_path)
    school.lived_through()
    yield school
    school.database.close()

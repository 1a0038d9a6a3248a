"""The school in its summer."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.newyear.school import Summer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def summer(tmp_path: Path, sqlite_template: Path) -> Iterator[Summer]:
    """Give the school with its tasks of 2026-2027, on the last Monday of June."""
    shutil.copy(sqlite_template, tmp_path / "jaarcyclus.db")
    school = Summer(tmp_path)
    school.day("2026-08-31")
    school.day("2027-06-28")
    yield school
    school.database.close()

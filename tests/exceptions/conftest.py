"""A school of three groups that has its tasks, and wants to leave some of them out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.exceptions.agreed import RULES, TWO_MEETINGS
from tests.reconcile.school import GROUPS, PUPILS, STAFF, KeptSchool, export

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def school(tmp_path: Path, sqlite_template: Path) -> Iterator[KeptSchool]:
    """Give the school on 5 October 2026, with two meetings to come."""
    shutil.copy(sqlite_template, tmp_path / "jaarcyclus.db")
    kept = KeptSchool(tmp_path, "sqlite:///jaarcyclus.db")
    kept.tell(edexml=export(*PUPILS), medewerkers=STAFF, groepen=GROUPS)
    kept.dates(TWO_MEETINGS)
    kept.rules(RULES)
    kept.on("2026-10-05")
    yield kept
    kept.database.close()

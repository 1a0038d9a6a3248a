"""The small school, made once and copied for each test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.sending import school
from tests.sending.school import TODAY, Wilg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The school after its first day."""
    folder = tmp_path_factory.mktemp("wilg")
    school.make(folder)
    return folder


@pytest.fixture(scope="session")
def planned(first_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The school on the tenth of November, with the mail of that day in the outbox."""
    folder = tmp_path_factory.mktemp("gepland") / "wilg"
    shutil.copytree(first_day, folder)
    wilg = Wilg(folder)
    wilg.morning(TODAY)
    wilg.database.close()
    return folder


def copied(folder: Path, to: Path) -> Wilg:
    shutil.copytree(folder, to / "wilg")
    return Wilg(to / "wilg")


@pytest.fixture
def wilg(planned: Path, tmp_path: Path) -> Iterator[Wilg]:
    found = copied(planned, tmp_path)
    yield found
    found.database.close()


@pytest.fixture
def wilg_before(first_day: Path, tmp_path: Path) -> Iterator[Wilg]:
    """The school after its first day: nothing planned yet."""
    found = copied(first_day, tmp_path / "begin")
    yield found
    found.database.close()

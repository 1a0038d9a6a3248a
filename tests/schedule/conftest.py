"""De Wilg as it stands before its first run, and with the runs of Monday 9 November behind it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from engine.store.homes import keep_home
from tests.schedule.desk import MONDAY, Desk
from tests.sending import school

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def fresh_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wilg")
    school.make(folder)
    return folder


@pytest.fixture(scope="session")
def settled_folder(fresh_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gewend") / "wilg"
    shutil.copytree(fresh_folder, folder)
    desk = Desk(folder, MONDAY)
    desk.run(by="BEA")
    desk.database.close()
    return folder


@pytest.fixture
def fresh(fresh_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """A school on Monday at six that has never had a run of this kind."""
    found = Desk(shutil.copytree(fresh_folder, tmp_path / "wilg"), MONDAY)
    yield found
    found.database.close()


@pytest.fixture
def settled(settled_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """The school after the run of Monday: it is Tuesday, six o'clock."""
    found = Desk(shutil.copytree(settled_folder, tmp_path / "wilg"), "2026-11-10T06:00")
    with found.database.writing(school.ID) as store:
        keep_home(store)
    yield found
    found.database.close()

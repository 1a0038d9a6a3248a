"""De Wilg with its pages: the small school of the sending tests, and somebody who visits."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.sending import school
from tests.sending.school import TODAY, Wilg
from tests.web.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The school on the tenth of November, with the mail of that day in the outbox."""
    folder = tmp_path_factory.mktemp("wilg")
    school.make(folder)
    wilg = Wilg(folder)
    wilg.morning(TODAY)
    wilg.database.close()
    return folder


@pytest.fixture
def site(planned: Path, tmp_path: Path) -> Iterator[Site]:
    found = Site(shutil.copytree(planned, tmp_path / "wilg"))
    yield found
    found.wilg.database.close()


@pytest.fixture
def visitor(site: Site) -> TestClient:
    return site.visitor()

"""Stores to test on: the same tests run over SQLite and over PostgreSQL.

PostgreSQL is the server that JAARCYCLUS_TEST_POSTGRES names (a url that may make databases), or else one of our own,
started where its programs are installed. Without either a laptop skips these tests; where CI is set they fail. So it
is with the browser: the Chromium of the machine.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.store.database import open_database
from tests.browser import NAMED, opened
from tests.postgres import SERVER, lent, server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser import Browser

# In these rooms a test goes through the whole program: command, store, server or page. `make unit` leaves them out.
WHOLE_PROGRAM = {
    "changes", "cli", "coverage", "exceptions", "expectation", "newyear", "oracle", "privacy", "report", "schedule",
    "sending", "store", "web", "yearpicture",
}  # fmt: skip
BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    for each in items:
        if each.path.relative_to(tests).parts[0] in WHOLE_PROGRAM:
            each.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the url of a PostgreSQL server on which databases can be made."""
    with server() as url:
        if url is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no PostgreSQL here: install it, or set {SERVER}")
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real browser: one for all tests of a session."""
    with opened() as found:
        if found is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no Chromium here: install it, or set {NAMED}")
        yield found


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the url of a database in which nothing stands yet."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'jaarcyclus.db'}"
        return
    yield from lent(request.getfixturevalue("postgres_server"), "template0")


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the url of a store that is up to date and empty: a copy of one that was migrated once."""
    if backend == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "jaarcyclus.db")
        yield f"sqlite:///{tmp_path / 'jaarcyclus.db'}"
        return
    yield from lent(request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_template"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    open_database("sqlite:///template.db", folder).close()
    return folder / "template.db"


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    for url in lent(postgres_server, "template0"):
        open_database(url, Path()).close()
        yield url.rpartition("/")[2].partition("?")[0]

"""Stores to test on: the same tests run over SQLite and over PostgreSQL.

PostgreSQL is the server that JAARCYCLUS_TEST_POSTGRES names (a url that may make databases), or else one of our own,
started where its programs are installed. Without either a laptop skips these tests; where CI is set they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
SERVER = "JAARCYCLUS_TEST_POSTGRES"
PROGRAMS = ("/usr/local/bin", "/usr/local/pgsql/bin", *map(str, sorted(Path("/").glob("usr/lib/postgresql/*/bin"))))
NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the url of a PostgreSQL server on which databases can be made."""
    named = os.environ.get(SERVER)
    if named:
        yield named
        return
    programs = _programs()
    if programs is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no PostgreSQL here: install it, or set {SERVER}")
    home = Path(tempfile.mkdtemp(prefix="jaarcyclus-pg-"))
    _start(programs, home)
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={home}"
    finally:
        _as_nobody_special([str(programs / "pg_ctl"), "-D", str(home / "data"), "-m", "immediate", "stop"])
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the url of a database in which nothing stands yet."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'jaarcyclus.db'}"
        return
    yield from _lent(request.getfixturevalue("postgres_server"), "template0")


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the url of a store that is up to date and empty: a copy of one that was migrated once."""
    if backend == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "jaarcyclus.db")
        yield f"sqlite:///{tmp_path / 'jaarcyclus.db'}"
        return
    yield from _lent(request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_template"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    open_database("sqlite:///template.db", folder).close()
    return folder / "template.db"


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    for url in _lent(postgres_server, "template0"):
        open_database(url, Path()).close()
        yield url.rpartition("/")[2].partition("?")[0]


def _lent(server: str, template: str) -> Iterator[str]:
    """Make a database as a copy of `template`, give its url and take the database away again."""
    from sqlalchemy import make_url

    name = f"jaarcyclus_test_{os.getpid()}_{next(NUMBERS)}"
    url = make_url(server)
    _command(url, f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _command(url, f"DROP DATABASE {name} WITH (FORCE)")


def _command(url: URL, statement: str) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs, the newest when there are more."""
    for folder in (*os.environ.get("PATH", "").split(os.pathsep), *reversed(PROGRAMS)):
        found = Path(folder) / "initdb"
        if folder and found.exists() and (found.resolve().parent / "pg_ctl").exists():
            return found.resolve().parent
    return None


def _start(programs: Path, home: Path) -> None:
    if os.geteuid() == 0:
        if subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode != 0:
            subprocess.run(["useradd", "--system", "postgres"], check=True)
        shutil.chown(home, "postgres")
    data = str(home / "data")
    locale = ["--encoding", "UTF8", "--locale", "C"]
    _as_nobody_special([str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", *locale])
    swift = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-k {home} -c listen_addresses='' {swift}"
    _as_nobody_special([str(programs / "pg_ctl"), "-D", data, "-w", "-l", f"{home}/log", "-o", options, "start"])


def _as_nobody_special(command: list[str]) -> None:
    """Run a program of PostgreSQL's, which refuses to be root."""
    switch = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*switch, *command], cwd="/", check=True, stdout=subprocess.DEVNULL)

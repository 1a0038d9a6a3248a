"""A PostgreSQL server to test on: the one that is named, or one of our own, started where its programs are."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

SERVER = "JAARCYCLUS_TEST_POSTGRES"
PROGRAMS = ("/usr/local/bin", "/usr/local/pgsql/bin", *map(str, sorted(Path("/").glob("usr/lib/postgresql/*/bin"))))
NUMBERS = count(1)


@contextmanager
def server() -> Iterator[str | None]:
    """Give the url of a server on which databases can be made; None where there is none."""
    named, found = os.environ.get(SERVER), programs()
    if named or found is None:
        yield named
        return
    home = Path(tempfile.mkdtemp(prefix="jaarcyclus-pg-"))
    _start(found, home)
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={home}"
    finally:
        _as_nobody_special([str(found / "pg_ctl"), "-D", str(home / "data"), "-m", "immediate", "stop"])
        shutil.rmtree(home, ignore_errors=True)


def lent(server: str, template: str) -> Iterator[str]:
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


def programs() -> Path | None:
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

"""What every command does first and last: open the school, say mistakes in Dutch, choose the exit code."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from engine.almanac.days import label, school_year_start, start_of
from engine.lookup import NoSuch
from engine.store.database import StoreError
from engine.wiring import Installation, WiringError, install

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

T = TypeVar("T")
TROUBLE = {
    errno.ENOENT: "die map is er niet",
    errno.ENOTDIR: "die map is er niet",
    errno.EACCES: "daar mag je niet schrijven",
    errno.EROFS: "daar mag je niet schrijven",
    errno.EISDIR: "dat is een map",
    errno.EEXIST: "dat bestaat al",
    errno.ENOSPC: "de schijf is vol",
    errno.EADDRINUSE: "dat adres is al bezet",
}
OK, WRONG, UNUSABLE = 0, 1, 2

Today = Annotated[
    str | None,
    typer.Option("--vandaag", metavar="DAG", help="Doe alsof het deze dag is: 2026-11-17, of 2026-11-17T07:45."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Schrijf JSON, een regel per stuk.")]


def installed(config: Path, today: str | None = None) -> Installation:
    """Open the settings, or say every mistake in them and stop with exit code 1."""
    try:
        return install(config, today)
    except WiringError as error:
        for each in error.problems:
            typer.echo(str(each))
        raise typer.Exit(WRONG) from None
    except ValueError:
        refuse(f'"{today}" is geen dag: schrijf bijvoorbeeld 2026-11-17 of 2026-11-17T07:45')


def refuse(message: str, code: int = UNUSABLE) -> NoReturn:
    """Say on stderr why this cannot be done, and stop."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def trouble(error: OSError) -> str:
    """Say what is wrong with a file or folder; what is rare is said as the system says it."""
    return TROUBLE.get(error.errno or 0, error.strerror or type(error).__name__)


def or_refuse(found: T | NoSuch) -> T:
    """Return what was found, or say that nothing goes by that word, and stop."""
    if isinstance(found, NoSuch):
        refuse(found.message)
    return found


def school_year(words: str, today: date) -> int:
    """Return 2026 for `2026-2027` as somebody typed it, and this school year for ""."""
    try:
        return start_of(words) if words else school_year_start(today)
    except ValueError:
        refuse(f'"{words}" is geen schooljaar: schrijf bijvoorbeeld {label(school_year_start(today))}')


@contextmanager
def store_errors() -> Iterator[None]:
    """Say what is wrong with the store, or which file cannot be read, instead of showing a traceback."""
    try:
        yield
    except StoreError as error:
        refuse(str(error))
    except OSError as error:
        if error.filename is None:
            raise
        refuse(f"het bestand {error.filename} is niet te lezen")

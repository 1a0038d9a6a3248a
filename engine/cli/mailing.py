"""The school's mailer for as long as a command needs it; what is missing for it is said in Dutch."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from engine.cli.shell import WRONG
from engine.wiring import WiringError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.wiring import Installation
    from notifiers.mailer import Mailer


@contextmanager
def mailing(school: Installation) -> Iterator[Mailer]:
    """Give a mailer and close it again; without the password that it needs, say so and stop."""
    try:
        mailer = school.mailer()
    except WiringError as error:
        for each in error.problems:
            typer.echo(each.message, err=True)
        raise typer.Exit(WRONG) from None
    try:
        yield mailer
    finally:
        mailer.close()

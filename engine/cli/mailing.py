"""The school's mailer for as long as a command needs it, and its pages; what is missing for them is said in Dutch."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from engine.cli.shell import WRONG
from engine.wiring import WiringError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

    from engine.pages import Pages
    from engine.wiring import Installation
    from notifiers.mailer import Mailer


@contextmanager
def mailing(school: Installation) -> Iterator[Mailer]:
    """Give a mailer and close it again; without the password that it needs, say so and stop."""
    try:
        mailer = school.mailer()
    except WiringError as error:
        _stop(error)
    try:
        yield mailer
    finally:
        mailer.close()


def linked(school: Installation) -> Pages:
    """Return the pages that letters link to; without what signs the links, say so and stop."""
    try:
        return school.pages()
    except WiringError as error:
        _stop(error)


def known_elsewhere(school: Installation) -> str:
    """Return the secret for signing in with an account elsewhere; when it is not to be had, say so and stop."""
    try:
        return school.oidc_secret()
    except WiringError as error:
        _stop(error)


def _stop(error: WiringError) -> NoReturn:
    for each in error.problems:
        typer.echo(each.message, err=True)
    raise typer.Exit(WRONG) from None

"""`jaarcyclus ics`: somebody's own tasks as a file for the calendar on their telephone."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads the annotations when it builds the command
from typing import Annotated

import typer

from engine import lookup
from engine.cli.shell import Today, installed, or_refuse, refuse, store_errors, trouble
from engine.runs.ics import calendar, gather_tasks

app = typer.Typer()


@app.command(help="Schrijf iemands eigen taken als agenda (iCalendar), zonder namen van leerlingen.")
def write(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(help="Code, e-mailadres of voornaam.", metavar="PERSOON")],
    to: Annotated[Path | None, typer.Option("--naar", help="Schrijf naar dit bestand.")] = None,
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    with store_errors(), school.open().reading(school.school) as store:
        shelf = gather_tasks(school.settings, store)
    found = or_refuse(lookup.person(person, shelf.listing.school.facts.staff))
    written = calendar(shelf, found, school.settings, school.now)
    if to is None:
        typer.echo(written.decode(), nl=False)
        return
    try:
        to.write_bytes(written)
    except OSError as error:
        refuse(f"kan {to} niet schrijven: {trouble(error)}")
    typer.echo(f"De taken van {found.first_name or found.code} staan in {to}.")

"""`jaarcyclus undo`: take back a tick, with all it closed, or a "not applicable"."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli.shell import Today, installed, or_refuse, store_errors
from engine.cli.tasklist import named
from engine.runs.untick import undo

app = typer.Typer()


@app.command(help="Neem een vinkje terug, of dat een taak niet van toepassing was.")
def take_back(
    ctx: typer.Context,
    task: Annotated[str, typer.Argument(metavar="TAAK", help="De sleutel van de taak.")],
    by: Annotated[str, typer.Option("--door", help="Wie het terugneemt: code, e-mailadres of voornaam.")] = "",
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    with store_errors(), school.open().writing(school.school) as store:
        result = or_refuse(undo(school.settings, store, task, by, school.today, school.now))
    for each in result.hit:
        typer.echo(f"Teruggenomen: {named(result.listing, each)} is nu {each.state}.")
    for each in result.also:
        typer.echo(f"Ook {each.state}: {named(result.listing, each)}.")

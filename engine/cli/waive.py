"""`jaarcyclus nvt`: say that a task does not apply, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli.shell import Today, installed, or_refuse, refuse, store_errors
from engine.cli.tasklist import named
from engine.runs.waive import waive

app = typer.Typer()


@app.command(help="Zeg dat een taak niet van toepassing is, en waarom.")
def not_applicable(
    ctx: typer.Context,
    task: Annotated[str, typer.Argument(metavar="TAAK", help="De sleutel van de taak.")],
    reason: Annotated[str, typer.Option("--reden", help="Waarom: een zin voor wie dit later leest.")] = "",
    by: Annotated[str, typer.Option("--door", help="Wie dit zegt: code, e-mailadres of voornaam.")] = "",
    today: Today = None,
) -> None:
    words = " ".join(reason.split())
    if not words:
        refuse("zeg met --reden waarom de taak niet van toepassing is")
    if not by:
        refuse("zeg met --door wie dit zegt: code, e-mailadres of voornaam")
    school = installed(ctx.obj, today)
    with store_errors(), school.open().writing(school.school) as store:
        result = or_refuse(waive(school.settings, store, task, words, by, school.today, school.now))
    for each in result.already:
        typer.echo(f"Was al niet van toepassing: {named(result.listing, each)}, want {each.reason}.")
    for each in (*result.hit, *result.also):
        typer.echo(
            f"Niet van toepassing: {named(result.listing, each)}. Je neemt dit terug met `jaarcyclus undo {each.key}`."
        )

"""`jaarcyclus explain`: why you got a task, as a colleague would tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.page import wrapped
from engine.cli.shell import Today, installed, or_refuse, store_errors
from engine.cli.tasklist import named
from engine.runs.why import explain_task

if TYPE_CHECKING:
    from engine.runs.why import Explained

WIDE = 88

app = typer.Typer()


@app.command(help="Vertel waarom een taak er is, hoe zij staat en wat ermee gebeurde.")
def tell(
    ctx: typer.Context,
    task: Annotated[str, typer.Argument(metavar="TAAK", help="De sleutel van de taak.")],
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    with store_errors(), school.open().reading(school.school) as store:
        found = or_refuse(explain_task(school.settings, store, task, school.today))
    _tell(found)


def _tell(found: Explained) -> None:
    typer.echo(f"{named(found.listing, found.task)}\n")
    for each in found.explanation.sentences:
        typer.echo(wrapped(each, most=WIDE))
    if found.explanation.history:
        typer.echo("\nWat er gebeurde:")
    for each in found.explanation.history:
        typer.echo(wrapped(each, "  ", "    ", WIDE))

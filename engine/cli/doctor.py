"""`jaarcyclus doctor`: how the installation is doing, in one table."""

from __future__ import annotations

import typer

from engine.cli.page import show_table
from engine.cli.shell import WRONG, Today, installed, store_errors
from engine.cli.sleepers import show_sleepers
from engine.health import BAD
from engine.runs.doctor import examine

app = typer.Typer()


@app.command(help="Kijk hoe het met de installatie gaat: bestanden, export, laatste run, adressen en rollen.")
def look(ctx: typer.Context, today: Today = None) -> None:
    school = installed(ctx.obj, today)
    with store_errors():
        found = examine(school.settings, school.today)
    show_table(
        ["onderdeel", "", ""], [(each.about, each.state, each.sentence) for each in found.findings], whole=[0, 1]
    )
    show_sleepers(found.sleepers)
    if any(each.state == BAD for each in found.findings):
        raise typer.Exit(WRONG)

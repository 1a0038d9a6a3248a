"""`jaarcyclus plan`: every task of a school year with who gets it and when they hear about it."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from engine.cli.shell import AsJson, Today, installed, store_errors
from engine.runs.plan import Planned, plan

app = typer.Typer(help="Alle taken van een schooljaar, gedaan of niet.")


@app.command()
def show(
    ctx: typer.Context,
    school_year: Annotated[str, typer.Option("--schooljaar", help="Bijvoorbeeld 2026-2027.")] = "",
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    """Laat zien wat er in een schooljaar af moet, voor wie en wanneer je het hoort."""
    school = installed(ctx.obj, today)
    with store_errors():
        planned = plan(school.open(), school.settings, school_year, school.today)
    if as_json:
        for each in planned:
            typer.echo(json.dumps(as_line(each), ensure_ascii=False))


def as_line(each: Planned) -> dict[str, object]:
    """Return one task in the fixed form of regeltaal.md."""
    wanted = each.wanted
    return {
        "regel": wanted.rule,
        "per": wanted.per,
        "onderwerp": wanted.subject,
        "gelegenheid": wanted.occasion,
        "vanaf": str(wanted.opens),
        "uiterlijk": str(wanted.due),
        "voor": list(each.addresses),
        "niveau": wanted.level,
        "herinneringen": [{"op": str(day), "aan": to} for day, to in each.reminders],
    }

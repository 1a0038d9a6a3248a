"""`jaarcyclus why-not`: why there is no task about somebody or something, or that there is one."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.almanac.days import start_of
from engine.cli.page import wrapped
from engine.cli.shell import Today, installed, or_refuse, refuse, store_errors
from engine.runs.whynot import answer

WIDE = 88

app = typer.Typer()


@app.command(help="Vertel waarom een regel over iemand of iets geen taak geeft.")
def tell(
    ctx: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="REGEL", help="De id van de regel.")],
    subject: Annotated[
        list[str] | None,
        typer.Argument(metavar="ONDERWERP", help="Leerlingnummer, groep, collega of sleutel; niets is de school."),
    ] = None,
    school_year: Annotated[str, typer.Option("--schooljaar", help="Bijvoorbeeld 2026-2027.")] = "",
    today: Today = None,
) -> None:
    if school_year and not _is_a_year(school_year):
        refuse(f'"{school_year}" is geen schooljaar; schrijf het als 2026-2027')
    school = installed(ctx.obj, today)
    words = " ".join(subject or ())
    with store_errors(), school.open().reading(school.school) as store:
        found = or_refuse(answer(school.settings, store, rule, words, school_year, school.today))
    typer.echo(wrapped(found.about, rest="  ", most=WIDE) + "\n")
    for each in found.sentences:
        typer.echo(wrapped(each[:1].upper() + each[1:], rest="  ", most=WIDE))


def _is_a_year(words: str) -> bool:
    try:
        return bool(start_of(words))
    except ValueError:
        return False

"""`jaarcyclus mail`: what goes out, what does not and why, and what people decide about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from engine.cli import dutch, mailacts, mailbook

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS: dict[str, tuple[Callable[..., None], str]] = {
    "preview": (mailbook.preview, "Lees wat er vandaag weg zou gaan; er gaat niets weg."),
    "log": (mailbook.log, "Bekijk alle mails: aan wie, wanneer, en hoe het afliep."),
    "held": (mailbook.held, "Bekijk wie nu geen mail krijgt, en waarom."),
    "show": (mailbook.show, "Lees een mail, en waarom iemand hem kreeg."),
    "release": (mailacts.release, "Laat een mail gaan die vaststaat."),
    "drop": (mailacts.drop, "Trek een mail in, met de reden."),
    "wens": (mailacts.wish, "Kies wanneer iemand het overzicht wil."),
    "pauze": (
        mailacts.pause,
        "Geef iemand een pauze: hoogstens 10 schooldagen, vanzelf voorbij, en dan eerst een werkdag met mail.",
    ),
}

app = typer.Typer(
    cls=dutch.Words,
    help="Bekijk de mail: wat gaat, wat wacht, en waarom.",
    invoke_without_command=True,
    options_metavar=dutch.OPTIONS,
    subcommand_metavar="OPDRACHT ...",
    rich_markup_mode=None,
    add_completion=False,
    suggest_commands=False,
)
for _word, (_answer, _does) in WORDS.items():
    app.command(_word, help=_does)(_answer)


@app.callback()
def _mail(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)

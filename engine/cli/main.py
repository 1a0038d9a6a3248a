"""The command `jaarcyclus`: a table of words, each in its own file, loaded when somebody types it."""

from __future__ import annotations

import gc
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command

from engine.cli import dutch
from engine.problem import unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each word with the module that answers it and what it does in a line, in the order people need them.
COMMANDS = {
    "check": ("engine.cli.check", "Zoek fouten in config.toml, de kalenders en de regels."),
    "test": ("engine.cli.test", "Voer de voorbeelden bij de regels uit."),
    "diff": ("engine.cli.diff", "Lees wat een wijziging van regels of kalender doet."),
    "backtest": ("engine.cli.backtest", "Bekijk wat een wijziging vorig schooljaar had gedaan."),
    "schema": ("engine.cli.schema", "Schrijf het schema waarmee een editor regels aanvult."),
    "coverage": ("engine.cli.coverage", "Bekijk of elke afspraak uit de papieren een regel heeft."),
    "import": ("engine.cli.intake", "Lees een export of csv-bestanden in."),
    "note": ("engine.cli.note", "Noteer een gesprek, afwezigheid, toets of iets anders."),
    "calendar": ("engine.cli.schoolyear", "Bekijk een schooljaar: vakanties, vrije dagen en datums."),
    "new-year": ("engine.cli.newyear", "Maak het volgende schooljaar klaar, stap voor stap."),
    "plan": ("engine.cli.plan", "Bekijk alle taken van een schooljaar, en voor wie."),
    "run": ("engine.cli.run", "Werk de taken bij en verstuur de mail van vandaag."),
    "serve": ("engine.cli.serve", "Blijf draaien: elke dag bijwerken en versturen."),
    "tasks": ("engine.cli.tasks", "Bekijk de takenlijst: te laat, deze week, later."),
    "done": ("engine.cli.done", "Vink taken af."),
    "undo": ("engine.cli.undo", "Neem een vinkje of een nvt terug."),
    "nvt": ("engine.cli.waive", "Zeg dat een taak niet van toepassing is, en waarom."),
    "exception": ("engine.cli.exception", "Maak, bekijk of beëindig een uitzondering, met de reden."),
    "digest": ("engine.cli.digest", "Bekijk iemands overzicht van vanmorgen."),
    "mail": ("engine.cli.mail", "Bekijk de mail: wat gaat, wat wacht, en waarom."),
    "report": ("engine.cli.report", "Laat zien wat er van de afspraken kwam."),
    "ics": ("engine.cli.ics", "Schrijf iemands taken als agenda, zonder leerlingen."),
    "explain": ("engine.cli.explain", "Lees waarom een taak er is."),
    "why-not": ("engine.cli.why_not", "Lees waarom een taak er niet is."),
    "doctor": ("engine.cli.doctor", "Kijk of de installatie in orde is."),
    "privacy": ("engine.cli.privacy", "Bekijk hoe lang gegevens blijven, en wat wanneer weggaat."),
    "demo": ("engine.cli.demo", "Bekijk een verzonnen school op een novemberochtend."),
}
FEWER_LOOKS = 200_000


class Commands(dutch.Group):
    """Loads only the command that is asked for: a quick answer should not wait for all the others."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            ctx.fail(unknown("e opdracht", cmd_name, COMMANDS))
        module, _ = COMMANDS[cmd_name]
        return dutch.command(importlib.import_module(module).app, cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        dutch.part(formatter, "Opdrachten", ((word, does) for word, (_, does) in COMMANDS.items()))


app = typer.Typer(
    cls=Commands,
    help="Jaarcyclus: van de afspraken van je school naar ieders takenlijst.",
    epilog="Meer over een opdracht lees je met bijvoorbeeld: jaarcyclus import --help",
    invoke_without_command=True,
    options_metavar=dutch.OPTIONS,
    subcommand_metavar="OPDRACHT ...",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _school(
    ctx: typer.Context,
    config: Annotated[Path, typer.Option(metavar="PAD", help="Het bestand config.toml van je school.")] = Path(
        "config.toml"
    ),
) -> None:
    ctx.obj = config
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line.

    A command makes many values that stay until it is done: looking for garbage in between costs a sixth of its time.
    """
    gc.set_threshold(FEWER_LOOKS)
    raise SystemExit(dutch.speak(get_command(app), arguments))


if __name__ == "__main__":
    main()

"""The command `jaarcyclus`: a table of words, each in its own file, loaded when somebody types it."""

from __future__ import annotations

import gc
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from engine.problem import unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each word with the module that answers it, in the order people need them.
COMMANDS = {
    "check": "engine.cli.check",
    "schema": "engine.cli.schema",
    "import": "engine.cli.intake",
    "note": "engine.cli.note",
    "calendar": "engine.cli.schoolyear",
    "plan": "engine.cli.plan",
    "run": "engine.cli.run",
    "tasks": "engine.cli.tasks",
    "done": "engine.cli.done",
    "undo": "engine.cli.undo",
    "nvt": "engine.cli.waive",
    "digest": "engine.cli.digest",
    "ics": "engine.cli.ics",
    "explain": "engine.cli.explain",
    "why-not": "engine.cli.why_not",
    "doctor": "engine.cli.doctor",
    "demo": "engine.cli.demo",
}
FEWER_LOOKS = 200_000


class Commands(TyperGroup):
    """Loads only the command that is asked for: a quick answer should not wait for all the others."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        module = COMMANDS.get(cmd_name)
        if module is None:
            typer.echo(unknown("e opdracht", cmd_name, COMMANDS), err=True)
            raise typer.Exit(2)
        command = get_command(importlib.import_module(module).app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Commands,
    help="Jaarcyclus: van de afspraken van je school naar ieders takenlijst.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _school(
    ctx: typer.Context,
    config: Annotated[Path, typer.Option(help="Het bestand config.toml van je school.")] = Path("config.toml"),
) -> None:
    ctx.obj = config


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line.

    A command makes many values that stay until it is done: looking for garbage in between costs a sixth of its time.
    """
    gc.set_threshold(FEWER_LOOKS)
    app(args=list(arguments) if arguments is not None else None)


if __name__ == "__main__":
    main()

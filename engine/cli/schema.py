"""`jaarcyclus schema`: the JSON Schema of this school's rule files, for completion and marks in an editor."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003  typer reads the annotations when it builds the command
from typing import Annotated

import typer

from engine.cli.shell import installed, refuse, store_errors
from engine.model import Told
from engine.runs.gather import gather
from engine.schema import rule_schema

app = typer.Typer()


@app.command(help="Schrijf het JSON-schema van regelbestanden, met de woorden van je school, voor VS Code.")
def write(
    ctx: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--bewaar", help="Bewaar het als dit bestand in plaats van het te tonen.")
    ] = None,
) -> None:
    settings = installed(ctx.obj).settings
    with store_errors():
        language = gather(settings, Told(settings.school.brin), {}).language
    text = json.dumps(rule_schema(language), ensure_ascii=False, indent=2)
    if to is None:
        typer.echo(text)
        return
    try:
        to.write_text(f"{text}\n", encoding="utf-8")
    except OSError:
        refuse(f"{to} is niet te schrijven")
    typer.echo(f"Het schema staat in {to}.")

"""`jaarcyclus test`: the examples beside the rules, each tried out, and what was found where one does not hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.shell import WRONG, AsJson, installed, refuse
from engine.cli.trials import as_lines, show_trials
from engine.runs.examples import NotThere, try_examples
from engine.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from engine.settings import Settings

app = typer.Typer()


@app.command(help="Voer de voorbeelden bij de regels uit: klopt wat er volgt?")
def run(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="PAD|PAKKET|REGEL", help="Alleen deze bestanden, pakketten of regels."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    chosen = tuple(words or ())
    try:
        tried = try_examples(_settings(ctx.obj, chosen), chosen)
    except OSError as error:
        refuse(f"het bestand {error.filename} is niet te lezen")
    if isinstance(tried, NotThere):
        refuse(tried.message)
    if as_json:
        for line in as_lines(tried):
            typer.echo(json.dumps(line, ensure_ascii=False))
    else:
        show_trials(tried)
    if not all(each.holds for each in tried):
        raise typer.Exit(WRONG)


def _settings(config: Path, words: tuple[str, ...]) -> Settings | None:
    """Return the school's settings; who names what to run may do so without a school."""
    if words and not config.is_file():
        return None
    settings, _ = load_settings(config)
    return settings if settings is not None else installed(config).settings

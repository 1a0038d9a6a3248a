"""`jaarcyclus check`: every mistake in the school's own files in one go, where it stands and what would help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from engine.cli.page import wrapped
from engine.cli.shell import OK, WRONG, Today, refuse
from engine.model import Told
from engine.officialdates import REGIONS
from engine.runs.check import Checked, check
from engine.runs.intake import told_so_far
from engine.settings import salvage_settings
from engine.store.database import StoreError
from engine.wiring import moment_of

if TYPE_CHECKING:
    from datetime import date

    from engine.overridden import Overridden
    from engine.problem import Problem
    from engine.settings import Settings

app = typer.Typer()


@app.command(help="Kijk config.toml, de kalenders en de regels na: alle fouten in een keer.")
def look_over(
    ctx: typer.Context,
    strict: Annotated[bool, typer.Option("--strict", help="Laat ook een waarschuwing als fout tellen.")] = False,
    today: Today = None,
) -> None:
    settings, found = salvage_settings(ctx.obj)
    if settings is None:
        _end(_only(found), strict=strict)
    settings = _with_region(settings)
    day = _day(today, settings)
    try:
        checked = check(settings, found, _told(settings), day)
    except OSError as error:
        refuse(f"het bestand {error.filename} is niet te lezen")
    _end(checked, strict=strict)


def _only(found: list[Problem]) -> Checked:
    return Checked(tuple(found), (), (), 0, 0)


def _with_region(settings: Settings) -> Settings:
    """Read the calendars with some region's holidays where config.toml names none: the rest can still be checked."""
    school = settings.school
    return settings if school.region else replace(settings, school=replace(school, region=REGIONS[0]))


def _day(words: str | None, settings: Settings) -> date:
    try:
        return moment_of(words, settings).date()
    except ValueError:
        refuse(f'"{words}" is geen dag: schrijf bijvoorbeeld 2026-11-17 of 2026-11-17T07:45')


def _told(settings: Settings) -> Told:
    """Return what was imported, so that groups can be checked. Without a store nothing is made."""
    try:
        return told_so_far(settings)
    except StoreError as error:
        typer.echo(f"{error}; groepen en leerlingen zijn niet nagekeken", err=True)
        return Told(settings.school.brin)


def _end(checked: Checked, *, strict: bool) -> NoReturn:
    for each in checked.errors:
        typer.echo(str(each))
    for warning in checked.warnings:
        typer.echo(warning, err=True)
    _tell_overrides(checked.overrides)
    _tell_trials(checked.trials)
    if checked.errors or (strict and checked.warnings):
        raise typer.Exit(WRONG)
    typer.echo(f"Alles klopt: {_count(checked)} nagekeken.")
    raise typer.Exit(OK)


def _tell_overrides(overrides: tuple[Overridden, ...]) -> None:
    """Say of each override what it changes, and below that what the pack changed since it was written."""
    if overrides:
        typer.echo("\nWat de school anders doet dan het pakket:", err=True)
    for each in overrides:
        first, *more = each.told
        typer.echo(wrapped(first, "  ", "      "), err=True)
        for line in more:
            typer.echo(wrapped(f"let op: {line}", "    ", "      "), err=True)


def _tell_trials(trials: tuple[str, ...]) -> None:
    """Name the rules on trial: they look as if they work, and nobody hears of them."""
    if trials:
        typer.echo("\nOp proef (alleen de beheerder ziet de taken, niemand krijgt mail):", err=True)
    for each in trials:
        typer.echo(wrapped(each, "  ", "      "), err=True)


def _count(checked: Checked) -> str:
    rules = "een regel" if checked.rules == 1 else f"{checked.rules} regels"
    calendars = "een kalender" if checked.calendars == 1 else f"{checked.calendars} kalenders"
    return f"{rules} en {calendars}"

"""`jaarcyclus report`: what was agreed and what came of it, for inspection, board or team."""

from __future__ import annotations

from datetime import date
from pathlib import Path  # noqa: TC003  typer reads the annotations when it builds the command
from typing import TYPE_CHECKING, Annotated

import typer

from engine.almanac.days import month_day, school_year_start
from engine.cli.shell import Today, installed, or_refuse, refuse, school_year, store_errors, trouble
from engine.reportcount import Period
from engine.runs.report import as_html, report

if TYPE_CHECKING:
    from engine.runs.report import Report

app = typer.Typer()


@app.command(help="Laat zien wat er van de afspraken kwam: op tijd, later, gemist of nvt, en met of zonder bewijs.")
def tell(
    ctx: typer.Context,
    first: Annotated[
        str, typer.Option("--van", metavar="DAG", help="De eerste dag; zonder: het begin van het schooljaar.")
    ] = "",
    last: Annotated[str, typer.Option("--tot", metavar="DAG", help="De laatste dag; zonder: vandaag.")] = "",
    year: Annotated[str, typer.Option("--schooljaar", help="Een heel schooljaar, bijvoorbeeld 2025-2026.")] = "",
    group: Annotated[str, typer.Option("--groep", help="Alleen deze groep, bijvoorbeeld 1/2 B.")] = "",
    pack: Annotated[str, typer.Option("--pakket", help='Alleen dit pakket; "eigen" voor eigen afspraken.')] = "",
    page: Annotated[
        Path | None, typer.Option("--html", metavar="BESTAND", help="Schrijf het verslag als pagina om af te drukken.")
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option("--csv", metavar="BESTAND", help="Schrijf de cijfers voor een rekenblad.")
    ] = None,
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    period = _period(first, last, year, school.today)
    with store_errors(), school.open().reading(school.school) as store:
        found = or_refuse(report(school.settings, store, period, group, pack, school.today))
    if page is None and sheet is None:
        from engine.cli.reporttable import show_report

        show_report(found)
    if page is not None:
        _write(page, as_html(found).encode())
    if sheet is not None:
        from engine.reportwords import as_csv

        _write(sheet, as_csv(found.account, found.scope).encode())
    _say_if_empty(found)


def _period(first: str, last: str, year: str, today: date) -> Period:
    """Return the days that are asked for: this school year until today, unless somebody says otherwise."""
    if year and (first or last):
        refuse("kies een schooljaar, of een periode met --van en --tot")
    start = school_year(year, today)
    if start > school_year_start(today):
        refuse(f"schooljaar {year} is nog niet begonnen")
    if year:
        return Period(month_day(start, 8, 1), min(month_day(start, 7, 31), max(today, month_day(start, 8, 1))))
    until = _day(last) if last else today
    begin = _day(first) if first else month_day(school_year_start(until), 8, 1)
    if begin > until:
        refuse(f"de periode begint op {begin}, na de laatste dag {until}")
    return Period(begin, until)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        refuse(f'"{words}" is geen dag: schrijf bijvoorbeeld 2026-11-17')


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        refuse(f"{path} is niet te schrijven: {trouble(error)}")
    typer.echo(f"Geschreven: {path}")


def _say_if_empty(found: Report) -> None:
    if not any(each.of_year or each.counts.tasks for each in found.account.lines):
        typer.echo("Er zijn nog geen taken over deze tijd; maak ze met `jaarcyclus run`.", err=True)

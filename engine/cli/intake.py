"""`jaarcyclus import`: an export and csv files, all of it or nothing; what would change, and what is worth knowing."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003  typer reads the annotations when it builds the command
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.dutch import agreed
from engine.cli.page import busy, show_table
from engine.cli.shell import WRONG, Today, installed, refuse, store_errors
from engine.health import empty_roles, needed_roles
from engine.intake.changes import CHANGED, MISSING, NEW, RENAMED
from engine.intake.folder import EXPORT, NEW_NAMES, SHEETS
from engine.problem import unknown
from engine.runs.gather import gather
from engine.runs.intake import EXPORT_FILE, bring_in, file_at, files_of, look, told_so_far

if TYPE_CHECKING:
    from engine.intake.changes import Change
    from engine.intake.folder import File
    from engine.model import Told
    from engine.runs.intake import Intake
    from engine.wiring import Installation

EVERYTHING = "alles"
KINDS = (EVERYTHING, EXPORT, *SHEETS)
WHAT = (RENAMED, MISSING, CHANGED, NEW)
MOST = 20

app = typer.Typer()


@app.command(help="Lees een export of csv-bestanden in: alles of niets, en opnieuw zonder dubbelen.")
def bring(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="WAT", help=f"Een van: {', '.join(KINDS)}.")],
    path: Annotated[Path, typer.Argument(metavar="PAD", help="Het bestand; bij alles de map.")],
    names: Annotated[
        Path | None, typer.Option("--map", help="Oude en nieuwe namen: een csv met soort,oud,nieuw.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Laat zien wat er zou veranderen, en bewaar niets.")
    ] = False,
    yes: Annotated[bool, typer.Option("--ja", help="Ja op de vraag die de import kan stellen.")] = False,
    in_full: Annotated[
        bool, typer.Option("--alles", help="Laat elke verandering zien, niet alleen de eerste.")
    ] = False,
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    files = _files(kind, path, names)
    with store_errors():
        intake, stored = _try_out(school, files) if dry_run else _bring_in(school, files, confirmed=yes)
    for each in intake.problems:
        typer.echo(str(each), err=not each.is_error)
    if not intake.may_store:
        typer.echo("Er is niets ingelezen: verbeter eerst wat hierboven staat.", err=True)
        raise typer.Exit(WRONG)
    _tell(intake, files, in_full=in_full, stored=stored, dry_run=dry_run)
    _tell_roles(school, intake)
    if intake.question and not stored:
        typer.echo(f"Let op: {intake.question}", err=True)
        typer.echo("Er is niets ingelezen. Klopt het, geef dezelfde opdracht dan met --ja.", err=True)
        raise typer.Exit(WRONG if not dry_run else 0)


def _files(kind: str, path: Path, names: Path | None) -> dict[str, File]:
    if kind not in KINDS:
        refuse(unknown("e invoer", kind, KINDS) + f"; kies uit {', '.join(KINDS)}")
    try:
        files = _folder(path) if kind == EVERYTHING else {kind: file_at(path)}
        return files | ({NEW_NAMES: file_at(names)} if names else {})
    except OSError as error:
        refuse(f"het bestand {error.filename} is er niet, of is niet te lezen")


def _folder(path: Path) -> dict[str, File]:
    if not path.is_dir():
        refuse(f"{path} is geen map; een los bestand lees je in met bijvoorbeeld: import edexml {path}")
    files = files_of(path)
    if not files:
        refuse(f"in de map {path} staat geen {EXPORT_FILE}, en ook geen {'.csv, '.join(SHEETS)}.csv")
    return files


def _try_out(school: Installation, files: dict[str, File]) -> tuple[Intake, bool]:
    return look(school.settings, told_so_far(school.settings), files), False


def _bring_in(school: Installation, files: dict[str, File], *, confirmed: bool) -> tuple[Intake, bool]:
    """Store it; where a question comes up at a terminal, ask it and try once more with the answer."""
    database = school.open()
    with busy("De bestanden worden ingelezen"), database.writing(school.school) as store:
        intake, stored = bring_in(school.settings, store, files, school.now, confirmed=confirmed)
    if stored or not intake.question or not intake.may_store or not sys.stdin.isatty():
        return intake, stored
    if not agreed(f"{intake.question[:1].upper()}{intake.question[1:]}"):
        return intake, False
    with database.writing(school.school) as store:
        return bring_in(school.settings, store, files, school.now, confirmed=True)


def _tell(intake: Intake, files: dict[str, File], *, in_full: bool, stored: bool, dry_run: bool) -> None:
    shown = ", ".join(each.name for each in files.values())
    if not intake.changes:
        typer.echo(f"Er verandert niets: wat er in {shown} staat, was al bekend.")
        return
    if stored:
        typer.echo(f"Ingelezen: {shown}.")
    else:
        typer.echo(f"Dit zou er veranderen door {shown}{'; er is niets bewaard' if dry_run else ''}:")
    _count(intake)
    changes = sorted(intake.changes, key=lambda each: WHAT.index(each.what))
    _list(changes, in_full=in_full)


def _count(intake: Intake) -> None:
    counts = intake.counts
    used = [what for what in reversed(WHAT) if any(each == what for _, each in counts)]
    kinds = dict.fromkeys(kind for kind, _ in counts)
    rows = [[kind, *(str(counts.get((kind, what), "")) for what in used)] for kind in kinds]
    show_table(["", *used], rows, numbers=range(1, len(used) + 1))


def _list(changes: list[Change], *, in_full: bool) -> None:
    """Name what is not simply new; everything with --alles."""
    told = changes if in_full else [each for each in changes if each.what != NEW][:MOST]
    for each in told:
        typer.echo(f"  {each.text}")
    left = len(changes) - len(told)
    if left and told:
        typer.echo(f"  en nog {left} andere; met --alles zie je ze allemaal")


def _tell_roles(school: Installation, intake: Intake) -> None:
    """Say which roles of the school's rules nobody has."""
    for each in empty_roles(_roles(school, intake.told), intake.facts.staff, school.today):
        typer.echo(each.sentence, err=True)


def _roles(school: Installation, told: Told) -> tuple[str, ...]:
    return needed_roles(gather(school.settings, told, {}).book.rules)

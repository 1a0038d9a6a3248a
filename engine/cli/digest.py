"""`jaarcyclus digest`: this morning's overview of one person, as text, and as a mail or page to look at."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Annotated

import typer

from engine import lookup
from engine.almanac.days import dutch_with_weekday
from engine.cli.shell import Today, installed, or_refuse, refuse, store_errors, trouble
from engine.runs.compose import compose, envelope
from engine.runs.morning import morning, overview

if TYPE_CHECKING:
    from engine.digestlayout import Digest
    from engine.model import Staff
    from engine.wiring import Installation
    from notifiers.letter import Letter

app = typer.Typer(help="Het overzicht van vanmorgen.")


@app.command()
def show(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(help="Code, e-mailadres of voornaam.", metavar="PERSOON")],
    today: Today = None,
    html: Annotated[Path | None, typer.Option("--html", help="Schrijf het ook als pagina in dit bestand.")] = None,
    eml: Annotated[Path | None, typer.Option("--eml", help="Schrijf het ook als mail in dit bestand.")] = None,
) -> None:
    """Laat zien wat iemand vanmorgen in het overzicht krijgt."""
    school = installed(ctx.obj, today)
    with store_errors(), school.open().reading(school.school) as store:
        day = morning(school.settings, store, school.today)
    if not day.school.facts.staff:
        refuse("er zijn nog geen medewerkers; lees ze in met `jaarcyclus import`")
    found = or_refuse(lookup.person(person, day.school.facts.staff))
    told = overview(day, found)
    if told is None:
        typer.echo(nothing(found, school))
        return
    show_letter(told, found, school, html, eml)


def nothing(person: Staff, school: Installation) -> str:
    """Say kindly that there is nothing to tell."""
    who = person.first_name or person.code
    return f"Voor {who} is er op {dutch_with_weekday(school.today)} niets te melden; er gaat dan geen overzicht uit."


def show_letter(told: Digest, person: Staff, school: Installation, html: Path | None, eml: Path | None) -> None:
    from notifiers.render import plain_text

    written = compose(told, person, school.settings, school.now, school.known_pages())
    typer.echo(f"Onderwerp: {written.subject}\n")
    typer.echo(plain_text(written), nl=False)
    if html is not None:
        _write(html, page(written))
    if eml is not None:
        _write(eml, mail(told, written, school))


def page(written: Letter) -> bytes:
    from notifiers import render

    return render.html(written).encode()


def mail(told: Digest, written: Letter, school: Installation) -> bytes:
    from notifiers.message import as_bytes

    return as_bytes(written, envelope(told, school.settings, school.now, school.known_pages()))


def _write(path: Path, text: bytes) -> None:
    try:
        path.write_bytes(text)
    except OSError as error:
        refuse(f"kan {path} niet schrijven: {trouble(error)}")

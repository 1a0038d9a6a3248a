"""`jaarcyclus new-year`: on the way to the next school year, with a checklist that shows how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engine.almanac.days import label, school_year_start
from engine.cli.page import show_table
from engine.cli.shell import Today, installed, or_refuse, refuse, school_year, store_errors
from engine.newyear import turn_near
from engine.newyearsteps import READY, TO_DO, steps
from engine.runs import newyear

if TYPE_CHECKING:
    from engine.newyear import Turn
    from engine.runs.newyear import Closed
    from engine.store.database import Database
    from engine.wiring import Installation

app = typer.Typer()


@app.command(help="Maak het nieuwe schooljaar klaar: de kalender, en een lijst van wat nog moet. Veilig te herhalen.")
def new_year(
    ctx: typer.Context,
    close: Annotated[bool, typer.Option("--afsluiten", help="Sluit het oude jaar: wat open staat, is gemist.")] = False,
    along: Annotated[
        list[int] | None, typer.Option("--neem-over", metavar="NUMMER", help="Neem deze uitzondering mee.")
    ] = None,
    by: Annotated[str, typer.Option("--door", metavar="PERSOON", help="Wie dit beslist.")] = "",
    year: Annotated[str, typer.Option("--schooljaar", help="Het nieuwe jaar, bijvoorbeeld 2027-2028.")] = "",
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    start = _start(year, school)
    if (close or along) and not by.strip():
        refuse("zeg met --door wie dit beslist")
    with store_errors():
        database = school.open()
        if close:
            _tell_closed(_closed(database, school, start, by))
        if along:
            _carry(database, school, start, along, by)
        turn = _turn(database, school, start)
        written = or_refuse(newyear.write_calendar(school.settings, turn))
        turn = _turn(database, school, start) if written else turn
    _tell(turn, written, school)


def _start(year: str, school: Installation) -> int:
    if year:
        return school_year(year, school.today)
    start = turn_near(school.today)
    if start is None:
        coming = label(school_year_start(school.today) + 1)
        refuse(f"de overgang naar {coming} begint in mei; wil je nu al, zeg dan --schooljaar {coming}")
    return start


def _turn(database: Database, school: Installation, start: int) -> Turn:
    with database.reading(school.school) as store:
        return newyear.turn_of(school.settings, store, start, school.today)


def _closed(database: Database, school: Installation, start: int, by: str) -> Closed:
    with database.writing(school.school) as store:
        return or_refuse(newyear.close(school.settings, store, start, by, school.today, school.now))


def _carry(database: Database, school: Installation, start: int, numbers: list[int], by: str) -> None:
    with database.writing(school.school) as store:
        found = newyear.carry(school.settings, store, start, numbers, by, school.today, school.now)
        made = or_refuse(found)
    for each in made:
        typer.echo(f"Uitzondering {each.number} geldt voor heel {label(start)}.")
    if not made:
        typer.echo("Die gingen al mee.")


def _tell_closed(closed: Closed) -> None:
    if not closed.years:
        typer.echo("Het oude jaar was al afgesloten.")
        return
    tasks = "1 taak is" if closed.missed == 1 else f"{closed.missed or 'geen'} taken zijn"
    typer.echo(f"Afgesloten: {' en '.join(closed.years)}; {tasks} gemist.")


def _tell(turn: Turn, written: str, school: Installation) -> None:
    if written:
        typer.echo(f"{written} is gemaakt, met de vakanties van regio {school.settings.school.region}.")
        typer.echo(
            f"De volgende run maakt de taken van {turn.new}. Zijn het er veel, dan wacht zij op je "
            "(`jaarcyclus run --release`)."
        )
    found = steps(turn)
    ready, asked = sum(each.state == READY for each in found), sum(each.state in (READY, TO_DO) for each in found)
    typer.echo(f"Op weg naar schooljaar {turn.new}: {ready} van de {asked} stappen klaar.")
    show_table(["stap", "stand", ""], [(each.name, each.state, each.sentence) for each in found], whole=[0, 1])

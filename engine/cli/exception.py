"""`jaarcyclus exception`: what a group, a pupil, a colleague or the school leaves out for a while, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from engine.almanac.days import dutch, dutch_with_weekday
from engine.cli import dutch as spoken
from engine.cli.page import show_table, wrapped
from engine.cli.shell import Today, installed, or_refuse, refuse, store_errors
from engine.exception import until
from engine.model import LATER, LIVE, OUT, STAFF, WAIVED
from engine.runs import exceptions

if TYPE_CHECKING:
    from engine.runs.exceptions import Shown


NOTHING_FALLS = "Er valt nu geen taak onder."
OF_A_COLLEAGUE = (
    " Taken van haar groep blijven; is een collega er niet, noteer dan een afwezigheid (`jaarcyclus note`)."
)

app = typer.Typer(
    cls=spoken.Words,
    help="Maak, bekijk of beëindig een uitzondering: wie doet waar even niet aan mee, en waarom.",
    invoke_without_command=True,
    options_metavar=spoken.OPTIONS,
    subcommand_metavar="OPDRACHT ...",
    rich_markup_mode=None,
    add_completion=False,
    suggest_commands=False,
)

By = Annotated[str, typer.Option("--door", metavar="PERSOON", help="Wie dit beslist: code, e-mailadres of voornaam.")]


@app.callback()
def _exception(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)


@app.command("add", help="Maak een uitzondering. Wat daarin af moet, is dan niet van toepassing of begint later.")
def add(
    ctx: typer.Context,
    group: Annotated[str, typer.Option("--groep", help="Voor een groep, bijvoorbeeld 1/2 B.")] = "",
    pupil: Annotated[str, typer.Option("--leerling", help="Voor een leerling: het leerlingnummer.")] = "",
    staff: Annotated[str, typer.Option("--medewerker", help="Voor een collega: wat over haarzelf gaat.")] = "",
    school: Annotated[bool, typer.Option("--school", help="Voor de hele school.")] = False,
    rule: Annotated[str, typer.Option("--regel", help="Over een regel: de id.")] = "",
    pack: Annotated[str, typer.Option("--pakket", help="Over alle regels van een pakket.")] = "",
    every: Annotated[bool, typer.Option("--alles", help="Over alle regels.")] = False,
    begin: Annotated[str, typer.Option("--van", metavar="DAG", help="De eerste dag; zonder opgave vandaag.")] = "",
    end: Annotated[str, typer.Option("--tot", metavar="DAG", help="De laatste dag; anders 31 juli.")] = "",
    later: Annotated[str, typer.Option("--pas-vanaf", metavar="DAG", help="Doet mee vanaf deze dag.")] = "",
    reason: Annotated[str, typer.Option("--reden", help="Waarom: een zin, zonder namen van kinderen.")] = "",
    by: By = "",
    today: Today = None,
) -> None:
    _one_of([group, pupil, staff, school], "zeg voor wie, een van: --groep, --leerling, --medewerker, --school")
    _one_of([rule, pack, every], "zeg waarover, een van: --regel, --pakket, --alles")
    if end and later:
        refuse("kies --tot (doet zolang niet mee) of --pas-vanaf (begint op die dag), niet allebei")
    words = " ".join(reason.split())
    if not words:
        refuse("zeg met --reden waarom: een zin voor wie dit later leest")
    _somebody(by)
    days = {"begin": _day(begin), "end": _day(end), "later": _day(later)}
    asked = exceptions.Asked(words, by, group, pupil, staff, rule, pack, **days)
    place = installed(ctx.obj, today)
    with store_errors(), place.open().writing(place.school) as store:
        _tell(or_refuse(exceptions.make(place.settings, store, asked, place.today, place.now)), place.today)


@app.command("list", help="Bekijk de uitzonderingen: voor wie, waarover, tot wanneer, door wie en waarom.")
def show(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--alles", help="Ook die voorbij zijn.")] = False,
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    with store_errors(), school.open().reading(school.school) as store:
        found = exceptions.exceptions(school.settings, store, school.today, every=every)
    if not found:
        typer.echo("Er zijn geen uitzonderingen.")
        return
    heads = ["nr", "voor", "waarover", "wat", "taken", "door", "waarom"]
    show_table(heads, [_row(each, school.today) for each in found], numbers=[0, 4], whole=[1])


@app.command("end", help="Beëindig een uitzondering: wat vanaf vandaag af moet, telt weer mee.")
def stop(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMMER", help="Het nummer uit `jaarcyclus exception list`.")],
    by: By = "",
    today: Today = None,
) -> None:
    if not number.strip().isdecimal():
        refuse(f'"{number}" is geen nummer van een uitzondering; kijk met `jaarcyclus exception list`')
    _somebody(by)
    school = installed(ctx.obj, today)
    with store_errors(), school.open().writing(school.school) as store:
        found = or_refuse(exceptions.end(school.settings, store, int(number), by, school.today, school.now))
    typer.echo(f"Beëindigd: uitzondering {found.exemption.number} ({found.about}, {found.what}).")
    typer.echo(_count(len(found.tasks), "taak telt weer mee.", "taken tellen weer mee."))


# --- what somebody typed


def _one_of(words: list[str | bool], message: str) -> None:
    if sum(map(bool, words)) != 1:
        refuse(message)


def _somebody(by: str) -> None:
    if not by:
        refuse("zeg met --door wie dit beslist: code, e-mailadres of voornaam")


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        refuse(f'"{words}" is geen dag: schrijf bijvoorbeeld 2027-03-01')


# --- what is said


def _tell(made: Shown, today: date) -> None:
    each = made.exemption
    there = "Stond er al: uitzondering" if made.already else "Uitzondering"
    begin = f"van {dutch_with_weekday(each.begin)} " if each.begin > today else ""
    what = until(each) if each.kind == LATER else f"{OUT}, {begin}{until(each)}"
    typer.echo(wrapped(f"{there} {each.number}: {made.about}, {made.what}: {what}.", rest="  "))
    waived = sum(one.state == WAIVED for one in made.tasks)
    waiting = sum(one.state in LIVE for one in made.tasks)
    if not made.tasks:
        typer.echo(wrapped(NOTHING_FALLS + (OF_A_COLLEAGUE if each.per == STAFF else ""), rest="  "))
    elif waived:
        typer.echo(_count(waived, "taak is nu niet van toepassing.", "taken zijn nu niet van toepassing."))
    if waiting:
        typer.echo(_count(waiting, f"taak begint op {_begins(made)}.", f"taken beginnen op {_begins(made)}."))
    typer.echo(f"Je beëindigt dit met `jaarcyclus exception end {each.number}`.")


def _begins(made: Shown) -> str:
    return dutch_with_weekday(made.exemption.goes_on)


def _row(shown: Shown, today: date) -> list[str]:
    each = shown.exemption
    return [
        str(each.number), shown.about, shown.what, _when(shown, today), str(len(shown.tasks)), shown.by, each.reason,
    ]  # fmt: skip


def _when(shown: Shown, today: date) -> str:
    """Say what holds from when to when: in short, for it stands in a column."""
    each = shown.exemption
    if each.last < each.begin:
        return "teruggenomen"
    if each.is_past(today):
        return f"voorbij sinds {dutch(each.goes_on, year=True)}"
    begin = f" van {dutch(each.begin)}" if each.begin > today else ""
    if each.kind == LATER:
        return f"pas vanaf {dutch(each.goes_on, year=True)}"
    return f"{OUT}{begin} t/m {dutch(each.last, year=True)}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {many}"

"""`jaarcyclus done`: tick off tasks, by their keys or a whole bundle at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.shell import Today, installed, or_refuse, refuse, store_errors
from engine.cli.tasklist import named
from engine.model import DONE
from engine.naming import some_names
from engine.runs.tick import Bundled, tick

if TYPE_CHECKING:
    from engine.runs.ticked import Result

MOST = 12
NOTHING = "noem een taak (de sleutel uit `jaarcyclus tasks`), of een hele bundel met --regel en --groep"

app = typer.Typer()


@app.command(help="Vink taken af; wat er door klaar is, wordt meteen klaar.")
def done(
    ctx: typer.Context,
    tasks: Annotated[list[str] | None, typer.Argument(metavar="TAAK", help="De sleutel van een taak.")] = None,
    by: Annotated[str, typer.Option("--door", help="Wie het deed: code, e-mailadres of voornaam.")] = "",
    rule: Annotated[str, typer.Option("--regel", help="Een hele bundel: de id van de regel.")] = "",
    group: Annotated[str, typer.Option("--groep", help="Een hele bundel: van welke groep.")] = "",
    occasion: Annotated[str, typer.Option("--gelegenheid", help="Welke keer, bijvoorbeeld herfstvakantie.")] = "",
    today: Today = None,
) -> None:
    if bool(tasks) == bool(rule):
        refuse(NOTHING)
    if not by:
        refuse("zeg met --door wie het deed: code, e-mailadres of voornaam")
    school = installed(ctx.obj, today)
    meant = Bundled(rule, group, occasion) if rule else list(tasks or ())
    with store_errors(), school.open().writing(school.school) as store:
        result = or_refuse(tick(school.settings, store, meant, by, school.today, school.now))
    _tell(result)


def _tell(result: Result) -> None:
    finished = [each for each in result.hit if each.state == DONE]
    for each in result.already:
        typer.echo(f"Was al afgevinkt: {named(result.listing, each)}.")
    if finished:
        typer.echo(_listed("Klaar", [named(result.listing, each) for each in finished]))
    for each in result.hit:
        if left := result.waiting.get(each.key):
            who = some_names(result.listing.school.facts, left)
            typer.echo(
                f"Afgevinkt: {named(result.listing, each)}. Het is klaar als ook {who} het {_have(left)} gedaan."
            )
    if result.also:
        typer.echo(_listed("Daarmee ook klaar", [named(result.listing, each) for each in result.also]))


def _have(people: tuple[str, ...]) -> str:
    return "heeft" if len(people) == 1 else "hebben"


def _listed(heading: str, names: list[str]) -> str:
    if len(names) == 1:
        return f"{heading}: {names[0]}."
    shown = names[:MOST]
    more = [f"en nog {len(names) - MOST} andere"] if len(names) > MOST else []
    return "\n  ".join([f"{heading} ({len(names)}):", *shown, *more])

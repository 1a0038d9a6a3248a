"""`mail release`, `drop`, `wens` and `pauze`: what people decide about mail, kept in the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from engine.almanac.days import dutch_with_weekday
from engine.cli.mailbook import Mail, Person  # noqa: TC001  typer reads the annotations when it builds the command
from engine.cli.shell import Today, installed, or_refuse, refuse, store_errors
from engine.lookup import person
from engine.outbox import EVERY_DAY, ON_REMINDER, ONCE_A_WEEK, WISHES
from engine.runs import mailacts
from engine.runs.people import staff_of

if TYPE_CHECKING:
    from engine.runs.mailacts import Decided
    from engine.store.database import Store

SAID = {
    ON_REMINDER: "alleen als er een herinnering is",
    EVERY_DAY: "elke werkdag",
    ONCE_A_WEEK: "op de eerste werkdag van de week",
}
By = Annotated[str, typer.Option("--door", metavar="PERSOON", help="Wie dit beslist: code, e-mailadres of voornaam.")]


def release(
    ctx: typer.Context,
    mail: Mail = "",
    every: Annotated[bool, typer.Option("--alles", help="Alles wat vaststaat.")] = False,
    by: By = "",
    today: Today = None,
) -> None:
    if bool(mail) == every:
        refuse("noem de id van een mail (uit `jaarcyclus mail held`), of --alles")
    school = installed(ctx.obj, today)
    with store_errors(), school.open().writing(school.school) as store:
        found = or_refuse(mailacts.release(store, mail, _who(store, by), school.now))
    _tell_release(found)


def drop(
    ctx: typer.Context,
    mail: Mail,
    reason: Annotated[str, typer.Option("--reden", metavar="REDEN", help="Waarom.")] = "",
    by: By = "",
    today: Today = None,
) -> None:
    if not reason.strip():
        refuse("zeg met --reden waarom deze mail niet gaat")
    school = installed(ctx.obj, today)
    with store_errors(), school.open().writing(school.school) as store:
        found = or_refuse(mailacts.drop(store, mail, reason.strip(), _who(store, by), school.now))
    (post,) = found.done
    typer.echo(f"Ingetrokken: {post.kind} van {dutch_with_weekday(post.day)} voor {post.person}.")


def wish(
    ctx: typer.Context,
    who: Person,
    words: Annotated[str, typer.Argument(metavar="WENS", help=f"Een van: {', '.join(WISHES)}.")],
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    with store_errors(), school.open().writing(school.school) as store:
        found = or_refuse(mailacts.wish(store, who, words, school.now))
    typer.echo(f"{found.first_name or found.code} krijgt het overzicht voortaan {SAID[words.strip().lower()]}.")


def pause(
    ctx: typer.Context,
    who: Person,
    until: Annotated[str, typer.Option("--tot", metavar="DAG", help="De laatste dag, als 2026-11-27.")] = "",
    stop: Annotated[bool, typer.Option("--stop", help="De pauze is nu voorbij.")] = False,
    today: Today = None,
) -> None:
    if bool(until) == stop:
        refuse("zeg met --tot tot en met welke dag, of met --stop dat de pauze voorbij is")
    school = installed(ctx.obj, today)
    with store_errors(), school.open().writing(school.school) as store:
        if stop:
            found = or_refuse(mailacts.unpause(store, who, school.now))
            typer.echo(f"{found.first_name or found.code} krijgt het overzicht weer.")
            return
        made = or_refuse(mailacts.pause(school.settings, store, who, _day(until), school.today, school.now))
    typer.echo(f"{made.person} krijgt geen overzicht tot en met {dutch_with_weekday(made.end)}; daarna vanzelf weer.")


def _who(store: Store, word: str) -> str:
    return or_refuse(person(word, staff_of(store))).code if word else ""


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        refuse(f'"{words}" is geen dag: schrijf bijvoorbeeld 2026-11-27')


def _tell_release(found: Decided) -> None:
    for each in found.done:
        typer.echo(f"Vrij: {each.kind} van {dutch_with_weekday(each.day)} voor {each.person}.")
    for each in found.late:
        typer.echo(
            f"Te laat: het venster van {dutch_with_weekday(each.day)} is voorbij; "
            f"wat erin stond, komt in het volgende overzicht van {each.person}."
        )
    if not (found.done or found.late):
        typer.echo("Er staat niets vast.")

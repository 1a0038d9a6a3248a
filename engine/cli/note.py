"""`jaarcyclus note`: a talk, a signal, an absence, an exam, a message: what no export has, in two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engine.almanac.days import dutch_with_weekday
from engine.cli.shell import Today, installed, or_refuse, refuse, store_errors
from engine.cli.tasklist import named
from engine.intake.noted import CaseNote, RegistrationNote
from engine.kinds import CASE_TYPES
from engine.naming import called
from engine.problem import unknown
from engine.runs.gather import kinds_of
from engine.runs.note import note_case, note_registration

if TYPE_CHECKING:
    from engine.model import Task
    from engine.runs.note import Noted
    from engine.wiring import Installation

REGISTRATION = "registratie"
MOST = 8
YES = "ja"
FREE = "naam=waarde"

app = typer.Typer()


@app.command(help="Noteer een gesprek, signalering, afwezigheid, toets, bericht, extra-hulp, doel of registratie.")
def note(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WAT", help=f"Een van: {', '.join((*CASE_TYPES, REGISTRATION))}.")],
    about: Annotated[
        list[str] | None,
        typer.Argument(metavar="OVER", help="Leerlingnummer, groep of collega; bij registratie eerst de soort."),
    ] = None,
    kind: Annotated[str, typer.Option("--soort", help="Bijvoorbeeld startgesprek, dyslexie of rekenen.")] = "",
    on: Annotated[str, typer.Option("--op", help="De dag, als 2026-09-22; zonder opgave vandaag.")] = "",
    begin: Annotated[str, typer.Option("--van", help="De eerste dag.")] = "",
    end: Annotated[str, typer.Option("--tot", help="De laatste dag.")] = "",
    key: Annotated[str, typer.Option("--sleutel", help="Werk deze zaak bij in plaats van een nieuwe te noteren.")] = "",
    held: Annotated[bool, typer.Option("--gevoerd", help="Het gesprek is gevoerd.")] = False,
    answered: Annotated[bool, typer.Option("--beantwoord", help="Het bericht is beantwoord.")] = False,
    handled: Annotated[bool, typer.Option("--verwerkt", help="De signalering is verwerkt.")] = False,
    online: Annotated[bool, typer.Option("--online", help="Het gesprek is online.")] = False,
    apart: Annotated[bool, typer.Option("--los", help="Het gesprek valt buiten een ronde.")] = False,
    agreed: Annotated[bool, typer.Option("--afspraken", help="Er zijn afspraken gemaakt.")] = False,
    striking: Annotated[bool, typer.Option("--opvallend", help="De signalering is opvallend.")] = False,
    outside: Annotated[bool, typer.Option("--extern", help="De hulp komt van buiten de school.")] = False,
    daily: Annotated[bool, typer.Option("--dagelijks", help="Het doel komt elke dag terug.")] = False,
    time: Annotated[str, typer.Option("--tijd", help="Hoe laat, als 15:30.")] = "",
    minutes: Annotated[str, typer.Option("--minuten", help="Hoe lang het duurt.")] = "",
    channel: Annotated[str, typer.Option("--kanaal", help="parro of mail.")] = "",
    recipient: Annotated[str, typer.Option("--ontvanger", help="Voor wie het bericht is.")] = "",
    length: Annotated[str, typer.Option("--duur", help="kort, langer of langdurig.")] = "",
    own: Annotated[list[str] | None, typer.Option("--kenmerk", metavar=FREE, help="Een ander kenmerk.")] = None,
    area: Annotated[str, typer.Option("--gebied", help="Bij een registratie: het gebied, zoals seo.")] = "",
    value: Annotated[str, typer.Option("--waarde", help="Bij een registratie: de waarde.")] = "",
    by: Annotated[str, typer.Option("--door", help="Wie het noteert: code, e-mailadres of voornaam.")] = "",
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    kinds = kinds_of(school.settings)
    if what not in (*kinds.cases, REGISTRATION):
        refuse(unknown(" woord", what, (*kinds.cases, REGISTRATION)))
    yes = {
        "online": online, "los": apart, "afspraken": agreed, "opvallend": striking, "extern": outside,
        "dagelijks": daily,
    }  # fmt: skip
    said = {"tijd": time, "minuten": minutes, "kanaal": channel, "ontvanger": recipient, "duur": length}
    traits = {
        **{name: word for name, word in _status(held=held, answered=answered, handled=handled) if word},
        **{name: YES for name, given in yes.items() if given},
        **{name: word for name, word in said.items() if word},
        **_own(own or []),
    }
    words = list(about or [])
    if what == REGISTRATION:
        _only(kind or key or end or traits, "dat hoort niet bij een registratie; die heeft --op, --gebied en --waarde")
        _tell(_registration(school, words, on or begin, by, area, value))
        return
    _only(area or value, f"--gebied en --waarde horen bij een registratie, niet bij {what}")
    _only(not words and not key, "zeg over wie of wat het gaat, of noem een bekende zaak met --sleutel")
    case = CaseNote(what, kind=kind.strip().lower(), begin=begin or on, end=end, traits=traits, key=key)
    _tell(_case(school, case, " ".join(words), by))


def _only(wrong: object, message: str) -> None:
    if wrong:
        refuse(message)


def _status(*, held: bool, answered: bool, handled: bool) -> list[tuple[str, str]]:
    said = {"gevoerd": held, "beantwoord": answered, "verwerkt": handled}
    return [("status", word) for word, given in said.items() if given]


def _own(pairs: list[str]) -> dict[str, str]:
    found = {}
    for each in pairs:
        name, equals, word = (part.strip() for part in each.partition("="))
        _only(not equals or not name, f'een kenmerk heet {FREE}, zoals kanaal=parro; hier staat "{each}"')
        found[name.lower()] = word
    return found


def _case(school: Installation, note: CaseNote, about: str, by: str) -> Noted:
    with store_errors(), school.open().writing(school.school) as store:
        return or_refuse(note_case(school.settings, store, note, about, by, school.today, school.now))


def _registration(school: Installation, words: list[str], on: str, by: str, area: str, value: str) -> Noted:
    _only(not words, "zeg welke registratie, en over wie: jaarcyclus note registratie groepsanalyse 1/2 B")
    note = RegistrationNote(words[0], "", "", on, by, area, value)
    with store_errors(), school.open().writing(school.school) as store:
        found = note_registration(school.settings, store, note, " ".join(words[1:]), school.today, school.now)
        return or_refuse(found)


def _tell(noted: Noted) -> None:
    what = _what(noted)
    if not noted.changed:
        typer.echo(f"Stond er al: {what}.")
        return
    typer.echo(f"Genoteerd: {what}.")
    _list("Nieuw op de lijst", noted, noted.appeared)
    _list("Verschoven", noted, noted.moved)
    _list("Daarmee klaar", noted, noted.closed)
    if not (noted.appeared or noted.moved or noted.closed):
        typer.echo("Er verandert geen taak door.")


def _what(noted: Noted) -> str:
    if noted.case is not None:
        case = noted.case
        kind = f" {case.kind}" if case.kind else ""
        about = called(noted.listing.school.facts, case.subject_type, case.subject)
        day = f", {dutch_with_weekday(case.begin)}" if case.begin else ""
        return f"{case.type}{kind}, {about}{day} (sleutel {case.key})"
    found = noted.registration
    if found is None:
        return REGISTRATION
    area = f" {found.area}" if found.area else ""
    about = called(noted.listing.school.facts, found.subject_type, found.subject)
    return f"{found.kind}{area}, {about}, {dutch_with_weekday(found.on)}"


def _list(heading: str, noted: Noted, tasks: tuple[Task, ...]) -> None:
    if not tasks:
        return
    typer.echo(f"{heading}:")
    for each in sorted(tasks, key=lambda one: one.due)[:MOST]:
        typer.echo(f"  {dutch_with_weekday(each.due)}: {named(noted.listing, each)} ({each.key})")
    if len(tasks) > MOST:
        typer.echo(f"  en nog {len(tasks) - MOST} andere")

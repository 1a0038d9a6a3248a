"""`jaarcyclus run`: the whole morning at once: tasks, the mails of today, and sending what may go now."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from engine import clock, lookup
from engine.almanac.days import dutch_with_weekday
from engine.cli.mailing import linked, mailing
from engine.cli.page import busy
from engine.cli.shell import OK, AsJson, Today, installed, or_refuse, store_errors
from engine.health import broken_files
from engine.model import DONE, LAPSED, MISSED, OVERDUE, WAIVED
from engine.outbox import FAILED, IN_DOUBT, RETRY
from engine.reconcile import CHANGED, MOVED, NEW, REOPENED
from engine.runs.dayrun import run_day
from engine.runs.people import staff_of

if TYPE_CHECKING:
    from engine.runs.dayrun import DayRan
    from engine.runs.evaluate import Outcome
    from engine.runs.send import Sent
    from engine.store.database import Database
    from engine.wiring import Installation

# What can become of a task, in the order people want to know, and how it is told.
TOLD = {
    NEW: "nieuw", MOVED: "verschoven", DONE: "klaar", OVERDUE: "te laat", MISSED: "gemist", LAPSED: "vervallen",
    REOPENED: "weer open", WAIVED: "niet van toepassing", CHANGED: "bijgewerkt",
}  # fmt: skip
# What can become of a mail, where its state alone says too little.
BECAME = {
    RETRY: ("gaat straks opnieuw", "gaan straks opnieuw"),
    FAILED: ("geweigerd door de mailserver", "geweigerd door de mailserver"),
    IN_DOUBT: ("misschien niet aangekomen", "misschien niet aangekomen"),
}
HELD = 3
NOTHING_DONE = "Er is niets bijgewerkt, en behalve de beheerder krijgt niemand mail.\n"
TASKS_DONE = "De taken staan klaar (`jaarcyclus tasks`); behalve de beheerder krijgt nog niemand mail.\n"
GO_ON = (
    "Bekijk met `jaarcyclus mail preview` wat er weg zou gaan. Klopt het, ga dan verder met `jaarcyclus run --release`."
)

app = typer.Typer()


@app.command(help="Werk de taken bij, zet de mail van vandaag klaar en verstuur wat nu mag.")
def bring_up_to_date(
    ctx: typer.Context,
    release: Annotated[bool, typer.Option("--release", help="Ga door waar de rem de run vasthield.")] = False,
    by: Annotated[
        str, typer.Option("--door", metavar="PERSOON", help="Wie de run vrijgeeft: code, e-mailadres of voornaam.")
    ] = "",
    quietly: Annotated[bool, typer.Option("--zonder-versturen", help="Verstuur nog niets.")] = False,
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    with store_errors():
        database = school.open()
        who = _who(database, school, by) if by else ""
        with busy("De taken worden bijgewerkt"):
            ran = run_day(database, school.settings, school.today, school.now, who if release else None)
        _watch(school, ran)
        sent = None if quietly else _send(database, school, real_time=today is None)
    if as_json:
        typer.echo(json.dumps(figures(ran, sent, str(school.today)), ensure_ascii=False))
    else:
        _tell(ran, sent, school)
    raise typer.Exit(OK if ran.applied else HELD)


def _who(database: Database, school: Installation, word: str) -> str:
    with database.reading(school.school) as store:
        return or_refuse(lookup.person(word, staff_of(store))).code


def _watch(school: Installation, ran: DayRan) -> None:
    url = school.settings.watch.ping_url
    if not url or ran.hold is not None:
        return
    from engine.runs.ping import ping

    if why := ping(url):
        typer.echo(f"Let op: {url} was niet te bereiken ({why}).", err=True)


def _send(database: Database, school: Installation, *, real_time: bool) -> Sent | None:
    """Send what may go now; the mailer is opened only when something is under way."""
    from engine.runs.turn import Means, send_if_due

    zone = school.settings.schedule.timezone
    now = (lambda: clock.now(zone)) if real_time else (lambda: school.now)
    pages = linked(school)
    with mailing(school) as mailer, busy("De mail wordt verstuurd"):
        return send_if_due(Means(database, school.settings, mailer, now, pages))


# --- what is told


def _tell(ran: DayRan, sent: Sent | None, school: Installation) -> None:
    when = dutch_with_weekday(school.today)
    counts = ran.outcome.figures
    if ran.hold is not None:
        typer.echo(f"De run van {when} wacht op jou. {ran.hold.reason}")
    else:
        typer.echo(f"De taken zijn bijgewerkt voor {when}." if counts else f"Er is niets veranderd voor {when}.")
    for what in sorted(counts, key=list(TOLD).index):
        typer.echo(f"{counts[what]:>6} {TOLD[what]}{_at_birth(ran.outcome) if what == NEW else ''}")
    for number, words in _mails(ran, sent):
        typer.echo(f"{number:>6} {words}")
    for each in broken_files(ran.broken):
        typer.echo(f"Let op: {each.sentence}.", err=True)
    if sent is not None and sent.stopped:
        typer.echo(f"Let op: {sent.stopped}.", err=True)
    if ran.hold is not None:
        typer.echo((TASKS_DONE if ran.applied else NOTHING_DONE) + GO_ON)


def _mails(ran: DayRan, sent: Sent | None) -> list[tuple[int, str]]:
    """Say how many mails were planned, and what became of those that were due."""
    waits = ("zou weggaan", "zouden weggaan") if ran.hold else ("klaargezet", "klaargezet")
    counts = [(ran.mails, waits)]
    states = sent.states if sent is not None else {}
    counts += [(states[each], BECAME.get(each, (each, each))) for each in sorted(states)]
    return [(number, f"{_mail(number)} {words[number > 1]}") for number, words in counts if number]


def _mail(number: int) -> str:
    return "mail" if number == 1 else "mails"


def _at_birth(outcome: Outcome) -> str:
    """Say which new tasks were done, late or over from the beginning: so it is when a school starts."""
    states = Counter(each.after.state for each in outcome.changes if each.what == NEW)
    parts = [f"{states[each]} al {TOLD[each]}" for each in (DONE, OVERDUE, MISSED) if states[each]]
    return f" (waarvan {', '.join(parts)})" if parts else ""


def figures(ran: DayRan, sent: Sent | None, today: str) -> dict[str, object]:
    """Return what a run did as one object: what became of how many tasks, the mails, broken files, and a hold."""
    files = [
        {"bestand": each.file, "regel": each.line, "versie_van": str(each.since) if each.since else None}
        for each in ran.broken
    ]
    hold = ran.hold and {"reden": ran.hold.reason, "taken": ran.hold.tasks, "mails": ran.hold.mails}
    counts = {each: ran.outcome.figures.get(each, 0) for each in TOLD}
    mails = {"mails": ran.mails, "verzonden": sent.sent if sent else 0}
    return {"vandaag": today, **counts, **mails, "stuk": files, "rem": hold}

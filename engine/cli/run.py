"""`jaarcyclus run`: bring everybody's tasks up to date with rules, calendar and facts; again changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import typer

from engine.almanac.days import dutch_with_weekday
from engine.cli.page import busy
from engine.cli.shell import AsJson, Today, installed, store_errors
from engine.health import broken_files
from engine.model import DONE, LAPSED, MISSED, OVERDUE, WAIVED
from engine.reconcile import CHANGED, MOVED, NEW, REOPENED
from engine.runs.daily import run_today

if TYPE_CHECKING:
    from engine.runs.daily import Ran
    from engine.runs.evaluate import Outcome

# What can become of a task, in the order people want to know, and how it is told.
TOLD = {
    NEW: "nieuw", MOVED: "verschoven", DONE: "klaar", OVERDUE: "te laat", MISSED: "gemist", LAPSED: "vervallen",
    REOPENED: "weer open", WAIVED: "niet van toepassing", CHANGED: "bijgewerkt",
}  # fmt: skip

app = typer.Typer()


@app.command(help="Werk de taken bij met wat er nu in de regels, de kalender en de gegevens staat.")
def bring_up_to_date(ctx: typer.Context, as_json: AsJson = False, today: Today = None) -> None:
    school = installed(ctx.obj, today)
    with store_errors(), busy("De taken worden bijgewerkt"):
        ran = run_today(school.open(), school.settings, school.today, school.now)
    if as_json:
        typer.echo(json.dumps(figures(ran, str(school.today)), ensure_ascii=False))
        return
    when = dutch_with_weekday(school.today)
    counts = ran.outcome.figures
    typer.echo(f"De taken zijn bijgewerkt voor {when}." if counts else f"Er is niets veranderd voor {when}.")
    for what in sorted(counts, key=list(TOLD).index):
        typer.echo(f"{counts[what]:>6} {TOLD[what]}{_at_birth(ran.outcome) if what == NEW else ''}")
    for each in broken_files(ran.broken):
        typer.echo(f"Let op: {each.sentence}.", err=True)


def _at_birth(outcome: Outcome) -> str:
    """Say which new tasks were done, late or over from the beginning: so it is when a school starts."""
    states = Counter(each.after.state for each in outcome.changes if each.what == NEW)
    parts = [f"{states[each]} al {TOLD[each]}" for each in (DONE, OVERDUE, MISSED) if states[each]]
    return f" (waarvan {', '.join(parts)})" if parts else ""


def figures(ran: Ran, today: str) -> dict[str, object]:
    """Return what a run did as one object: how many tasks became what, and the broken files."""
    files = [
        {"bestand": each.file, "regel": each.line, "versie_van": str(each.since) if each.since else None}
        for each in ran.broken
    ]
    return {"vandaag": today, **{each: ran.outcome.figures.get(each, 0) for each in TOLD}, "stuk": files}

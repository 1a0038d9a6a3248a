"""`jaarcyclus diff`: what a change of rules or calendar does, in sentences, before it is in force."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.page import show_table, wrapped
from engine.cli.proposal import Proposal, must_be_there
from engine.cli.shell import OK, WRONG, AsJson, Today, installed, refuse, store_errors
from engine.cli.shortly import stretch
from engine.model import OPEN, OVERDUE, SCHOOL
from engine.problem import has_errors
from engine.runs.diff import Diff, NotToCompare, RuleDiff, diff
from engine.runs.diffwords import sentence, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.changeeffect import Effect, Shift
    from engine.model import Task
    from engine.runs.diff import CalendarDiff

NOTHING = "Er verandert niets sinds de laatste run: regels en kalender zijn hetzelfde."
NOTHING_YET = "Er verandert nog niets: een bestand met een fout doet pas mee als het klopt."

IN_WORDS = {OVERDUE: "te laat"}

app = typer.Typer()


@app.command(help="Lees wat een wijziging doet: per regel of datum een zin, met de taken en de mail die erbij horen.")
def tell(
    ctx: typer.Context,
    proposal: Proposal = None,
    every_task: Annotated[bool, typer.Option("--taken", help="Noem ook elke taak die verandert.")] = False,
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    must_be_there(proposal)
    with store_errors(), school.open().reading(school.school) as store:
        found = diff(school.settings, store, school.today, proposal)
    if isinstance(found, NotToCompare):
        refuse(found.message)
    _say_problems(found)
    for each in _as_json(found) if as_json else sentences(found):
        typer.echo(each)
    if every_task and not as_json:
        _show_tasks(found)
    raise typer.Exit(WRONG if has_errors(found.problems) else OK)


def _say_problems(found: Diff) -> None:
    wrong = [each for each in found.problems if each.is_error]
    for each in wrong:
        typer.echo(str(each), err=True)
    if wrong:
        typer.echo("van een bestand met een fout geldt de laatste versie die klopte", err=True)


# --- for people


def sentences(found: Diff) -> Iterator[str]:
    """Give one sentence for each change, and one for all together."""
    if not found.rules and not found.calendar:
        yield wrapped(NOTHING_YET if has_errors(found.problems) else NOTHING)
        return
    every: tuple[RuleDiff | CalendarDiff, ...] = (*found.calendar, *found.rules)
    for each in every:
        yield wrapped(f"{sentence(each, found)}.", rest="  ")
    yield wrapped(together(found))


def _show_tasks(found: Diff) -> None:
    """Draw each task that changes for somebody, with what it was and what it becomes."""
    chosen = [each for each in found.shifted if each.task.key in found.total.tasks]
    ordered = sorted(chosen, key=lambda each: (each.task.due, each.task.title, each.task.subject))
    rows = [
        (_task_name(each.task), _stands(each.before), _stands(each.after), _people(each, found)) for each in ordered
    ]
    show_table(["taak", "was", "wordt", "voor"], rows, whole=[1, 2])


def _task_name(task: Task) -> str:
    return task.title if task.per == SCHOOL or task.subject in task.title else f"{task.title}, {task.subject}"


def _stands(task: Task | None) -> str:
    if task is None:
        return "er niet"
    day = stretch(task.due, task.due)
    return day if task.state == OPEN else f"{day}, {IN_WORDS.get(task.state, task.state)}"


def _people(shift: Shift, found: Diff) -> str:
    return ", ".join(found.names.get(each, each) for each in shift.task.recipients)


# --- for programs


def _as_json(found: Diff) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for each in found.calendar:
        named = {"soort": "kalender", "over": each.changes[0].anchor if each.changes else ""}
        yield encode(named | {"wat": [one.words for one in each.changes]} | _figures(each, found))
    for rule in found.rules:
        named = {"soort": "regel", "over": rule.change.id, "anders": rule.change.what}
        yield encode(named | {"wat": list(rule.change.says)} | _figures(rule, found))


def _figures(each: RuleDiff | CalendarDiff, found: Diff) -> dict[str, object]:
    effect: Effect = each.effect
    return {
        "zin": sentence(each, found),
        "komen_erbij": len(effect.added),
        "gaan_weer_open": len(effect.reopened),
        "verschuiven": len(effect.moved),
        "vervallen": len(effect.gone),
        "klaar_of_gemist": len(effect.closed),
        "naar_een_ander": len(effect.handed),
        "te_laat": len(effect.late),
        "mail_op": str(found.morning),
        "mail_aan": sorted(effect.told),
        "mail_anders_niet": sorted(effect.extra),
    }

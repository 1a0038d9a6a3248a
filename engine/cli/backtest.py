"""`jaarcyclus backtest`: what a change of the rules would have done to a school year that is behind us."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from engine.cli.page import show_table, wrapped
from engine.cli.proposal import Proposal, must_be_there
from engine.cli.shell import OK, WRONG, AsJson, Today, installed, refuse, store_errors
from engine.demopast import demo_past
from engine.problem import has_errors
from engine.runs.backtest import Backtest, backtest
from engine.runs.diff import NotToCompare
from engine.runs.pastwords import skipped, totals, whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.changepast import Figures
    from engine.runs.backtest import RuleBacktest

SAME = "Met de gewijzigde regels was dit precies hetzelfde geweest."
UNCHANGED = "Er is niets gewijzigd sinds de laatste run: regels en kalender zijn hetzelfde."

app = typer.Typer()


@app.command(help="Bekijk wat een wijziging vorig schooljaar had gedaan: taken, te laat en mail, ervoor en erna.")
def tell(
    ctx: typer.Context,
    proposal: Proposal = None,
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    must_be_there(proposal)
    with store_errors(), school.open().reading(school.school) as store:
        found = backtest(school.settings, store, school.today, demo_past, proposal)
    if isinstance(found, NotToCompare):
        refuse(found.message)
    for each in (one for one in found.problems if one.is_error):
        typer.echo(str(each), err=True)
    if as_json:
        typer.echo(json.dumps(_as_json(found), ensure_ascii=False))
    else:
        show(found)
    raise typer.Exit(WRONG if has_errors(found.problems) else OK)


# --- for people


def show(found: Backtest) -> None:
    """Draw what the whole year would have been, then the rules and the people for whom it differs."""
    typer.echo(wrapped(whose(found)))
    show_table(["", "was", "wordt"], totals(found), numbers=[1, 2])
    if not found.rules:
        typer.echo(SAME if found.changed else UNCHANGED)
    show_table(["regel", "taken", "te laat", "mails"], map(_rule_row, found.rules), numbers=[1, 2, 3])
    show_table(["mail per collega", "was", "wordt"], _people(found), numbers=[1, 2])
    if found.skipped:
        typer.echo(wrapped(skipped(found)))


def _rule_row(rule: RuleBacktest) -> tuple[str, str, str, str]:
    one, other = rule.before, rule.after
    return (
        f"{rule.title} ({rule.id})",
        _arrow(one.tasks, other.tasks),
        _arrow(one.late, other.late),
        _arrow(one.all_mails, other.all_mails),
    )


def _arrow(before: int, after: int) -> str:
    return str(before) if before == after else f"{before} → {after}"


def _people(found: Backtest) -> Iterator[tuple[str, str, str]]:
    """Give who would have had more or less mail, the greatest change first."""
    before, after = found.before.mails, found.after.mails
    codes = {code for code in {*before, *after} if before.get(code, 0) != after.get(code, 0)}
    by_change = sorted(codes, key=lambda code: (-abs(after.get(code, 0) - before.get(code, 0)), code))
    for code in by_change:
        yield found.names.get(code, code), str(before.get(code, 0)), str(after.get(code, 0))


# --- for programs


def _as_json(found: Backtest) -> dict[str, object]:
    return {
        "feiten": found.whose,
        "van": str(found.stretch.begin),
        "tot_en_met": str(found.stretch.until),
        "was": _figures(found.before),
        "wordt": _figures(found.after),
        "regels": [
            {"regel": each.id, "titel": each.title, "was": _figures(each.before), "wordt": _figures(each.after)}
            for each in found.rules
        ],
        "niet_meegeteld": found.skipped,
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "taken": figures.tasks,
        "te_laat": figures.late,
        "mails": figures.all_mails,
        "mails_per_persoon": dict(sorted(figures.mails.items())),
    }

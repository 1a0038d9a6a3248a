"""A school year's plan on the terminal, by month, colleague or group; and at the end which rules sleep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from engine.almanac.days import label
from engine.cli.planrows import Names, month_rows, tasks_in_words, year_rows
from engine.cli.plansections import by_group, by_month, by_person
from engine.cli.planstrip import show_strip
from engine.cli.sleepers import show_sleepers
from engine.exceptionnews import trial_words
from engine.readtogether import reading_of
from engine.sleeping import sleepers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model import Wanted
    from engine.runs.plan import Plan, Planned

MONTH, PERSON, GROUP = "maand", "persoon", "groep"
MONTHLY = (("uiterlijk", {"no_wrap": True}), ("wat", {"ratio": 3}), ("wie", {"ratio": 1}))
YEARLY = (("wat", {"ratio": 3}), ("wanneer", {"ratio": 2}), ("taken", {"justify": "right"}), ("wie", {"ratio": 2}))
WIDEST = 132


def show_plan(plan: Plan, tasks: tuple[Planned, ...], per: str, *, asleep: bool) -> None:
    """Draw the tasks in sections."""
    year, every = label(plan.start), [each.wanted for each in tasks]
    wanted = [each for each in every if not each.because.on_trial]
    names = Names(plan.school.facts.staff, reading_of((), plan.school.book.rules).hidden)
    if not wanted:
        typer.echo(f"Voor schooljaar {year} zijn er geen taken.")
    else:
        typer.echo(f"Schooljaar {year}: {tasks_in_words(len(wanted))}.")
        show_strip(wanted, plan.start)
        _show_sections(plan, wanted, per, names)
    _show_trial([each for each in every if each.because.on_trial], names)
    if asleep:
        show_sleepers(sleepers(plan.school.book.rules, plan.school.facts, plan.school.calendars))


def _show_sections(plan: Plan, wanted: Sequence[Wanted], per: str, names: Names) -> None:
    if per == MONTH:
        for each in by_month(wanted):
            _draw(each.heading, MONTHLY, month_rows(each.tasks, names))
        return
    for each in by_person(wanted, plan) if per == PERSON else by_group(wanted):
        rows = year_rows(each.tasks, names)
        columns = YEARLY if per == GROUP else YEARLY[:-1]
        _draw(each.heading, columns, [row[: len(columns)] for row in rows])


def _show_trial(tasks: Sequence[Wanted], names: Names) -> None:
    """Show a line for each rule on trial: who it would be for hears nothing yet."""
    if tasks:
        heading = f"Op proef: {trial_words(len(tasks), {each.rule for each in tasks})}; niemand krijgt er mail van"
        _draw(heading, YEARLY, year_rows(tasks, names))


def _draw(heading: str, columns: Sequence[tuple[str, dict[str, Any]]], rows: Sequence[Sequence[str]]) -> None:
    """Draw a table under its heading, as wide as the terminal but never wider than reads well."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="dim", width=min(console.width, WIDEST))
    for head, looks in columns:
        table.add_column(head, overflow="fold", **looks)
    for each in rows:
        table.add_row(*map(Text, each))
    console.print(Text(f"\n{heading}", style="bold"))
    console.print(table)

"""An account on the terminal: the summary, what deserves a talk, and a table per paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reportpage import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from engine.reportpage import Page, Paper, Part, Total
    from engine.runs.report import Report

WIDEST = 100
HEADS = ("taken", "op\ntijd", "later\nklaar", "nu te\nlaat", "ge-\nmist", "nvt", "nog\nopen", "be-\nwijs", "vink-\nje")
BAR = 16
# How a bar is drawn: in time, later, not done; also told apart without colour.
FULL, HALF, EMPTY = "█", "▒", "·"


def show_report(found: Report) -> None:
    """Draw a report, no wider than is pleasant to read."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False)
    console.width = min(console.width, WIDEST)
    told = page(found.school, found.scope, found.account, found.talks, found.made_on)
    _wrapped(console, [f"{told.school}: wat er van de afspraken kwam"])
    _wrapped(console, [f"{_capital(told.about)}. Gemaakt op {told.made}."])
    console.print()
    _wrapped(console, told.summary)
    _totals(console, told.totals)
    _talks(console, told)
    for each in told.papers:
        _paper(console, each)
    _heading(console, "Zo is geteld")
    _wrapped(console, told.notes)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _heading(console: Console, words: str) -> None:
    from rich.text import Text

    console.print(Text(f"\n{words}", style="bold"))


def _wrapped(console: Console, sentences: Iterable[str], indent: str = "") -> None:
    from rich.padding import Padding
    from rich.text import Text

    for each in sentences:
        console.print(Padding(Text(each), (0, 0, 0, len(indent)), expand=False))


def _totals(console: Console, totals: Iterable[Total]) -> None:
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column("papier en kop", overflow="fold", ratio=1)
    table.add_column("taken", justify="right", no_wrap=True)
    table.add_column("op tijd", justify="right", no_wrap=True)
    table.add_column(f"{FULL} op tijd\n{HALF} later {EMPTY} niet", no_wrap=True)
    table.add_column("bewijs", justify="right", no_wrap=True)
    for each in totals:
        name = Text(f"  {each.name}" if each.deep else each.name, style="" if each.deep else "bold")
        table.add_row(name, str(each.tasks), each.share, _bar(each), each.proven)
    if table.row_count:
        console.print(table)


def _bar(total: Total) -> str:
    if total.bar is None:
        return ""
    full, half = round(total.bar.on_time * BAR / 100), round(total.bar.later * BAR / 100)
    return f"{FULL * full}{HALF * min(half, BAR - full)}".ljust(BAR, EMPTY)


def _talks(console: Console, told: Page) -> None:
    if told.talks:
        _heading(console, "Om over te praten")
    for kind in told.talks:
        _wrapped(console, [f"{_capital(kind.name)}. {kind.question}"], "  ")
        _wrapped(console, (f"- {each}" for each in kind.sentences), "    ")


def _paper(console: Console, paper: Paper) -> None:
    _heading(console, paper.name)
    for each in paper.parts:
        _part(console, each)
    if idle := sum(len(each.idle) for each in paper.parts):
        had = "1 afspraak had" if idle == 1 else f"{idle} afspraken hadden"
        _wrapped(console, [f"{had} in deze periode niets te doen."])


def _part(console: Console, part: Part) -> None:
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, pad_edge=False, padding=(0, 1, 0, 0), leading=0, expand=True)
    table.add_column(part.name or "afspraak", overflow="fold", ratio=1)
    for each in HEADS:
        table.add_column(each, justify="right", no_wrap=True)
    for row in part.rows:
        what = Text.assemble(row.title, *((f"\n{each}", "dim") for each in row.aside))
        table.add_row(what, *row.cells)
    if part.rows:
        console.print(table)

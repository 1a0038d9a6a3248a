"""One paper on the terminal: its obligations under its headings, in a table, and what it says that is no rule."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import typer

from engine.coverage import ASLEEP, NOWHERE, OFF, parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.catalogue import Unruled
    from engine.coverage import Chapter, Covered

# The columns with their widths; the one of 0 takes what is left. The longest id of a rule fits in the first.
RULED = (("afspraak", 32), ("waar het staat", 0), ("stand", 16))
UNRULED = (("waar het staat", 26), ("wat er staat", 0))
WIDEST = 104


def show_chapter(chapter: Chapter) -> None:
    """Draw one paper: a heading of its own for each part, and at the end what is no rule."""
    typer.echo(f"{_name(chapter)}\n{_counts(chapter)}\n")
    for heading, part in groupby(chapter.covered, lambda each: each.heading):
        _draw(heading, RULED, [_row(each, chapter) for each in part])
    _draw("Geen regel", UNRULED, [(each.heading, _no_rule(each)) for each in chapter.unruled])


def _draw(title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> None:
    """Draw a table whose columns are as wide in every part."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=False)
    left = min(console.width, WIDEST) - sum(width for _, width in columns) - 2 * len(columns)
    table = Table(box=SIMPLE, title=title, title_justify="left", title_style="bold", pad_edge=False, leading=1)
    for head, width in columns:
        table.add_column(head, width=width or max(left, 20), overflow="fold")
    for each in rows:
        table.add_row(*(Text(cell) for cell in each))
    if rows:
        console.print(table)


def _name(chapter: Chapter) -> str:
    name = f"{chapter.name} ({chapter.pack})" if chapter.pack else chapter.name
    return name if chapter.chosen else f"{name}, niet gekozen"


def _counts(chapter: Chapter) -> str:
    told = [f"{len(chapter.covered)} afspraken"]
    asleep, off, nowhere = (chapter.count(each) for each in (ASLEEP, OFF, NOWHERE))
    if asleep:
        told.append(f"{asleep} {'slaapt' if asleep == 1 else 'slapen'}")
    if off:
        told.append(f"{off} {'staat' if off == 1 else 'staan'} uit")
    if nowhere:
        told.append(f"{nowhere} zonder regel")
    return ", ".join(told)


def _row(covered: Covered, chapter: Chapter) -> tuple[str, str, str]:
    rule = covered.rule
    if rule is None:
        return f"{covered.id}", "", covered.state
    title = f"{rule.title}\n{covered.id}"
    told = [_place(rule.source, chapter.name), f"Aanname: {rule.assumption}" if rule.assumption else ""]
    return title, "\n".join(filter(None, told)) or "geen bron", _state(covered)


def _place(source: str, paper: str) -> str:
    """Leave the name of the paper out: it stands above the table."""
    found = parts(source)
    return ", ".join(found[1:]) if found[:1] == (paper,) else source


def _state(covered: Covered) -> str:
    told = [covered.waits or covered.state]
    if covered.changed:
        told.append("aangepast door de school")
    if covered.clash:
        told.append(f"strijdig: {covered.clash}")
    return "\n".join(told)


def _no_rule(unruled: Unruled) -> str:
    return f"{_sentence(unruled.says)}\nGeen regel, want {_sentence(unruled.why)}"


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."

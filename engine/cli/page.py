"""A quiet table for the terminal, as wide as it is, and a sign of life; rich is loaded only by who draws."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COMMAND = re.compile(r"`[^`]+`")
GLUE = "\x00"
COLOURS = {"goed": "green", "let op": "yellow", "fout": "red"}


def show_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    numbers: Sequence[int] = (),
    whole: Sequence[int] = (),
) -> None:
    """Draw rows of plain text under `heads`. No rows, no table.

    The columns in `numbers` stand to the right, those in `whole` are never broken over two lines.
    """
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, title=title or None, title_justify="left", title_style="bold", pad_edge=False)
    for place, head in enumerate(heads):
        number = place in numbers
        table.add_column(head, justify="right" if number else "left", overflow="fold", no_wrap=number or place in whole)
    found = [list(each) for each in rows]
    for each in found:
        table.add_row(*(Text(cell, style=COLOURS.get(cell, "")) for cell in each))
    if found:
        Console(highlight=False, soft_wrap=False).print(table)


def wrapped(sentence: str, first: str = "", rest: str = "", most: int = 100) -> str:
    """Break a sentence where the terminal ends, and before lines get too long to read; a command stays whole."""
    from shutil import get_terminal_size
    from textwrap import fill

    width = min(most, get_terminal_size().columns)
    whole = COMMAND.sub(lambda found: found[0].replace(" ", GLUE), sentence)
    told = fill(whole, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return told.replace(GLUE, " ")


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Show on a terminal that something takes a moment; say nothing where the output goes to a file."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield

"""A year in two lines: how many tasks there are in each month, and how they compare."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import add_months
from engine.cli.shortly import month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.model import Wanted

AUGUST = 8
STEPS = " ▁▂▃▄▅▆▇█"


def show_strip(tasks: Iterable[Wanted], start: int) -> None:
    """Draw a bar for each month that has tasks, from August on, with its number and name under it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    counts = Counter((each.due.year, each.due.month) for each in tasks)
    months = [add_months(date(start, AUGUST, 1), number) for number in range(12)]
    numbers = [counts[each.year, each.month] for each in months]
    most = max(*numbers, 1)
    table = Table.grid(padding=(0, 1))
    for _ in months:
        table.add_column(justify="center", min_width=4)
    table.add_row(*(Text(bar(number, most) * 3, style="cyan") for number in numbers))
    table.add_row(*(Text(str(number or "·"), style="bold" if number == most else "") for number in numbers))
    table.add_row(*(Text(month(each), style="dim") for each in months))
    Console(highlight=False).print(table)


def bar(number: int, most: int) -> str:
    """Return a block as high as the number: something, however little, is never nothing."""
    return STEPS[max(round(number / most * (len(STEPS) - 1)), 1)] if number else STEPS[0]

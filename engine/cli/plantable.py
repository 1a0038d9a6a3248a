"""A school year's plan on the terminal: month by month what is due, bundled per rule, group and day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from engine.almanac.days import MONTHS, label
from engine.bundle import ANYTHING, COUNTED
from engine.cli.page import show_table
from engine.cli.shortly import stretch
from engine.cli.sleepers import show_sleepers
from engine.exceptionnews import trial_words
from engine.model import GROUP, SCHOOL
from engine.sleeping import sleepers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.model import Wanted
    from engine.runs.plan import Plan, Planned

MOST_DAYS = 3
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """Tasks of one rule that are one line: those of a group on a day, or of a whole month when it comes so often."""

    first: date
    last: date
    tasks: tuple[Wanted, ...]

    @property
    def often(self) -> int:
        return len({each.due for each in self.tasks})


def show_plan(plan: Plan, tasks: tuple[Planned, ...], *, asleep: bool) -> None:
    """Draw the tasks by month, and say at the end which rules sleep."""
    names = {each.code: each.first_name or each.code for each in plan.school.facts.staff}
    year = label(plan.start)
    trial = [each.wanted for each in tasks if each.wanted.because.on_trial]
    number = len(tasks) - len(trial)
    typer.echo(f"Schooljaar {year}: {_count(number)}." if number else f"Voor schooljaar {year} zijn er geen taken.")
    by_month: dict[tuple[int, int], list[Wanted]] = defaultdict(list)
    for each in (one for one in tasks if not one.wanted.because.on_trial):
        by_month[each.wanted.due.year, each.wanted.due.month].append(each.wanted)
    for (of_year, month), found in sorted(by_month.items()):
        rows = [(stretch(each.first, each.last), _what(each), _who(each, names)) for each in rows_of(found)]
        show_table(["uiterlijk", "wat", "wie"], rows, whole=[0], title=f"{MONTHS[month - 1]} {of_year}")
    _on_trial(trial, names)
    if asleep:
        show_sleepers(sleepers(plan.school.book.rules, plan.school.facts, plan.school.calendars))


def _on_trial(tasks: list[Wanted], names: Mapping[str, str]) -> None:
    """Show a line for each rule on trial: who it would be for hears nothing yet."""
    by_rule: dict[str, list[Wanted]] = defaultdict(list)
    for each in tasks:
        by_rule[each.rule].append(each)
    rows = [Row(min(one.due for one in of), max(one.due for one in of), tuple(of)) for of in by_rule.values()]
    shown = [(stretch(each.first, each.last), _trial(each), _who(each, names)) for each in rows]
    title = f"Op proef: {trial_words(len(tasks), by_rule)}; niemand krijgt er mail van"
    show_table(["uiterlijk", "wat", "wie"], shown, whole=[0], title=title)


def _trial(row: Row) -> str:
    first = row.tasks[0]
    return f"{first.title} ({first.rule}): {_count(len(row.tasks))}"


def rows_of(month: Iterable[Wanted]) -> list[Row]:
    """Bundle a month's tasks; what comes round on more than a few days of it is one line for the month."""
    of_rule: dict[str, list[Wanted]] = defaultdict(list)
    for each in month:
        of_rule[each.rule].append(each)
    rows = [row for tasks in of_rule.values() for row in _rows_of_rule(tasks)]
    return sorted(rows, key=lambda each: (each.first, each.last, each.tasks[0].title, each.tasks[0].group))


def _rows_of_rule(tasks: list[Wanted]) -> list[Row]:
    by_group: dict[tuple[str, str], list[Wanted]] = defaultdict(list)
    often = len({each.due for each in tasks}) > MOST_DAYS and _comes_round(tasks)
    for each in tasks:
        by_group["" if often else each.group, "" if often else str(each.due)].append(each)
    return [Row(min(one.due for one in of), max(one.due for one in of), tuple(of)) for of in by_group.values()]


def _comes_round(tasks: list[Wanted]) -> bool:
    """Tell whether the same subjects come back, day after day or week after week."""
    return len(tasks) > len({each.subject for each in tasks}) * 2


def _what(row: Row) -> str:
    first = row.tasks[0]
    subjects = len({each.subject for each in row.tasks})
    groups = {each.group for each in row.tasks}
    parts = [first.title]
    if row.often > 1:
        parts.append(f"{row.often} keer")
    if len(groups) == 1 and first.group:
        parts.append(first.subject if first.per == GROUP else first.group)
    if first.per not in (GROUP, SCHOOL) or len(groups) > 1:
        parts.append(_counted(first.per, subjects))
    return ", ".join(parts)


def _counted(per: str, number: int) -> str:
    one, many = COUNTED.get(per, ANYTHING)
    return f"{number} {one if number == 1 else many}"


def _who(row: Row, names: Mapping[str, str]) -> str:
    codes = dict.fromkeys(code for each in row.tasks for code in each.recipients)
    found = [names.get(each, each) for each in codes]
    if len(found) <= MOST_NAMES:
        return ", ".join(found)
    return f"{', '.join(found[: MOST_NAMES - 1])} en {len(found) - MOST_NAMES + 1} anderen"


def _count(number: int) -> str:
    return "een taak" if number == 1 else f"{number} taken"

"""Lines of a plan: tasks of one rule bundled per group and day, per month or over the whole year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.bundlewords import counted
from engine.cli.shortly import month, one_day, stretch
from engine.model import GROUP, SCHOOL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.model import Staff, Wanted

MOST_DAYS = 3
MOST_NAMES = 3
MOST_GROUPS = 2
HIDDEN = "Achter de aanmelding"


class Names:
    """What people are called, and which rules stay unnamed."""

    def __init__(self, staff: Iterable[Staff], hidden: frozenset[str]) -> None:
        self.first = {each.code: each.first_name or each.code for each in staff}
        self.hidden = hidden

    def of(self, tasks: Iterable[Wanted]) -> str:
        codes = dict.fromkeys(code for each in tasks for code in each.recipients)
        found = [self.first.get(each, each) for each in codes]
        if len(found) <= MOST_NAMES:
            return ", ".join(found)
        return f"{', '.join(found[: MOST_NAMES - 1])} en {len(found) - MOST_NAMES + 1} anderen"

    def open_and_hidden(self, tasks: Iterable[Wanted]) -> tuple[list[Wanted], list[Wanted]]:
        """Divide tasks in those that may be named and those that are only counted."""
        every = list(tasks)
        hidden = [each for each in every if each.rule in self.hidden]
        return [each for each in every if each.rule not in self.hidden], hidden


@dataclass(frozen=True, slots=True)
class Row:
    """Tasks of one rule that are one line: those of a group on a day, or of a whole month when it comes so often."""

    first: date
    last: date
    tasks: tuple[Wanted, ...]

    @property
    def often(self) -> int:
        return len({each.due for each in self.tasks})


def month_rows(tasks: Iterable[Wanted], names: Names) -> list[tuple[str, str, str]]:
    """Return when, what and who for each line of a month; what is confidential is one line at the end."""
    named, hidden = names.open_and_hidden(tasks)
    rows = [(stretch(each.first, each.last), _what(each), names.of(each.tasks)) for each in _bundled(named)]
    if hidden:
        row = _row(hidden)
        rows.append((stretch(row.first, row.last), f"{HIDDEN}, {tasks_in_words(len(hidden))}", names.of(hidden)))
    return rows


def year_rows(tasks: Iterable[Wanted], names: Names) -> list[tuple[str, str, str, str]]:
    """Return what, when, how many and who for each rule over a whole year, the first due first."""
    named, hidden = names.open_and_hidden(tasks)
    of_rule: dict[str, list[Wanted]] = defaultdict(list)
    for each in named:
        of_rule[each.rule].append(each)
    ordered = sorted(map(_row, of_rule.values()), key=lambda each: (each.first, each.last, each.tasks[0].title))
    rows = [(each.tasks[0].title, _days(each), str(len(each.tasks)), names.of(each.tasks)) for each in ordered]
    if hidden:
        rows.append((HIDDEN, _days(_row(hidden)), str(len(hidden)), names.of(hidden)))
    return rows


def tasks_in_words(number: int) -> str:
    return "een taak" if number == 1 else f"{number} taken"


# --- bundling


def _row(tasks: list[Wanted]) -> Row:
    return Row(min(each.due for each in tasks), max(each.due for each in tasks), tuple(tasks))


def _bundled(month: Iterable[Wanted]) -> list[Row]:
    """Bundle a month's tasks; what comes round on more than a few days of it is one line for the month."""
    of_rule: dict[str, list[Wanted]] = defaultdict(list)
    for each in month:
        of_rule[each.rule].append(each)
    rows = [row for tasks in of_rule.values() for row in _rows_of_rule(tasks)]
    return sorted(rows, key=lambda each: (each.first, each.last, each.tasks[0].title, each.tasks[0].group))


def _rows_of_rule(tasks: list[Wanted]) -> list[Row]:
    if len({each.due for each in tasks}) > MOST_DAYS and _comes_round(tasks):
        return [_row(tasks)]
    by_day: dict[date, list[Wanted]] = defaultdict(list)
    for each in tasks:
        by_day[each.due].append(each)
    return [row for of in by_day.values() for row in _rows_of_day(of)]


def _rows_of_day(tasks: list[Wanted]) -> list[Row]:
    """Give a line for each group; more than a few groups with the same to do are one line."""
    by_group: dict[str, list[Wanted]] = defaultdict(list)
    for each in tasks:
        by_group[each.group].append(each)
    return [_row(tasks)] if len(by_group) > MOST_GROUPS else [_row(of) for of in by_group.values()]


def _comes_round(tasks: list[Wanted]) -> bool:
    """Tell whether the same subjects come back, day after day or week after week."""
    return len(tasks) > len({each.subject for each in tasks}) * 2


# --- words


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
        parts.append(counted(first.per, subjects))
    return ", ".join(parts)


def _days(row: Row) -> str:
    """Word on which days: each where they are few, else how many there are and from when to when."""
    days = sorted({each.due for each in row.tasks})
    if len(days) == 1:
        return one_day(days[0])
    if len(days) <= MOST_DAYS:
        return ", ".join(f"{each.day} {month(each)}" for each in days)
    return f"{len(days)} dagen, {stretch(days[0], days[-1])}"

"""Tasks on the terminal: a day, a line and the key to name it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import bundlewords, lookup
from engine.almanac.days import school_year_start
from engine.cli.shortly import one_day
from engine.lookup import NoSuch
from engine.model import GROUP, LAPSED, OVERDUE, SCHOOL, WAIVED
from engine.naming import about_with_group, some_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Staff, Task
    from engine.runs.tasks import Listing

WIDEST = 18
LATE, ASIDE = "red", "dim"


def show_bundles(found: Listing, heading: str, bundles: Iterable[Bundle], today: date, *, who: bool) -> None:
    """Draw bundles under a heading: when, what, for whom (if asked), and the key where it is one task."""
    rows = [
        (_day(each.due, today), _what(found, each), _who(found, each.tasks) if who else "", each.key, each.state)
        for each in bundles
    ]
    _draw(heading, rows, who=who)


def show_one_by_one(found: Listing, tasks: Iterable[Task], today: date) -> None:
    """Draw tasks one by one, each with its subject and its own key, rule by rule."""
    ordered = sorted(tasks, key=lambda each: (each.rule, each.due, each.group, each.subject))
    by_rule: dict[str, list[Task]] = {}
    for each in ordered:
        by_rule.setdefault(each.rule, []).append(each)
    for rule, mine in by_rule.items():
        rows = [_row(found, each, today) for each in mine]
        _draw(f"{mine[0].title} ({rule})", rows, who=True)


def _row(found: Listing, task: Task, today: date) -> tuple[str, str, str, str, str]:
    what = about_with_group(found.school.facts, task)
    return (_day(task.due, today), what, _who(found, [task]), f"{task.key}  {_state(task)}", task.state)


def named(found: Listing, task: Task) -> str:
    """Return a task in one line: its title, which time where that is not in the title, and whom it is about."""
    time = bundlewords.which_time(task)
    title = f"{task.title} ({time})" if time else task.title
    return title if task.per == SCHOOL else f"{title}, {about_with_group(found.school.facts, task)}"


def people_of(found: Listing, word: str) -> Staff | None:
    person = lookup.person(word, found.school.facts.staff) if word else None
    return None if isinstance(person, NoSuch) else person


def _what(found: Listing, each: Bundle) -> str:
    words = bundlewords.in_words(each)
    if each.per not in (GROUP, SCHOOL) and each.key:
        words = f"{each.title}: {about_with_group(found.school.facts, each.tasks[0])}"
    beneath = [_sources(found, each), "" if each.key else f"regel {each.rules[0]}"]
    return "\n".join([words, *(one for one in beneath if one)])


def _sources(found: Listing, each: Bundle) -> str:
    """Name the papers when more than one asks for it."""
    rules = found.rules
    named = dict.fromkeys(rules[one].source for one in each.rules if one in rules and rules[one].source)
    return f"({'; '.join(named)})" if len(named) > 1 else ""


def _who(found: Listing, tasks: Iterable[Task]) -> str:
    return some_names(found.school.facts, dict.fromkeys(code for each in tasks for code in each.recipients))


def _state(task: Task) -> str:
    reason = f": {task.reason}" if task.state in (WAIVED, LAPSED) and task.reason else ""
    return f"{task.state}{reason}{' (op proef)' if task.on_trial else ''}"


def _day(day: date, today: date) -> str:
    year = f" {day.year}" if school_year_start(day) != school_year_start(today) else ""
    return f"{one_day(day)}{year}"


def _draw(heading: str, rows: list[tuple[str, str, str, str, str]], *, who: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    if who:
        table.add_column(overflow="fold", max_width=WIDEST)
    table.add_column(no_wrap=True)
    for day, what, people, handle, state in rows:
        title, _, beneath = what.partition("\n")
        text = Text.assemble(title, (f"\n{beneath}" if beneath else "", ASIDE))
        cells = [Text(f"  {day}", style=LATE if state == OVERDUE else ""), text, Text(people), Text(handle)]
        table.add_row(*(cells if who else [*cells[:2], cells[3]]))
    console = Console(highlight=False)
    console.print(Text(f"\n{heading}", style="bold"))
    console.print(table)

"""Tasks on the terminal: a day, a line and the key to name it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import bundle, lookup
from engine.almanac.days import MONTHS, WEEKDAYS, school_year_start
from engine.lookup import NoSuch
from engine.model import GROUP, LAPSED, OVERDUE, PUPIL, SCHOOL, STAFF, WAIVED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Staff, Task
    from engine.runs.tasks import Listing

MOST_NAMES = 3
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
        rows = [
            (_day(each.due, today), about(found, each), _who(found, [each]), f"{each.key}  {_state(each)}", each.state)
            for each in mine
        ]
        _draw(f"{mine[0].title} ({rule})", rows, who=True)


def about(found: Listing, task: Task) -> str:
    """Return what people call a task's subject: a first name with the number, a group, a colleague, the case's own."""
    if task.per in (GROUP, STAFF, PUPIL):
        where = f", {task.group}" if task.group and task.per == PUPIL else ""
        return called(found, task.per, task.subject) + where
    if task.per == SCHOOL:
        return "de school"
    where = f", {task.group}" if task.group else ""
    case = next((each for each in found.school.facts.cases if (each.type, each.key) == (task.per, task.subject)), None)
    if case is None or case.subject_type == SCHOOL:
        return f"{task.per} {task.subject}{where}"
    kind = f" {case.kind}" if case.kind else ""
    return f"{task.per}{kind} van {called(found, case.subject_type, case.subject)}{where}"


def called(found: Listing, kind: str, subject: str) -> str:
    """Return what people call somebody or something: `Daan (3698)`, `groep 1/2 B`, `Anne`, `de school`."""
    if kind == SCHOOL:
        return "de school"
    if kind == GROUP:
        return f"groep {subject}"
    if kind == STAFF:
        return names_of(found, [subject])
    name = next((each.first_name for each in found.school.facts.pupils if each.number == subject), "")
    return f"{name} ({subject})" if name else f"{kind} {subject}"


def named(found: Listing, task: Task) -> str:
    """Return a task in one line: its title, whom it is about, and which time where that is not in the title."""
    time = bundle.which_time(task)
    title = f"{task.title} ({time})" if time else task.title
    return title if task.per == SCHOOL else f"{title}, {about(found, task)}"


def names_of(found: Listing, codes: Iterable[str]) -> str:
    """Return first names, or codes where a name is not known; three at most."""
    staff = found.staff
    names = [staff[each].first_name or each if each in staff else each for each in codes]
    more = len(names) - MOST_NAMES
    if more > 1:
        return f"{', '.join(names[:MOST_NAMES])} en {more} anderen"
    return ", ".join(names[:-1]) + f" en {names[-1]}" if len(names) > 1 else "".join(names)


def people_of(found: Listing, word: str) -> Staff | None:
    person = lookup.person(word, found.school.facts.staff) if word else None
    return None if isinstance(person, NoSuch) else person


def _what(found: Listing, each: Bundle) -> str:
    words = bundle.in_words(each)
    if each.per not in bundle.ABOUT_ITSELF and each.key:
        words = f"{each.title}: {about(found, each.tasks[0])}"
    beneath = [_sources(found, each), "" if each.key else f"regel {each.rules[0]}"]
    return "\n".join([words, *(one for one in beneath if one)])


def _sources(found: Listing, each: Bundle) -> str:
    """Name the papers when more than one asks for it."""
    rules = found.rules
    named = dict.fromkeys(rules[one].source for one in each.rules if one in rules and rules[one].source)
    return f"({'; '.join(named)})" if len(named) > 1 else ""


def _who(found: Listing, tasks: Iterable[Task]) -> str:
    return names_of(found, dict.fromkeys(code for each in tasks for code in each.recipients))


def _state(task: Task) -> str:
    reason = f": {task.reason}" if task.state in (WAIVED, LAPSED) and task.reason else ""
    return f"{task.state}{reason}"


def _day(day: date, today: date) -> str:
    year = f" {day.year}" if school_year_start(day) != school_year_start(today) else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]}{year}"


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

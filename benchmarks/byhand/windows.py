"""When something is open and when it is due, for a group's year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.byhand.schooldays import DAY, Year, weeks

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from benchmarks.byhand.people import Codes

    Window = tuple[date, date]
    Windows = Callable[[Year], list[Window]]


class Task(NamedTuple):
    rule: str
    per: str
    subject: str
    opens: date
    due: date
    recipients: Codes


def fortnight(due: date) -> Window:
    return due - weeks(2), due


def before(begin: date, year: Year, opens: int, due: int) -> Window:
    """Open and due so many weeks before a day; 0 weeks is the last school day before it."""
    by = year.days.until(begin - weeks(due) if due else begin - DAY)
    return min(begin - weeks(opens), by), by


def before_meetings(opens: int, due: int) -> Windows:
    return lambda year: [before(each.begin, year, opens, due) for each in year.dates("groepsbespreking")]


def on_meetings(year: Year) -> list[Window]:
    return [fortnight(year.days.team_until(each.begin)) for each in year.dates("groepsbespreking")]


def end_of_blocks(year: Year) -> list[Window]:
    ends = [(end, year.days.edge(begin, end, last=True)) for begin, end in year.blocks]
    return [(min(end - weeks(2), by), by) for end, by in ends]


def end_of_year(opens: Callable[[Year], date]) -> Windows:
    return lambda year: [(min(opens(year), year.end), year.end)]


def weeks_before_end(count: int) -> Windows:
    return end_of_year(lambda year: year.end - weeks(count))


def after_last_report(year: Year) -> date:
    ends = [each.end + DAY for each in year.dates("rapport")]
    return ends[-1] if ends and ends[-1] <= year.end else year.end - weeks(2)


def group_division(year: Year) -> date:
    found = [each.begin for each in year.dates("groepsindeling") if each.begin <= year.end]
    return max(found, default=year.end - weeks(2))


def end_of_may(year: Year) -> list[Window]:
    return [fortnight(year.month(5)[1])]


def first_week(year: Year) -> list[Window]:
    return [year.weeks[0]]


def each_month(number: int) -> Windows:
    return lambda year: [year.month(number)]

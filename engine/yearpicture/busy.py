"""What has to be done in the busiest weeks, in a few lines each: no pupil, and of what is confidential a number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.bundlewords import counted
from engine.model import GROUP, SCHOOL, STAFF

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from engine.yearpicture.load import Load, Piece

MOST_WEEKS = 5
BY_ITSELF = (GROUP, SCHOOL, STAFF)


@dataclass(frozen=True, slots=True)
class Line:
    """Tasks of one title that are due on one day, and how many; `due` is None for a line that only counts."""

    due: date | None
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class BusyWeek:
    """One week, at its place among the weeks, with how many tasks it has and what they are."""

    week: int
    count: int
    lines: tuple[Line, ...]


def busiest_weeks(load: Load, pieces: Iterable[Piece], most: int = MOST_WEEKS) -> tuple[BusyWeek, ...]:
    """Return the weeks with the most to do, in the order of the year; routine work does not make a week busy."""
    extra = [number - steady for number, steady in zip(load.counts, load.steady, strict=True)]
    order = sorted(range(len(extra)), key=lambda each: (-extra[each], each))
    chosen = sorted(each for each in order[:most] if extra[each])
    of_week: dict[int, list[Piece]] = defaultdict(list)
    for each in pieces:
        of_week[each.week].append(each)
    return tuple(BusyWeek(each, load.counts[each], _lines(of_week[each])) for each in chosen)


def _lines(pieces: Sequence[Piece]) -> tuple[Line, ...]:
    named: dict[tuple[date, str], list[Piece]] = defaultdict(list)
    for each in pieces:
        if not each.hidden and not each.steady:
            named[each.task.due, each.task.title].append(each)
    lines = [Line(due, _worded(title, named[due, title]), len(named[due, title])) for due, title in sorted(named)]
    steady = sum(each.steady and not each.hidden for each in pieces)
    hidden = sum(each.hidden for each in pieces)
    counts = ((steady, "zoals elke week"), (hidden, "achter de aanmelding"))
    return (*lines, *(Line(None, f"{_tasks(number)} {words}", number) for number, words in counts if number))


def _worded(title: str, pieces: Sequence[Piece]) -> str:
    per = pieces[0].task.per
    subjects = {each.task.subject for each in pieces}
    if per in BY_ITSELF and len(subjects) == 1:
        return title
    return f"{title}: {counted(per, len(subjects))}"


def _tasks(number: int) -> str:
    return "1 taak" if number == 1 else f"{number} taken"

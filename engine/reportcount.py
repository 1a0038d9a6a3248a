"""How stored tasks turned out, counted: in time, later, not yet, missed, not applicable. Reads no store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from engine.almanac.days import school_year_of
from engine.model import DONE, LAPSED, LIVE, MISSED, OPEN, OVERDUE, WAIVED
from engine.rule import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from engine.model import Task

ON_TIME, LATER = "op tijd", "later klaar"
OUTCOMES = (ON_TIME, LATER, OVERDUE, MISSED, WAIVED, OPEN)
NO_REASON = "zonder reden"
SMALL = 3


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which something was due, both included."""

    first: date
    last: date

    def holds(self, task: Task) -> bool:
        return self.first <= task.due <= self.last

    def touches(self, task: Task) -> bool:
        """Tell whether a task is of a school year with days of this period in it."""
        return school_year_of(self.first) <= task.school_year <= school_year_of(self.last)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks turned out how; together they are all tasks but the lapsed ones, which nobody wanted any more.

    `proven` of those that are done show evidence, the others only a tick. `free` of those missed were optional.
    `days_late` are how many days after its date each was done that was done later. `reasons` says why tasks did not
    apply, the commonest first.
    """

    on_time: int = 0
    later: int = 0
    overdue: int = 0
    missed: int = 0
    waived: int = 0
    open: int = 0
    proven: int = 0
    free: int = 0
    lapsed: int = 0
    days_late: tuple[int, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def done(self) -> int:
        return self.on_time + self.later

    @property
    def ticked(self) -> int:
        """Done by a tick alone."""
        return self.done - self.proven

    @property
    def tasks(self) -> int:
        return self.done + self.overdue + self.missed + self.waived + self.open

    @property
    def asked(self) -> int:
        """What was to be done: not what did not apply, is still before its date, or was optional and left."""
        return self.done + self.overdue + self.missed - self.free

    @property
    def cells(self) -> tuple[int, ...]:
        """Every figure that is shown of an obligation, but for the sum."""
        return (self.on_time, self.later, self.overdue, self.missed, self.waived, self.open, self.proven, self.ticked)

    @property
    def small(self) -> bool:
        """Whether a figure is so small that it may tell whom it is about."""
        return any(0 < each < SMALL for each in self.cells)


def outcome(task: Task, today: date) -> str:
    """Return which of the six a task turned out to be, or LAPSED."""
    if task.state == DONE:
        return ON_TIME if done_day(task) <= task.due else LATER
    if task.state == OPEN and is_overdue(task, today):
        return OVERDUE
    return task.state


def is_overdue(task: Task, today: date) -> bool:
    """Whether its day went by, also when no run has seen that yet; what is only desired is never overdue."""
    return task.state in LIVE and task.level == REQUIRED and task.due < today


def done_day(task: Task) -> date:
    """Return when the work was there: the day of the evidence or of the tick, not that on which a run noticed."""
    proven, closed = task.because.proven_on, task.done_on
    days = [each for each in (proven, closed if task.done_by or proven is None else None) if each is not None]
    return min(days, default=task.due)


def is_proven(task: Task) -> bool:
    """Tell whether a done task shows more than a tick."""
    return not task.because.proven_by_tick if task.because.proof else not task.done_by


def count(tasks: Iterable[Task], today: date, clean: Callable[[str], str]) -> Counts:
    """Count tasks; `clean` takes out of a reason what may not be shown."""
    every = [(outcome(each, today), each) for each in tasks]
    of = Counter(each for each, _ in every)
    late = (each for how, each in every if how == LATER)
    waived = (clean(each.reason) for how, each in every if how == WAIVED)
    return Counts(
        on_time=of[ON_TIME],
        later=of[LATER],
        overdue=of[OVERDUE],
        missed=of[MISSED],
        waived=of[WAIVED],
        open=of[OPEN],
        proven=sum(is_proven(each) for _, each in every if each.state == DONE),
        free=sum(how == MISSED and each.level == OPTIONAL for how, each in every),
        lapsed=of[LAPSED],
        days_late=tuple(sorted((done_day(each) - each.due).days for each in late)),
        reasons=commonest((each, 1) for each in waived),
    )


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    every = list(counts)
    numbers: Mapping[str, int] = {
        each.name: sum(getattr(one, each.name) for one in every) for each in fields(Counts) if each.type == "int"
    }
    days = tuple(sorted(day for each in every for day in each.days_late))
    return Counts(**numbers, days_late=days, reasons=commonest(one for each in every for one in each.reasons))


def commonest(reasons: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Add up reasons that are the same but for capitals, the commonest first."""
    found: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for reason, number in reasons:
        words = " ".join(reason.split()).rstrip(".") or NO_REASON
        found[shown.setdefault(words.casefold(), words)] += number
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0].casefold())))

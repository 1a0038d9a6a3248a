"""Groups by cycle: how far each group is in what runs now, and what comes when nothing does. Reads no store."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.bundle import bundles, gathered
from engine.model import LAPSED, OPEN, OVERDUE, WAIVED
from engine.rule import OPTIONAL
from engine.sameas import same_matter
from engine.standing import SLACK, elapsed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Task, Wanted
    from engine.readtogether import Reading

    CycleOf = Callable[[Task | Wanted], str]

LATE, BEHIND, RUNNING, COMPLETE, COMING = "te laat", "loopt achter", "loopt", "klaar", "komt"
THREE_WEEKS = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class Cell:
    """One group in one cycle. `steps` are what is late or runs now, `coming` what begins later, the first first.

    `late` counts what is late, `ahead` is how much of the work is done minus how much of the time is gone, -1 to 1.
    """

    group: str
    cycle: str
    steps: tuple[Bundle, ...]
    coming: tuple[Bundle, ...]
    late: int
    ahead: float

    @property
    def done(self) -> int:
        return sum(each.done for each in self.steps)

    @property
    def total(self) -> int:
        return sum(each.total for each in self.steps)

    @property
    def state(self) -> str:
        if not self.steps:
            return COMING
        if self.late:
            return LATE
        if not any(each.live for each in self.steps):
            return COMPLETE
        return BEHIND if self.ahead < -SLACK else RUNNING

    @property
    def until(self) -> date | None:
        """The first day something is due of what runs; None when nothing does."""
        return min((each.due for each in self.steps if each.live), default=None)

    @property
    def begins(self) -> date | None:
        return self.coming[0].opens if self.coming else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The cells there are, by group and cycle. `cycles` are those with a cell: what runs first, the largest first."""

    groups: tuple[str, ...]
    cycles: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]

    @property
    def late(self) -> int:
        return sum(each.late for each in self.cells.values())

    def only_late(self) -> Matrix:
        """Return the groups and cycles in which something is late, with all their cells."""
        late = [each for each in self.cells.values() if each.state == LATE]
        return self.of({each.group for each in late}, {each.cycle for each in late})

    def of(self, groups: Collection[str], cycles: Collection[str]) -> Matrix:
        """Return the part about these groups and cycles."""
        kept = {key: each for key, each in self.cells.items() if key[0] in groups and key[1] in cycles}
        return Matrix(
            tuple(each for each in self.groups if each in groups),
            tuple(each for each in self.cycles if each in cycles),
            kept,
        )


def matrix(tasks: Iterable[Task], groups: Iterable[str], cycle_of: CycleOf, reading: Reading, today: date) -> Matrix:
    """Return how these groups stand in each cycle. What comes back every day or week is left out, as is what may."""
    rows = tuple(groups)
    found: dict[tuple[str, str], list[Task]] = defaultdict(list)
    for each in tasks:
        if each.group in rows and _counts(each, reading):
            found[each.group, cycle_of(each)].append(each)
    made = {key: _cell(*key, every, reading, today) for key, every in found.items()}
    cells = {key: each for key, each in made.items() if each.steps or each.coming}
    return Matrix(rows, _in_order(cells.values()), cells)


def late_soon(tasks: Iterable[Task], reading: Reading, today: date) -> tuple[Bundle, ...]:
    """Return what is late within three weeks if nobody does anything, the first due first; the groups in one line."""
    last = today + THREE_WEEKS
    found = (each for each in tasks if each.state == OPEN and today <= each.due < last and _counts(each, reading))
    return gathered(bundles(found, reading.same_as), 1)


def _counts(task: Task, reading: Reading) -> bool:
    if task.on_trial or task.level == OPTIONAL or task.state in (WAIVED, LAPSED):
        return False
    return task.rule not in reading.routine


def _in_order(cells: Iterable[Cell]) -> tuple[str, ...]:
    runs: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for each in cells:
        runs[each.cycle] += bool(each.steps)
        every[each.cycle] += sum(step.total for step in (*each.steps, *each.coming))
    return tuple(sorted(every, key=lambda each: (not runs[each], -every[each], each)))


def _cell(group: str, cycle: str, tasks: list[Task], reading: Reading, today: date) -> Cell:
    every = bundles(tasks, reading.same_as)
    ends = _ends(tasks)
    steps = tuple(each for each in every if _runs(each, ends, today))
    late = {same_matter(task, reading.same_as) for each in steps for task in each.tasks if task.state == OVERDUE}
    coming = sorted((each for each in every if each.live and each.opens > today), key=lambda each: each.opens)
    ahead = sum(each.done / max(1, each.total) - elapsed(each, today) for each in steps) / max(1, len(steps))
    return Cell(group, cycle, steps, tuple(coming), len(late), ahead)


def _runs(bundle: Bundle, ends: Mapping[str, date], today: date) -> bool:
    """Tell whether something is late or runs; what is done stays until its occasion is over."""
    if bundle.live:
        return bundle.opens <= today
    return bundle.total > 0 and bundle.opens <= today <= max(ends[each.occasion] for each in bundle.tasks)


def _ends(tasks: Iterable[Task]) -> dict[str, date]:
    """An occasion is over when its last step is due and its day has come."""
    found: dict[str, date] = {}
    for each in tasks:
        end = max(each.due, each.because.occasion_begin)
        found[each.occasion] = max(found.get(each.occasion, end), end)
    return found

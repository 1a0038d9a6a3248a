"""How much falls in each week: tasks counted in the week in which they are due, and the hours of those that say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from engine.almanac.almanac import monday_of
from engine.cycles import cycles, named
from engine.readtogether import OFTEN, reading_of
from engine.sameas import root_of
from engine.yearpicture.duration import minutes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.model import Task, Wanted
    from engine.rule import Rule
    from engine.yearpicture.weeks import Week

HIDDEN = "achter de aanmelding"
THE_REST = "overig"
PEAKS = 3
PEAK_SHARE, PEAK_TIMES = 0.5, 1.5
IDENTITY = ("rule", "per", "subject", "occasion")


class Piece(NamedTuple):
    """A task in the picture: in which week (its place among the weeks), of which cycle, and whether it is steady work.

    `work` is the same for tasks of rules that belong together; `minutes` is 0 where no rule says.
    """

    task: Task | Wanted
    week: int
    cycle: str
    steady: bool
    hidden: bool
    work: tuple[str, str, str, str]
    minutes: int


@dataclass(frozen=True, slots=True)
class Load:
    """One row: tasks and known minutes for each week, and of the tasks those that come round all the time.

    `key` is a code or a word; `codes` are the people whose load it is, where each of them has this one (`together`: all
    of them added up).
    """

    key: str
    name: str
    counts: tuple[int, ...]
    minutes: tuple[int, ...]
    steady: tuple[int, ...]
    codes: tuple[str, ...] = ()
    together: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def busiest(self) -> int:
        """The place of the week with the most tasks, the first of equals."""
        return max(range(len(self.counts)), key=lambda each: (self.counts[each], -each))

    @property
    def peaks(self) -> frozenset[int]:
        """At most three weeks that stand out: half of the busiest at least, and well above the average week."""
        if not self.total:
            return frozenset()
        least = max(PEAK_SHARE * max(self.counts), PEAK_TIMES * self.total / len(self.counts))
        high = [place for place, number in enumerate(self.counts) if number > 1 and number >= least]
        return frozenset(sorted(high, key=lambda each: (-self.counts[each], each))[:PEAKS])


def pieces_of(tasks: Iterable[Task | Wanted], rules: Sequence[Rule], weeks: Sequence[Week]) -> tuple[Piece, ...]:
    """Place tasks in their weeks, in order of due date; what is due outside those weeks is left out."""
    every = sorted(tasks, key=attrgetter("due", *IDENTITY))
    place = {each.monday: number for number, each in enumerate(weeks)}
    week_of = {day: place.get(monday_of(day)) for day in {each.due for each in every}}
    reading = reading_of((), rules)
    known = {each.id: each for each in rules}
    times = Counter((each.rule, each.subject) for each in every)
    steady = {rule for (rule, _), number in times.items() if number >= OFTEN}
    root = {each: root_of(each, reading.same_as) for each in known}
    minutes = {each.id: minutes_of(each.duration) for each in rules}
    cycle_of = cycles(every, known)
    found = []
    for each in every:
        rule, week = each.rule, week_of[each.due]
        if week is None:
            continue
        hidden = rule in reading.hidden
        work = (root[rule], each.per, each.subject, each.occasion)
        cycle = HIDDEN if hidden else cycle_of(each)
        found.append(Piece(each, week, cycle, rule in steady, hidden, work, minutes[rule]))
    return tuple(found)


def load_of(key: str, name: str, pieces: Iterable[Piece], weeks: int, codes: tuple[str, ...] = ()) -> Load:
    """Add up the tasks of one row. Work that two rules ask for is done once: its hours count once."""
    counts, minutes, steady = [0] * weeks, [0] * weeks, [0] * weeks
    done: set[tuple[str, str, str, str]] = set()
    for each in pieces:
        counts[each.week] += 1
        steady[each.week] += each.steady
        if each.minutes and each.work not in done:
            done.add(each.work)
            minutes[each.week] += each.minutes
    return Load(key, name, tuple(counts), tuple(minutes), tuple(steady), codes)


def cycles_of(pieces: Iterable[Piece], weeks: int) -> tuple[Load, ...]:
    """Return a row for each cycle, the largest first; what is confidential is last."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for each in pieces:
        found[each.cycle].append(each)
    rows = [load_of(cycle, named(cycle), of, weeks) for cycle, of in found.items()]
    return tuple(sorted(rows, key=lambda each: (each.key == HIDDEN, -each.total, each.name)))


def people_of(pieces: Iterable[Piece], names: Mapping[str, str], weeks: int) -> tuple[Load, ...]:
    """Return a row for everybody who gets a task, in the order of `names` (code to name)."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for each in pieces:
        for code in each.task.recipients:
            found[code].append(each)
    return tuple(load_of(code, name, found[code], weeks, (code,)) for code, name in names.items() if code in found)


def together(rows: Iterable[Load], name: str) -> Load:
    """Add rows up to one."""
    every = tuple(rows)
    counts = tuple(map(sum, zip(*(each.counts for each in every), strict=True)))
    minutes = tuple(map(sum, zip(*(each.minutes for each in every), strict=True)))
    steady = tuple(map(sum, zip(*(each.steady for each in every), strict=True)))
    codes = tuple(code for each in every for code in each.codes)
    return Load(THE_REST, name, counts, minutes, steady, codes, together=True)


def fewer(rows: Sequence[Load], most: int, rest: str) -> tuple[Load, ...]:
    """Return at most so many rows: the smallest go together under the name `rest` (`nog {} collega's, samen`)."""
    if len(rows) <= most:
        return tuple(rows)
    by_size = sorted(rows, key=lambda each: (-each.total, each.name))
    small = {id(each) for each in by_size[max(most - 1, 0) :]}
    kept = [each for each in rows if id(each) not in small]
    left = [each for each in rows if id(each) in small]
    return (*kept, together(left, rest.format(len(left))))


def twins_as_one(rows: Iterable[Load], groups: Mapping[str, str], both: Mapping[str, str]) -> tuple[Load, ...]:
    """Make one row of colleagues of one group who have the same to do every week.

    `groups` maps a code to where somebody works, `both` to the name that stands in a row of more people.
    """
    found: dict[tuple[object, ...], list[Load]] = defaultdict(list)
    for each in rows:
        found[groups.get(each.key, each.key), each.counts, each.minutes].append(each)
    return tuple(_as_one(each, groups, both) for each in found.values())


def _as_one(rows: list[Load], groups: Mapping[str, str], both: Mapping[str, str]) -> Load:
    first = rows[0]
    if len(rows) == 1:
        return first
    others = len(rows) - 1
    names = f"{both[first.key]} en {both[rows[1].key] if others == 1 else f'{others} anderen'}"
    where = groups.get(first.key, "")
    codes = tuple(each.key for each in rows)
    label = f"{names} · {where}" if where else names
    return Load("+".join(codes), label, first.counts, first.minutes, first.steady, codes)

"""One line of an overview in words: its groups, its count, and the day it is due as people say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, dutch_with_weekday
from engine.bundlewords import counted
from engine.identity import AT_ONCE
from engine.model import GROUP, LIVE, PUPIL

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from engine.bundle import Bundle

FEW_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `count` is "18 van 24" or "2 leerlingen", `when` words the due date; `key` is a task it stands for.

    A line that is `called` for, by a reminder of today or because it presses, finds a place before the others of its
    section; of the findings it does so before all else.
    """

    title: str
    groups: tuple[str, ...] = ()
    count: str = ""
    due: date | None = None
    when: str = ""
    key: str = ""
    called: bool = False

    @property
    def group(self) -> str:
        """The group or groups as people say them, a year they share said once; many are only counted."""
        if len(self.groups) > FEW_GROUPS:
            return f"{len(self.groups)} groepen"
        years = {each.partition(" (")[2] for each in self.groups}
        if len(years) != 1 or "" in years:
            return listed(self.groups)
        return f"{listed([each.partition(' (')[0] for each in self.groups])} ({years.pop()}"


def line_of(joined: list[Bundle], today: date, called: Container[str]) -> Line:
    """Make one line of bundles that are named in one breath; `called` holds the tasks a reminder calls for."""
    due = min(each.due for each in joined)
    groups = tuple(dict.fromkeys(_group(each) for each in joined if _group(each)))
    return Line(
        joined[0].title,
        groups,
        _count(joined, len(groups)),
        due,
        too_late(due, today) if due < today else _by_when(joined, due, today),
        next(task.key for task in joined[0].tasks if task.state in LIVE),
        any(calls(each, called) for each in joined),
    )


def calls(bundle: Bundle, called: Container[str]) -> bool:
    return any(each.key in called for each in bundle.tasks)


def _by_when(joined: list[Bundle], due: date, today: date) -> str:
    """Where more days are meant, the first of them is called so: "de eerste morgen"."""
    said = when(due, today)
    if all(each.due == due for each in joined):
        return said
    return f"de eerste {'op ' if said == dutch_with_weekday(due) else ''}{said}"


def _group(bundle: Bundle) -> str:
    return bundle.tasks[0].subject if bundle.per == GROUP else bundle.group


def _count(joined: list[Bundle], groups: int) -> str:
    first = joined[0]
    if counts_done(first):
        return _done_of(first)
    left = sum(each.left for each in joined)
    if first.per != PUPIL and left in (1, groups):
        return ""
    return f"{left} keer" if first.per == GROUP else counted(first.per, left)


def _done_of(bundle: Bundle) -> str:
    return f"{bundle.done} van {bundle.total}" if bundle.done else counted(bundle.per, bundle.total)


def counts_done(bundle: Bundle) -> bool:
    """Only an occasion the whole group shares has a "18 van 24"."""
    occasion = bundle.tasks[0].occasion
    return bundle.per == PUPIL and "/" in occasion and not occasion.startswith(AT_ONCE)


def about_people(bundle: Bundle) -> bool:
    """Tell whether it counts something within a group: pupils, or talks and other matters about them."""
    return bundle.per == PUPIL or (bundle.per != GROUP and bool(bundle.group))


def when(day: date, today: date) -> str:
    """Word a day to come as people say it: vandaag, morgen, donderdag 19 november."""
    near = {today: "vandaag", today + ONE_DAY: "morgen"}
    return near.get(day) or dutch_with_weekday(day)


def too_late(day: date, today: date) -> str:
    """Word a day that is past: "moest dinsdag 10 november af zijn"."""
    said = "gisteren" if day == today - ONE_DAY else dutch_with_weekday(day)
    return f"moest {said} af zijn"


def listed(words: Sequence[str]) -> str:
    """Return `a`, `a en b`, `a, b en c`."""
    return " en ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))

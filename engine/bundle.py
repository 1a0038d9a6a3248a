"""Tasks as people count them: one line for "18 van 24", one line for two rules that ask the same. Reads no store."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from engine.identity import AT_ONCE
from engine.model import DONE, GROUP, LAPSED, LIVE, MISSED, OPEN, OVERDUE, SCHOOL, STAFF, WAIVED
from engine.sameas import root_of, same_matter

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Mapping
    from datetime import date

    from engine.model import Task

    Item = TypeVar("Item")
    Key = TypeVar("Key", bound=Hashable)

# The key of an occasion in the school's year; those in one person's life have no year behind their name (regeltaal 29).
OF_THE_YEAR = re.compile(r"[^/]+/\d{4}-")
MANY = 3
ABOUT_ITSELF = (GROUP, SCHOOL, STAFF)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Tasks that are one line to people: the same rule (and the rules that belong to it), occasion and group.

    `due` is the first day something in it is due: of what is still to do, else of all. `done` and `total` count
    subjects, without those it did not apply to. `state` is te-laat as soon as one is, then open, and so on.
    `group` is "" for a line about the whole school or about many groups; `rules` are all rules it answers to.
    """

    title: str
    group: str
    due: date
    done: int
    total: int
    tasks: tuple[Task, ...]
    state: str
    per: str
    rules: tuple[str, ...]

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def opens(self) -> date:
        """The first day something still to do in it shows."""
        return min(each.opens for each in _live_or_all(self.tasks))

    @property
    def key(self) -> str:
        """The short key of the one task it holds; "" when it holds more."""
        return _live_or_all(self.tasks)[0].key if self.total == 1 or len(self.tasks) == 1 else ""


def bundles(
    tasks: Iterable[Task], same_as: Mapping[str, str] | None = None, with_one: Container[str] | None = None
) -> tuple[Bundle, ...]:
    """Bundle tasks, the first due first. `same_as` maps a rule to the one it belongs to (`hoort_bij`).

    `with_one` holds task keys: only bundles with one of those are made, each of them whole.
    """
    linked = same_as or {}
    return tuple(sorted((_bundle(each, linked) for each in _lines(tasks, linked, with_one)), key=_order))


def beside_one_of(tasks: Iterable[Task], same_as: Mapping[str, str], keys: Container[str]) -> list[Task]:
    """Return the tasks that are bundled with one of those, themselves too."""
    return [one for line in _lines(tasks, same_as, keys) for one in line]


def gathered(lines: Iterable[Bundle], most: int = MANY) -> tuple[Bundle, ...]:
    """Make one line of the same rule and occasion for more than `most` groups or colleagues, for who sees them all."""
    found = _by(lines, lambda each: (each.rules[0], each.per, each.tasks[0].occasion, each.due, each.state))
    made = [one for each in found.values() for one in ([_merged(each)] if len(each) > most else each)]
    return tuple(sorted(made, key=_order))


# --- one bundle


def _lines(tasks: Iterable[Task], same_as: Mapping[str, str], with_one: Container[str] | None) -> list[list[Task]]:
    found = list(_by(tasks, lambda each: _bundle_key(each, same_as)).values())
    return found if with_one is None else [each for each in found if any(one.key in with_one for one in each)]


def _bundle_key(task: Task, same_as: Mapping[str, str]) -> tuple[object, ...]:
    """Tell which tasks are one line.

    An occasion of the year is the same for a whole group, also when some of it was done under another date. An
    occasion in one person's life (entry, a talk, a condition that began) is only shared by who is due on that day;
    what is late of those is one line, whenever it was due.
    """
    root = root_of(task.rule, same_as)
    if task.per in ABOUT_ITSELF:
        return (root, task.per, task.subject, task.occasion)
    if of_the_year(task):
        return (root, task.per, task.group, task.occasion)
    return (root, task.per, task.group, OVERDUE if task.state == OVERDUE else task.due)


def _bundle(tasks: list[Task], same_as: Mapping[str, str]) -> Bundle:
    ordered = sorted(tasks, key=lambda each: (each.due, each.subject, each.rule != root_of(each.rule, same_as)))
    pairs = _by(ordered, lambda each: same_matter(each, same_as))
    outcomes = [_state(each.state for each in pair) for pair in pairs.values()]
    count = [each for each in outcomes if each not in (WAIVED, LAPSED)]
    leading = min(ordered, key=lambda each: (each.rule != root_of(each.rule, same_as), each.due))
    return Bundle(
        title=leading.title,
        group=leading.group,
        due=min(each.due for each in _live_or_all(ordered)),
        done=count.count(DONE),
        total=len(count),
        tasks=tuple(ordered),
        state=_state(outcomes),
        per=leading.per,
        rules=tuple(dict.fromkeys((leading.rule, *(each.rule for each in ordered)))),
    )


def _merged(lines: list[Bundle]) -> Bundle:
    first = lines[0]
    return Bundle(
        title=first.title,
        group="",
        due=min(each.due for each in lines),
        done=sum(each.done for each in lines),
        total=sum(each.total for each in lines),
        tasks=tuple(task for each in lines for task in each.tasks),
        state=_state(each.state for each in lines),
        per=first.per,
        rules=tuple(dict.fromkeys(rule for each in lines for rule in each.rules)),
    )


def _state(states: Iterable[str]) -> str:
    """Return the most urgent of some states."""
    found = set(states)
    return next(each for each in (OVERDUE, OPEN, MISSED, DONE, WAIVED, LAPSED) if each in found)


def _live_or_all(tasks: Iterable[Task]) -> list[Task]:
    every = list(tasks)
    return [each for each in every if each.state in LIVE] or every


def of_the_year(task: Task) -> bool:
    """Tell whether a task's occasion is one of the school's year, not of one person's life."""
    return OF_THE_YEAR.match(task.occasion) is not None and not task.occasion.startswith(AT_ONCE)


def _order(bundle: Bundle) -> tuple[object, ...]:
    return (bundle.due, bundle.title, bundle.group, bundle.tasks[0].subject)


def _by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = defaultdict(list)
    for each in items:
        found[key(each)].append(each)
    return found

"""Tasks as people count them: one line for "18 van 24", one line for two rules that ask the same. Reads no store."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from engine.almanac.days import MONTHS, school_year_start
from engine.model import DONE, GROUP, LAPSED, LIVE, MISSED, OPEN, OVERDUE, PUPIL, SCHOOL, STAFF, WAIVED

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Mapping

    from engine.model import Task

    Item = TypeVar("Item")
    Key = TypeVar("Key", bound=Hashable)

AT_ONCE = "direct/"
# The key of an occasion in the school's year; those in one person's life have no year behind their name (regeltaal 29).
OF_THE_YEAR = re.compile(r"[^/]+/\d{4}-")
MANY = 3
ABOUT_ITSELF = (GROUP, SCHOOL, STAFF)
# What a bundle counts, one and more; the neutral word serves a school's own kinds of cases.
COUNTED = {
    PUPIL: ("leerling", "leerlingen"),
    GROUP: ("groep", "groepen"),
    STAFF: ("collega", "collega's"),
    "gesprek": ("gesprek", "gesprekken"),
    "gespreksronde": ("gespreksronde", "gespreksrondes"),
    "toets": ("toets", "toetsen"),
    "bericht": ("bericht", "berichten"),
    "signalering": ("signalering", "signaleringen"),
    "afwezigheid": ("afwezigheid", "afwezigheden"),
    "extra-hulp": ("keer extra hulp", "keer extra hulp"),
    "doel": ("doel", "doelen"),
}
ANYTHING = ("taak", "taken")


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


@dataclass(frozen=True, slots=True)
class Sections:
    """What is live, by how urgent it is. `more` counts the lines left out of `later`, `until` their last day."""

    late: tuple[Bundle, ...]
    this_week: tuple[Bundle, ...]
    later: tuple[Bundle, ...]
    more: int
    until: date | None


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


def sections(lines: Iterable[Bundle], today: date, most_later: int = 8, *, every_time: bool = False) -> Sections:
    """Divide live bundles into late, due this week, and later.

    Of what comes back every day, week or holiday only the next time is shown, unless `every_time` is asked for.
    """
    live = [each for each in lines if each.live]
    sunday = today + timedelta(days=6 - today.weekday())
    late = [each for each in live if each.state == OVERDUE]
    soon = [each for each in live if each.state != OVERDUE and each.due <= sunday]
    later = [each for each in live if each.state != OVERDUE and each.due > sunday]
    shown_soon = soon if every_time else _next_only(soon, [])
    shown_later = (later if every_time else _next_only(later, soon))[:most_later]
    left = [each for each in (*soon, *later) if each not in (*shown_soon, *shown_later)]
    until = max((each.due for each in left), default=None)
    return Sections(tuple(late), tuple(shown_soon), tuple(shown_later), len(left), until)


def in_words(bundle: Bundle) -> str:
    """Word a bundle in one line: `Werk de SEO bij voor de vakantie, 1/2 B: 18 van 24 gedaan`."""
    time = which_time(bundle.tasks[0])
    title = f"{bundle.title} ({time})" if time else bundle.title
    where = f", {bundle.group}" if bundle.group and bundle.group not in bundle.title else ""
    if bundle.total <= 1:
        return f"{title}{where}"
    if bundle.done == 0:
        return f"{title}{where}: {counted(bundle.per, bundle.total)}"
    return f"{title}{where}: {bundle.done} van {bundle.total} gedaan"


def which_time(task: Task) -> str:
    """Return the name of a task's occasion where it has one of its own that the title does not say: herfstvakantie."""
    name = task.because.occasion_name
    named = _of_the_year(task) and not task.occasion.rpartition("/")[2][:1].isdigit()
    return name if named and name.lower() not in task.title.lower() else ""


def counted(per: str, number: int) -> str:
    """Return `6 leerlingen`, `1 gesprek`."""
    one, more = COUNTED.get(per, ANYTHING)
    return f"{number} {one if number == 1 else more}"


def and_more(number: int, until: date | None, today: date) -> str:
    """Word what a list leaves out: `en nog 35 tot en met juli`; "" for nothing."""
    if not number or until is None:
        return ""
    year = f" {until.year}" if school_year_start(until) != school_year_start(today) else ""
    return f"en nog {number} tot en met {MONTHS[until.month - 1]}{year}"


def root_of(rule: str, same_as: Mapping[str, str]) -> str:
    """Return the rule at the end of the chain of `hoort_bij`; a circle ends where it began."""
    seen = [rule]
    while (following := same_as.get(seen[-1], "")) and following not in seen:
        seen.append(following)
    return seen[-1] if not following else min(seen)


def siblings(task: Task, tasks: Iterable[Task], same_as: Mapping[str, str]) -> tuple[Task, ...]:
    """Return the tasks of linked rules about the same subject and occasion: one tick closes them all."""
    mine = _same(task, same_as)
    return tuple(each for each in tasks if each.key != task.key and _same(each, same_as) == mine)


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
    if _of_the_year(task):
        return (root, task.per, task.group, task.occasion)
    return (root, task.per, task.group, OVERDUE if task.state == OVERDUE else task.due)


def _bundle(tasks: list[Task], same_as: Mapping[str, str]) -> Bundle:
    ordered = sorted(tasks, key=lambda each: (each.due, each.subject, each.rule != root_of(each.rule, same_as)))
    pairs = _by(ordered, lambda each: _same(each, same_as))
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


def _same(task: Task, same_as: Mapping[str, str]) -> tuple[str, str, str, str]:
    return (root_of(task.rule, same_as), *task.identity[1:])


def _state(states: Iterable[str]) -> str:
    """Return the most urgent of some states."""
    found = set(states)
    return next(each for each in (OVERDUE, OPEN, MISSED, DONE, WAIVED, LAPSED) if each in found)


def _live_or_all(tasks: Iterable[Task]) -> list[Task]:
    every = list(tasks)
    return [each for each in every if each.state in LIVE] or every


def _next_only(later: list[Bundle], soon: list[Bundle]) -> list[Bundle]:
    """Keep the first of what comes back every day, week or holiday, unless it is among what is due `soon` already."""
    seen = {_coming_back(each) for each in soon}
    shown = []
    for each in later:
        if _coming_back(each) not in seen:
            seen.add(_coming_back(each))
            shown.append(each)
    return shown


def _coming_back(bundle: Bundle) -> tuple[object, ...]:
    """Tell what is the same the next time; an occasion in one person's life does not come back."""
    task = bundle.tasks[0]
    if task.per in ABOUT_ITSELF:
        return (bundle.rules[0], bundle.group, task.subject)
    if _of_the_year(task):
        return (bundle.rules[0], bundle.group)
    return (bundle.rules[0], bundle.group, task.subject, bundle.due)


def _of_the_year(task: Task) -> bool:
    return OF_THE_YEAR.match(task.occasion) is not None and not task.occasion.startswith(AT_ONCE)


def _order(bundle: Bundle) -> tuple[object, ...]:
    return (bundle.due, bundle.title, bundle.group, bundle.tasks[0].subject)


def _by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = defaultdict(list)
    for each in items:
        found[key(each)].append(each)
    return found

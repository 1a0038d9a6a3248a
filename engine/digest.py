"""The morning overview of one person as a value: what is late, what comes soon, what is new. Never a pupil."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, dutch_with_weekday
from engine.bundle import AT_ONCE, bundles, counted, root_of
from engine.model import GROUP, LIVE, PUPIL
from engine.rule import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Staff, Task
    from engine.rule import Rule

MOST = 8
NEAR = timedelta(days=14)
OFTEN = 20
FEW_GROUPS = 3
LATE, SOON, NEW, ROUTINE, HIDDEN = "late", "soon", "new", "routine", "hidden"
RAISED, SHIFTED, GROUPS, FINDINGS = "raised", "shifted", "groups", "findings"
HEADINGS = {
    LATE: "Dit is blijven liggen",
    RAISED: "Dit ligt nog bij een collega",
    SOON: "Nu en in de komende twee weken",
    NEW: "Nieuw",
    SHIFTED: "Verschoven",
    ROUTINE: "Zoals steeds",
    HIDDEN: "Wat hier niet kan staan",
    GROUPS: "Zo staan de groepen ervoor",
    FINDINGS: "Om even na te kijken",
}
NOTHING_PRESSES: Mapping[str, int] = MappingProxyType({})
# Who gets a place first, and how many at least; what is left over goes round in the same order.
PLACES = (
    (HIDDEN, 1), (LATE, 3), (RAISED, 2), (SOON, 3), (SHIFTED, 1), (GROUPS, 3), (FINDINGS, 3), (NEW, 1), (ROUTINE, 0),
)  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind (LATE, SOON, ...), the most urgent first; `total` counts those that found no place too."""

    kind: str
    lines: tuple[Line, ...]
    total: int

    @property
    def heading(self) -> str:
        return HEADINGS[self.kind]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told this morning: at most MOST lines in all, and `more` that are left out.

    `group` is the one group that most of it is about ("" when there are more); `soonest` is the first day something is
    due and `due_then` how many lines are due that day (None and 0 when nothing comes within two weeks).
    `by_itself`: it is no overview but the mail of one rule, beside it.
    """

    person: str
    first_name: str
    today: date
    sections: tuple[Section, ...]
    more: int
    group: str = ""
    soonest: date | None = None
    due_then: int = 0
    by_itself: bool = False

    def section(self, kind: str) -> Section | None:
        return next((each for each in self.sections if each.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """How tasks are read together: which rules are one line, stay unnamed, come back all the time, or never call."""

    same_as: Mapping[str, str]
    hidden: frozenset[str]
    routine: frozenset[str]
    quiet: frozenset[str]


def reading_of(tasks: Iterable[Task], rules: Iterable[Rule]) -> Reading:
    """Read off what a digest needs of all tasks and rules. A rule nobody can read any more stays unnamed."""
    every, known = list(tasks), {each.id: each for each in rules}
    same_as = {each.id: each.same_as for each in known.values() if each.same_as}
    sensitive = {root_of(each.id, same_as) for each in known.values() if each.sensitive}
    names = {each.rule for each in every} | set(known)
    times = Counter((each.rule, each.subject, each.school_year) for each in every)
    return Reading(
        same_as,
        frozenset(each for each in names if each not in known or root_of(each, same_as) in sensitive),
        frozenset(rule for (rule, _, _), number in times.items() if number >= OFTEN),
        frozenset(each.id for each in known.values() if not each.remind),
    )


def digest(
    person: Staff,
    tasks: Iterable[Task],
    reading: Reading,
    today: date,
    since: date | None = None,
    beside: Mapping[str, Sequence[Line]] | None = None,
    called: Container[str] = frozenset(),
) -> Digest | None:
    """Return what `person` is told on `today`, or None when there is nothing to tell.

    `tasks` are all the tasks this person has a part in, done ones for the counts. New is what came after `since` (the
    day before `today` when it is not said), and what somebody is reminded of today: `called` holds the keys of those.
    `beside` holds lines of other kinds (RAISED, SHIFTED, GROUPS, FINDINGS).
    """
    mine = [each for each in tasks if each.level != OPTIONAL]
    open_now = [each for each in mine if asks(each, today)]
    named = (each for each in mine if each.rule not in reading.hidden)
    asking = list(bundles(named, reading.same_as, frozenset(each.key for each in open_now)))
    found = _sorted_out(asking, reading, today, _Fresh(since or today - ONE_DAY, called))
    found[HIDDEN] = _unnamed(sum(each.rule in reading.hidden for each in open_now))
    found.update(beside or {})
    if not any(found[kind] for kind in found if kind != ROUTINE) and not _routine_calls(asking, reading, today, called):
        return None
    return _laid_out(person, found, today)


def asks(task: Task, today: date) -> bool:
    """Tell whether a task asks something today: it is open, and a wish is over once its day is past."""
    return task.state in LIVE and task.opens <= today and (task.level == REQUIRED or task.due >= today)


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


# --- which line stands where


@dataclass(frozen=True, slots=True)
class _Fresh:
    """Which of what is due later is news: what opened or was first seen after a day, and what a reminder calls for."""

    since: date
    called: Container[str]

    def holds(self, bundle: Bundle) -> bool:
        came = min(max(each.opens, each.first_seen or each.opens) for each in bundle.tasks if each.state in LIVE)
        return came > self.since or self.calls(bundle)

    def calls(self, bundle: Bundle) -> bool:
        return any(each.key in self.called for each in bundle.tasks)


def _sorted_out(asking: list[Bundle], reading: Reading, today: date, fresh: _Fresh) -> dict[str, Sequence[Line]]:
    routine = [each for each in asking if each.rules[0] in reading.routine and each.due >= today]
    rest = [each for each in asking if each not in routine]
    late = [each for each in rest if each.due < today]
    soon = [each for each in rest if today <= each.due <= today + NEAR]
    new = [each for each in rest if each.due > today + NEAR and fresh.holds(each)]
    return {
        LATE: [_line(each, today, fresh) for each in _joined(sorted(late, key=lambda each: _lateness(each, today)))],
        SOON: [_line(each, today, fresh) for each in _joined(sorted(soon, key=_nearness))],
        NEW: [_line(each, today, fresh) for each in _joined(sorted(new, key=_nearness))],
        ROUTINE: _in_one_line(routine),
    }


def _lateness(bundle: Bundle, today: date) -> tuple[object, ...]:
    """What is late for something still to come goes first: there is time to mend it. Then the longest overdue."""
    over = all(each.because.occasion_begin < today for each in bundle.tasks)
    return (over, bundle.due, bundle.title)


def _nearness(bundle: Bundle) -> tuple[object, ...]:
    return (bundle.due, bundle.tasks[0].level != REQUIRED, bundle.title)


def _joined(ordered: list[Bundle]) -> list[list[Bundle]]:
    """Join bundles of one rule that people would name in one breath, where the first of them stands."""
    found: dict[object, list[Bundle]] = defaultdict(list)
    for each in ordered:
        found[_breath(each)].append(each)
    return list(found.values())


def _breath(bundle: Bundle) -> object:
    """Pupils are counted per group and occasion; what hangs on a day in their own life only per group."""
    if not _about_people(bundle):
        return (bundle.rules[0], bundle.per)
    shared = bundle.tasks[0].occasion if _counts_done(bundle) else ""
    return (bundle.rules[0], bundle.per, bundle.group, shared)


def _about_people(bundle: Bundle) -> bool:
    """Tell whether it counts something within a group: pupils, or talks and other matters about them."""
    return bundle.per == PUPIL or (bundle.per != GROUP and bool(bundle.group))


def _counts_done(bundle: Bundle) -> bool:
    """Only an occasion the whole group shares has a "18 van 24"."""
    occasion = bundle.tasks[0].occasion
    return bundle.per == PUPIL and "/" in occasion and not occasion.startswith(AT_ONCE)


# --- one line


def _line(joined: list[Bundle], today: date, fresh: _Fresh) -> Line:
    due = min(each.due for each in joined)
    groups = tuple(dict.fromkeys(_group(each) for each in joined if _group(each)))
    return Line(
        joined[0].title,
        groups,
        _count(joined, len(groups)),
        due,
        too_late(due, today) if due < today else _by_when(joined, due, today),
        next(task.key for task in joined[0].tasks if task.state in LIVE),
        any(fresh.calls(each) for each in joined),
    )


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
    if _counts_done(first):
        return _done_of(first)
    left = sum(each.left for each in joined)
    if first.per != PUPIL and left in (1, groups):
        return ""
    return f"{left} keer" if first.per == GROUP else counted(first.per, left)


def _done_of(bundle: Bundle) -> str:
    return f"{bundle.done} van {bundle.total}" if bundle.done else counted(bundle.per, bundle.total)


def _in_one_line(routine: list[Bundle]) -> list[Line]:
    """What comes back every day or week is said in one breath: everybody knows it."""
    titles = list(dict.fromkeys(each.title for each in sorted(routine, key=_nearness)))
    if not titles:
        return []
    return [Line("; ".join([titles[0], *(each[:1].lower() + each[1:] for each in titles[1:])]))]


def _routine_calls(asking: list[Bundle], reading: Reading, today: date, called: Container[str]) -> bool:
    """Tell whether something of every week is due today, or calls somebody who is off that day.

    What comes every day calls nobody.
    """
    calls = (each for each in asking if not set(each.rules) <= reading.quiet)
    return any(each.due == today or any(one.key in called for one in each.tasks) for each in calls)


def _unnamed(number: int) -> list[Line]:
    """Of sensitive rules only their number is told (regeltaal 36)."""
    return [Line(f"{counted('', number)} achter de aanmelding")] if number else []


# --- eight lines


def _laid_out(person: Staff, found: Mapping[str, Sequence[Line]], today: date) -> Digest:
    pressing = sum(each.called for each in found.get(FINDINGS, ()))
    places = allotted({kind: len(lines) for kind, lines in found.items()}, {FINDINGS: pressing})
    sections = tuple(
        Section(kind, _placed(found[kind], places[kind]), len(found[kind])) for kind in HEADINGS if places.get(kind, 0)
    )
    told = Digest(
        person.code,
        person.first_name,
        today,
        sections,
        sum(map(len, found.values())) - sum(places.values()),
        _group_of(sections),
    )
    days = [each.due for each in found[SOON] if each.due is not None]
    return replace(told, soonest=min(days), due_then=days.count(min(days))) if days else told


def _placed(lines: Sequence[Line], places: int) -> tuple[Line, ...]:
    """Choose what a reminder calls for before the rest; what is chosen stands in its own order."""
    chosen = sorted(range(len(lines)), key=lambda each: not lines[each].called)[:places]
    return tuple(lines[each] for each in sorted(chosen))


def allotted(
    numbers: Mapping[str, int], pressing: Mapping[str, int] = NOTHING_PRESSES, most: int = MOST
) -> dict[str, int]:
    """Divide the places: what is `pressing` goes before all, then what each kind gets at least, then what is left."""
    places = {kind: min(most, pressing.get(kind, 0)) for kind in numbers}
    for round_, (kind, least) in [(0, each) for each in PLACES] + [(1, each) for each in PLACES]:
        if kind in numbers:
            wish = numbers[kind] if round_ else min(least, numbers[kind])
            places[kind] += max(0, min(wish - places[kind], most - sum(places.values())))
    return places


def _group_of(sections: tuple[Section, ...]) -> str:
    """Return the only group that is named, when most lines are about it: then it need not stand with each of them."""
    tasks = [line for each in sections if each.kind in (LATE, SOON, NEW) for line in each.lines]
    named = [line.groups for line in tasks if line.groups]
    alone = len(set(named)) == 1 and len(named[0]) == 1 and 2 * len(named) > len(tasks)
    return named[0][0] if alone else ""

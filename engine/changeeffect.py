"""What a change does to people's lists and mail: tasks that move, come, go and are late, and who hears of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.model import DONE, LIVE, MISSED, OVERDUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from engine.model import Task
    from engine.outbox import NewPost


@dataclass(frozen=True, slots=True)
class Effect:
    """Keys of the tasks that move, come, open again, go, are late when they were not, are closed, or get other people.

    `told` are those who get mail of it on the day that is looked at and would not have; `extra` are the ones of them
    who would have had no mail at all.
    """

    moved: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    reopened: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    handed: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()

    @property
    def tasks(self) -> frozenset[str]:
        return self.moved | self.added | self.reopened | self.gone | self.late | self.closed | self.handed


@dataclass(frozen=True, slots=True)
class Side:
    """The tasks by key, and the mail of the day, as they would be under one version of the files."""

    tasks: Mapping[str, Task]
    posts: tuple[NewPost, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """One task on both sides; None where it is not there."""

    before: Task | None
    after: Task | None
    told: frozenset[str] = field(default_factory=frozenset)

    @property
    def task(self) -> Task:
        found = self.after or self.before
        if found is None:
            raise ValueError("a shift of no task at all")
        return found


def shifts(before: Side, after: Side) -> tuple[Shift, ...]:
    """Return each task that is not the same on both sides, or of which somebody hears who would not have."""
    then, now = _told(before.posts), _told(after.posts)
    found = []
    for key in sorted({*before.tasks, *after.tasks}):
        one, other = before.tasks.get(key), after.tasks.get(key)
        told = now[key] - then[key]
        if one != other or told:
            found.append(Shift(one, other, frozenset(told)))
    return tuple(_moved_to_another_day(found))


def _moved_to_another_day(found: list[Shift]) -> Iterator[Shift]:
    """Take a task that goes and the only one that comes for it in that school year as one that moves.

    To the store `19 januari` is another occasion than `12 januari`; to people the same work is to be done a week later.
    """
    pairs: dict[tuple[str, ...], tuple[list[Shift], list[Shift]]] = defaultdict(lambda: ([], []))
    for each in found:
        place = pairs[each.task.rule, each.task.per, each.task.subject, each.task.school_year]
        if _gone(each.before, each.after):
            place[0].append(each)
        elif _added(each.before, each.after):
            place[1].append(each)
    joined = {id(gone[0]): come[0] for gone, come in pairs.values() if len(gone) == len(come) == 1}
    instead = {id(each) for each in joined.values()}
    for each in found:
        come = joined.get(id(each))
        if id(each) not in instead:
            yield each if come is None else Shift(each.before, come.after, each.told | come.told)


def effect_of(shifted: Iterable[Shift], before: Side) -> Effect:
    """Add up what these tasks come down to."""
    every = tuple(shifted)
    told = frozenset(one for each in every for one in each.told)
    already = {each.person for each in before.posts}
    found = Effect(told=told, extra=told - already)
    return replace(found, **{name: _keys(every, test) for name, test in TESTS.items()})


def _keys(shifted: Iterable[Shift], test: Callable[[Task | None, Task | None], bool]) -> frozenset[str]:
    return frozenset(each.task.key for each in shifted if test(each.before, each.after))


def _told(posts: Iterable[NewPost]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for post in posts:
        for cause in post.causes:
            found[cause.task].add(post.person)
    return found


def _live(task: Task | None) -> bool:
    return task is not None and task.state in LIVE


def _moved(one: Task | None, other: Task | None) -> bool:
    return one is not None and other is not None and _live(one) and _live(other) and one.due != other.due


def _added(one: Task | None, other: Task | None) -> bool:
    return _live(other) and not _live(one) and not _reopened(one, other)


def _reopened(one: Task | None, other: Task | None) -> bool:
    return _live(other) and one is not None and one.state == DONE


def _gone(one: Task | None, other: Task | None) -> bool:
    return _live(one) and not (other is not None and (other.state in LIVE or other.state in (DONE, MISSED)))


def _late(one: Task | None, other: Task | None) -> bool:
    return other is not None and other.state == OVERDUE and not (one is not None and one.state == OVERDUE)


def _closed(one: Task | None, other: Task | None) -> bool:
    return _live(one) and other is not None and other.state in (DONE, MISSED)


def _handed(one: Task | None, other: Task | None) -> bool:
    return one is not None and other is not None and _live(other) and one.recipients != other.recipients


TESTS: dict[str, Callable[[Task | None, Task | None], bool]] = {
    "moved": _moved,
    "added": _added,
    "reopened": _reopened,
    "gone": _gone,
    "late": _late,
    "closed": _closed,
    "handed": _handed,
}


# --- in words


def effect_words(effect: Effect, when: str) -> tuple[str, ...]:
    """Word an effect: `6 taken verschuiven, 2 zijn dan al te laat`, `3 mensen krijgen morgen een mail`."""
    there = [(len(getattr(effect, name)), one, more) for name, one, more in TELLING if getattr(effect, name)]
    told = [_counted(number, one, more, first=not place) for place, (number, one, more) in enumerate(there)]
    return tuple(each for each in (", ".join(told), _mail_words(effect, when)) if each) or ("er verandert geen taak",)


TELLING = (
    ("added", "komt erbij", "komen erbij"),
    ("reopened", "gaat weer open", "gaan weer open"),
    ("moved", "verschuift", "verschuiven"),
    ("gone", "vervalt", "vervallen"),
    ("closed", "is dan klaar of gemist", "zijn dan klaar of gemist"),
    ("handed", "gaat naar een ander", "gaan naar een ander"),
    ("late", "is dan al te laat", "zijn dan al te laat"),
)


def _counted(number: int, one: str, more: str, *, first: bool) -> str:
    """Return `6 taken verschuiven`, and without the word where it was said already: `2 zijn dan al te laat`."""
    thing = "" if not first else " taak" if number == 1 else " taken"
    return f"{number}{thing} {one if number == 1 else more}"


def _mail_words(effect: Effect, when: str) -> str:
    if not effect.told:
        return ""
    told, extra = len(effect.told), len(effect.extra)
    if not extra:
        return f"{_people(told, 'leest', 'lezen')} het {when} in de mail die er toch al was"
    words = f"{_people(told, 'krijgt', 'krijgen')} {when} een mail"
    return words if extra == told else f"{words}, van wie {extra} anders niet"


def _people(number: int, one: str, more: str) -> str:
    return f"1 collega {one}" if number == 1 else f"{number} mensen {more}"

"""Who must hear what on which day, worked out once more and plainly from tasks, people and the rules as agreed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from engine.model import LIVE
from engine.outbox import EVERY_DAY, MOVED, ON_REMINDER, ONCE_A_WEEK, Cause
from tests.year.mailschool import (
    AT_BEGIN,
    COLLEAGUES,
    IN_HOLIDAYS,
    NEVER,
    OFTEN,
    OVER_AFTER,
    OWN_MAIL,
    REMINDED,
    STEPS,
    Colleague,
    school_days_from,
)
from tests.year.smallschool import LAST_DAY, ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from engine.model import Task
    from engine.outbox import Pause

    Told = tuple[str, Cause]

MOST_AFTER = 5
Heard = tuple[str, Cause, "date"]


@dataclass(frozen=True, slots=True)
class Dated:
    """What the days of a task's reminders follow from."""

    key: str
    rule: str
    opens: date
    due: date
    recipients: tuple[str, ...]


@dataclass(slots=True)
class MailLedger:
    """`away` gives for each colleague the days of an absence; `told` is what mails that arrived told to whom."""

    away: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)
    wishes: dict[str, str] = field(default_factory=dict)
    told: set[Told] = field(default_factory=set)

    def is_away(self, code: str, day: date) -> bool:
        return any(begin <= day <= end for begin, end in self.away.get(code, ())) or day > COLLEAGUES[code].until

    def instead_of(self, code: str, day: date) -> tuple[str, ...]:
        """Return who gets what is for somebody: that person, or else who stands in."""
        if not self.is_away(code, day):
            return (code,)
        return tuple(each for each in COLLEAGUES[code].stand_in if not self.is_away(each, day))

    def calls(self, person: str, tasks: Iterable[Task], day: date) -> list[tuple[Task, Cause]]:
        """Return what this person is to be reminded of by now and was not told: what was due on an earlier day too."""
        found = []
        begun = {(each, cause.task) for each, cause in self.told if cause.sentence == "bij het begin"}
        for task in tasks:
            if task.state not in LIVE or task.opens > day or person in task.ticked_by:
                continue
            for code, cause, on in heard_of(task):
                fresh = task.first_seen is not None and task.first_seen <= on <= day
                if on < day and cause.sentence == "bij het begin" and (person, task.key) in begun:
                    continue
                if fresh and person in self.instead_of(code, day) and (person, cause) not in self.told:
                    found.append((task, cause))
        return found

    def kinds(self, person: str, tasks: Iterable[Task], day: date) -> set[str]:
        """Return which mails this person must get on a day; an overview for who wants one daily is not among them."""
        who = COLLEAGUES[person]
        if self.is_away(person, day) or any(
            each.person == person and each.begin <= day <= each.end for each in self.pauses
        ):
            return set()
        every = [task for task, _ in self.calls(person, tasks, day)]
        calls = every if who.works(day) else [each for each in every if each.rule == IN_HOLIDAYS and who.own_day(day)]
        found = {f"regel:{each.rule}" if each.rule == OWN_MAIL else "overzicht" for each in calls}
        weekly = self.wishes.get(person) == ONCE_A_WEEK and who.works(day)
        return found - {"overzicht"} if weekly and not _first_of_the_week(who, day) else found

    def may_have_more(self, person: str, day: date) -> bool:
        """Tell whether somebody may hear today what nothing calls for: an overview every day, or to begin the week."""
        wish, who = self.wishes.get(person, ON_REMINDER), COLLEAGUES[person]
        today = wish == EVERY_DAY or (wish == ONCE_A_WEEK and _first_of_the_week(who, day))
        return today and who.works(day)

    def moves(self, person: str, tasks: Iterable[Task], day: date, kind: str) -> set[Cause]:
        """Return the moved dates that a mail of this kind and this day must have told."""
        return {
            Cause(each.key, MOVED, 1, each.due)
            for each in tasks
            if each.state in LIVE and each.moved_from not in (None, each.due) and each.due >= day
            if (f"regel:{each.rule}" if each.rule == OWN_MAIL else "overzicht") == kind and person not in each.ticked_by
            if any(person in self.instead_of(code, day) for code in each.recipients)
        }


def heard_of(task: Task) -> tuple[Heard, ...]:
    return _reminders(task.key, task.rule, task.opens, task.due, task.recipients)


@cache
def _reminders(key: str, rule: str, opens: date, due: date, recipients: tuple[str, ...]) -> tuple[Heard, ...]:
    """Return (person, cause, day) of everything a task that stays open makes somebody hear."""
    return tuple(_heard(Dated(key, rule, opens, due, recipients)))


def _heard(task: Dated) -> Iterator[Heard]:
    for code in task.recipients:
        yield from ((code, cause, on) for on, cause in _own(task, COLLEAGUES[code]).items())
    for count, role, code in STEPS.get(task.rule, ()):
        on = _forward(COLLEAGUES[code], school_days_from(task.due, count))
        if on is not None:
            yield code, Cause(task.key, f"na {count} schooldagen naar {role}", 1, task.due), on


def _own(task: Dated, who: Colleague) -> dict[date, Cause]:
    how = REMINDED[task.rule]
    if how == NEVER:
        return {}
    if how == AT_BEGIN:
        on = _forward(who, task.opens)
        return {on: Cause(task.key, "bij het begin", 1, task.due)} if on is not None and on <= task.due else {}
    found: dict[date, Cause] = {}
    if how == OFTEN:
        _put(found, task, _back(who, school_days_from(task.due, -2)), "2 schooldagen ervoor")
    holiday = task.rule == IN_HOLIDAYS
    _put(found, task, _own_day_back(who, task.due) if holiday else _back(who, task.due), "op de dag")
    if how == OFTEN:
        _put_after(found, task, who)
    return found


def _put(found: dict[date, Cause], task: Dated, on: date | None, sentence: str, number: int = 1) -> None:
    if on is not None and on >= task.opens:
        found.setdefault(on, Cause(task.key, sentence, number, task.due))


def _put_after(found: dict[date, Cause], task: Dated, who: Colleague) -> None:
    last = _last(task)
    before = set(found)
    for number in range(1, MOST_AFTER + 1):
        on = _forward(who, school_days_from(task.due, 3 * number))
        if on is not None and (last is None or on <= last) and len(found.keys() - before) < MOST_AFTER:
            _put(found, task, on, "elke 3 schooldagen erna", number)


def _last(task: Dated) -> date | None:
    days = OVER_AFTER.get(task.rule)
    if days is None:
        return None
    return task.due if not days else school_days_from(task.due, days)


def _back(who: Colleague, day: date | None) -> date | None:
    while day is not None and not who.works(day):
        day = day - ONE_DAY if day.year > 2025 else None
    return day


def _own_day_back(who: Colleague, day: date) -> date:
    while not who.own_day(day):
        day -= ONE_DAY
    return day


def _forward(who: Colleague, day: date | None) -> date | None:
    while day is not None and not who.works(day):
        day = day + ONE_DAY if day <= LAST_DAY else None
    return day


def _first_of_the_week(who: Colleague, day: date) -> bool:
    monday = day - ONE_DAY * day.weekday()
    return next((each for each in (monday + ONE_DAY * n for n in range(7)) if who.works(each)), None) == day

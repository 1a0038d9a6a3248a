"""What the coming days will bring as far as it is known today: tasks that turn by themselves, and mails for reminders.

The brake holds a run against this. What an import brings is never in it, and that is the point.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from engine.almanac.almanac import monday_of
from engine.almanac.days import ONE_DAY
from engine.brake import Figures
from engine.mailday import cause_of
from engine.model import LIVE, OPEN
from engine.outbox import EVERY_DAY, ONCE_A_WEEK, OVERVIEW, OWN_MAIL
from engine.rule import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from engine.almanac.dayline import DayLine
    from engine.found import Found
    from engine.mailday import Desk
    from engine.model import Task

Mail = tuple[str, str]


def forecast(desk: Desk, days: Sequence[date]) -> dict[date, Figures]:
    """Return what is expected of each of `days`; the desk is today's, with the tasks as today's run leaves them."""
    tasks = Counter(day for found, task in _live(desk) for day in _turns(found, task))
    mails = _mails(desk, frozenset(days))
    return {day: Figures(tasks[day], len(mails[day])) for day in days}


def together(expected: Iterable[Figures]) -> Figures:
    """Return what is expected of days that are caught up in one run."""
    every = tuple(expected)
    return Figures(sum(each.tasks for each in every), sum(each.mails for each in every))


def _live(desk: Desk) -> Iterator[tuple[Found, Task]]:
    """Give what counts: of a rule on trial nobody hears, and its tasks hit nobody."""
    for found in desk.found:
        task = desk.tasks.get(found.wanted.identity)
        if task is not None and task.state in LIVE and not task.on_trial:
            yield found, task


def _turns(found: Found, task: Task) -> Iterator[date]:
    """Give the days on which a task changes because a day went by: late the day after, missed when it expires."""
    expires = found.wanted.expires
    if task.state == OPEN and task.level == REQUIRED and (expires is None or task.due < expires):
        yield task.due + ONE_DAY
    if expires is not None:
        yield expires + ONE_DAY


def _mails(desk: Desk, days: frozenset[date]) -> dict[date, set[Mail]]:
    """Return per day who gets which mail, if nobody does anything meanwhile."""
    found: dict[date, set[Mail]] = defaultdict(set)
    for each, task in _live(desk):
        kind = OWN_MAIL + each.rule.id if each.rule.own_mail else OVERVIEW
        for day, person in _told_later(desk, each, task, days):
            found[day].add((person, kind))
    for day, person in _unasked(desk, days):
        found[day].add((person, OVERVIEW))
    return found


def _told_later(desk: Desk, found: Found, task: Task, days: frozenset[date]) -> Iterator[tuple[date, str]]:
    for each in desk.reminders.of(found):
        if each.on not in days:
            continue
        cause = cause_of(each, task)
        for person in desk.audiences.on_day((each.to,), task.group, found.start, each.on):
            if (person, cause) not in desk.told and (task.key, person) not in desk.ticked:
                yield each.on, person


def _unasked(desk: Desk, days: Iterable[date]) -> Iterator[tuple[date, str]]:
    """Give who wants an overview without a reminder, with their days, from when there is something of theirs open."""
    wishes = desk.wishes or {}
    begin: dict[str, date] = {}
    for _, task in _live(desk):
        for code in task.recipients:
            begin[code] = min(task.opens, begin.get(code, task.opens))
    for staff in desk.audiences.census.facts.staff:
        own, since = desk.audiences.working_days(staff), begin.get(staff.code)
        wanted = (day for day in days if since is not None and since <= day and day in own)
        yield from ((day, staff.code) for day in wanted if _wanted(wishes.get(staff.code), own, day))


def _wanted(wish: str | None, own: DayLine, day: date) -> bool:
    return wish == EVERY_DAY or (wish == ONCE_A_WEEK and own.first_on_or_after(monday_of(day)) == day)

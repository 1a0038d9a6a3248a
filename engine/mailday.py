"""Who gets which mail today, and who does not and why. Decides over reminders and tasks; writes and sends nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.almanac import monday_of, serves, works_on
from engine.almanac.days import dutch
from engine.model import LIVE
from engine.newyearwait import NOTHING_WAITS
from engine.outbox import (
    ABSENT,
    EVERY_DAY,
    MOVED,
    ON_REMINDER,
    ONCE_A_WEEK,
    OVERVIEW,
    OWN_MAIL,
    RAISED_TO,
    Cause,
    HeldBack,
    NewPost,
    Pause,
)
from engine.rule import AT_BEGIN

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date

    from engine.audience import Audiences
    from engine.found import Found
    from engine.model import Reminder, Staff, Task
    from engine.newyearwait import Silence
    from engine.remind import Reminders
    from engine.rule import Rule

Told = tuple[str, Cause]


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the mail of a day follows from.

    `found` are the wanted tasks with their rules, `tasks` those of the store by identity. `told` are (person, cause)
    pairs that were sent before; `ticked` are (task, person) ticks of tasks that everybody does for themselves.
    `notices` are words to people that no task brings: they are told once, in the overview. Of what `silence` covers
    nobody hears, and what was due meanwhile is told once it is over.
    """

    today: date
    found: tuple[Found, ...]
    tasks: Mapping[tuple[str, str, str, str], Task]
    reminders: Reminders
    audiences: Audiences
    told: frozenset[Told] = frozenset()
    ticked: Container[tuple[str, str]] = frozenset()
    wishes: Mapping[str, str] | None = None
    pauses: tuple[Pause, ...] = ()
    notices: tuple[Told, ...] = ()
    silence: Silence = NOTHING_WAITS


@dataclass(frozen=True, slots=True)
class MailDay:
    """The mails to plan today, and who is held back."""

    posts: tuple[NewPost, ...]
    held: tuple[HeldBack, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """Something to say. `kind` is the mail it stands in, `in_holidays` whether it goes on then."""

    cause: Cause
    kind: str = OVERVIEW
    in_holidays: bool = False


def mail_of(desk: Desk) -> MailDay:
    """Decide every person's mail of the day: one overview at most, and one for each rule that asks its own."""
    lines: dict[str, list[_Line]] = defaultdict(list)
    moved: dict[str, list[_Line]] = defaultdict(list)
    quiet: set[str] = set()
    begun = {(person, cause.task) for person, cause in desk.told if cause.sentence == AT_BEGIN}
    for found in desk.found:
        task = desk.tasks.get(found.wanted.identity)
        if task is not None and task.state in LIVE and not task.on_trial:
            if desk.silence.covers(task):
                quiet.update(person for person, _ in _to_tell(desk, found, task, begun))
                continue
            for person, cause in _to_tell(desk, found, task, begun):
                lines[person].append(_line_of(found.rule, cause))
            for person, cause in _moves(desk, found, task):
                moved[person].append(_line_of(found.rule, cause))
    for person, cause in desk.notices:
        if (person, cause) not in desk.told:
            lines[person].append(_Line(cause))
    posts, held = [], []
    for staff in desk.audiences.census.facts.staff:
        decided = _Person(desk, staff, lines[staff.code], moved[staff.code]).decide()
        posts += [each for each in decided if isinstance(each, NewPost)]
        held += [each for each in decided if isinstance(each, HeldBack)]
        if staff.code in quiet:
            held.append(HeldBack(staff.code, desk.silence.reason))
    return MailDay(tuple(posts), tuple(held))


def _line_of(rule: Rule, cause: Cause) -> _Line:
    return _Line(cause, OWN_MAIL + rule.id if rule.own_mail else OVERVIEW, rule.in_holidays)


def cause_of(reminder: Reminder, task: Task) -> Cause:
    """Return what makes this reminder of a task this one and no other."""
    raised = f"{RAISED_TO}{reminder.escalation}" if reminder.escalation else ""
    return Cause(task.key, f"{reminder.sentence}{raised}", reminder.number, task.due)


def _to_tell(desk: Desk, found: Found, task: Task, begun: Container[tuple[str, str]]) -> Iterator[Told]:
    """Give reminders that are due and were not told; what fell before the task was first seen is the past.

    Who heard that a task begins does not hear it once more because its date moved, unless it begins anew today.
    """
    first = task.first_seen
    for each in desk.reminders.of(found):
        if each.on > desk.today or (first is not None and each.on < first):
            continue
        cause = cause_of(each, task)
        for person in desk.audiences.on_day((each.to,), task.group, found.start, desk.today):
            known = each.on < desk.today and each.sentence == AT_BEGIN and (person, task.key) in begun
            if (person, cause) not in desk.told and (task.key, person) not in desk.ticked and not known:
                yield person, cause


def _moves(desk: Desk, found: Found, task: Task) -> Iterator[Told]:
    """Give the news that a date moved: one line in the next overview, and nothing about what is over."""
    if task.moved_from is None or task.moved_from == task.due or task.due < desk.today:
        return
    cause = Cause(task.key, MOVED, 1, task.due)
    for person in desk.audiences.on_day(task.recipients, task.group, found.start, desk.today):
        if (person, cause) not in desk.told:
            yield person, cause


def _by_kind(lines: Iterable[_Line]) -> dict[str, list[Cause]]:
    found: dict[str, list[Cause]] = defaultdict(list)
    for each in lines:
        found[each.kind].append(each.cause)
    return found


class _Person:
    """One person's mail: what there is to say, whether today is a day to say it, and what they wished."""

    def __init__(self, desk: Desk, staff: Staff, lines: list[_Line], moved: list[_Line]) -> None:
        self.desk = desk
        self.staff = staff
        self.lines = lines
        self.moved = moved
        self.wish = (desk.wishes or {}).get(staff.code, ON_REMINDER)

    def decide(self) -> list[NewPost | HeldBack]:
        unasked = self._wants_it_unasked()
        if not self.lines and not unasked:
            return []
        at_work = self.desk.today in self.desk.audiences.working_days(self.staff)
        lines = self.lines if at_work else [each for each in self.lines if each.in_holidays and self._own_day()]
        if not lines and not (at_work and unasked):
            return [self._held("vandaag geen werkdag")] if self.lines else []
        away = self._away_on(self.desk.today)
        if away:
            return [self._held(away)]
        return self._posts(lines, at_work=at_work)

    def _posts(self, lines: list[_Line], *, at_work: bool) -> list[NewPost | HeldBack]:
        own, news = _by_kind(lines), _by_kind(each for each in self.moved if at_work or each.in_holidays)
        overview = own.pop(OVERVIEW, [])
        posts: list[NewPost | HeldBack] = [
            self._post(kind, [*causes, *news.get(kind, ())], at_work=at_work) for kind, causes in own.items()
        ]
        if not overview and not (at_work and self._wants_it_unasked()):
            return posts
        if self.wish == ONCE_A_WEEK and not self._starts_the_week():
            return [*posts, self._held("wil het overzicht op de eerste werkdag van de week")]
        return [*posts, self._post(OVERVIEW, [*overview, *news.get(OVERVIEW, ())], at_work=at_work)]

    def _post(self, kind: str, causes: Iterable[Cause], *, at_work: bool) -> NewPost:
        return NewPost(self.staff.code, kind, tuple(sorted(set(causes))), only_in_holidays=not at_work)

    def _held(self, reason: str) -> HeldBack:
        return HeldBack(self.staff.code, reason)

    def _own_day(self) -> bool:
        """Tell whether this is a day of the week this person works, whatever the calendar says."""
        day, staff = self.desk.today, self.staff
        return works_on(staff.working_days, day) and serves(staff.in_service, staff.out_of_service, day)

    def _away_on(self, day: date) -> str:
        """Say why somebody is not to be written to on a day they work; "" when they are."""
        if self.staff.code in self.desk.audiences.census.absent(day):
            return ABSENT
        mine = (each for each in self.desk.pauses if each.person == self.staff.code and each.begin <= day <= each.end)
        pause = next(mine, None)
        return f"pauze tot en met {dutch(pause.end)}" if pause is not None else ""

    def _wants_it_unasked(self) -> bool:
        """Tell whether this person wants an overview today where nothing calls for one."""
        return self.wish == EVERY_DAY or (self.wish == ONCE_A_WEEK and self._starts_the_week())

    def _starts_the_week(self) -> bool:
        """Tell whether this is the first of the week's working days on which this person is there."""
        today = self.desk.today
        days = self.desk.audiences.working_days(self.staff).within(monday_of(today), today)
        return next((day for day in days if not self._away_on(day)), None) == today

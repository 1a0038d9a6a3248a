"""Who hears about a task on which day (regeltaal 25-28). Dates only: what is told already is decided elsewhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.almanac import works_on
from engine.almanac.days import ONE_DAY
from engine.almanac.phrase import SCHOOL_DAY, WORKING_DAY, Quantity
from engine.almanac.reckon import add
from engine.model import Reminder
from engine.rule import AT_BEGIN, BEFORE, EVERY_AFTER, ON_THE_DAY, REQUIRED

if TYPE_CHECKING:
    from engine.almanac.dayline import DayLine
    from engine.audience import Audiences
    from engine.found import Found
    from engine.model import Staff, Wanted
    from engine.rule import Remind, Rule

MOST_AFTER = 5
FURTHEST = 14


class Reminders:
    """Works out reminders; tasks with the same rule, dates and people share them."""

    def __init__(self, audiences: Audiences) -> None:
        self.audiences = audiences
        self._known: dict[object, tuple[Reminder, ...]] = {}
        self._people: dict[tuple[str, bool], Person] = {}

    def of(self, found: Found) -> tuple[Reminder, ...]:
        """Return a task's reminders and escalations, one per person and day, in order, as if it stays open.

        Of a rule on trial nobody hears.
        """
        wanted, rule = found.wanted, found.rule
        if rule.trial or not (rule.remind or rule.escalate):
            return ()
        raised = [(each, self._escalation_codes(found, each.to)) for each in rule.escalate]
        key = (
            rule.text or rule.id,
            wanted.opens,
            wanted.due,
            wanted.expires,
            wanted.recipients,
            rule.remind,
            tuple(codes for _, codes in raised),
        )
        if key not in self._known:
            self._known[key] = self._work_out(rule, wanted, raised)
        return self._known[key]

    def _escalation_codes(self, found: Found, role: str) -> tuple[str, ...]:
        return self.audiences.of((role,), found.subject, found.start, found.wanted.due).codes

    def _work_out(self, rule: Rule, wanted: Wanted, raised: list) -> tuple[Reminder, ...]:  # type: ignore[type-arg]
        found: dict[tuple[date, str], Reminder] = {}
        for code in wanted.recipients:
            for each in self._for_one(rule, wanted, code):
                found.setdefault((each.on, each.to), each)
        for escalation, codes in raised if rule.level == REQUIRED else ():
            for code in codes:
                up = self._raised(rule, wanted, escalation.after, code, escalation.to)
                if up is not None:
                    found.setdefault((up.on, up.to), up)
        return tuple(sorted(found.values(), key=lambda each: (each.on, each.to)))

    def _for_one(self, rule: Rule, wanted: Wanted, code: str) -> list[Reminder]:
        person = self._person(code, in_holidays=rule.in_holidays)
        days: dict[date, Reminder] = {}
        for sentence in rule.remind:
            words = _words(sentence)
            for number, day in enumerate(person.days(sentence, wanted.opens, wanted.due), 1):
                if day not in days and _in_time(day, wanted):
                    days[day] = Reminder(day, code, words, number=number)
        ordered = sorted(days)
        after = [day for day in ordered if day > wanted.due][:MOST_AFTER]
        return [days[day] for day in ordered if day <= wanted.due] + [days[day] for day in after]

    def _person(self, code: str, *, in_holidays: bool) -> Person:
        key = (code, in_holidays)
        if key not in self._people:
            self._people[key] = Person(self.audiences.census.staff[code], self.audiences, in_holidays=in_holidays)
        return self._people[key]

    def _raised(self, rule: Rule, wanted: Wanted, after: Quantity, code: str, role: str) -> Reminder | None:
        person = self._person(code, in_holidays=rule.in_holidays)
        day = person.after(wanted.due, after, 1)
        if day is None or not _in_time(day, wanted):
            return None
        return Reminder(day, code, f"na {after}", role)


class Person:
    """One recipient's own days: which they work, and how a reminder moves to one."""

    def __init__(self, staff: Staff, audiences: Audiences, *, in_holidays: bool) -> None:
        self.staff = staff
        self.in_holidays = in_holidays
        self.school: DayLine = audiences.almanac.school_days()
        self.own: DayLine = audiences.working_days(staff)

    def days(self, sentence: Remind, opens: date, due: date) -> list[date]:
        """Return the day or days one reminder sentence falls on, moved to a day this person can be written to."""
        if sentence.when == AT_BEGIN:
            found = [self._first_from(opens)]
            return [day for day in found if day is not None and day <= due]
        if sentence.when == ON_THE_DAY:
            return _some([self._last_until(due)])
        if sentence.quantity is None:
            return []
        if sentence.when == BEFORE:
            day = self._count(due, sentence.quantity, -1)
            return _some([self._last_until(day) if day else None])
        times = MOST_AFTER if sentence.when == EVERY_AFTER else 1
        return _some([self.after(due, sentence.quantity, number) for number in range(1, times + 1)])

    def after(self, due: date, quantity: Quantity, times: int) -> date | None:
        """Return the first day to write, so many quantities after it was due."""
        day = self._count(due, Quantity(quantity.count * times, quantity.unit), 1)
        return self._first_from(day) if day else None

    def _count(self, due: date, quantity: Quantity, sign: int) -> date | None:
        if quantity.unit in (SCHOOL_DAY, WORKING_DAY):
            line = self.school if quantity.unit == SCHOOL_DAY else self.own
            return line.nth_before(due, quantity.count) if sign < 0 else line.nth_after(due, quantity.count)
        return add(due, quantity, sign)

    def _first_from(self, day: date) -> date | None:
        if not self.school.knows(day):
            return None
        return self._walk(day, 1) if self.in_holidays else self.own.first_on_or_after(day)

    def _last_until(self, day: date) -> date | None:
        if not self.school.knows(day):
            return None
        return self._walk(day, -1) if self.in_holidays else self.own.last_on_or_before(day)

    def _walk(self, day: date, sign: int) -> date | None:
        """Step to an own day, school or not; nobody is written to outside their service."""
        first, last = self.staff.in_service or date.min, self.staff.out_of_service or date.max
        day = max(day, first) if sign > 0 else min(day, last)
        for _ in range(FURTHEST):
            if works_on(self.staff.working_days, day) and first <= day <= last:
                return day
            day += sign * ONE_DAY
        return None


def _some(days: list[date | None]) -> list[date]:
    return [day for day in days if day is not None]


def _in_time(day: date, wanted: Wanted) -> bool:
    return wanted.opens <= day and (wanted.expires is None or day <= wanted.expires)


def _words(sentence: Remind) -> str:
    if sentence.quantity is None:
        return sentence.when
    every = sentence.when == EVERY_AFTER
    return f"elke {sentence.quantity} erna" if every else f"{sentence.quantity} {sentence.when}"

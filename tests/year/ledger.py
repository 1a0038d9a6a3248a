"""What the school's people did, kept apart from the product: which tasks there must be, and in which state, on a day.

Every rule of the small school is worked out here once more, plainly, from the school as it is today. A task is known
by its rule, by whom it is about (a child's number, a group's key in the export) and by the occasion's own key; so a
tick is kept for the occasion it was meant for, whatever happens to the calendar afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.year.smallschool import (
    FIRST_DAY,
    LAST_DAY,
    SCHOOL_YEAR,
    START,
    Child,
    Meeting,
    SmallSchool,
    is_school_day,
    school_day_before,
    school_days_after,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Key = tuple[str, str, str]
BRIN = "99XX"
EVERYBODY, EVIDENCE, AT_ONCE = "rapport-lezen", "analyse", "nt2-lijst"
MISSED_AFTER = {"plannen": 0, "weekplanner": 0, "activiteit": 0, "rapport": 5}
BY_HAND = ("voorbereiden", "plannen", "rapport", "rapport-lezen", "weekplanner", "activiteit", "welkom", "nt2-lijst")
WEEKS = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A task the school's rules ask for: when it is due, of whom, and from which day evidence counts."""

    due: date
    who: tuple[str, ...]
    since: date | None = None


@dataclass(slots=True)
class Spell:
    begin: date
    over: bool = False


@dataclass(slots=True)
class Ledger:
    """`ticks`, `waived` and `written` are what people did; `done` tells which tasks are done, as they were asked then.

    `over` are those that ended by themselves, `spells` since when a condition lasted, `states` those of the last run.
    """

    school: SmallSchool
    ticks: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    waived: set[Key] = field(default_factory=set)
    written: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    done: dict[Key, Asked] = field(default_factory=dict)
    over: set[Key] = field(default_factory=set)
    seen: set[Key] = field(default_factory=set)
    states: dict[Key, str] = field(default_factory=dict)
    spells: dict[str, list[Spell]] = field(default_factory=lambda: defaultdict(list))

    # --- what is asked

    def asked(self, today: date) -> dict[Key, Asked]:
        """Return all tasks the rules ask for today. Lets spells begin and end."""
        every = (*self._meetings(), *self._weeks(), *self._welcomes())
        found = {key: each for key, each in every if each.due >= START}
        return found | dict(self._at_once(today))

    def _meetings(self) -> Iterator[tuple[Key, Asked]]:
        for each in self.school.meetings:
            if each.there:
                yield from getattr(self, f"_{each.anchor}")(each)

    def _groepsbespreking(self, meeting: Meeting) -> Iterator[tuple[Key, Asked]]:
        since = meeting.day - 4 * WEEKS
        for room in self.school.rooms:
            due = school_day_before(meeting.day - 2 * WEEKS)
            yield self._key("analyse", room.key, meeting), Asked(due, room.teachers, since)
        infants = [each for each in self.school.children if each.room.year_group in (1, 2)]
        yield from self._about(infants, "voorbereiden", meeting, school_day_before(meeting.day))
        yield self._key("plannen", BRIN, meeting), Asked(school_day_before(meeting.day - 3 * WEEKS), ("IBO",))

    def _rapport(self, meeting: Meeting) -> Iterator[tuple[Key, Asked]]:
        older = [each for each in self.school.children if each.room.year_group in (3, 4)]
        yield from self._about(older, "rapport", meeting, school_day_before(meeting.day - WEEKS))
        for room in self.school.rooms:
            yield self._key("rapport-lezen", room.key, meeting), Asked(school_day_before(meeting.day), room.teachers)

    def _activiteit(self, meeting: Meeting) -> Iterator[tuple[Key, Asked]]:
        for room in self.school.rooms:
            yield self._key("activiteit", room.key, meeting), Asked(school_day_before(meeting.day), room.teachers)

    def _about(self, children: list[Child], rule: str, meeting: Meeting, due: date) -> Iterator[tuple[Key, Asked]]:
        for child in children:
            if child.entry <= due and (child.last is None or due <= child.last):
                yield self._key(rule, child.number, meeting), Asked(due, child.room.teachers)

    def _key(self, rule: str, about: str, meeting: Meeting) -> Key:
        return rule, about, f"{meeting.anchor}/{SCHOOL_YEAR}/{meeting.suffix}"

    def _weeks(self) -> Iterator[tuple[Key, Asked]]:
        days = (FIRST_DAY + timedelta(days=each) for each in range((LAST_DAY - FIRST_DAY).days + 1))
        last = {day.isocalendar()[:2]: day for day in days if is_school_day(day)}
        for (year, week), day in last.items():
            for room in self.school.rooms:
                yield ("weekplanner", room.key, f"schoolweek/{year}-W{week:02}"), Asked(day, room.teachers)

    def _welcomes(self) -> Iterator[tuple[Key, Asked]]:
        for child in self.school.children:
            due = school_day_before(child.entry + 2 * WEEKS)
            if due <= child.entry:
                due = school_days_after(child.entry + 2 * WEEKS, 1)
            if child.last is None or due <= child.last:
                yield ("welkom", child.number, "instroom"), Asked(due, child.room.teachers)

    def _at_once(self, today: date) -> Iterator[tuple[Key, Asked]]:
        for child in self.school.children:
            here = child.entry <= today and (child.last is None or today <= child.last)
            spells = self.spells[child.number]
            if spells and not spells[-1].over and not (child.nt2 and here):
                spells[-1].over = True
            if child.nt2 and here and (not spells or spells[-1].over):
                spells.append(Spell(today))
            if spells and not spells[-1].over:
                yield self._spell(child, len(spells)), Asked(spells[-1].begin, ("IBO",))

    def _spell(self, child: Child, number: int) -> Key:
        return AT_ONCE, child.number, f"direct/{SCHOOL_YEAR}/{number}"

    # --- what a day makes of it

    def settle(self, asked: dict[Key, Asked], today: date) -> dict[Key, str]:
        """Return the state every task ever seen must have at the end of today's run."""
        for key in self.seen - set(asked):
            if key[0] == AT_ONCE and key not in self.done and key not in self.waived:
                self.done[key] = Asked(today, ())
                self.over.add(key)
        for key, each in asked.items():
            self._settle(key, each, today)
        self.seen |= set(asked)
        self.states = {key: self._state(key, asked.get(key), today) for key in self.seen}
        return self.states

    def _settle(self, key: Key, asked: Asked, today: date) -> None:
        then = self.done.get(key)
        if self._ticked(key, asked) or self._written(key, asked, today):
            self.done.setdefault(key, asked)
            self.waived.discard(key)
        elif then is not None and not self._written(key, then, today) and not self._ticked(key, then):
            del self.done[key]

    def _ticked(self, key: Key, asked: Asked) -> bool:
        ticks = self.ticks[key]
        return bool(ticks) and (key[0] != EVERYBODY or ticks >= set(asked.who))

    def _written(self, key: Key, asked: Asked, today: date) -> bool:
        return asked.since is not None and any(asked.since <= day <= today for day in self.written[key[1]])

    def _state(self, key: Key, asked: Asked | None, today: date) -> str:
        if key in self.done:
            return "klaar"
        if key in self.waived:
            return "nvt"
        if asked is None:
            return "gemist" if self.states.get(key) == "gemist" else "vervallen"
        days = MISSED_AFTER.get(key[0])
        if days is not None and today > school_days_after(asked.due, days):
            return "gemist"
        overdue = today > asked.due and key[0] not in ("plannen", "activiteit")
        return "te-laat" if overdue else "open"

    def due(self, key: Key, asked: dict[Key, Asked]) -> date | None:
        """Return when a task must be due: as it was when it was done, else as it is now; None when nobody asks it."""
        if key in self.over:
            return None
        each = self.done.get(key) or asked.get(key)
        return each.due if each else None

    def names(self) -> dict[str, str]:
        """Return by what people call it what a task may be about: children and the school are called as they are."""
        return {each.key: each.name for each in self.school.rooms}

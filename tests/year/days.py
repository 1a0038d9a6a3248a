"""A school year, day by day: things happen, the run comes by twice, and the store is held against the ledger."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from time import perf_counter
from typing import TYPE_CHECKING

from engine.store.log import load_events
from tests.reconcile.school import ID, KeptSchool, moment
from tests.year.happenings import RENAMING, Happenings
from tests.year.ledger import BY_HAND, EVERYBODY, Ledger
from tests.year.smallschool import SCHOOL_YEAR, small_school

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.model import Task
    from engine.runs.evaluate import Outcome
    from tests.year.ledger import Asked, Key

LIVE = ("open", "te-laat")
CLOSING = date(2027, 7, 20)


class Year:
    """`breaches` says in words what went wrong; `happened` counts what the school did; `seconds` each run took.

    `known` are the tasks as the last run left them, `touched` says that somebody changed one in the store since.
    """

    def __init__(self, folder: Path, url: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.school = small_school()
        self.ledger = Ledger(self.school)
        self.kept = KeptSchool(folder, url)
        self.happened: Counter[str] = Counter()
        self.breaches: list[str] = []
        self.seconds: list[float] = []
        self.known: dict[Key, Task] = {}
        self.closed = False
        self.touched = False
        self.happenings = Happenings(self.chance, self.school, self.kept, self.happened)

    def live(self, first: date, last: date) -> None:
        """Let these days pass, both included."""
        today = first
        while today <= last:
            self.day(today)
            today += timedelta(days=1)

    def day(self, today: date) -> None:
        self.happenings.begin(today)
        self.happenings.happen(today, closed=self.closed)
        self.touched = today == RENAMING
        asked = self.ledger.asked(today)
        if today == CLOSING:
            self._close(today)
        if not self.closed:
            self._people(today, asked)
        self._run(today, asked)

    # --- what people do

    def _people(self, today: date, asked: dict[Key, Asked]) -> None:
        near = timedelta(days=25)
        busy = [
            key
            for key, each in asked.items()
            if key in self.known and abs(each.due - today) < near and self.ledger.states.get(key) in (*LIVE, "gemist")
        ]
        by_hand = [key for key in busy if key[0] in BY_HAND]
        for key in self.chance.sample(by_hand, min(len(by_hand), self.chance.choice([0, 1, 2, 4]))):
            self._tick(key, asked[key], today)
        every: list[tuple[Callable[[date, dict[Key, Asked], list[Key]], bool], float]] = [
            (self._untick, 0.15),
            (self._write_evidence, 0.06),
            (self._withdraw, 0.02),
            (self._waive, 0.1),
            (self._unwaive, 0.05),
        ]
        for act, chance in every:
            if self.chance.random() < chance:
                self.happened[act.__name__.strip("_")] += act(today, asked, busy)

    def _tick(self, key: Key, asked: Asked, today: date) -> None:
        by = self.chance.sample(asked.who, len(asked.who) if key[0] == EVERYBODY and self.chance.random() < 0.5 else 1)
        for who in by:
            self.kept.tick(self.known[key], who, str(today))
            self.ledger.ticks[key].add(who)
            self.happened["tick"] += 1

    def _untick(self, today: date, asked: dict[Key, Asked], busy: list[Key]) -> bool:
        ticked = sorted(key for key, who in self.ledger.ticks.items() if who and key in asked)
        if not ticked:
            return False
        key = self.chance.choice(ticked)
        who = self.chance.choice(sorted(self.ledger.ticks[key]))
        self.kept.untick(self.known[key], who)
        self.ledger.ticks[key].discard(who)
        return True

    def _write_evidence(self, today: date, asked: dict[Key, Asked], busy: list[Key]) -> bool:
        room = self.chance.choice(self.school.rooms)
        self.kept.registered("groepsanalyse", "groep", room.name, str(today))
        self.ledger.written[room.key].append(today)
        return True

    def _withdraw(self, today: date, asked: dict[Key, Asked], busy: list[Key]) -> bool:
        room = self.chance.choice(self.school.rooms)
        self.kept.withdrawn("groepsanalyse", room.name)
        return bool(self.ledger.written.pop(room.key, None))

    def _waive(self, today: date, asked: dict[Key, Asked], busy: list[Key]) -> bool:
        if not busy:
            return False
        key = self.chance.choice(busy)
        if self.ledger.ticks[key]:
            return False
        self.kept.waive(self.known[key], "niet nodig")
        self.touched = True
        self.ledger.waived.add(key)
        return True

    def _unwaive(self, today: date, asked: dict[Key, Asked], busy: list[Key]) -> bool:
        if not self.ledger.waived:
            return False
        key = self.chance.choice(sorted(self.ledger.waived))
        self.kept.unwaive(next(each for each in self.kept.tasks(key[0]) if each.key == self.known[key].key))
        self.ledger.waived.discard(key)
        self.touched = True
        return True

    # --- the run, and what must be so after it

    def _run(self, today: date, asked: dict[Key, Asked]) -> None:
        before = {each.key: each for each in (self.kept.tasks() if self.touched else self.known.values())}
        outcome = self._timed(today)
        again = self._timed(today)
        after = self.kept.tasks()
        self._same_again(today, outcome, again)
        self._logged(today, outcome, before, after)
        self._right(today, after, asked)

    def _timed(self, today: date) -> Outcome:
        began = perf_counter()
        outcome = self.kept.run(today)
        self.seconds.append(perf_counter() - began)
        return outcome

    def _breach(self, today: date, what: str) -> None:
        self.breaches.append(f"{today}: {what}")

    def _same_again(self, today: date, outcome: Outcome, again: Outcome) -> None:
        for change in again.changes:
            self._breach(today, f"the second run made {change.what} of {change.after.identity}")
        if outcome.school.numbers != again.school.numbers:
            self._breach(today, "the second run numbered dates anew")
        if set(outcome.evaluation.spells) != set(again.evaluation.spells):
            self._breach(today, "the second run saw other spells")
        broken = {f"rules/{each}.yaml" for each in self.school.broken - {"calendar"}}
        broken |= {f"calendar/{SCHOOL_YEAR}.yaml"} if "calendar" in self.school.broken else set()
        if set(outcome.school.stood_in) != broken or outcome.school.out:
            self._breach(today, f"broken are {broken}, stood in for are {outcome.school.stood_in}")

    def _logged(self, today: date, outcome: Outcome, before: dict[str, Task], after: tuple[Task, ...]) -> None:
        """Every task that changed has its one line in the log, and no other has."""
        changed = sorted(each.key for each in after if before.get(each.key) != each)
        with self.kept.database.reading(ID) as store:
            events = load_events(store, last=len(outcome.changes) + 1)
        logged = sorted(each.subject for each in events if each.at == moment(today))
        if changed != logged:
            self._breach(today, f"changed {set(changed) ^ set(logged)} but logged otherwise")
        if set(before) - {each.key for each in after}:
            self._breach(today, "a task is gone from the store")

    def _right(self, today: date, after: tuple[Task, ...], asked: dict[Key, Asked]) -> None:
        keys = {name: key for key, name in self.ledger.names().items()}
        found = {(each.rule, keys.get(each.subject, each.subject), each.occasion): each for each in after}
        if len(found) != len(after) or len({each.key for each in after}) != len(after):
            self._breach(today, "a task is there twice")
        expected = self.ledger.states if self.closed else self.ledger.settle(asked, today)
        for key in sorted({*found, *expected}):
            self._compare(today, key, found.get(key), expected.get(key), asked)
        self.known = found

    def _compare(self, today: date, key: Key, task: Task | None, state: str | None, asked: dict[Key, Asked]) -> None:
        if task is None or state is None:
            return self._breach(today, f"{key} must be {state}, is {task and task.state}")
        before = self.known.get(key)
        if before is not None and before.key != task.key:
            self._breach(today, f"{key} became another task")
        if task.state != state:
            self._breach(today, f"{key} must be {state}, is {task.state} (due {task.due})")
        due = None if self.closed else self.ledger.due(key, asked)
        if due is not None and task.due != due:
            self._breach(today, f"{key} must be due {due}, is {task.due} ({task.state})")
        if not self.closed and state in LIVE and set(task.recipients) != set(asked[key].who):
            self._breach(today, f"{key} is for {task.recipients}")
        return None

    def _close(self, today: date) -> None:
        self.kept.close(SCHOOL_YEAR, str(today))
        self.touched = True
        self.ledger.states = {key: "gemist" if each in LIVE else each for key, each in self.ledger.states.items()}
        self.closed = True

"""The demo school's year: its own files and facts, what its people do each day, and what is edited on the way."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter
from typing import TYPE_CHECKING

from engine.demoschool.files import demo_files
from engine.intake.folder import EXPORT, File
from engine.model import DONE, LAPSED, LIVE, MISSED, OPEN, OVERDUE, WAIVED, Tick
from engine.rule import REQUIRED
from engine.runs.demo import import_all, make_folder
from engine.runs.evaluate import run
from engine.runs.intake import bring_in
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.log import load_events
from engine.store.tasks import apply_tasks, load_tasks
from engine.store.ticks import add_ticks, load_ticks, remove_ticks
from tests.reconcile.school import moment

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model import Task
    from engine.runs.evaluate import Outcome

CALENDAR, OWN_RULES = "calendar/2026-2027.yaml", "rules/eigen/voorbeeld.yaml"
FORMER, PRESENT = "1/2 C", "1/2 Citroenen"
RENAMED_ON, LOOK = date(2027, 1, 18), timedelta(days=6)
# On which day which text of which file becomes which other text.
EDITS = (
    ("2026-10-12", CALENDAR, "{op: 2026-11-24}", "{op: 2026-11-23}"),
    ("2026-11-02", OWN_RULES, "uiterlijk: 1 week voor kijkmiddag", "uiterlijkst: 1 week voor kijkmiddag"),
    ("2026-11-05", OWN_RULES, "uiterlijkst: 1 week voor kijkmiddag", "uiterlijk: 1 week voor kijkmiddag"),
    ("2026-11-30", CALENDAR, "    - {op: 2027-03-16}\n", "    - {op: 2027-01-19}\n    - {op: 2027-03-16}\n"),
    ("2027-01-11", CALENDAR, "    - {op: 2027-01-19}\n", ""),
    ("2027-01-21", CALENDAR, f"groep: {FORMER}", f"groep: {PRESENT}"),
    ("2027-02-01", CALENDAR, "{op: 2027-02-12}", "{op: 2027-02-11}"),
    ("2027-02-08", CALENDAR, "ankers:", "ankertjes:"),
    ("2027-02-10", CALENDAR, "ankertjes:", "ankers:"),
    ("2027-03-01", CALENDAR, "naam: Lente, van: 2027-03-15", "naam: Lente en Pasen, van: 2027-03-15"),
    ("2027-03-08", CALENDAR, "{op: 2027-04-08}]", "{op: 2027-04-15}, {op: 2027-06-15}]"),
    ("2027-05-10", CALENDAR, "{op: 2027-06-08}", "{op: 2027-06-10}"),
)


class BigYear:
    """`breaches` says in words what went wrong, `happened` what people did, `seconds` how long each run took."""

    def __init__(self, folder: Path, url: str, seed: int) -> None:
        make_folder(folder, demo_files())
        self.folder = folder
        settings, problems = load_settings(folder / "config.toml")
        assert settings is not None, problems
        self.settings = settings
        self.database = open_database(url, folder)
        self.chance = random.Random(seed)
        self.ticks: dict[str, set[str]] = defaultdict(set)
        self.tasks: dict[str, Task] = {}
        self.happened: Counter[str] = Counter()
        self.breaches: list[str] = []
        self.seconds: list[float] = []
        import_all(self.database, settings, moment(date(2026, 8, 1)))

    def states(self) -> Counter[str]:
        return Counter(each.state for each in self.tasks.values())

    def day(self, today: date) -> None:
        self._edit(today)
        if today == RENAMED_ON:
            self._rename(today)
        if today.weekday() < 5:
            self._work(today)
        before = self._stored()
        outcome, again = self._run(today), self._run(today)
        after = self._stored()
        self._check(today, outcome, again, before, after)
        self.tasks = after

    # --- what happens

    def _edit(self, today: date) -> None:
        for day, file, old, new in EDITS:
            if day == str(today):
                path = self.folder / file
                text = path.read_text(encoding="utf-8")
                assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {file}"
                path.write_text(text.replace(old, new), encoding="utf-8")
                self.happened["edits"] += 1

    def _rename(self, today: date) -> None:
        """The administration gives a group another name; its key stays."""
        text = (self.folder / "edex.xml").read_text(encoding="utf-8")
        text = text.replace(f"<naam>{FORMER}</naam>", f"<naam>{PRESENT}</naam>").replace("2026-11-16", str(today))
        with self.database.writing(self.settings.school.id) as store:
            files = {EXPORT: File("edex.xml", text.encode())}
            intake, stands = bring_in(self.settings, store, files, moment(today), confirmed=True)
        assert stands, intake.problems
        self.happened["renames"] += 1

    def _work(self, today: date) -> None:
        """Most of what is due these days gets ticked, now and then one is taken back or said not to apply."""
        near = [each for each in self.tasks.values() if abs(each.due - today) < LOOK and each.recipients]
        busy = [each for each in near if each.state in LIVE]
        ticks = [Tick(each.key, each.recipients[0], today) for each in busy if self.chance.random() < 0.25]
        waived = [replace(each, state=WAIVED, reason="niet nodig") for each in busy if self.chance.random() < 0.005]
        waived = [each for each in waived if each.key not in {tick.task for tick in ticks}]
        undone = [each for each in near if self.ticks.get(each.key) and self.chance.random() < 0.02]
        with self.database.writing(self.settings.school.id) as store:
            add_ticks(store, ticks)
            apply_tasks(store, changed=waived)
            for each in undone:
                remove_ticks(store, each.key)
        for tick in ticks:
            self.ticks[tick.task].add(tick.by)
        for each in undone:
            del self.ticks[each.key]
        self.happened.update(ticks=len(ticks), undone=len(undone), waived=len(waived))

    def _run(self, today: date) -> Outcome:
        began = perf_counter()
        with self.database.writing(self.settings.school.id) as store:
            outcome = run(self.settings, store, today, moment(today))
        self.seconds.append(perf_counter() - began)
        return outcome

    def _stored(self) -> dict[str, Task]:
        with self.database.reading(self.settings.school.id) as store:
            return {each.key: each for each in load_tasks(store)}

    # --- what must hold

    def _check(
        self, today: date, outcome: Outcome, again: Outcome, before: dict[str, Task], after: dict[str, Task]
    ) -> None:
        self._must(today, not again.changes, f"the second run changed {len(again.changes)} tasks")
        self._must(today, outcome.school.numbers == again.school.numbers, "the second run numbered dates anew")
        self._must(today, not outcome.school.out, f"nothing stands in for {outcome.school.out}")
        self._must(today, before.keys() <= after.keys(), "a task is gone from the store")
        identities = {each.identity for each in after.values()}
        self._must(today, len(identities) == len(after), "a task is there twice")
        self._logged(today, outcome, before, after)
        for key, task in after.items():
            self._right(today, task, self.tasks.get(key))

    def _logged(self, today: date, outcome: Outcome, before: dict[str, Task], after: dict[str, Task]) -> None:
        changed = sorted(key for key, task in after.items() if before.get(key) != task)
        with self.database.reading(self.settings.school.id) as store:
            events = load_events(store, last=len(outcome.changes) + 1)
            kept = {each.task for each in load_ticks(store)}
        logged = sorted(each.subject for each in events if each.at == moment(today) and each.subject in after)
        self._must(today, changed == logged, "what changed is not what was logged")
        self._must(today, kept == {key for key, by in self.ticks.items() if by}, "a tick is lost")

    def _right(self, today: date, task: Task, was: Task | None) -> None:
        what = f"{task.identity} is {task.state}, due {task.due}"
        if self.ticks.get(task.key):
            self._must(today, task.state == DONE or self._waits(task), f"{what}: ticked and not done")
        if was is not None:
            same = (was.rule, was.occasion, was.per) == (task.rule, task.occasion, task.per)
            renamed = (was.subject, task.subject) == (FORMER, PRESENT)
            self._must(today, same and (was.subject == task.subject or renamed), f"{what}: was {was.identity}")
            if was.state == DONE == task.state:
                self._must(today, was.due == task.due, f"{what}: done, and yet it moved")
        if task.state == OPEN and task.level == REQUIRED:
            self._must(today, today <= task.due, f"{what}: not yet overdue")
        if task.state == OVERDUE:
            self._must(today, today > task.due and task.level == REQUIRED, f"{what}: overdue too soon")
        if task.state == LAPSED:
            self._must(today, bool(task.reason), f"{what}: lapsed without a reason")
        if task.state == MISSED:
            self._must(today, today > task.due or was is None or was.state == MISSED, f"{what}: missed too soon")

    def _waits(self, task: Task) -> bool:
        """Where everybody ticks for themselves, one tick of two is not enough."""
        return task.state in LIVE and not set(task.recipients) <= self.ticks[task.key]

    def _must(self, today: date, holds: bool, what: str) -> None:
        if not holds:
            self.breaches.append(f"{today}: {what}")

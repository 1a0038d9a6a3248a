"""The mails of the demo school's year: everybody ticks on the last own working day before a task is due.

Prints how many mails a school week people get, and ends with 1 when a teacher's median is above two. A number behind
the command lets only so many weeks pass.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.almanac.almanac import monday_of
from engine.demoschool.files import demo_files
from engine.grounds import Grounds
from engine.model import LIVE, Tick
from engine.runs.dayrun import run_day
from engine.runs.demo import import_all, make_folder
from engine.runs.send import send_due
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.facts import load_told, save_told
from engine.store.tasks import load_tasks
from engine.store.ticks import add_ticks
from notifiers.memory import Mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.audience import Audiences
    from engine.model import Registration, Staff, Task
    from engine.runs.dayrun import DayRan
    from notifiers.mailer import Parcel

FIRST, WEEKS = date(2026, 8, 24), 47
MOST = 2
TEACHER = "leerkracht"
MORNING, HALF_PAST_SEVEN = time(6, 0), time(7, 30)


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that went: when, and to whom it is addressed."""

    day: date
    parcel: Parcel


class MailedYear:
    """`sent` are all mails, `weeks` the Mondays of the weeks that have a school day."""

    def __init__(self, folder: Path, url: str = "sqlite:///jaarcyclus.db") -> None:
        make_folder(folder, demo_files())
        settings, problems = load_settings(folder / "config.toml")
        assert settings is not None, problems
        self.settings = settings
        self.zone = ZoneInfo(settings.schedule.timezone)
        self.database = open_database(url, folder)
        import_all(self.database, settings, self._moment(FIRST, MORNING))
        self.to_come = self._hold_back()
        self.sent: list[Sent] = []
        self.weeks: set[date] = set()
        self.staff: tuple[Staff, ...] = ()

    def live(self, weeks: int = WEEKS) -> None:
        """Let so many weeks pass, Monday to Friday."""
        for count in range(weeks * 7):
            day = FIRST + timedelta(days=count)
            if day.weekday() < 5:
                self._day(day)

    def _day(self, today: date) -> None:
        self._write_down(today)
        ran = run_day(self.database, self.settings, today, self._moment(today, MORNING), "FDK")
        box = Mailbox()
        send_due(self.database, self.settings, box, lambda: self._moment(today, HALF_PAST_SEVEN))
        self.sent += [Sent(today, each) for each in box.parcels]
        self._tick(ran, today)

    def _moment(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone)

    # --- what people do

    def _hold_back(self) -> list[Registration]:
        """Keep what was registered apart, the latest first: it is written down on its own day."""
        with self.database.writing(self.settings.school.id) as store:
            told = load_told(store)
            later = [each for each in told.registrations if each.on >= FIRST]
            kept = tuple(each for each in told.registrations if each.on < FIRST)
            save_told(store, told, replace(told, registrations=kept))
        return sorted(later, key=lambda each: each.on, reverse=True)

    def _write_down(self, today: date) -> None:
        fresh = []
        while self.to_come and self.to_come[-1].on < today:
            fresh.append(self.to_come.pop())
        if fresh:
            with self.database.writing(self.settings.school.id) as store:
                told = load_told(store)
                save_told(store, told, replace(told, registrations=(*told.registrations, *fresh)))

    def _tick(self, ran: DayRan, today: date) -> None:
        """Everybody ticks, after the mail of the day, what is for today."""
        audiences = Grounds(ran.outcome.school.known, today).audiences
        self.staff = ran.outcome.school.facts.staff
        if today in audiences.almanac.school_days():
            self.weeks.add(monday_of(today))
        with self.database.writing(self.settings.school.id) as store:
            live = [each for each in load_tasks(store, live=True) if each.opens <= today]
            add_ticks(store, [Tick(each.key, by, today) for each in live for by in _ready(audiences, each, today)])


def _ready(audiences: Audiences, task: Task, today: date) -> Iterable[str]:
    """Give those who tick a task today: it is their last working day before it is due, or that day has passed."""
    for code in task.recipients:
        day = _last_day(audiences, audiences.census.staff[code], task)
        if task.state in LIVE and code not in task.ticked_by and day is not None and day <= today:
            yield code


def _last_day(audiences: Audiences, person: Staff, task: Task) -> date | None:
    own = audiences.working_days(person)
    before = own.last_on_or_before(task.due - timedelta(days=1))
    if before is None or before < task.opens:
        before = own.last_on_or_before(task.due)
    return before if before is not None and before >= task.opens else None


# --- what came of it


def main(weeks: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        year = MailedYear(Path(folder) / "school")
        year.live(weeks)
        year.database.close()
    return report(year)


def report(year: MailedYear) -> int:
    """Print the mails a school week of everybody, and of all teachers together; return 1 when that is too much."""
    counts = Counter((each.parcel.to, monday_of(each.day)) for each in year.sent)
    per_week = {each: [counts[each.email, week] for week in sorted(year.weeks)] for each in year.staff if each.email}
    print(f"{len(year.sent)} mails in {len(year.weeks)} school weeks")
    print(f"  {'mails a school week':52}{'median':>8}{'mean':>8}{'90%':>8}{'most':>8}")
    for person, numbers in sorted(per_week.items(), key=lambda each: each[0].code):
        if any(numbers):
            print(_row(f"{person.first_name} {person.last_name} ({', '.join(sorted(person.roles))})", numbers))
    teachers = [numbers for person, numbers in per_week.items() if TEACHER in person.roles and any(numbers)]
    together = [each for numbers in teachers for each in numbers]
    print(_row("all teachers", together))
    weeks = Counter(together)
    print("  " + ", ".join(f"{weeks[each]} weeks with {each}" for each in sorted(weeks)), flush=True)
    return 0 if all(median(each) <= MOST for each in (*teachers, together)) else 1


def _row(name: str, numbers: Sequence[int]) -> str:
    ninety = quantiles(numbers, n=10, method="inclusive")[-1] if len(numbers) > 1 else numbers[0]
    return f"  {name:52.52}{median(numbers):8.1f}{fmean(numbers):8.2f}{ninety:8.1f}{max(numbers):8}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else WEEKS))

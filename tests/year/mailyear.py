"""A year of mornings on a real store and a real mail server: things happen, people tick or forget, mails arrive."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.model import LIVE, Case, Tick
from engine.outbox import EVERY_DAY, ONCE_A_WEEK, Pause
from engine.pages import TASKS, UNSUBSCRIBE, Pages
from engine.runs.dayrun import run_day
from engine.runs.tick import tick
from engine.runs.turn import Means, run_if_due, send_if_due
from engine.store.facts import load_told, save_told
from engine.store.outbox import load_posts
from engine.store.tasks import load_tasks
from engine.store.ticks import add_ticks
from engine.store.told import load_told_causes
from engine.store.wishes import save_pauses, save_wish
from notifiers.smtp import Host, SmtpMailer
from tests.reconcile.school import ID, KeptSchool
from tests.year.mailledger import MailLedger, heard_of
from tests.year.mailproof import MailProof
from tests.year.mailschool import (
    ADDRESS,
    EVERYBODY,
    RULES,
    SECRET,
    SENDER,
    export,
    mail_school,
    school_days_from,
    staff_sheet,
)
from tests.year.smallschool import FIRST_DAY, Child, is_school_day

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model import Task
    from engine.outbox import Cause, Post
    from engine.runs.dayrun import DayRan
    from tests.sending.servers import Inbox

ZONE = ZoneInfo("Europe/Amsterdam")
MORNING, BEFORE_THE_WINDOW, NOBODY_THERE = time(6, 0), time(7, 20), 9
MOMENTS = (time(7, 30), time(12, 0), time(16, 55), time(17, 5))
STANDSTILL = (date(2026, 11, 9), date(2026, 11, 13))
NO_SERVER = date(2027, 3, 12)
LATER, NEVER = "451 4.3.0 kom straks terug", "550 5.1.1 onbekend"
FULL = ("ann@school.nl", date(2026, 9, 1), date(2026, 10, 30))
UNKNOWN = ("cees@school.nl", date(2027, 2, 3), date(2027, 2, 10))
AWAY = {
    "CEES": (date(2026, 11, 2), date(2026, 11, 6)),
    "DORA": (date(2027, 2, 1), date(2027, 2, 5)),
    "ANN": (date(2027, 3, 8), date(2027, 3, 12)),
}
WISHES = {"BEA": ONCE_A_WEEK, "DORA": EVERY_DAY}
PAUSE = Pause("EEF", date(2027, 1, 29), date(2027, 2, 9))
# On a day a date in the calendar moves: which one, and to when.
MOVES = {
    date(2026, 10, 1): ("groepsbespreking", "1", date(2026, 11, 19)),
    date(2026, 11, 11): ("groepsbespreking", "1", date(2026, 11, 20)),
    date(2027, 1, 12): ("rapport", "midden", date(2027, 2, 16)),
    date(2027, 5, 20): ("groepsbespreking", "3", date(2027, 6, 15)),
}
NEWCOMERS = {date(2026, 10, 6): 0, date(2027, 1, 19): 2, date(2027, 4, 13): 1}
LEAVER = date(2027, 2, 8)
# Every line leads to its task, so that the proof knows which task it is about.
PAGES = Pages(ADDRESS, SECRET, frozenset({TASKS, UNSUBSCRIBE}))


class MailYear:
    """`proof` holds every mail against what had to be; `ledger` knows what people were told."""

    def __init__(self, folder: Path, url: str, inbox: Inbox, port: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.school = mail_school()
        self.kept = KeptSchool(folder, url)
        self._settle_in(folder)
        self.inbox = inbox
        self.ledger = MailLedger({code: [days] for code, days in AWAY.items()}, [PAUSE], WISHES)
        self.proof = MailProof(self.ledger, PAGES)
        self.mailers = {each: SmtpMailer(Host("127.0.0.1", each, per_minute=60_000)) for each in (port, NOBODY_THERE)}
        self.port = port
        self.now = datetime(2026, 8, 1, 6, tzinfo=ZONE)
        self.minds: dict[tuple[str, str], int | None] = {}
        self.held: list[date] = []

    def _settle_in(self, folder: Path) -> None:
        config = folder / "config.toml"
        mail = f'[mail]\nsender = "{SENDER}"\n[web]\nbase_url = "{ADDRESS}"\n'
        config.write_text(config.read_text(encoding="utf-8") + mail, encoding="utf-8")
        self.kept.reload()
        self.kept.rules(RULES)
        self.kept.calendar(self.school.calendar())
        self._hand_in(date(2026, 8, 1))
        cases = tuple(Case("afwezigheid", f"weg-{code}", "medewerker", code, "", *days) for code, days in AWAY.items())
        with self.kept.database.writing(ID) as store:
            told = load_told(store)
            save_told(store, told, replace(told, cases=cases))
            save_pauses(store, (), (PAUSE,))
            for person, wish in WISHES.items():
                save_wish(store, person, wish)

    def live(self, first: date, last: date) -> None:
        """Let these days pass, both included."""
        for count in range((last - first).days + 1):
            self.day(first + timedelta(days=count))

    def close(self) -> None:
        for each in self.mailers.values():
            each.close()
        self.kept.database.close()

    def day(self, today: date) -> None:
        self._happen(today)
        if STANDSTILL[0] <= today <= STANDSTILL[1]:
            return
        self._at(today, MORNING)
        ran = run_if_due(self._means())
        if ran is not None and ran.hold is not None:
            self._held(ran, today)
        self._at(today, BEFORE_THE_WINDOW)
        self._send()
        self.proof.nothing_came(self.now, self._arrived())
        self._quick_ones(today)
        self._mails(today)

    def _held(self, ran: DayRan, today: date) -> None:
        """The first run of all waits for a person; so must no other."""
        self.held.append(today)
        self._send()
        self.proof.brake_letter(self.now, self._arrived(), self.posts(today))
        run_day(self.kept.database, self.kept.settings, today, self.now, "KEES")

    def _mails(self, today: date) -> None:
        tasks = self._live()
        expected = self.proof.expected(tasks, today)
        for moment in MOMENTS:
            self._at(today, moment)
            self._answers(today, moment)
            self._send()
            arrived = self._arrived()
            if arrived:
                self.proof.came(self.now, arrived, self.posts(today), tasks)
        self.proof.day_over(today, expected, self._shut_out(today))
        self._people(today, tasks)

    # --- what happens at school

    def _happen(self, today: date) -> None:
        if today in MOVES:
            anchor, suffix, day = MOVES[today]
            next(each for each in self.school.meetings if (each.anchor, each.suffix) == (anchor, suffix)).day = day
            self.kept.calendar(self.school.calendar())
        if today in NEWCOMERS:
            room = self.school.rooms[NEWCOMERS[today]]
            number = f"7701{len(self.school.children):02}"
            entry = today + timedelta(days=6)
            self.school.children.append(Child(number, room, date(2021, 3, 4), entry))
            self._hand_in(today)
        if today == LEAVER:
            self.school.children[2].last = today + timedelta(days=3)
            self._hand_in(today)

    def _hand_in(self, today: date) -> None:
        self.kept.tell(edexml=export(self.school, today), medewerkers=staff_sheet(), groepen=self.school.groups_sheet())

    def _answers(self, today: date, moment: time) -> None:
        """What the server says to whom: one box was full in the mornings, and unknown for a week much later."""
        full = FULL[1] <= today <= FULL[2] and moment == MOMENTS[0]
        unknown = UNKNOWN[1] <= today <= UNKNOWN[2]
        said = {FULL[0]: LATER if full else "", UNKNOWN[0]: NEVER if unknown else ""}
        self.inbox.answers = {address: answer for address, answer in said.items() if answer}

    def _shut_out(self, today: date) -> set[str]:
        """Return whom no mail can reach today, whatever is tried."""
        if today == NO_SERVER:
            return {"*"}
        return {UNKNOWN[0]} if UNKNOWN[1] <= today <= UNKNOWN[2] else set()

    # --- what people do

    def _live(self) -> list[Task]:
        with self.kept.database.reading(ID) as store:
            return [each for each in load_tasks(store) if each.state in LIVE]

    def _people(self, today: date, tasks: list[Task]) -> None:
        """Tick what each has a mind to do by now: the run of tomorrow finds it."""
        if not is_school_day(today):
            return
        made = [Tick(each.key, by, today) for each in tasks if each.opens <= today for by in self._doers(each, today)]
        with self.kept.database.writing(ID) as store:
            add_ticks(store, made)

    def _doers(self, task: Task, today: date) -> list[str]:
        who = task.recipients if task.rule == EVERYBODY else task.recipients[:1]
        return [each for each in who if each not in task.ticked_by and self._ready(task, each, today)]

    def _ready(self, task: Task, by: str, today: date) -> bool:
        mind = self.minds.setdefault((task.key, by), self._mind())
        when = task.due if mind == 0 else school_days_from(task.due, mind) if mind is not None else None
        return when is not None and when <= today

    def _mind(self) -> int | None:
        """On time, late, or never: so many school days from the day it is due."""
        return self.chance.choice([-5, -4, -3, -2, -1, -1, 0, 2, 4, 9, 12, None, None])

    def _quick_ones(self, today: date) -> None:
        """Now and then somebody ticks between the run and the mail, through the door of the command."""
        if not is_school_day(today) or today.day % 9 != 0:
            return
        by: dict[str, list[str]] = defaultdict(list)
        for each in self._live():
            if each.opens <= today and each.due <= today + timedelta(days=3) and each.rule != EVERYBODY:
                by[each.recipients[0]].append(each.key)
        if by:
            who = self.chance.choice(sorted(by))
            with self.kept.database.writing(ID) as store:
                tick(self.kept.settings, store, by[who][:3], who, today, self.now)

    # --- mail

    def _at(self, today: date, moment: time) -> None:
        self.now = datetime.combine(today, moment, ZONE)

    def _means(self) -> Means:
        port = NOBODY_THERE if self.now.date() == NO_SERVER else self.port
        return Means(self.kept.database, self.kept.settings, self.mailers[port], lambda: self.now, PAGES)

    def _send(self) -> None:
        send_if_due(self._means())

    def _arrived(self) -> list[tuple[str, bytes]]:
        fresh, self.inbox.mails = self.inbox.mails, []
        return fresh

    def posts(self, day: date | None = None) -> tuple[Post, ...]:
        with self.kept.database.reading(ID) as store:
            return load_posts(store, day=day)

    def tasks(self) -> tuple[Task, ...]:
        return self.kept.tasks()

    def levels(self, task: Task) -> dict[str, date]:
        """Return the day on which each level hears of a task that stays undone."""
        return {cause.sentence: on for _, cause, on in heard_of(task) if cause.is_raised}

    def told(self) -> frozenset[tuple[str, Cause]]:
        with self.kept.database.reading(ID) as store:
            return load_told_causes(store)


FIRST, LAST = FIRST_DAY - timedelta(days=5), date(2027, 7, 20)

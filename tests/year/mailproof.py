"""Every mail of the year held against what had to be: who, when, what, once, and nothing that may not be in a mail."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.outbox import BRAKE_LETTER, MOVED, OVERVIEW, OWN_MAIL, SENT
from tests.reconcile.school import ID
from tests.year.maillines import read
from tests.year.mailschool import (
    COLLEAGUES,
    FIRST_NAME,
    IN_HOLIDAYS,
    LAST_NAME,
    NUMBER,
    SENSITIVE,
    TITLES,
)
from tests.year.mailschool import OWN_MAIL as ITS_OWN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from engine.model import Task
    from engine.outbox import Post
    from engine.pages import Pages
    from tests.year.mailledger import MailLedger
    from tests.year.maillines import Read, Shown

PUPIL = re.compile(rf"{FIRST_NAME}|{LAST_NAME}|\b{NUMBER}\d\d\b", re.IGNORECASE)
BEHIND = re.compile(r"\d+ ta(ak|ken) achter de aanmelding")
AND_MORE = re.compile(r"^En nog \d+ andere\.$", re.MULTILINE)
MOST = 8
PEOPLE = {each.address: code for code, each in COLLEAGUES.items()}


class MailProof:
    """`breaches` says what went wrong; `counts` how often everything came by that a year should have."""

    def __init__(self, ledger: MailLedger, pages: Pages) -> None:
        self.ledger = ledger
        self.pages = pages
        self.breaches: list[str] = []
        self.counts: Counter[str] = Counter()
        self.mails: list[Read] = []
        self.today: Counter[tuple[str, str]] = Counter()
        self.news: set[tuple[str, str]] = set()
        self.moved: set[tuple[str, str]] = set()

    def _breach(self, now: object, what: str) -> None:
        self.breaches.append(f"{now}: {what}")

    # --- what must come

    def expected(self, tasks: Iterable[Task], today: date) -> dict[str, set[str]]:
        every = list(tasks)
        return {code: self.ledger.kinds(code, every, today) for code in COLLEAGUES}

    def nothing_came(self, now: datetime, arrived: list[tuple[str, bytes]]) -> None:
        for to, _ in arrived:
            self._breach(now, f"{to} got a mail outside the window")

    def brake_letter(self, now: datetime, arrived: list[tuple[str, bytes]], posts: tuple[Post, ...]) -> None:
        """The first run of all: only who keeps the school hears of it."""
        if [to for to, _ in arrived] != ["kees@school.nl"] or [each.kind for each in posts] != [BRAKE_LETTER]:
            self._breach(now, f"the brake wrote to {arrived}")
        self.counts["brake"] += 1

    def day_over(self, today: date, expected: dict[str, set[str]], shut_out: set[str]) -> None:
        for code, kinds in expected.items():
            self._person(today, code, kinds, shut_out={COLLEAGUES[code].address, "*"} & shut_out)
        self.today.clear()

    def _person(self, today: date, code: str, kinds: set[str], shut_out: set[str]) -> None:
        got = {kind for to, kind in self.today if to == code}
        twice = [kind for (to, kind), number in self.today.items() if to == code and number > 1]
        if twice:
            self._breach(today, f"{code} got {twice} more than once")
        if shut_out and got:
            self._breach(today, f"{code} got {got} though nothing could arrive")
        extra = {OVERVIEW} if self.ledger.may_have_more(code, today) else set()
        if not shut_out and not kinds <= got <= kinds | extra:
            self._breach(today, f"{code} had to get {kinds}, got {got}")
        self.counts["unreached"] += bool(shut_out and kinds)

    # --- what came

    def came(self, now: datetime, arrived: list[tuple[str, bytes]], posts: tuple[Post, ...], tasks: list[Task]) -> None:
        by_id = {each.message_id: each for each in posts if each.state == SENT}
        known = {each.key: each for each in tasks}
        for to, body in arrived:
            mail = read(to, body)
            post = by_id.pop(mail.message_id, None)
            if post is None or post.person != PEOPLE[to] or post.body != body:
                self._breach(now, f"a mail to {to} that does not stand in the outbox as it was sent: {mail.subject}")
                continue
            self._one(now, mail, post, known)

    def _one(self, now: datetime, mail: Read, post: Post, tasks: dict[str, Task]) -> None:
        self.mails.append(mail)
        self.today[post.person, post.kind] += 1
        self.counts[post.kind] += 1
        self._when(now, mail, post)
        self._says_no_pupil(now, mail)
        self._well_formed(now, mail)
        if mail.unsubscribe != self.pages.unsubscribe(ID, post.person) or mail.unsubscribe not in mail.text:
            self._breach(now, f"{mail.to} cannot end it with a click: {mail.unsubscribe}")
        for each in mail.lines:
            self._line(now, mail, post, each, tasks)
        self._hidden(now, mail, post, tasks)
        self._told(now, mail, post, tasks)

    def _when(self, now: datetime, mail: Read, post: Post) -> None:
        who = COLLEAGUES[post.person]
        if not "07:30" <= f"{now:%H:%M}" < "17:00" or mail.dated.date() != now.date() or mail.dated > now:
            self._breach(now, f"{mail.to} got a mail of {mail.dated}")
        if who.works(now.date()):
            return
        self.counts["on a day off"] += 1
        other = {rule for rule, title in TITLES.items() if title in mail.whole} - {IN_HOLIDAYS}
        if not who.own_day(now.date()) or other or BEHIND.search(mail.text):
            self._breach(now, f"{mail.to} got a mail on a day off: {mail.text}")

    def _says_no_pupil(self, now: datetime, mail: Read) -> None:
        if PUPIL.search(mail.whole):
            self._breach(now, f"a pupil in the mail to {mail.to}: {mail.text}")
        if TITLES[SENSITIVE].lower() in mail.whole.lower():
            self._breach(now, f"a sensitive title in the mail to {mail.to}")
        if TITLES["activiteit"] in mail.whole:
            self._breach(now, f"what may be done or not was pushed to {mail.to}")

    def _well_formed(self, now: datetime, mail: Read) -> None:
        more = AND_MORE.search(mail.text) is not None
        if not 1 <= len(mail.lines) <= MOST or (more and len(mail.lines) < MOST):
            self._breach(now, f"{len(mail.lines)} lines: {mail.text}")
        missing = [each.words for each in mail.lines if each.words.partition(":")[0] not in mail.html]
        if missing:
            self._breach(now, f"not in the html: {missing}")

    def _line(self, now: datetime, mail: Read, post: Post, line: Shown, tasks: dict[str, Task]) -> None:
        """Every line leads to a task that is still to do, of this person or of somebody they stand in for."""
        if not line.task:
            return None
        task = tasks.get(line.task)
        if task is None or post.person in task.ticked_by:
            return self._breach(now, f"{post.person} is told of what is done: {line}")
        if not line.words.startswith(task.title):
            self._breach(now, f"{line} leads to {task.title}")
        mine = {each for code in task.recipients for each in self.ledger.instead_of(code, now.date())}
        raised = {each.task for each in post.causes if " naar " in each.sentence}
        if post.person not in mine and task.key not in raised:
            self._breach(now, f"{post.person} is told of what is not theirs: {line}")
        self.counts["of somebody away"] += post.person not in task.recipients and task.key not in raised
        self.counts["raised"] += task.key in raised
        if line.heading == "Nieuw":
            self._once(now, self.news, post.person, line)
        if line.heading == "Verschoven":
            self._once(now, self.moved, post.person, line)
            if "verschoven van" not in line.words or dutch(task.due) not in line.words:
                self._breach(now, f"{line} must say {task.moved_from} to {task.due}")
        return None

    def _once(self, now: datetime, before: set[tuple[str, str]], person: str, line: Shown) -> None:
        self.counts[line.heading] += 1
        if (person, line.words) in before:
            self._breach(now, f"{person} is told again: {line}")
        before.add((person, line.words))

    def _hidden(self, now: datetime, mail: Read, post: Post, tasks: dict[str, Task]) -> None:
        """Of a sensitive rule there is a number, and it is there whenever there is something."""
        mine = [
            each
            for each in tasks.values()
            if each.rule == SENSITIVE and each.opens <= now.date()
            if any(post.person in self.ledger.instead_of(code, now.date()) for code in each.recipients)
        ]
        whole = post.kind == OVERVIEW and not post.only_in_holidays
        said = BEHIND.search(mail.text)
        if whole and bool(mine) != bool(said):
            self._breach(now, f"{post.person} has {len(mine)} sensitive tasks, is told {said}")
        if said is not None and not said[0].startswith(f"{len(mine)} "):
            self._breach(now, f"{post.person} has {len(mine)} sensitive tasks, is told {said[0]}")
        self.counts["sensitive"] += said is not None

    # --- what counts as told

    def _told(self, now: datetime, mail: Read, post: Post, tasks: dict[str, Task]) -> None:
        told = self.ledger.told
        calls = {
            cause for task, cause in self.ledger.calls(post.person, tasks.values(), now.date()) if _fits(task, post)
        }
        moves = self.ledger.moves(post.person, tasks.values(), now.date(), post.kind)
        moves = {each for each in moves if (post.person, each) not in told} if not post.only_in_holidays else set()
        if set(post.causes) != calls | moves:
            self._breach(now, f"{post.person} is told {set(post.causes)}, not {calls | moves}")
        again = [each for each in post.causes if (post.person, each) in told]
        if again:
            self._breach(now, f"{post.person} is told again: {again}")
        told.update((post.person, each) for each in post.causes)
        self._words_of(now, mail, post, tasks)

    def _words_of(self, now: datetime, mail: Read, post: Post, tasks: dict[str, Task]) -> None:
        """Whatever is told can be read, unless there was no place for it: then its number can."""
        for each in post.causes:
            task = tasks.get(each.task)
            if task is None:
                self._breach(now, f"{post.person} is told of what is not to do: {each}")
                continue
            words = "achter de aanmelding" if task.rule == SENSITIVE else task.title.lower()
            if words not in mail.text.lower().replace("\n  ", " ") and not AND_MORE.search(mail.text):
                self._breach(now, f"{post.person} reads nothing of {each}")
            self.counts[
                each.sentence if each.sentence == MOVED else each.sentence.partition(" naar ")[2] or "reminder"
            ] += 1


def _fits(task: Task, post: Post) -> bool:
    kind = OWN_MAIL + task.rule if task.rule == ITS_OWN else OVERVIEW
    return kind == post.kind and (task.rule == IN_HOLIDAYS or not post.only_in_holidays)

"""kill -9 at each step of sending, over real SMTP and real SQLite; and two senders at once on one store."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.outbox import IN_DOUBT, SENT, TEST_LETTER
from engine.runs.claiming import LEASE
from engine.runs.post import system_post
from engine.store.log import load_runs
from engine.store.outbox import load_posts
from notifiers.smtp import SmtpMailer
from tests.sending.doomed import (
    AFTER_COMMIT,
    AFTER_SEND,
    BEFORE_COMMIT,
    BEFORE_SEND,
    KILL,
    RACE,
    by_way_of,
    line_to,
    named_after,
    prepared,
)
from tests.sending.school import ID, Wilg, read
from tests.sending.servers import Inbox, proper

if TYPE_CHECKING:
    from engine.runs.writing import Writer

BEA = "bea@dewilg.example"
TOP = Path(__file__).parents[2]
# The first commit tidies, the second claims, the third says "on the wire". Then for each of five mails one claims the
# next while the server reads, and one closes it and lets the next leave; the last keeps the round in the log.
COMMITS = range(1, 14)
STEPS = [
    *(f"{word}-{number}" for word in (BEFORE_COMMIT, AFTER_COMMIT) for number in COMMITS),
    *(f"{word}-{number}" for word in (BEFORE_SEND, AFTER_SEND) for number in (1, 2)),
]
# Where a process that dies leaves a mail of which nobody knows whether it arrived: after it said that it leaves, and
# before it said how that ended.
DOUBTFUL = {
    *(f"{AFTER_COMMIT}-{number}" for number in range(3, 12)),
    *(f"{BEFORE_COMMIT}-{number}" for number in range(4, 13)),
    *(f"{word}-{number}" for word in (BEFORE_SEND, AFTER_SEND) for number in (1, 2)),
}


def _senders(port: int, manner: str, *folders: Path) -> list[int]:
    """Let senders run in processes of their own, and return how each of them ended."""
    command = [sys.executable, "-m", "tests.sending.doomed", str(port), manner, *map(str, folders)]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return [int(each) for each in done.stdout.split()]


def _finished(port: int, folder: Path, writer: Writer) -> Wilg:
    wilg = named_after(folder)
    wilg.clock.forward(LEASE.total_seconds() / 60 + 1)
    mailer = SmtpMailer(line_to(port))
    wilg.send(mailer, by_way_of(writer, wilg))
    mailer.close()
    return wilg


def _arrived(inbox: Inbox, step: str) -> Counter[str]:
    """Count how often each Message-ID arrived of the school that was killed at this step."""
    letters = [read(body) for _, body in inbox.mails]
    return Counter(str(each["Message-ID"]) for each in letters if f"<{step}@" in str(each["From"]))


@pytest.mark.slow
def test_a_sender_killed_at_any_step_loses_nothing_and_nothing_goes_twice(planned: Path, tmp_path: Path) -> None:
    folders = [tmp_path / step / "wilg" for step in STEPS]
    for folder in folders:
        shutil.copytree(planned, folder)
    inbox = Inbox()
    server = proper(inbox)
    server.start()
    try:
        assert _senders(server.port, KILL, *folders) == [-signal.SIGKILL] * len(STEPS)
        writer = prepared(planned)
        schools = [_finished(server.port, folder, writer) for folder in folders]
    finally:
        server.stop()
    for step, wilg in zip(STEPS, schools, strict=True):
        _nothing_lost(step, wilg)
        _nothing_twice(step, wilg, _arrived(inbox, step))
        _told_what_went(step, wilg)
        wilg.database.close()


def _nothing_lost(step: str, wilg: Wilg) -> None:
    states = Counter(each.state for each in wilg.posts().values())
    assert states == ({SENT: 4, IN_DOUBT: 1} if step in DOUBTFUL else {SENT: 5}), step


def _nothing_twice(step: str, wilg: Wilg, arrived: Counter[str]) -> None:
    posts = wilg.posts().values()
    assert max(arrived.values()) == 1, step
    assert {each.message_id for each in posts if each.state == SENT} <= set(arrived), step
    assert set(arrived) <= {each.message_id for each in posts}, step


def _told_what_went(step: str, wilg: Wilg) -> None:
    rules = {each.key: each.rule for each in wilg.tasks()}
    went = [(each.person, each.causes) for each in wilg.posts().values() if each.state == SENT]
    assert wilg.told() == {(person, rules[cause.task]) for person, causes in went for cause in causes}, step


@pytest.mark.slow
def test_two_senders_at_once_send_nothing_twice(planned: Path, tmp_path: Path) -> None:
    folder = tmp_path / "race" / "wilg"
    shutil.copytree(planned, folder)
    wilg = named_after(folder)
    wilg.by_hand(*(system_post(wilg.settings, TEST_LETTER, f"{n}", "BEA", BEA, wilg.clock()) for n in range(25)))
    inbox = Inbox()
    server = proper(inbox)
    server.start()
    try:
        assert _senders(server.port, RACE, folder) == [0, 0]
    finally:
        server.stop()
    arrived = _arrived(inbox, "race")
    with wilg.database.reading(ID) as store:
        posts, runs = load_posts(store), load_runs(store, "verzenden")
    assert {each.state for each in posts} == {SENT}
    assert arrived == Counter(each.message_id for each in posts)
    assert sum(dict(each.figures)[SENT] for each in runs) == len(posts) == 30
    assert len(inbox.lines) == len(runs) == 2
    wilg.database.close()

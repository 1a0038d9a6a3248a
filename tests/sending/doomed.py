"""Senders in processes of their own: some are killed at a named step, some are two at once on the same store.

`python -m tests.sending.doomed PORT MANNER FOLDER...` forks one sender for each folder (`kill`: at the step that the
folder is named after), or two for the one folder (`race`), and waits for them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.runs.writing import Writer
from engine.store.outbox import load_posts
from notifiers.smtp import Host, SmtpMailer
from tests.sending.school import ID, Wilg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.synchronize import Barrier

    from engine.store.database import Database, Store
    from notifiers.mailer import Meanwhile, Outcome, Parcel

BEFORE_COMMIT, AFTER_COMMIT, BEFORE_SEND, AFTER_SEND = "before-commit", "after-commit", "before-send", "after-send"
KILL, RACE = "kill", "race"


class Doom:
    """Kills this process the moment a step is reached for the n-th time: `after-commit-3`."""

    def __init__(self, step: str) -> None:
        self.word, _, number = step.rpartition("-")
        self.left = int(number)

    def reached(self, word: str) -> None:
        if word != self.word:
            return
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class DoomedDatabase:
    """The real store; what is killed before a commit has written everything but that."""

    real: Database
    doom: Doom

    def reading(self, school: str):  # type: ignore[no-untyped-def]
        return self.real.reading(school)

    @contextmanager
    def writing(self, school: str, *, lasting: bool = True) -> Iterator[Store]:
        with self.real.writing(school, lasting=lasting) as store:
            yield store
            self.doom.reached(BEFORE_COMMIT)
        self.doom.reached(AFTER_COMMIT)


class DoomedMailer(SmtpMailer):
    def __init__(self, host: Host, doom: Doom) -> None:
        super().__init__(host)
        self.doom = doom

    def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
        self.doom.reached(BEFORE_SEND)
        outcome = super().send(parcel, meanwhile)
        self.doom.reached(AFTER_SEND)
        return outcome


class RacingMailer(SmtpMailer):
    """Lets its first mail go when the other racer is as far: so neither is done before the other begins."""

    def __init__(self, host: Host, start: Barrier) -> None:
        super().__init__(host)
        self.start: Barrier | None = start

    def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
        if self.start is not None:
            self.start.wait(30)
            self.start = None
        return super().send(parcel, meanwhile)


def line_to(port: int) -> Host:
    return Host("localhost", port, per_minute=1000)


def named_after(folder: Path) -> Wilg:
    """Open the school in this folder; its mail comes from an address that says which folder."""
    wilg = Wilg(folder)
    mail = replace(wilg.settings.mail, sender=f"Jaarcyclus <{folder.parent.name}@dewilg.example>")
    wilg.settings = replace(wilg.settings, mail=mail)
    return wilg


def send_and_die(port: int, folder: Path, writer: Writer, _start: Barrier) -> None:
    doom = Doom(folder.parent.name)
    wilg = named_after(folder)
    wilg.database = DoomedDatabase(wilg.database, doom)  # type: ignore[assignment]
    wilg.send(DoomedMailer(line_to(port), doom), by_way_of(writer, wilg))


def send_beside_another(port: int, folder: Path, writer: Writer, start: Barrier) -> None:
    wilg = named_after(folder)
    mailer = RacingMailer(line_to(port), start)
    wilg.send(mailer, by_way_of(writer, wilg))
    mailer.close()


def prepared(folder: Path) -> Writer:
    """Gather the school once for all its copies: they differ in nothing but what is sent."""
    wilg = named_after(folder)
    writer = Writer(wilg.settings)
    with wilg.database.reading(ID) as store:
        writer.prepare(store, wilg.clock().date())
        for post in load_posts(store):
            writer(store, post, wilg.clock())
    wilg.database.close()
    return writer


def by_way_of(writer: Writer, wilg: Wilg) -> Writer:
    writer.settings = wilg.settings
    return writer


def in_a_process(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main(port: int, manner: str, folders: list[Path]) -> None:
    act = send_and_die if manner == KILL else send_beside_another
    turns = folders if manner == KILL else folders * 2
    writer = prepared(folders[0])
    start = multiprocessing.get_context("fork").Barrier(2)
    children = [in_a_process(lambda folder=folder: act(port, folder, writer, start)) for folder in turns]  # type: ignore[misc]
    ends = [os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children]
    print(*ends)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], [Path(each) for each in sys.argv[3:]])

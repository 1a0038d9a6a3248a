"""Mails a second through the outbox against bare aiosmtplib: the same bytes, the same sink, in turn. Rendering apart.

The outbox does all of its work but the rendering: it claims, sees that nothing changed since the school was gathered,
freezes, commits before the bytes leave and keeps how it ended. What a commit costs depends on the disk, so it is
measured beside it, and once more in memory where the system has such a place.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import aiosmtplib

from benchmarks.kit.demo import TODAY
from benchmarks.kit.figures import in_turn, ratio, seconds, shown
from engine.demoschool.files import demo_files
from engine.runs import evaluate
from engine.runs.compose import compose, envelope
from engine.runs.demo import import_all, make_folder
from engine.runs.lookagain import Look, look, scene_of
from engine.runs.post import plan_posts, put_in_outbox
from engine.runs.send import send_due
from engine.runs.writing import Writer
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.outbox import add_posts, load_posts
from engine.store.tasks import apply_tasks, load_tasks
from notifiers.memory import Mailbox
from notifiers.message import as_bytes
from notifiers.smtp import Host, SmtpMailer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.synchronize import Event

    from engine.outbox import Post
    from engine.settings import Settings
    from engine.store.database import Database, Store

MAILS = 200
PAIRS = 7
WANTED_RATIO, WANTED_RENDERING = 0.5, 2.0
COPY = "#"
MEMORY = Path("/dev/shm")
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))


@dataclass(frozen=True)
class Bench:
    """The demo school with the mail of a day planned, and each post as it is written."""

    folder: Path
    settings: Settings
    written: dict[str, Post]
    posts: tuple[Post, ...]

    def write(self, store: Store, post: Post, now: datetime, seen: tuple[int, int]) -> Post:
        """Do what the sender's writer does when nothing changed, but for looking and rendering."""
        made = self.written[post.person.partition(COPY)[0] + post.kind]
        return replace(post, to=made.to, subject=made.subject, message_id=made.message_id, dated=now, body=made.body)


def main() -> None:
    with TemporaryDirectory(prefix="jaarcyclus-") as folder, _sink() as port:
        bench = _bench(Path(folder) / "school")
        _rendering(bench)
        _rate("on this disk", bench, Path(folder), port)
        if MEMORY.is_dir():
            with TemporaryDirectory(prefix="jaarcyclus-", dir=MEMORY) as memory:
                _rate("in memory", bench, Path(memory), port)


# --- the rate


def _rate(place: str, bench: Bench, folder: Path, port: int) -> None:
    stores = [_store(bench, folder / f"{number}.db") for number in range(PAIRS + 1)]
    waiting = iter(stores)
    ours, bare = in_turn(
        lambda: _through_the_outbox(next(waiting), bench, port), lambda: asyncio.run(_bare(bench, port)), PAIRS
    )
    for each in stores:
        each.close()
    size = sum(len(each.body or b"") for each in bench.written.values()) / len(bench.written)
    print(f"  {MAILS} mails of {size / 1024:.0f} kB, {place}; a commit of one page there: {_commit(folder):.2f} ms")
    print(shown("outbox, ms a mail", [each / MAILS for each in ours]))
    print(shown("bare aiosmtplib, ms a mail", [each / MAILS for each in bare]))
    print(f"  rate {ratio(bare, ours):.2f} of bare (at least {WANTED_RATIO:g})")


def _through_the_outbox(database: Database, bench: Bench, port: int) -> None:
    mailer = SmtpMailer(Host("127.0.0.1", port, per_minute=1_000_000))
    done = send_due(database, bench.settings, mailer, lambda: NOW, bench.write)
    mailer.close()
    assert done.sent == MAILS, done


async def _bare(bench: Bench, port: int) -> None:
    line = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, use_tls=False, start_tls=False)
    await line.connect()
    sender = bench.settings.mail.sender
    for each in _copies(bench):
        made = bench.written[each.person.partition(COPY)[0] + each.kind]
        await line.sendmail(sender, [made.to], made.body or b"")
    await line.quit()


def _commit(folder: Path) -> float:
    """Return the milliseconds of a small commit that lasts, as this disk does it now."""
    connection = sqlite3.connect(folder / "commit.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE one (number INTEGER)")
    spent = seconds(lambda: [connection.execute("INSERT INTO one VALUES (?)", (each,)) for each in range(100)])
    connection.close()
    return spent * 10


# --- the rendering


def _rendering(bench: Bench) -> None:
    database = open_database("sqlite:///jaarcyclus.db", bench.folder)
    with database.reading(bench.settings.school.id) as store:
        scene = scene_of(bench.settings, store, TODAY)
    database.close()
    found = [each for each in (look(scene, post) for post in bench.posts) if isinstance(each, Look)]
    assert len(found) == len(bench.posts)
    turns = range(10)
    looks = [seconds(lambda post=post: look(scene, post)) for post in bench.posts for _ in turns]  # type: ignore[misc]
    rendered = [seconds(lambda each=each: _rendered(bench, each)) for each in found for _ in turns]  # type: ignore[misc]
    print(f"  {len(found)} digests of one morning, {len(turns)} times")
    print(shown("looking again", looks))
    print(shown(f"rendering (< {WANTED_RENDERING:g} ms)", rendered))


def _rendered(bench: Bench, found: Look) -> bytes:
    letter = compose(found.told, found.person, bench.settings)
    return as_bytes(letter, envelope(found.told, bench.settings, NOW))


# --- the school


def _bench(folder: Path) -> Bench:
    make_folder(folder, demo_files())
    settings, problems = load_settings(folder / "config.toml")
    assert settings is not None, problems
    settings = replace(settings, mail=replace(settings.mail, sender="Jaarcyclus <jaarcyclus@dekastanje.example>"))
    database = open_database("sqlite:///jaarcyclus.db", folder)
    import_all(database, settings, NOW)
    _run(database, settings, NOW.replace(month=8, day=24))
    _run(database, settings, NOW - timedelta(days=1))
    send_due(database, settings, Mailbox(), lambda: NOW - timedelta(days=1))
    _run(database, settings, NOW)
    with database.reading(settings.school.id) as store:
        posts = load_posts(store, day=TODAY)
        writer = Writer(settings)
        made = {each.person + each.kind: writer(store, each, NOW) for each in posts}
    database.close()
    written: dict[str, Any] = {key: each for key, each in made.items() if getattr(each, "body", None)}
    return Bench(folder, settings, written, tuple(each for each in posts if each.person + each.kind in written))


def _run(database: Database, settings: Settings, now: datetime) -> None:
    with database.writing(settings.school.id) as store:
        before = evaluate.gather_all(settings, store)
        outcome = evaluate.decide(before, now.date())
        plan = plan_posts(settings, store, before, outcome, now.date(), now)
        evaluate.apply(store, before, outcome, now.date(), now)
        put_in_outbox(store, plan)


def _store(bench: Bench, path: Path) -> Database:
    """Copy the school's store, with so many posts in the outbox and nothing sent.

    All tasks are written once more, as a run in the morning may do: SQLite's log is then as long as it gets.
    """
    shutil.copyfile(bench.folder / "jaarcyclus.db", path)
    database = open_database(f"sqlite:///{path.name}", path.parent)
    with database.writing(bench.settings.school.id) as store:
        apply_tasks(store, changed=load_tasks(store))
        add_posts(store, _copies(bench))
    return database


def _copies(bench: Bench) -> list[Post]:
    """Return the posts of the morning over and over, each time of somebody else, until there are enough."""
    found = [
        replace(each, id=f"{each.id}{turn}", person=f"{each.person}{COPY}{turn}")
        for turn in range(1 + MAILS // len(bench.posts))
        for each in bench.posts
    ]
    return found[: MAILS - len(bench.posts)] + list(bench.posts)


# --- the sink


class _Sink:
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return "250 aangenomen"


def _serve(port: Any, ready: Event, over: Event) -> None:
    from aiosmtpd.controller import Controller

    server = Controller(_Sink(), hostname="127.0.0.1", port=port.value)
    server.start()
    ready.set()
    over.wait()
    server.stop()


@contextmanager
def _sink() -> Iterator[int]:
    """Let a server that takes everything run in a process of its own, and give its port."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = multiprocessing.Value("i", taken.getsockname()[1])
    ready, over = multiprocessing.Event(), multiprocessing.Event()
    process = multiprocessing.Process(target=_serve, args=(port, ready, over), daemon=True)
    process.start()
    ready.wait(20)
    try:
        yield int(port.value)
    finally:
        over.set()
        process.join(5)


if __name__ == "__main__":
    main()

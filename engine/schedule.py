"""The tick: once a minute it asks the store what is due. It remembers nothing, and its clock runs in UTC."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, timedelta
from pathlib import PurePath
from time import sleep
from traceback import extract_tb
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from engine import clock
from engine.runs.ping import ping
from engine.runs.turn import run_if_due, send_if_due
from notifiers.stoppable import Stopping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from engine.runs.turn import Means

EVERY = timedelta(minutes=1)
GRACE = timedelta(hours=1)
BLINK = 0.2


def tick(means: Means) -> None:
    """Do what is due. Whatever goes wrong is logged, and the next tick goes on."""
    log = structlog.get_logger().bind(school=means.settings.school.id)
    with _going_on(log, "run"):
        _run(means, log)
    with _going_on(log, "send"):
        try:
            _send(means, log)
        finally:
            means.mailer.close()


def serve(turn: Callable[[], None], stop: Event, every: timedelta = EVERY) -> None:
    """Turn at once and then every minute until `stop` is set; the turn that is busy then ends in its own time.

    A turn that takes longer than a minute is not overtaken by the next, and a machine that slept takes one turn, not
    one for each minute that it missed.
    """
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        turn,
        "interval",
        seconds=every.total_seconds(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=int(GRACE.total_seconds()),
        next_run_time=clock.now("UTC"),
    )
    scheduler.start()
    while not stop.is_set():
        sleep(BLINK)
    scheduler.shutdown(wait=True)


def _run(means: Means, log: structlog.stdlib.BoundLogger) -> None:
    ran = run_if_due(means)
    if ran is None:
        return
    if ran.hold is not None:
        log.warning("run held", tasks=ran.hold.tasks, mails=ran.hold.mails, hold=ran.hold.number)
        return
    log.info("run", tasks=len(ran.outcome.changes), mails=ran.mails, broken=[each.file for each in ran.broken])
    url = means.settings.watch.ping_url
    if url and (why := ping(url)):
        log.warning("ping failed", why=why)


def _send(means: Means, log: structlog.stdlib.BoundLogger) -> None:
    sent = send_if_due(means)
    if sent is not None and (sent.stopped or any(sent.states.values())):
        log.info("send", stopped=sent.stopped, **sent.states)


@contextmanager
def _going_on(log: structlog.stdlib.BoundLogger, what: str) -> Iterator[None]:
    """Name the kind of mistake and where it was made; its words may hold somebody's name."""
    try:
        yield
    except Stopping:
        log.info("stopped between mails")
    except Exception as error:
        place = extract_tb(error.__traceback__)[-1]
        log.error(
            "tick failed", what=what, error=type(error).__name__, file=PurePath(place.filename).name, line=place.lineno
        )

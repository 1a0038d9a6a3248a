"""`jaarcyclus serve`: one process that does every day what `run` does once, until somebody stops it."""

from __future__ import annotations

import logging
import signal
from threading import Event
from typing import TYPE_CHECKING, Any

import typer

from engine import clock
from engine.cli.mailing import mailing
from engine.cli.shell import installed, store_errors
from engine.runs.turn import Means
from notifiers.stoppable import Stoppable

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from engine.wiring import Installation

app = typer.Typer()


@app.command(help="Blijf draaien: elke dag de taken bijwerken en de mail versturen.")
def keep_going(ctx: typer.Context) -> None:
    school, stop = installed(ctx.obj), Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    _log_plainly(school.settings.schedule.timezone)
    typer.echo(f"{school.settings.school.name}: taken om {_hour(school)}, mail van {_window(school)}.", err=True)
    with store_errors(), mailing(school) as mailer:
        _turn_until(school, Stoppable(mailer, stop), stop)
    typer.echo("Gestopt.", err=True)


def _turn_until(school: Installation, mailer: Stoppable, stop: Event) -> None:
    from engine.schedule import serve, tick

    zone = school.settings.schedule.timezone
    means = Means(school.open(), school.settings, mailer, lambda: clock.now(zone))
    serve(lambda: tick(means), stop)
    means.database.close()


def _hour(school: Installation) -> str:
    return f"{school.settings.schedule.evaluate:%H:%M}"


def _window(school: Installation) -> str:
    opens, closes = school.settings.schedule.mail_window
    return f"{opens:%H:%M} tot {closes:%H:%M}"


def _log_plainly(zone: str) -> None:
    """One line of `key=value` to stderr for each thing that happened, with the school's own time."""
    import structlog

    def timed(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {"at": clock.now(zone).isoformat(timespec="seconds"), **event}

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            timed,
            structlog.processors.KeyValueRenderer(key_order=["at", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=typer.get_text_stream("stderr")),
    )

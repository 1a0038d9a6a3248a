"""`jaarcyclus serve`: one process that does every day what `run` does once, until somebody stops it.

Where the school has a web address the pages run along. They stand beside the engine, so they are found by name, and
without them it only ticks.
"""

from __future__ import annotations

import logging
import signal
from contextlib import ExitStack, contextmanager
from importlib.metadata import entry_points
from threading import Event
from typing import TYPE_CHECKING, Any

import typer

from engine import clock
from engine.cli.mailing import known_elsewhere, linked, mailing
from engine.cli.shell import installed, refuse, store_errors, trouble
from engine.pages import NO_PAGES
from engine.runs.turn import Means
from notifiers.stoppable import Stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping
    from contextlib import AbstractContextManager

    from engine.configparts import Web
    from engine.wiring import Installation

    Neighbour = Callable[[Means], AbstractContextManager[None]]

GROUP, NAME = "jaarcyclus.serve", "pages"
NO_NEIGHBOUR = "Let op: base_url staat in config.toml, maar de pagina's zijn hier niet geinstalleerd."

app = typer.Typer()


@app.command(help="Blijf draaien: elke dag de taken bijwerken, de mail versturen, en de pagina's tonen.")
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

    zone, neighbour = school.settings.schedule.timezone, _neighbour(school.settings.web)
    pages = linked(school) if neighbour else NO_PAGES
    secret = known_elsewhere(school) if neighbour else ""
    means = Means(school.open(), school.settings, mailer, lambda: clock.now(zone), pages, secret)
    with _beside(means, neighbour):
        serve(lambda: tick(means), stop)
    means.database.close()


def _neighbour(web: Web) -> Neighbour | None:
    """Return what serves the pages, where there is a web address for them."""
    if not web.base_url:
        return None
    found = [each.load() for each in entry_points(group=GROUP, name=NAME)]
    if not found:
        typer.echo(NO_NEIGHBOUR, err=True)
    return found[0] if found else None


@contextmanager
def _beside(means: Means, neighbour: Neighbour | None) -> Iterator[None]:
    """Serve the pages as long as the block lasts; say it when somebody else listens at their address."""
    with ExitStack() as open_doors:
        if neighbour is not None:
            _open(open_doors, means, neighbour)
        yield


def _open(open_doors: ExitStack, means: Means, neighbour: Neighbour) -> None:
    host, port = means.settings.web.listen
    try:
        open_doors.enter_context(neighbour(means))
    except OSError as error:
        refuse(
            f"op {host}:{port} kan ik niet luisteren ({trouble(error)}); kies een ander adres bij listen onder [web]"
        )
    typer.echo(f"De pagina's staan op {means.settings.web.base_url} (ik luister op {host}:{port}).", err=True)


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

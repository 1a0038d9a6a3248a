"""The pages as long as `jaarcyclus serve` runs: in the same process as the tick, on a thread of their own."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn

from engine.wiring import mailer_of
from web.app import app_of
from web.house import open_house

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

    from engine.runs.turn import Means
    from web.provider import Provider

LAST_ANSWERS = 5


@contextmanager
def pages(means: Means) -> Iterator[None]:
    """Answer visitors until the block ends; who is being answered then gets a few seconds.

    Raises OSError at once where the address to listen at is taken, or not ours.
    """
    door = _door(*means.settings.web.listen)
    house = open_house(
        means.database,
        means.settings,
        means.pages,
        means.now,
        lambda: mailer_of(means.settings, os.environ),
        _provider(means),
    )
    server = _server(app_of(house))
    thread = Thread(target=server.run, args=([door],), name="pages")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        door.close()


def _provider(means: Means) -> Provider | None:
    """Return the provider of people's accounts. Its library is read only where a school has one."""
    if not means.settings.oidc.kind:
        return None
    from web.provider import Provider

    return Provider(means.settings.oidc, means.oidc_secret, means.pages.back())


def _door(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def _server(app: ASGIApp) -> uvicorn.Server:
    """Say nothing of who visits: an address may hold a token, and a mistake somebody's name. We log our own."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
    )

"""What goes with every answer: nothing from elsewhere is loaded, nothing of ours is framed, and no address leaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
# For what has its own mark in its address: another text has another address.
A_YEAR = "public, max-age=31536000, immutable"
UNLESS_SAID = {"Cache-Control": "no-store"}


class Headers:
    """Adds them to each answer of the application it stands around."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    found[name] = value
                for name, value in UNLESS_SAID.items():
                    found.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)

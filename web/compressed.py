"""Answers packed for the wire, but not for who was sent here by another site: what is packed tells by its size.

A page with a secret, and with something another site put in its address, can be guessed letter by letter from how well
it packs (BREACH). The secret in ours is the proof in the forms, and that is masked anew for each page (web/session.py).
What else stands on a page stays unguessed because whoever comes from another site gets it as it is, in its full size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SMALLEST = 1_000
LEVEL = 6
OTHERS = frozenset({"cross-site", "same-site"})


class Compressed:
    """Packs each answer of the application it stands around, where the browser can unpack it and may have it so."""

    def __init__(self, app: ASGIApp) -> None:
        self.plain = app
        self.packed = GZipMiddleware(app, SMALLEST, LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self.plain if _is_sent_by_others(scope) else self.packed)(scope, receive, send)


def _is_sent_by_others(scope: Scope) -> bool:
    return scope["type"] == "http" and Headers(scope=scope).get("sec-fetch-site", "") in OTHERS

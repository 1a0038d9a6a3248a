"""Asking for a page within this process, as the server would: the whole request, and the bytes that would go back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gzip import decompress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.kit.lived import PAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message

LINKED = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"')
HOST = urlsplit(PAGES.base).hostname or ""


@dataclass(frozen=True)
class Answer:
    """What came back. `size` is what goes over the wire: head and packed body."""

    status: int
    kind: str
    size: int
    text: str
    place: str = ""

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")

    @property
    def linked(self) -> frozenset[str]:
        """The addresses of the styles and scripts that a page loads."""
        return frozenset(LINKED.findall(self.text)) if self.kind.startswith("text/html") else frozenset()


async def ask(app: ASGIApp, address: str, cookie: str = "", form: bytes | None = None) -> Answer:
    """Ask for a page, or send a form to it; the browser unpacks gzip."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": form or b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(_scope(address, cookie, form), receive, send)
    return _answer(sent)


def _scope(address: str, cookie: str, form: bytes | None) -> dict[str, object]:
    parts = urlsplit(address)
    headers = [("host", HOST), ("accept-encoding", "gzip"), ("cookie", cookie)]
    if form is not None:
        headers += [("content-type", "application/x-www-form-urlencoded"), ("content-length", str(len(form)))]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET" if form is None else "POST",
        "scheme": "https",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers if value],
        "server": (HOST, 443),
        "client": ("127.0.0.1", 0),
    }


def _answer(sent: list[Message]) -> Answer:
    start, body = sent[0], b"".join(each.get("body", b"") for each in sent[1:])
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    head = sum(len(name) + len(value) + 4 for name, value in start["headers"])
    plain = decompress(body) if headers.get("content-encoding") == "gzip" else body
    kind = headers.get("content-type", "")
    text = plain.decode() if kind.startswith("text/") or "svg" in kind else ""
    return Answer(start["status"], kind, head + len(body), text, headers.get("location", ""))

"""A mail read back as its reader sees it: headers, and lines under their headings, with the task behind each link."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

HELD = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: under which heading, its words, and the key of the task that its link leads to ("" for none)."""

    heading: str
    words: str
    task: str


@dataclass(frozen=True, slots=True)
class Read:
    """`whole` is everything in the mail that somebody could read, decoded: all headers, text and html."""

    to: str
    subject: str
    message_id: str
    unsubscribe: str
    dated: datetime
    lines: tuple[Shown, ...]
    text: str
    html: str
    whole: str


def read(to: str, body: bytes) -> Read:
    message = message_from_bytes(body, policy=default)
    text, html = (_part(message, kind) for kind in ("plain", "html"))
    headers = "\n".join(f"{name}: {value}" for name, value in message.items())
    return Read(
        to,
        str(message["Subject"]),
        str(message["Message-ID"]),
        str(message["List-Unsubscribe"]).strip("<>"),
        message["Date"].datetime,
        tuple(_lines(text)),
        text,
        _words(html),
        "\n".join((headers, text, html)),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def _lines(text: str) -> list[Shown]:
    heading, found = "", []
    for line in text.partition("\n-- \n")[0].split("\n"):
        if line.startswith("- "):
            found.append([heading, line[2:], ""])
        elif line.startswith("  http"):
            found[-1][2] = line.rpartition("/")[2]
        elif line.startswith("  "):
            found[-1][1] += f" {line.strip()}"
        elif line:
            heading = line
    return [Shown(*each) for each in found]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _words(html: str) -> str:
    """Return what a browser would show, on one line."""
    reader = _Words()
    reader.feed(html)
    return " ".join(" ".join(reader.words).replace(HELD, " ").split())

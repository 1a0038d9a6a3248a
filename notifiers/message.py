"""A rendered letter as the bytes of a mail: RFC 5322, multipart/alternative, the same bytes for the same question."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from notifiers.render import render

if TYPE_CHECKING:
    from datetime import datetime

    from notifiers.letter import Letter

NOWHERE = "jaarcyclus.invalid"
UNSUBSCRIBE, ONE_CLICK = "List-Unsubscribe", "List-Unsubscribe=One-Click"


class _Headers(HeaderRegistry):
    """Reads each header once: that is most of the work of a mail, and most headers are the same in all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = lru_cache(maxsize=50)(super().__getitem__)
        self._read = lru_cache(maxsize=1000)(super().__call__)

    def __getitem__(self, name: str) -> type[BaseHeader]:
        return self._kind(name)

    def __call__(self, name: str, value: Any) -> BaseHeader:
        return self._read(name, value)


class _Policy(EmailPolicy):
    """Folds each header once, for the same reason. An address in a header stays whole: folded, no program reads it."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        return f"{name}: {value}\r\n".encode("ascii") if name == UNSUBSCRIBE else _folded(name, value)


@lru_cache(maxsize=1000)
def _folded(name: str, value: Any) -> bytes:
    return SMTP.fold_binary(name, value)


# Quoted-printable allows 76 characters a line (RFC 2045); Python's own policies make them 78.
POLICY = _Policy(linesep="\r\n", header_factory=_Headers(), max_line_length=76)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends, when, and what makes this mail this one: `identity` is never given to two different mails.

    `unsubscribe` is the address that a mail program posts to when somebody wants no more (RFC 8058), "" for none.
    """

    sender: str
    sent: datetime
    identity: str
    list_name: str
    unsubscribe: str = ""

    @property
    def domain(self) -> str:
        return parseaddr(self.sender)[1].rpartition("@")[2] or NOWHERE

    @property
    def mark(self) -> str:
        return sha256(self.identity.encode()).hexdigest()[:24]


def as_bytes(letter: Letter, envelope: Envelope) -> bytes:
    """Return the mail, ready to be saved or sent."""
    return as_message(letter, envelope).as_bytes()


def as_message(letter: Letter, envelope: Envelope) -> EmailMessage:
    """Compose the mail: text first, HTML for who can show it. Raises ValueError for an address that is none."""
    text, html = render(letter)
    message = EmailMessage(policy=POLICY)
    for name, value in _headers(letter, envelope):
        if value:
            message[name] = value
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    message.set_boundary(f"=_{envelope.mark}")
    return message


def _headers(letter: Letter, envelope: Envelope) -> tuple[tuple[str, str], ...]:
    return (
        ("From", envelope.sender or f"Jaarcyclus <overzicht@{NOWHERE}>"),
        ("To", letter.to),
        ("Subject", letter.subject),
        ("Date", format_datetime(envelope.sent)),
        ("Message-ID", f"<{envelope.mark}@{envelope.domain}>"),
        ("List-Id", f"{envelope.list_name} <overzicht.{envelope.domain}>"),
        (UNSUBSCRIBE, f"<{envelope.unsubscribe}>" if envelope.unsubscribe else ""),
        (f"{UNSUBSCRIBE}-Post", ONE_CLICK if envelope.unsubscribe else ""),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
    )

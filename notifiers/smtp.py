"""Sends frozen bytes to one person by SMTP, over a line that is kept open. TLS fails closed; every end is a value."""

from __future__ import annotations

import asyncio
import re
import ssl
from dataclasses import dataclass, field
from socket import gaierror
from typing import TYPE_CHECKING

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from notifiers.mailer import Accepted, NotReached, RefusedForGood, RefusedForNow, Unsure
from notifiers.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aiosmtplib.response import SMTPResponse

    from notifiers.mailer import Meanwhile, Outcome, Parcel

NONE, STARTTLS, TLS = "none", "starttls", "tls"
GO_AHEAD, GOING_AWAY = 354, 421
TAKEN, NOT_NOW, NEVER = range(200, 300), range(400, 500), range(500, 600)
NOT_YOU = frozenset({530, 534, 535, 538})
LONGEST = 500
START_OF_DOT = re.compile(rb"(?m)^\.")
LINE_END = re.compile(rb"\r\n|\r|\n")
UNSEEN = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Host:
    """Where mail is handed in.

    `patience` is how many seconds an answer may take, `last_patience` the answer to the whole letter, which a server
    may want to read first. `authorities` is a file of certificates to trust in the place of those of the system.
    """

    name: str
    port: int
    tls: str = NONE
    username: str = ""
    password: str = field(default="", repr=False)
    per_minute: int = 30
    patience: float = 60.0
    last_patience: float = 300.0
    authorities: str | None = None


class SmtpMailer:
    """One line to one host, opened when it is needed and again when it was lost. Used by one thread at a time."""

    def __init__(self, host: Host, throttle: Throttle | None = None) -> None:
        self.host = host
        self._throttle = throttle or Throttle(host.per_minute)
        self._runner: asyncio.Runner | None = None
        self._line: SMTP | None = None

    def rest(self) -> float:
        return self._throttle.rest()

    def wait(self) -> None:
        self._throttle.wait()

    def recall(self, others: Mapping[str, float], *, afresh: bool) -> None:
        self._throttle.recall(others, afresh=afresh)

    def is_due_to_hear(self) -> bool:
        return self._throttle.is_due_to_hear()

    def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
        self._throttle.count()
        return self._run().run(self._send(parcel, meanwhile or _nothing))

    def greet(self) -> Outcome:
        """Open the line, TLS and login included, and send nothing: for who wants to know whether it would work."""
        return self._run().run(self._greet())

    def close(self) -> None:
        if self._runner is None:
            return
        self._runner.run(self._leave())
        self._runner.close()
        self._runner = None

    def _run(self) -> asyncio.Runner:
        if self._runner is None:
            self._runner = asyncio.Runner()
        return self._runner

    # --- the line

    async def _opened(self) -> tuple[SMTP, bool]:
        """Return the line, and whether it stood open already. Raises what aiosmtplib raises, OSError or ValueError."""
        if self._line is not None and self._line.is_connected:
            return self._line, True
        self._line = SMTP(
            hostname=self.host.name,
            port=self.host.port,
            timeout=self.host.patience,
            use_tls=self.host.tls == TLS,
            start_tls=self.host.tls == STARTTLS,
            tls_context=_trusting(self.host.authorities) if self.host.tls != NONE else None,
            username=self.host.username or None,
            password=self.host.password or None,
        )
        await self._line.connect()
        return self._line, False

    async def _greet(self) -> Outcome:
        try:
            line, _ = await self._opened()
            answer = await line.noop()
        except (SMTPException, OSError, ValueError) as error:
            return NotReached(self._said(error))
        return Accepted(self._worded(answer))

    async def _leave(self) -> None:
        if self._line is None or not self._line.is_connected:
            return
        try:
            await self._line.quit()
        except (SMTPException, OSError):
            self._line.close()

    # --- one mail

    async def _send(self, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
        """A line that stood open may have been closed over there meanwhile: then a fresh one is tried, once."""
        try:
            line, stood_open = await self._opened()
            lost = await self._begun(line, parcel)
            if isinstance(lost, NotReached) and stood_open:
                line, _ = await self._opened()
                lost = await self._begun(line, parcel)
        except (SMTPException, OSError, ValueError) as error:
            return NotReached(self._said(error))
        if lost is not None:
            return lost
        return await self._offered(line, parcel, meanwhile)

    async def _begun(self, line: SMTP, parcel: Parcel) -> Outcome | None:
        """Say who writes; None when the server heard it."""
        try:
            await line.mail(parcel.sender)
        except (SMTPServerDisconnected, SMTPTimeoutError, OSError) as error:
            line.close()
            return NotReached(self._said(error))
        except SMTPResponseException as error:
            if error.code != GOING_AWAY:
                return await self._refused(line, error)
            line.close()
            return NotReached(self._said(error))
        except ValueError:
            return RefusedForGood(f"{parcel.sender}: geen adres dat over deze lijn kan")
        return None

    async def _offered(self, line: SMTP, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
        """Say for whom and ask to begin; up to here nothing of the letter has left."""
        try:
            await line.rcpt(parcel.to)
            answer = await line.execute_command(b"DATA")
        except (SMTPServerDisconnected, SMTPTimeoutError, OSError) as error:
            line.close()
            return NotReached(self._said(error))
        except SMTPResponseException as error:
            return await self._refused(line, error)
        except ValueError:
            await self._again(line)
            return RefusedForGood(f"{parcel.to}: geen adres dat over deze lijn kan")
        if answer.code != GO_AHEAD:
            return await self._refused(line, SMTPResponseException(answer.code, answer.message))
        return await self._over(line, parcel.body, meanwhile)

    async def _over(self, line: SMTP, body: bytes, meanwhile: Callable[[], None]) -> Outcome:
        """Let the letter go. From the first byte until the answer, a silence means that nobody knows."""
        protocol = line.protocol
        try:
            if protocol is None:
                raise SMTPServerDisconnected("Connection lost")
            protocol.write(_stuffed(body))
            meanwhile()
            answer = await protocol.read_response(timeout=self.host.last_patience)
        except (SMTPException, OSError) as error:
            line.close()
            return Unsure(self._said(error))
        if answer.code in TAKEN:
            return Accepted(self._worded(answer))
        return self._no(answer) or Unsure(self._worded(answer))

    async def _refused(self, line: SMTP, error: SMTPResponseException) -> Outcome:
        """An answer that makes no sense, or that is about our login, is no refusal of this letter."""
        await self._again(line)
        refusal = None if error.code in NOT_YOU else self._no(error)
        return refusal or NotReached(self._said(error))

    async def _again(self, line: SMTP) -> None:
        """Wipe the slate for the next mail; where that fails the next one opens a line of its own."""
        try:
            await line.rset()
        except (SMTPException, OSError):
            line.close()

    # --- words

    def _no(self, answer: SMTPResponse | SMTPResponseException) -> Outcome | None:
        if answer.code in NOT_NOW:
            return RefusedForNow(self._worded(answer))
        return RefusedForGood(self._worded(answer)) if answer.code in NEVER else None

    def _said(self, error: Exception) -> str:
        if isinstance(error, SMTPResponseException):
            return self._worded(error)
        return self._not_there(error) or self._cleaned(str(error) or type(error).__name__)

    def _not_there(self, error: Exception) -> str:
        """Word the ways in which nobody is at home; what else went wrong is said as the library says it."""
        why = error.__cause__ or error
        if isinstance(why, gaierror):
            return "die naam is op het netwerk niet te vinden"
        if isinstance(why, ConnectionRefusedError):
            return f"op poort {self.host.port} antwoordt niemand"
        return ""

    def _worded(self, answer: SMTPResponse | SMTPResponseException) -> str:
        return self._cleaned(f"{answer.code} {answer.message}")

    def _cleaned(self, words: str) -> str:
        """On one line, not endless, and never with the password in it, whatever a server echoes."""
        if self.host.password:
            words = words.replace(self.host.password, "***")
        return UNSEEN.sub(" ", words.encode("utf-8", "replace").decode())[:LONGEST].strip()


def _nothing() -> None:
    """Do no more than wait."""


def _trusting(authorities: str | None) -> ssl.SSLContext:
    """Check certificate and host name. Raises OSError for a file of authorities that cannot be read."""
    return ssl.create_default_context(cafile=authorities)


def _stuffed(body: bytes) -> bytes:
    """Return the bytes as they go over the line: CRLF, a dot before a dot, and the final dot."""
    lines = LINE_END.sub(b"\r\n", body)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return START_OF_DOT.sub(b"..", ended) + b".\r\n"

"""Mail servers of our own on 127.0.0.1: a proper one, and one that misbehaves where it is told."""

from __future__ import annotations

import socket
import ssl
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

CERTIFICATES = Path(__file__).parent / "certificates"
HERE, ELSEWHERE = CERTIFICATES / "here.pem", CERTIFICATES / "elsewhere.pem"
DROP, STALL = "drop", "stall"
AFTER_DOT, AFTERWARDS = ".", "BYE"


@dataclass
class Inbox:
    """What a proper server took in. `answers` maps an address to what it says instead of yes."""

    mails: list[tuple[str, bytes]] = field(default_factory=list)
    lines: set[Any] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.lines.add(session.peer)
        self.mails.extend((each, envelope.original_content) for each in envelope.rcpt_tos)
        return "250 aangenomen"

    def bodies(self, address: str) -> list[bytes]:
        return [body for to, body in self.mails if to == address]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def proper(inbox: Inbox, manner: str = "none", certificate: Path = HERE, password: str = "") -> Controller:
    """Return a server that takes mail in: plain, with TLS at once or after STARTTLS, with a login or not."""
    shown = _certificate(certificate)

    def known(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        inbox.logins.append((data.login, data.password))
        return AuthResult(success=data.password == password.encode(), handled=False)

    login: dict[str, Any] = {"authenticator": known, "auth_required": True} if password else {}
    return Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        server_hostname="wilg.example",
        ssl_context=shown if manner == "tls" else None,
        tls_context=shown if manner == "starttls" else None,
        require_starttls=manner == "starttls",
        auth_require_tls=manner == "starttls",
        **login,
    )


def _certificate(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


class Naughty:
    """Speaks SMTP by a script: at a word (`MAIL`, `.` for the final dot, BYE after it) it says something else or goes.

    With more scripts the first line that opens follows the first, the next the second; the last one stays.
    """

    def __init__(self, *scripts: Mapping[str, str]) -> None:
        self.scripts = list(scripts)
        self.heard: list[str] = []
        self.taken: list[bytes] = []
        self.over = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Naughty:
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._door.close()

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
            threading.Thread(target=_Talk(self, line, script).run, daemon=True).start()


class _Talk:
    """One line that somebody opened."""

    def __init__(self, server: Naughty, line: socket.socket, script: Mapping[str, str]) -> None:
        self.server = server
        self.line = line
        self.script = script

    def run(self) -> None:
        with self.line, self.line.makefile("rb") as words:
            goes_on = self._say("HI", "220 hier")
            while goes_on and (each := words.readline()):
                goes_on = self._answer(each.split()[0].decode().upper(), words)

    def _answer(self, word: str, words: IO[bytes]) -> bool:
        self.server.heard.append(word)
        if word == "QUIT":
            return self._say(word, "221 dag") and False
        if word != "DATA":
            return self._say(word, "250 goed")
        if not self._say(word, "354 ga je gang"):
            return False
        if "DATA" in self.script:
            return True
        self.server.taken.append(b"".join(iter(words.readline, b".\r\n")))
        return self._say(AFTER_DOT, "250 aangenomen") and self._stays()

    def _stays(self) -> bool:
        """Tell whether the line stays open for another mail; some servers say goodbye unasked."""
        return AFTERWARDS not in self.script or (self._say(AFTERWARDS, "") and False)

    def _say(self, word: str, usual: str) -> bool:
        """Say it, and tell whether the line stays open."""
        answer = self.script.get(word, usual)
        if answer == STALL:
            self.server.over.wait(10)
        if answer in (DROP, STALL):
            return False
        self.line.sendall(f"{answer}\r\n".encode())
        return True

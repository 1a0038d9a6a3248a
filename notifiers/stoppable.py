"""A mailer that can be told to stop: the mail that is going ends as it ends, and no other begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Event

    from notifiers.mailer import Mailer, Meanwhile, Outcome, Parcel

MOST = 1.0


class Stopping(Exception):  # noqa: N818  it is no error
    """The process ends; nothing was claimed."""


class Stoppable:
    """Passes everything on. Once `stop` is set it asks for a rest, and whoever would wait is told that we stop."""

    def __init__(self, mailer: Mailer, stop: Event) -> None:
        self._mailer = mailer
        self._stop = stop

    def rest(self) -> float:
        return MOST if self._stop.is_set() else self._mailer.rest()

    def wait(self) -> None:
        """Wait as long as the host wants, or until we stop. Raises Stopping."""
        while not self._stop.is_set() and (left := self._mailer.rest()) > 0:
            self._stop.wait(min(left, MOST))
        if self._stop.is_set():
            raise Stopping

    def recall(self, others: Mapping[str, float], *, afresh: bool) -> None:
        self._mailer.recall(others, afresh=afresh)

    def is_due_to_hear(self) -> bool:
        return self._mailer.is_due_to_hear()

    def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
        return self._mailer.send(parcel, meanwhile)

    def close(self) -> None:
        self._mailer.close()

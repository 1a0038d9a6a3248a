"""A mailer that keeps what it is given: for tests, and for looking without sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifiers.mailer import Accepted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notifiers.mailer import Meanwhile, Outcome, Parcel

TAKEN = Accepted("250 in de bus")


class Mailbox:
    """Takes everything, after the outcomes it was told to give first. `parcels` are those it took."""

    def __init__(self, first: Iterable[Outcome] = ()) -> None:
        self.parcels: list[Parcel] = []
        self.offered: list[Parcel] = []
        self.closed = False
        self._first = list(first)

    def rest(self) -> float:
        return 0.0

    def wait(self) -> None:
        pass

    def recall(self, others: Mapping[str, float], *, afresh: bool) -> None:
        pass

    def is_due_to_hear(self) -> bool:
        return False

    def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
        self.offered.append(parcel)
        if meanwhile is not None:
            meanwhile()
        outcome = self._first.pop(0) if self._first else TAKEN
        if isinstance(outcome, Accepted):
            self.parcels.append(parcel)
        return outcome

    def close(self) -> None:
        self.closed = True

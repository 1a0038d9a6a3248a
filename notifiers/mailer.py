"""What a mailer is given and what it answers: bytes to one person, and one of five ways that can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Parcel:
    """Frozen bytes for one person. `sender` and `to` are bare addresses, as the envelope has them."""

    sender: str
    to: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server took it over, in its own words."""

    answer: str


@dataclass(frozen=True, slots=True)
class RefusedForNow:
    """The server said to come back later (4xx): it surely did not take it."""

    answer: str


@dataclass(frozen=True, slots=True)
class RefusedForGood:
    """The server said no (5xx): it surely did not take it, and asking again is no use."""

    answer: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """The line broke, or went silent, while the letter itself was going over: nobody knows whether it arrived."""

    answer: str


@dataclass(frozen=True, slots=True)
class NotReached:
    """There was no talking to the server: no line, no TLS, no login. Nothing of the letter left."""

    answer: str


Meanwhile = Callable[[], None] | None
Outcome = Accepted | RefusedForNow | RefusedForGood | Unsure | NotReached


class Mailer(Protocol):
    """Sends one parcel at a time, and asks for a rest where its server wants no more for a while."""

    def rest(self) -> float:
        """Return how many seconds to wait before the next parcel."""
        ...

    def wait(self) -> None:
        """Wait as long as `rest` says."""
        ...

    def recall(self, others: Mapping[str, float], *, afresh: bool) -> None:
        """Hear what else went to this server in the last minute: how many seconds ago, each under its own name.

        With `afresh` that is all there is, what went through this mailer before too.
        """
        ...

    def is_due_to_hear(self) -> bool:
        """Tell whether it is time to hear of others again."""
        ...

    def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
        """Send it, and do `meanwhile` once while the server has the letter in its hands.

        That raises nothing. Where the letter does not get so far it is not done at all.
        """
        ...

    def close(self) -> None: ...

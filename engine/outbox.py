"""What goes out, as values: a post in the outbox with its state, and the reminders that caused it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

WAITING, HELD, CLAIMED, ON_THE_WIRE = "wacht", "vastgehouden", "geclaimd", "onderweg"
RETRY, SENT, FAILED, IN_DOUBT, WITHDRAWN = "opnieuw", "verzonden", "mislukt", "onzeker", "ingetrokken"
UNDER_WAY = frozenset({WAITING, HELD, CLAIMED, ON_THE_WIRE, RETRY})

OVERVIEW = "overzicht"
OWN_MAIL = "regel:"
BRAKE_LETTER, TEST_LETTER, SIGN_IN_LETTER = "rem", "proef", "inloggen"
SYSTEM = frozenset({BRAKE_LETTER, TEST_LETTER, SIGN_IN_LETTER})

ABSENT = "vandaag afwezig"
MOVED, RAISED_TO = "verschoven", " naar "

ON_REMINDER, EVERY_DAY, ONCE_A_WEEK = "herinnering", "elke werkdag", "eerste werkdag"
WISHES = (ON_REMINDER, EVERY_DAY, ONCE_A_WEEK)


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """One reminder of a task for one person: told once, whatever happens (regeltaal, Herinneren)."""

    task: str
    sentence: str
    number: int
    due: date

    @property
    def is_raised(self) -> bool:
        """Tell whether it went up to a role: `na 3 schooldagen naar ib`."""
        return RAISED_TO in self.sentence


@dataclass(frozen=True, slots=True)
class NewPost:
    """A mail to plan for somebody on a day. `causes` is what to tell; the words are made when it is sent.

    `only_in_holidays`: it is a holiday, and only rules that go on then may speak.
    """

    person: str
    kind: str
    causes: tuple[Cause, ...]
    only_in_holidays: bool = False


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Somebody who gets no mail today though there was something to say, and why."""

    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which somebody asked for no overview, both included."""

    person: str
    begin: date
    end: date


@dataclass(frozen=True, slots=True)
class Post:
    """A mail in the outbox. Moments are in UTC. (school, person, day, kind, key) is unique.

    `body` holds the frozen bytes from the claim on, with `message_id` and `dated`; nothing of a system letter is
    kept. `answer` is what the server said, `reason` why it was held or withdrawn.
    """

    id: str
    kind: str
    person: str
    day: date
    key: str
    state: str
    to: str
    causes: tuple[Cause, ...]
    created: datetime
    not_before: datetime
    not_after: datetime
    only_in_holidays: bool = False
    attempts: int = 0
    next_try: datetime | None = None
    lease_until: datetime | None = None
    lease_by: str = ""
    subject: str = ""
    message_id: str = ""
    dated: datetime | None = None
    body: bytes | None = None
    reason: str = ""
    answer: str = ""
    finished: datetime | None = None

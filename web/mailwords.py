"""How mails are called on the pages: what they are, how they ended, and to whom they went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch_with_weekday
from engine.outbox import (
    BRAKE_LETTER,
    CLAIMED,
    FAILED,
    HELD,
    IN_DOUBT,
    ON_THE_WIRE,
    OVERVIEW,
    OWN_MAIL,
    RETRY,
    SENT,
    SIGN_IN_LETTER,
    TEST_LETTER,
    WAITING,
    WITHDRAWN,
)
from engine.pages import UNSUBSCRIBE
from web.plainly import plainly

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from engine.outbox import Post
    from engine.runs.morning import Morning
    from engine.store.mailbag import Slip

TOKEN = re.compile(rf"(/{UNSUBSCRIBE}/)\S+")
KINDS = {
    OVERVIEW: "overzicht",
    BRAKE_LETTER: "bericht over de rem",
    TEST_LETTER: "proefmail",
    SIGN_IN_LETTER: "om aan te melden",
}
STATES = {
    WAITING: "klaar om te gaan",
    HELD: "staat vast",
    CLAIMED: "gaat nu",
    ON_THE_WIRE: "gaat nu",
    RETRY: "gaat straks opnieuw",
    SENT: "verzonden",
    FAILED: "geweigerd",
    IN_DOUBT: "misschien aangekomen",
    WITHDRAWN: "niet verstuurd",
}
ASKS = frozenset({HELD, FAILED, IN_DOUBT})


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail as it stands in a list. `asks` says that somebody has to decide about it."""

    id: str
    person: str
    kind: str
    state: str
    why: str
    asks: bool


def line_of(day: Morning, slip: Slip, zone: tzinfo) -> MailLine:
    at = f" om {_hour(slip.finished, zone)}" if slip.state == SENT and slip.finished else ""
    name = name_of(day, slip.person)
    return MailLine(
        slip.id, name, kind_of(day, slip.kind), f"{STATES[slip.state]}{at}", why_of(slip), slip.state in ASKS
    )


def why_of(mail: Slip | Post) -> str:
    """Say why it was held or taken back, and what the server said; nothing of a mail that simply went."""
    parts = (mail.reason,) if mail.state == SENT else (mail.reason, mail.answer)
    return plainly(": ".join(filter(None, parts)))


def kind_of(day: Morning, kind: str) -> str:
    """Say what kind of mail it is; one of a rule of its own goes by that rule's title, unless that is sensitive."""
    if not kind.startswith(OWN_MAIL):
        return KINDS.get(kind, kind)
    rule = day.listing.rules.get(kind.removeprefix(OWN_MAIL))
    return "eigen mail" if rule is None or rule.id in day.reading.hidden else f"eigen mail: {rule.title}"


def name_of(day: Morning, code: str) -> str:
    person = day.listing.staff.get(code)
    return " ".join(filter(None, (person.first_name, person.last_name))) or code if person else code


def heading_of(day: date, today: date) -> str:
    """Say which day: with its year when that is another school year's half."""
    if day == today:
        return "Vandaag"
    words = dutch_with_weekday(day)
    return f"{words[:1].upper()}{words[1:]}{'' if day.year == today.year else f' {day.year}'}"


def _hour(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def without_tokens(line: str) -> str:
    """Leave out of an address what acts by itself: the link that ends somebody's mail is theirs alone."""
    return TOKEN.sub(r"\1…", line)

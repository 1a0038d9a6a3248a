"""Signing in by mail: a letter with a link and a code, good once, for a quarter, in the browser that asked for it.

Two halves are needed. The ticket stays in that browser, the code travels by mail, and only a hash of both together is
kept: who reads the mail, or the store, or opens every link that comes by, has nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from email.errors import MessageError
from hashlib import sha256
from secrets import choice, token_urlsafe
from typing import TYPE_CHECKING

from engine.audience import reachable
from engine.clock import to_utc
from engine.lookup import NoSuch
from engine.outbox import SIGN_IN_LETTER
from engine.runs.atonce import send_at_once
from engine.runs.compose import greeting
from engine.runs.lookagain import UNREACHABLE
from engine.runs.people import staff_of
from engine.runs.post import system_post
from engine.runs.writing import Unwritable, frozen
from engine.store.agendas import end_agenda
from engine.store.log import Event, add_events
from engine.store.seals import raise_seal
from engine.store.signins import SignIn, add_sign_in, asked_since, forget_sign_ins, use_sign_in
from notifiers.letter import Letter, Link

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.model import Staff
    from engine.outbox import Post
    from engine.pages import Pages
    from engine.runs.writing import Written
    from engine.settings import Settings
    from engine.store.database import Database, Store
    from notifiers.mailer import Mailer

GOOD_FOR = timedelta(minutes=15)
MOST = 5
KEEP = timedelta(days=1)
# No letter or digit that is taken for another: 32 of them, so a code of eight is one of a million millions.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
HALF = 4
SIGNED_IN, SIGNED_OUT = "aangemeld", "overal uitgelogd"
NOBODY = "met dit adres kan niemand zich aanmelden"
TOO_MANY = "er zijn net al een paar aanmeldmails gestuurd; kijk in je mail, of vraag het over een kwartier nog eens"


@dataclass(frozen=True, slots=True)
class Asked:
    """`ticket` is for the browser that asked, and for nothing else; `post` tells how the letter ended."""

    ticket: str
    post: Post


@dataclass(frozen=True, slots=True)
class SignInMail:
    """What sends these letters: the school's mail, and the page that its link goes to."""

    database: Database
    settings: Settings
    mailer: Mailer
    pages: Pages

    def ask(self, person: Staff, now: datetime, ticket: str = "") -> Asked | NoSuch:
        """Send somebody a link and a code, at any hour and whatever else is held. Returns why not, in Dutch.

        `now` has the school's time zone. `ticket` is one the browser was given already.
        """
        if not reachable(person, now.date()):
            return NoSuch(f"{person.first_name or person.code} {UNREACHABLE}")
        with self.database.reading(self.settings.school.id) as store:
            if asked_since(store, person.code, to_utc(now) - GOOD_FOR) >= MOST:
                return NoSuch(TOO_MANY)
        ticket, code = ticket or new_ticket(), _code()
        return Asked(ticket, self._send(person, _hashed(ticket, code), code, now))

    def ask_for(self, address: str, now: datetime, ticket: str) -> Asked | NoSuch:
        """Do so for who has this address and a role; an address of two people is nobody's."""
        with self.database.reading(self.settings.school.id) as store:
            person = _who_has(store, address, now)
        return self.ask(person, now, ticket) if person else NoSuch(NOBODY)

    def _send(self, person: Staff, hashed: str, code: str, now: datetime) -> Post:
        post = system_post(self.settings, SIGN_IN_LETTER, hashed, person.code, person.email, now)
        until = to_utc(now) + GOOD_FOR

        def write(store: Store, post: Post, moment: datetime) -> Written:
            written = _written(self.settings, post, self._letter(person, code, now), moment)
            if not isinstance(written, Unwritable):
                forget_sign_ins(store, moment - KEEP)
                add_sign_in(store, SignIn(hashed, person.code, moment, until))
            return written

        return send_at_once(self.database, self.settings, self.mailer, replace(post, not_after=until), write, now)

    def _letter(self, person: Staff, code: str, now: datetime) -> Letter:
        school, page = self.settings.school.name, self.pages.sign_in(code)
        shown = f"{code[:HALF]}-{code[HALF:]}"
        link = "Klik op de link hieronder in de browser waarin je erom vroeg. Hij werkt een kwartier, en maar een keer."
        elsewhere = f"Lees je dit op een ander apparaat? Typ dan deze code in op het scherm waar je begon: {shown}."
        return Letter(
            to=person.email,
            subject=f"Aanmelden bij Jaarcyclus van {school}",
            heading=f"{' '.join(filter(None, (greeting(self.settings, now), person.first_name)))},",
            paragraphs=(
                *((link, elsewhere) if page else (f"Typ deze code in op het scherm waar je begon: {shown}.",)),
                "Vroeg je hier niet om? Dan hoef je niets te doen: met deze mail alleen kan niemand zich aanmelden.",
            ),
            links=(Link("Meld je aan", page),) if page else (),
            footer=(f"Je krijgt dit omdat er met jouw mailadres om gevraagd is bij Jaarcyclus van {school}.",),
        )


def new_ticket() -> str:
    """Return what only the browser that asks is given."""
    return token_urlsafe(32)


def is_somebody(person: Staff, day: date) -> bool:
    """Tell whether somebody may sign in at all: in service, with an address and at least one role."""
    return person.present and bool(person.roles) and reachable(person, day)


def redeem(store: Store, ticket: str, code: str, now: datetime) -> Staff | None:
    """Return who signs in with these two, once and in time; None for anything else. Spaces and hyphens do not matter.

    `now` has the school's time zone.
    """
    code_as_made = "".join(each for each in code.upper() if each.isalnum())
    found = use_sign_in(store, _hashed(ticket, code_as_made), to_utc(now))
    person = next((each for each in staff_of(store) if each.code == found), None)
    if person is None or not is_somebody(person, now.date()):
        return None
    add_events(store, [Event(now, person.code, SIGNED_IN, person.code)])
    return person


def enter(store: Store, address: str, now: datetime) -> Staff | None:
    """Return who signs in with an account of this mail address; None when it is nobody's, or of two people.

    `now` has the school's time zone. Whether the account is theirs is for the caller to know.
    """
    person = _who_has(store, address, now)
    if person is not None:
        add_events(store, [Event(now, person.code, SIGNED_IN, person.code)])
    return person


def _who_has(store: Store, address: str, now: datetime) -> Staff | None:
    found = [each for each in staff_of(store) if each.email and each.email.lower() == address.strip().lower()]
    allowed = [each for each in found if is_somebody(each, now.date())]
    return allowed[0] if len(allowed) == 1 else None


def sign_out_everywhere(store: Store, person: str, now: datetime) -> None:
    """Let no device stay signed in for this person (a staff code); the address of their calendar ends as well."""
    raise_seal(store, person)
    end_agenda(store, person)
    add_events(store, [Event(now, person, SIGNED_OUT, person)])


def _written(settings: Settings, post: Post, letter: Letter, moment: datetime) -> Post | Unwritable:
    try:
        return frozen(settings, post, letter, moment)
    except (ValueError, MessageError) as error:
        return Unwritable(f"dit is niet als mail te schrijven: {error}")


def _code() -> str:
    return "".join(choice(LETTERS) for _ in range(2 * HALF))


def _hashed(ticket: str, code: str) -> str:
    return sha256(f"{ticket}/{code}".encode()).hexdigest()

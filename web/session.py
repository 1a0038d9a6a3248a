"""Who is signed in on a device: words in a cookie that only we could have signed, and nothing of it in the store.

Each way of signing in calls `begin` with its own name for `how`.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes, token_urlsafe
from typing import TYPE_CHECKING

from engine.signing import signed, unsigned
from engine.store.seals import seal_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from engine.model import Staff
    from engine.store.database import Store
    from web.house import House

COOKIE, PURPOSE, PROOF, DEVICE = "jaarcyclus", "aangemeld", "formulier", "apparaat"
BY_MAIL, BY_ACCOUNT = "mail", "account"
KNOWN_DEVICE, OTHER_DEVICE = timedelta(days=90), timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """Who signed in, when and how. `seal` is that person's number at the time, `mark` tells this device from others.

    `kept`: this person asked to stay signed in on this device.
    """

    person: str
    seal: int
    begun: datetime
    how: str
    kept: bool
    mark: str

    @property
    def until(self) -> datetime:
        return self.begun + (KNOWN_DEVICE if self.kept else OTHER_DEVICE)


def begin(house: House, store: Store, person: Staff, how: str, *, kept: bool) -> Session:
    """Begin a session for somebody who showed who they are."""
    return Session(person.code, seal_of(store, person.code), house.now(), how, kept, token_urlsafe(12))


def hand_over(house: House, session: Session, answer: Response) -> None:
    """Give the browser what it shows from now on."""
    begun = session.begun.isoformat()
    kept = "ja" if session.kept else ""
    words = (house.school, session.person, str(session.seal), begun, session.how, kept, session.mark)
    lasting = int(KNOWN_DEVICE.total_seconds()) if session.kept else None
    put_cookie(house, answer, COOKIE, signed(house.pages.secret, PURPOSE, words), lasting)


def session_of(house: House, request: Request) -> Session | None:
    """Return the session a browser shows, as long as it lasts; whether its seal still stands is for the store."""
    words = read_cookie(house, request, COOKIE, PURPOSE)
    if words is None or len(words) != 7 or words[0] != house.school:
        return None
    _, person, seal, begun, how, kept, mark = words
    found = Session(person, int(seal), datetime.fromisoformat(begun), how, bool(kept), mark)
    return found if found.begun <= house.now() < found.until else None


def device_mark(house: House, person: str) -> str:
    """Return what tells one person from another on a device that several use: the same at every visit, and no code."""
    return sha256(signed(house.pages.secret, DEVICE, (house.school, person)).encode()).hexdigest()[:16]


def proof_of(house: House, session: Session) -> str:
    """Return what a form of this session carries: another site cannot know it. It looks otherwise on every page.

    So nobody learns it from how well a page packs (web/compressed.py): a fresh mask, and then the words under it.
    """
    words = signed(house.pages.secret, PROOF, (session.mark,)).encode()
    mask = token_bytes(len(words))
    return urlsafe_b64encode(mask + _masked(words, mask)).decode()


def proves(house: House, session: Session, proof: str) -> bool:
    try:
        found = urlsafe_b64decode(proof.encode())
        words = _masked(found[len(found) // 2 :], found[: len(found) // 2]).decode()
    except ValueError:
        return False
    return unsigned(house.pages.secret, PROOF, words) == (session.mark,)


def _masked(words: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(words, mask, strict=True))


# --- cookies


def put_cookie(house: House, answer: Response, name: str, value: str, lasting: int | None) -> None:
    """Set a cookie for our pages alone; `lasting` is in seconds, None for until the browser closes."""
    path = house.root or "/"
    answer.set_cookie(name, value, lasting, path=path, secure=house.is_safe, httponly=True, samesite="lax")


def drop_cookie(house: House, answer: Response, name: str) -> None:
    answer.delete_cookie(name, path=house.root or "/", secure=house.is_safe, httponly=True, samesite="lax")


def read_cookie(house: House, request: Request, name: str, purpose: str) -> tuple[str, ...] | None:
    """Return the words we signed into this cookie; None for anything else, and without a secret for all."""
    value = request.cookies.get(name, "")
    return unsigned(house.pages.secret, purpose, value) if value and house.pages.secret else None

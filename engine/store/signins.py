"""Who may sign in with a mail: kept as a hash, good once and for a short while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from engine.store.shelf import put, shelf_of
from engine.tables.base import table
from engine.tables.mail import SignInRow

if TYPE_CHECKING:
    from datetime import datetime

    from engine.store.database import Store

SIGN_INS = table(SignInRow)


@dataclass(frozen=True, slots=True)
class SignIn:
    """`hash` is the SHA-256 of what only the browser that asked and the mail know together."""

    hash: str
    person: str
    made: datetime
    until: datetime
    used: datetime | None = None


_SHELF = shelf_of(SIGN_INS, SignIn, ("hash",))


def add_sign_in(store: Store, made: SignIn) -> None:
    put(store, _SHELF, [made])


def use_sign_in(store: Store, hashed: str, now: datetime) -> str | None:
    """Return who it is for and mark it used, in one statement: None when it is unknown, over, or was used before."""
    mine = (SIGN_INS.c.school == store.school) & (SIGN_INS.c.hash == hashed)
    good = SIGN_INS.c.used.is_(None) & (SIGN_INS.c.until > now)
    statement = update(SIGN_INS).where(mine, good).values(used=now).returning(SIGN_INS.c.person)
    found: str | None = store.connection.execute(statement).scalar()
    return found


def asked_since(store: Store, person: str, since: datetime) -> int:
    """Return how many were made for somebody since this moment."""
    mine = (SIGN_INS.c.school == store.school) & (SIGN_INS.c.person == person)
    query = select(func.count()).where(mine, SIGN_INS.c.made > since)
    return int(store.connection.execute(query).scalar_one())


def forget_sign_ins(store: Store, before: datetime) -> int:
    """Take away what ended before this moment; return how many."""
    over = (SIGN_INS.c.school == store.school) & (SIGN_INS.c.until < before)
    return store.connection.execute(delete(SIGN_INS).where(over)).rowcount

"""The number that every device somebody is signed in on carries: once it is raised, none of them is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from engine.tables.base import table
from engine.tables.log import SealRow

if TYPE_CHECKING:
    from engine.store.database import Store

SEALS = table(SealRow)


def seal_of(store: Store, person: str) -> int:
    """Return somebody's number now; 0 for who never raised it."""
    query = select(SEALS.c.number).where(SEALS.c.school == store.school, SEALS.c.person == person)
    return store.connection.execute(query).scalar() or 0


def raise_seal(store: Store, person: str) -> int:
    """Return the next number, which only devices that sign in from now on carry."""
    number = seal_of(store, person) + 1
    mine = (SEALS.c.school == store.school) & (SEALS.c.person == person)
    if not store.connection.execute(update(SEALS).where(mine).values(number=number)).rowcount:
        store.connection.execute(insert(SEALS), [{"school": store.school, "person": person, "number": number}])
    return number

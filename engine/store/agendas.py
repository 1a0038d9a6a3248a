"""The address of somebody's own calendar: kept as a hash, so that who reads the store cannot use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from engine.tables.base import table
from engine.tables.mail import AgendaRow

if TYPE_CHECKING:
    from datetime import date

    from engine.store.database import Store

AGENDAS = table(AgendaRow)


@dataclass(frozen=True, slots=True)
class Agenda:
    """When the address was made, and the last day on which a programme asked for it."""

    person: str
    made: date
    fetched: date | None


def agenda_of(store: Store, person: str) -> Agenda | None:
    return _first(store, AGENDAS.c.person == person)


def agenda_at(store: Store, hashed: str) -> Agenda | None:
    """Return whose address this is."""
    return _first(store, AGENDAS.c.hash == hashed)


def keep_agenda(store: Store, person: str, hashed: str, today: date) -> None:
    """Keep a new address in the place of the one before, which is worth nothing from then on."""
    end_agenda(store, person)
    row = {"school": store.school, "person": person, "hash": hashed, "made": today, "fetched": None}
    store.connection.execute(insert(AGENDAS), [row])


def end_agenda(store: Store, person: str) -> bool:
    """End the address, and tell whether there was one."""
    mine = (AGENDAS.c.school == store.school) & (AGENDAS.c.person == person)
    return bool(store.connection.execute(delete(AGENDAS).where(mine)).rowcount)


def note_fetched(store: Store, person: str, today: date) -> None:
    mine = (AGENDAS.c.school == store.school) & (AGENDAS.c.person == person)
    store.connection.execute(update(AGENDAS).where(mine).values(fetched=today))


def _first(store: Store, which: object) -> Agenda | None:
    columns = (AGENDAS.c.person, AGENDAS.c.made, AGENDAS.c.fetched)
    row = store.connection.execute(select(*columns).where(AGENDAS.c.school == store.school, which)).first()  # type: ignore[arg-type]
    return Agenda(*row) if row is not None else None

"""Taking away for good what is over its term, in the tables that otherwise only grow: mail, the log, wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, update

from engine.tables.base import table
from engine.tables.log import EventRow, SealRow
from engine.tables.mail import AgendaRow, HourRow, PauseRow, PostRow, SignInRow, WishRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import ColumnElement

    from engine.store.database import Store

POSTS, EVENTS = table(PostRow), table(EventRow)
OF_PEOPLE = (
    table(WishRow),
    table(PauseRow),
    table(HourRow),
    table(AgendaRow),
    table(SignInRow),
    table(SealRow),
)
NOTHING_TOLD = "[]"
AT_A_TIME = 500


def wipe_what_goes(store: Store) -> None:
    """Let SQLite write over what is taken away in this transaction: a deleted name must not lie in the file."""
    if store.connection.dialect.name == "sqlite":
        store.connection.exec_driver_sql("PRAGMA secure_delete = ON")


def strip_posts(store: Store, before: date, reason: str) -> int:
    """Keep of mails of before this day only when and how they went; return how many still said something."""
    kept = {"body": None, "subject": "", "to": "", "causes": NOTHING_TOLD, "answer": "", "reason": reason}
    statement = update(POSTS).where(*_saying(store), POSTS.c.day < before).values(kept)
    return store.connection.execute(statement).rowcount


def mails_saying(store: Store, before: date | None = None) -> tuple[int, date | None]:
    """Return how many mails (of before this day) still have their contents, and the day of the oldest."""
    only = [] if before is None else [POSTS.c.day < before]
    found = store.connection.execute(select(func.count(), func.min(POSTS.c.day)).where(*_saying(store), *only)).one()
    return (found[0], found[1])


def forget_in_log(store: Store, tasks: Collection[str], reasons: Collection[str], matters: Collection[str]) -> None:
    """Take from the log what was typed about these `tasks` and recorded by them, why of `reasons`, and these keys."""
    _change_events(store, EVENTS.c.subject, tasks, {"why": "", "data": {}})
    _change_events(store, EVENTS.c.subject, reasons, {"why": ""})
    _change_events(store, EVENTS.c.subject, matters, {"subject": ""})


def forget_people(store: Store, codes: Collection[str]) -> None:
    """Take away what people asked for themselves."""
    for each in OF_PEOPLE:
        store.connection.execute(delete(each).where(each.c.school == store.school, each.c.person.in_(sorted(codes))))


def _change_events(store: Store, column: ColumnElement[str], of: Collection[str], values: dict[str, object]) -> None:
    names = sorted(of)
    for first in range(0, len(names), AT_A_TIME):
        some = column.in_(names[first : first + AT_A_TIME])
        store.connection.execute(update(EVENTS).where(EVENTS.c.school == store.school, some).values(values))


def _saying(store: Store) -> list[ColumnElement[bool]]:
    says = or_(POSTS.c.body.is_not(None), POSTS.c.to != "", POSTS.c.subject != "", POSTS.c.causes != NOTHING_TOLD)
    return [POSTS.c.school == store.school, says]

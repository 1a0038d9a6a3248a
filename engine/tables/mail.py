"""The outbox, what was told, what people asked of their mail, and codes to sign in by mail."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from engine.tables.base import Row, UtcDateTime


class PostRow(Row, table=True):
    """A mail in the outbox: what to tell, then the frozen bytes, then how it ended. The truth about what was sent."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("school", "person", "day", "kind", "key"),
        Index(None, "school", "state"),
    )

    school: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    person: str
    day: date
    key: str
    state: str
    to: str
    causes: str
    created: datetime = Field(sa_type=UtcDateTime)
    not_before: datetime = Field(sa_type=UtcDateTime)
    not_after: datetime = Field(sa_type=UtcDateTime)
    only_in_holidays: bool
    attempts: int
    next_try: datetime | None = Field(sa_type=UtcDateTime)
    lease_until: datetime | None = Field(sa_type=UtcDateTime)
    lease_by: str
    subject: str
    message_id: str
    dated: datetime | None = Field(sa_type=UtcDateTime)
    body: bytes | None
    reason: str
    answer: str
    finished: datetime | None = Field(sa_type=UtcDateTime)


class ToldRow(Row, table=True):
    """A reminder of a task that was sent to a person: it is never told again."""

    __tablename__ = "told"

    school: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    sentence: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    due: date = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)


class WishRow(Row, table=True):
    """When somebody wants the overview."""

    __tablename__ = "wishes"

    school: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    wish: str


class PauseRow(Row, table=True):
    """Days on which somebody asked for no overview."""

    __tablename__ = "pauses"

    school: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    begin: date = Field(primary_key=True)
    end: date


class HourRow(Row, table=True):
    """From which hour somebody wants the overview, on the school's own clock."""

    __tablename__ = "hours"

    school: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    hour: time


class AgendaRow(Row, table=True):
    """An address at which somebody's own calendar programme fetches the tasks: only a hash of it."""

    __tablename__ = "agendas"
    __table_args__ = (Index(None, "school", "hash"),)

    school: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    hash: str
    made: date
    fetched: date | None


class SignInRow(Row, table=True):
    """A sign-in by mail that was asked for: only a hash, and until when it is good."""

    __tablename__ = "sign_ins"
    __table_args__ = (Index(None, "school", "person"),)

    school: str = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    person: str
    made: datetime = Field(sa_type=UtcDateTime)
    until: datetime = Field(sa_type=UtcDateTime)
    used: datetime | None = Field(sa_type=UtcDateTime)

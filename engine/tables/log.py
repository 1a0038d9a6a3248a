"""What happened, which runs there were and what they may do, and where the store lies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from engine.tables.base import Row, UtcDateTime


class EventRow(Row, table=True):
    """Who did what when, and why. Rows are added, never changed."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "school", "subject"),)

    school: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    who: str
    what: str
    subject: str
    why: str
    data: dict[str, Any] = Field(sa_type=JSON)


class RunRow(Row, table=True):
    __tablename__ = "runs"
    __table_args__ = (Index(None, "school", "kind"),)

    school: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str
    today: date
    started: datetime = Field(sa_type=UtcDateTime)
    finished: datetime = Field(sa_type=UtcDateTime)
    outcome: str
    figures: dict[str, Any] = Field(sa_type=JSON)


class ImportRow(Row, table=True):
    """A file that was read in: `kind` as the import command names it, `as_of` the day its contents speak of."""

    __tablename__ = "imports"
    __table_args__ = (Index(None, "school", "kind"),)

    school: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str
    file: str
    at: datetime = Field(sa_type=UtcDateTime)
    as_of: date


class ForecastRow(Row, table=True):
    """What the last run expected of a day, for the brake."""

    __tablename__ = "forecasts"

    school: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    tasks: int
    mails: int


class HoldRow(Row, table=True):
    """A run that waits for a person, with its figures; `released` when somebody let it go."""

    __tablename__ = "holds"

    school: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    day: date
    at: datetime = Field(sa_type=UtcDateTime)
    reason: str
    tasks: int
    mails: int
    released: datetime | None = Field(sa_type=UtcDateTime)
    released_by: str


class HomeRow(Row, table=True):
    """The file or table the store stood in at a school's last good run: a copy stands somewhere else."""

    __tablename__ = "homes"

    school: str = Field(primary_key=True)
    place: str


class SealRow(Row, table=True):
    """A number that every device somebody is signed in on carries: raise it, and none of them is signed in."""

    __tablename__ = "seals"

    school: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    number: int

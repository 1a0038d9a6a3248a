"""Tasks, and what belongs to them for good: ticks, closed years, exceptions, numbers of dates, spells."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from engine.tables.base import Row, UtcDateTime


class TaskRow(Row, table=True):
    """A task, once and for all: the unique key says so, whatever changes.

    `recipients`, `because` and `ticked_by` are JSON kept as text: thousands of tasks share a few of them, and a text
    that was read before need not be read again.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("school", "rule", "per", "subject", "occasion"),
        Index(None, "school", "school_year"),
    )

    school: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    rule: str
    per: str
    subject: str
    occasion: str
    school_year: str
    opens: date
    due: date
    recipients: str
    level: str
    title: str
    group: str
    state: str
    because: str
    reason: str
    done_on: date | None
    done_by: str
    ticked_by: str
    moved_from: date | None
    first_seen: date | None
    made_by: str


class TickRow(Row, table=True):
    __tablename__ = "ticks"
    __table_args__ = (ForeignKeyConstraint(["school", "task"], ["tasks.school", "tasks.key"]),)

    school: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    by: str = Field(primary_key=True)
    on: date


class ClosedYearRow(Row, table=True):
    """A school year that somebody closed."""

    __tablename__ = "closed_years"

    school: str = Field(primary_key=True)
    school_year: str = Field(primary_key=True)
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


class ExceptionRow(Row, table=True):
    """What does not take part in which rules, until when, by whose word and why. Also those that are over."""

    __tablename__ = "exceptions"

    school: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str
    per: str
    subject: str
    begin: date
    end: date
    reason: str
    by: str
    made_on: date
    rule: str
    pack: str
    ended_on: date | None
    ended_by: str


class OccasionNumberRow(Row, table=True):
    __tablename__ = "occasion_numbers"

    school: str = Field(primary_key=True)
    anchor: str = Field(primary_key=True)
    school_year: str = Field(primary_key=True)
    group: str = Field(primary_key=True)
    suffix: str = Field(primary_key=True)
    begin: date
    end: date
    name: str
    kind: str
    year_groups: list[int] = Field(sa_type=JSON)
    gone: bool


class SpellRow(Row, table=True):
    __tablename__ = "spells"

    school: str = Field(primary_key=True)
    rule: str = Field(primary_key=True)
    per: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    school_year: str = Field(primary_key=True)
    ordinal: int = Field(primary_key=True)
    first_seen: date
    ended: date | None

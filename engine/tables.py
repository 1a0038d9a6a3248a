"""How everything lies in the database: SQLModel rows, one class a table. Shapes only, no behaviour.

Every table carries `school`, and every key begins with it. No column of a key is ever NULL: "" says "none".
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, DateTime, ForeignKeyConstraint, Index, MetaData, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from engine.clock import to_utc

if TYPE_CHECKING:
    from sqlalchemy import Dialect, Table

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC on every database. A naive moment is refused: its zone would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else to_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(SQLModel, registry=registry(metadata=metadata)):
    """The base of every table."""


def table(row: type[Row]) -> Table:
    """Return the table itself, for statements that give plain columns and never an object."""
    return metadata.tables[str(row.__tablename__)]


class SchoolRow(Row, table=True):
    """What a school's latest export said of itself."""

    __tablename__ = "schools"

    school: str = Field(primary_key=True)
    brin: str
    school_year: str
    as_of: date | None


class PupilRow(Row, table=True):
    """`origin` is "export" or "sheet"."""

    __tablename__ = "pupils"

    school: str = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    number: str = Field(primary_key=True)
    first_name: str
    last_name: str
    birth: date | None
    year_group: str
    entry: date | None
    exit: date | None
    traits: dict[str, str] = Field(sa_type=JSON)
    previous_group: str
    present: bool


class GroupRow(Row, table=True):
    __tablename__ = "groups"

    school: str = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    school_year: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    kind: str
    year_groups: list[int] = Field(sa_type=JSON)
    teachers: list[str] = Field(sa_type=JSON)
    pupils: list[str] = Field(sa_type=JSON)
    care_coordinators: list[str] = Field(sa_type=JSON)
    export_keys: list[str] = Field(sa_type=JSON)
    present: bool


class StaffRow(Row, table=True):
    __tablename__ = "staff"

    school: str = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    first_name: str
    last_name: str
    email: str
    roles: list[str] = Field(sa_type=JSON)
    working_days: list[str] = Field(sa_type=JSON)
    kind: str
    in_service: date | None
    out_of_service: date | None
    account: bool | None
    present: bool


class RegistrationRow(Row, table=True):
    """A registration is the sum of what it says: the same one twice is one."""

    __tablename__ = "registrations"

    school: str = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    subject_type: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    on: date = Field(primary_key=True)
    by: str = Field(primary_key=True)
    area: str = Field(primary_key=True)
    value: str = Field(primary_key=True)


class CaseRow(Row, table=True):
    __tablename__ = "cases"

    school: str = Field(primary_key=True)
    type: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    subject_type: str
    subject: str
    kind: str
    begin: date | None
    end: date | None
    traits: dict[str, str] = Field(sa_type=JSON)


class RenameRow(Row, table=True):
    __tablename__ = "renames"

    school: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    old: str = Field(primary_key=True)
    new: str


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


class RuleFileRow(Row, table=True):
    """Each version of a rule or calendar file that loaded; the highest `turn` of a path loaded last."""

    __tablename__ = "rule_files"
    __table_args__ = (UniqueConstraint("school", "path", "turn"),)

    school: str = Field(primary_key=True)
    path: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    turn: int
    text: str
    first_loaded_at: datetime = Field(sa_type=UtcDateTime)
    last_loaded_at: datetime = Field(sa_type=UtcDateTime)


class RuleVersionRow(Row, table=True):
    """What a rule ever said, overrides and all: `text` reads back to it. A task names the one that made it."""

    __tablename__ = "rule_versions"

    school: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    rule: str
    file: str
    text: str
    first_loaded_at: datetime = Field(sa_type=UtcDateTime)


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


class SealRow(Row, table=True):
    """A number that every device somebody is signed in on carries: raise it, and none of them is signed in."""

    __tablename__ = "seals"

    school: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    number: int

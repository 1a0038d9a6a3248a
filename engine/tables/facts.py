"""What a school told us lies in the database: its export, pupils, groups, staff, what was recorded, and cases."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field

from engine.tables.base import Row


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

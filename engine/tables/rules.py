"""Rule files as they last loaded, and everything that each rule ever said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from engine.tables.base import Row, UtcDateTime


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

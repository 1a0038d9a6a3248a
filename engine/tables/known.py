"""Every table there is, for who makes or compares the whole database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.tables import facts, log, mail, rules, tasks
from engine.tables.base import metadata

if TYPE_CHECKING:
    from sqlalchemy import MetaData

FAMILIES = (facts, tasks, rules, log, mail)


def every_table() -> MetaData:
    """Return the description of the database: a row belongs to it once its family is loaded."""
    return metadata

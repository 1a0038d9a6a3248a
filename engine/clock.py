"""The only reader of time: everything else gets today and now as an argument.

Pendulum is loaded when the school's own clock is asked for; most commands only need UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

    import pendulum


def now(timezone: str) -> datetime:
    """Return this moment in the school's own time zone."""
    from pendulum import now as now_in

    return _plain(now_in(timezone))


def at(day: date, moment: time, timezone: str) -> datetime:
    """Return that hour of that day on the school's own clock; an hour that spring skips is the next one that exists."""
    from pendulum import datetime as moment_in

    found = moment_in(day.year, day.month, day.day, moment.hour, moment.minute, moment.second, tz=timezone)
    return _plain(found)


def to_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC; a moment without a zone is refused.

    Raises ValueError for a naive moment: guessing its zone would move a mail by an hour.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


def _plain(moment: pendulum.DateTime) -> datetime:
    """Hand on a plain datetime: pendulum's own loses its zone when something is added to it in UTC."""
    parts = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond)
    return datetime(*parts, tzinfo=moment.tzinfo, fold=moment.fold)

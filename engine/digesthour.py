"""The hour of the overview: the school's own, or one that somebody chose from the hours at which mail may go."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.configparts import Schedule

# Before school, at the break, after the children went home, before going home.
SENSIBLE = (time(6, 30), time(7, 30), time(10, 30), time(12, 30), time(14, 30), time(15, 30), time(16, 30))
HALF_AN_HOUR = 30


def school_hour(schedule: Schedule) -> time:
    """Return from when overviews go: the hour of the digest, and never before mail may go."""
    return max(schedule.mail_window[0], schedule.digest)


def offered(schedule: Schedule) -> tuple[time, ...]:
    """Return the hours to choose from: the school's own, and those with half an hour left before mail stops."""
    opens, closes = schedule.mail_window
    fitting = {each for each in SENSIBLE if opens <= each and _minutes(each) + HALF_AN_HOUR <= _minutes(closes)}
    return tuple(sorted({school_hour(schedule), *fitting}))


def hour_of(schedule: Schedule, own: time | None) -> time:
    """Return somebody's hour. One that is not offered any more, after a change of the window, is the school's."""
    return own if own is not None and own in offered(schedule) else school_hour(schedule)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute

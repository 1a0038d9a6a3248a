"""One school year's calendar as a value: holidays, days off, team days and the school's own dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday with the weekend attached to it; `replaces` names the official one it stands for."""

    name: str
    begin: date
    end: date
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class DayOff:
    """Days off that are no holiday: `begin` to `end`, both included.

    `year_groups` empty means the whole school. `from_hour` not empty means half a day, which
    stays a school day. `team_works`: pupils are free, the team is not.
    """

    name: str
    begin: date
    end: date
    year_groups: frozenset[int] = frozenset()
    team_works: bool = False
    from_hour: str = ""


@dataclass(frozen=True, slots=True)
class TeamDays:
    """Days the team works, whatever else the calendar says: `begin` to `end`, both included."""

    name: str
    begin: date
    end: date


@dataclass(frozen=True, slots=True)
class AnchorDate:
    """One date of a calendar anchor (`groepsbespreking`, `rapport`, ...), as the school wrote it.

    `ordinal` is the `volgnummer` the school wrote; None where it is to be counted.
    """

    anchor: str
    begin: date
    end: date
    name: str = ""
    kind: str = ""
    group: str = ""
    year_groups: frozenset[int] = frozenset()
    ordinal: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """A school year: `start` is its first calendar year, `first_day` and `last_day` are school days.

    `holidays` hold the official ones of the region and the school's own in their place, in order of
    begin, each with the weekend attached to it. `days_off` include the public holidays schools close for.
    `anchors` maps an anchor name to its dates in the order written.
    """

    start: int
    first_day: date
    last_day: date
    holidays: tuple[Holiday, ...] = ()
    days_off: tuple[DayOff, ...] = ()
    team_days: tuple[TeamDays, ...] = ()
    anchors: Mapping[str, tuple[AnchorDate, ...]] = field(default_factory=dict)

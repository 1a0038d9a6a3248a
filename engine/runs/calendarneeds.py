"""What the rules of a school ask of a calendar: the dates that are missing, and the kinds of dates there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import month_day
from engine.anchors.known import DATED
from engine.kinds import CASE_TYPES
from engine.missingdates import missing_dates
from engine.usedanchors import used_anchors

if TYPE_CHECKING:
    from datetime import date

    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.missingdates import Missing
    from engine.runs.morning import Morning


@dataclass(frozen=True, slots=True)
class Needs:
    """`missing` is what rules wait for in a school year; `used` are anchors they name, `others` what else may be."""

    missing: tuple[Missing, ...]
    used: tuple[str, ...]
    others: tuple[str, ...]


class KeptNeeds:
    """What was found last for each school year: as long as the day and the calendar are the same ones, it holds."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Morning, SchoolCalendar | None, Needs]] = {}

    def of(self, day: Morning, start: int, calendar: SchoolCalendar | None) -> Needs:
        kept = self._kept.get(start)
        if kept is None or kept[0] is not day or kept[1] is not calendar:
            self._kept[start] = kept = (day, calendar, _needs(day, start, calendar))
        return kept[2]


def _needs(day: Morning, start: int, calendar: SchoolCalendar | None) -> Needs:
    school = day.school
    rules = school.book.rules
    used = used_anchors(rules, (*CASE_TYPES, *school.settings.kinds.cases))
    there = {name for each in school.calendars for name in each.anchors}
    others = tuple(sorted({*there, *DATED} - set(used)))
    if calendar is None:
        return Needs((), used, others)
    return Needs(missing_dates(rules, school.known, calendar, max(day.today, _august(start))), used, others)


def _august(start: int) -> date:
    return month_day(start, 8, 1)

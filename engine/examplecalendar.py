"""`kalender` of an example: the keys of a calendar file, with the official holidays and days where one says nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, label, month_day, school_year_start
from engine.anchors.known import RESERVED
from engine.calendaranchors import KnownGroups
from engine.calendarfile import calendar_of
from engine.calendarholidays import MONDAY, SUMMER
from engine.exampleitems import school_year
from engine.reading import Problems, as_list, as_mapping
from engine.yamldoc import Mapping, Scalar

if TYPE_CHECKING:
    from datetime import date

    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.officialdates import OfficialDates
    from engine.yamldoc import Node

REGION = "midden"
FIRST_DAY, SCHOOL_YEAR = "eerste_schooldag", "schooljaar"
LIKE_A_CALENDAR = "ankers: {groepsbespreking: [{op: 2026-11-17}]}"


class ExampleCalendars:
    """Reads the calendars of many examples; those that say nothing of their own share one."""

    def __init__(self, official: OfficialDates) -> None:
        self.official = official
        self._usual: dict[int, SchoolCalendar | None] = {}

    def year(self, node: Node | None, today: date, problems: Problems) -> int:
        """Return the first calendar year of the school year an example plays in: its calendar's, or the day's."""
        usual = school_year_start(today)
        return school_year(node, problems, usual) if isinstance(node, Mapping) else usual

    def read(
        self, node: Node | None, start: int, groups: frozenset[str], problems: Problems
    ) -> tuple[SchoolCalendar, ...]:
        """Return one calendar, or one for each item of a list; `groups` are the names dates may be set for."""
        if node is None:
            found = [self._without_words(start)]
        else:
            roots = (as_mapping(each, problems, LIKE_A_CALENDAR) for each in as_list(node))
            found = [self._calendar(each, start, groups, problems) for each in roots if each is not None]
        return tuple({each.start: each for each in found if each is not None}.values())

    def _without_words(self, start: int) -> SchoolCalendar | None:
        if start not in self._usual:
            self._usual[start] = self._calendar(Mapping((), 0, 0), start, frozenset(), Problems(""))
        return self._usual[start]

    def _calendar(self, root: Mapping, start: int, groups: frozenset[str], problems: Problems) -> SchoolCalendar | None:
        """A calendar file is called after its year; the problems of this one go to the file of the example."""
        start = school_year(root, Problems(problems.file), start)
        own = Problems(f"{label(start)}.yaml")
        names = KnownGroups({label(start): groups})
        calendar = calendar_of(self._completed(root, start), self.official, REGION, names, RESERVED, own)
        problems.found.extend(replace(each, file=problems.file) for each in own.found)
        return calendar

    def _completed(self, root: Mapping, start: int) -> Mapping:
        """Add the school year and the first day where the example does not say them."""
        usual = {SCHOOL_YEAR: label(start), FIRST_DAY: str(self._first_day(start))}
        pairs = (
            (Scalar(key, root.line, root.column), Scalar(value, root.line, root.column))
            for key, value in usual.items()
            if key not in root
        )
        return Mapping((*root.pairs, *pairs), root.line, root.column)

    def _first_day(self, start: int) -> date:
        """Return the Monday after the official summer holiday, or of the last week of August where none is known."""
        holidays = self.official.holidays(label(start - 1), REGION)
        before = next((each.end for each in holidays if each.name == SUMMER), month_day(start, 8, 24))
        day = before + ONE_DAY
        while day.weekday() != MONDAY:
            day += ONE_DAY
        return day

"""A row of days one can count along: school days, working days. Unknown school years make an answer None."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, SATURDAY, school_year_start

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class DayLine:
    """Sorted days within school years whose calendar is known.

    Every search answers None when it would pass a day of a school year without a calendar (regeltaal 17),
    or when the days run out.
    """

    __slots__ = ("_days", "_known", "_member")

    def __init__(self, days: Iterable[date], known: frozenset[int]) -> None:
        self._days = sorted(days)
        self._member = frozenset(self._days)
        self._known = known

    def __contains__(self, day: date) -> bool:
        return day in self._member

    def knows(self, day: date) -> bool:
        """Tell whether the school year of `day` has a calendar."""
        return school_year_start(day) in self._known

    def knows_all(self, begin: date, end: date) -> bool:
        """Tell whether every school year from `begin` to `end` has a calendar."""
        return self._known.issuperset(range(school_year_start(begin), school_year_start(end) + 1))

    def last_on_or_before(self, day: date) -> date | None:
        return self._at(bisect_right(self._days, day) - 1, day)

    def first_on_or_after(self, day: date) -> date | None:
        return self._at(bisect_left(self._days, day), day)

    def nth_before(self, day: date, count: int) -> date | None:
        """Return the `count`-th day before `day`, which itself is not looked at."""
        return self._at(bisect_left(self._days, day) - count, day - ONE_DAY)

    def nth_after(self, day: date, count: int) -> date | None:
        """Return the `count`-th day after `day`, which itself is not looked at."""
        return self._at(bisect_right(self._days, day) + count - 1, day + ONE_DAY)

    def within(self, begin: date, end: date) -> list[date]:
        """Return the days from `begin` to `end`, both included."""
        return self._days[bisect_left(self._days, begin) : bisect_right(self._days, end)]

    def _at(self, index: int, start: date) -> date | None:
        if not 0 <= index < len(self._days):
            return None
        found = self._days[index]
        return found if self.knows_all(min(start, found), max(start, found)) else None


def nth_weekday(day: date, count: int) -> date:
    """Return the day `count` Mondays to Fridays further (or back, when negative): all we know without a calendar."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= SATURDAY:
            day += step
    return day

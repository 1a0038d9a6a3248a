"""Holidays as an anchor, under their own names and under that of the official one they replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.almanac.occasion import Occasion

if TYPE_CHECKING:
    from engine.almanac.almanac import Almanac
    from engine.anchors.scope import Scope


def holiday(almanac: Almanac, start: int, scope: Scope) -> list[Occasion]:
    """Give a school year's holidays; the summer holiday belongs to the year it closes."""
    calendar = almanac.calendars.get(start)
    ordered = sorted(calendar.holidays, key=lambda each: each.begin) if calendar else []
    return [
        Occasion(
            f"vakantie/{label(start)}/{each.name}",
            each.name,
            each.begin,
            each.end,
            start,
            number,
            last=number == len(ordered),
            name=each.name,
            also=each.replaces,
            month=each.begin.month,
        )
        for number, each in enumerate(ordered, 1)
    ]

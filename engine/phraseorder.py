"""Whether `vanaf` always falls after `uiterlijk`: a mistake that shows before any date is known (regeltaal 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.phrase import (
    AFTER,
    BEFORE,
    BEGIN,
    DAY,
    END,
    MONTH,
    ON,
    SCHOOL_DAY,
    WEEK,
    WORKING_DAY,
    Moment,
    Phrase,
    Quantity,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

# What falls on a day without school moves on here, perhaps past a summer (regeltaal 16).
ENTRY = "instroom"

# The fewest and the most calendar days one unit can span; school days may lie a summer apart.
FEWEST: Mapping[str, int] = {DAY: 1, WEEK: 7, MONTH: 28, SCHOOL_DAY: 1, WORKING_DAY: 1}
MOST: Mapping[str, int] = {DAY: 1, WEEK: 7, MONTH: 31, SCHOOL_DAY: 60, WORKING_DAY: 60}


def always_after(opens: Phrase, due: Phrase) -> bool:
    """Tell whether one single phrase about the same anchor and choice always lies after the other."""
    if len(opens.alternatives) > 1 or len(due.alternatives) > 1:
        return False
    first, last = opens.alternatives[0], due.alternatives[0]
    if first.anchor is None or last.anchor is None:
        return False
    if last.anchor.family == ENTRY and last.relation in (BEGIN, END):
        return False
    if (first.anchor.family, first.anchor.choice) != (last.anchor.family, last.anchor.choice):
        return False
    latest = _latest(last)
    if latest is None:
        return False
    edge, days = _earliest(first)
    last_edge, last_days = latest
    return edge >= last_edge and days > last_days


def _earliest(moment: Moment) -> tuple[int, int]:
    """Return the edge a bare date counts from (0 begin, 1 end) and the fewest days from it."""
    if moment.relation in (ON, BEGIN):
        return 0, 0
    if moment.relation == END:
        return 1, 0
    edge = _edge(moment)
    if moment.quantity is None:
        return edge, -1 if moment.relation == BEFORE else 1
    return edge, -_span(moment.quantity, MOST) if moment.relation == BEFORE else _span(moment.quantity, FEWEST)


def _latest(moment: Moment) -> tuple[int, int] | None:
    """Return the edge and the most days from it at which something is due; None when there is no most."""
    if moment.relation in (BEGIN, END):
        return 1, 0
    if moment.relation != BEFORE:
        return None
    return _edge(moment), -1 if moment.quantity is None else -_span(moment.quantity, FEWEST)


def _edge(moment: Moment) -> int:
    return int(moment.edge == END or (moment.relation == AFTER and moment.edge != BEGIN))


def _span(quantity: Quantity, sizes: Mapping[str, int]) -> int:
    return quantity.count * sizes[quantity.unit]

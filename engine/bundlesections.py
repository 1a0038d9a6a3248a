"""What is live, by how urgent it is: late, due this week, and later; of what comes back only the next time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.bundle import ABOUT_ITSELF, of_the_year
from engine.model import OVERDUE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.bundle import Bundle


@dataclass(frozen=True, slots=True)
class Sections:
    """What is live, by how urgent it is. `more` counts the lines left out of `later`, `until` their last day."""

    late: tuple[Bundle, ...]
    this_week: tuple[Bundle, ...]
    later: tuple[Bundle, ...]
    more: int
    until: date | None


def sections(lines: Iterable[Bundle], today: date, most_later: int = 8, *, every_time: bool = False) -> Sections:
    """Divide live bundles into late, due this week, and later.

    Of what comes back every day, week or holiday only the next time is shown, unless `every_time` is asked for.
    """
    live = [each for each in lines if each.live]
    sunday = today + timedelta(days=6 - today.weekday())
    late = [each for each in live if each.state == OVERDUE]
    soon = [each for each in live if each.state != OVERDUE and each.due <= sunday]
    later = [each for each in live if each.state != OVERDUE and each.due > sunday]
    shown_soon = soon if every_time else _next_only(soon, [])
    shown_later = (later if every_time else _next_only(later, soon))[:most_later]
    left = [each for each in (*soon, *later) if each not in (*shown_soon, *shown_later)]
    until = max((each.due for each in left), default=None)
    return Sections(tuple(late), tuple(shown_soon), tuple(shown_later), len(left), until)


def _next_only(later: list[Bundle], soon: list[Bundle]) -> list[Bundle]:
    """Keep the first of what comes back every day, week or holiday, unless it is among what is due `soon` already."""
    seen = {_coming_back(each) for each in soon}
    shown = []
    for each in later:
        if _coming_back(each) not in seen:
            seen.add(_coming_back(each))
            shown.append(each)
    return shown


def _coming_back(bundle: Bundle) -> tuple[object, ...]:
    """Tell what is the same the next time; an occasion in one person's life does not come back."""
    task = bundle.tasks[0]
    if task.per in ABOUT_ITSELF:
        return (bundle.rules[0], bundle.group, task.subject)
    if of_the_year(task):
        return (bundle.rules[0], bundle.group)
    return (bundle.rules[0], bundle.group, task.subject, bundle.due)

"""What is expected of a day and of those after it: the brake's own memory, read before a run and written after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.almanac.almanac import span
from engine.almanac.days import ONE_DAY, school_year_start
from engine.brake import Figures
from engine.forecast import forecast, together
from engine.reconcile import NEW
from engine.runs import evaluate
from engine.runs.post import desk_of
from engine.store.holds import load_forecasts, save_forecasts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.outbox import Post
    from engine.runs.evaluate import Before, Outcome
    from engine.store.database import Store

AHEAD = timedelta(days=14)
NOTHING = Figures(0, 0)


def expected_since(store: Store, last: date, today: date) -> Figures:
    """Return what was expected of today and the days missed since the last good run; nothing when that was today."""
    known = load_forecasts(store)
    missed = span(last + ONE_DAY, today) if last < today else ()
    return together(known.get(day, NOTHING) for day in missed)


def expect(store: Store, before: Before, outcome: Outcome, posts: Iterable[Post], today: date) -> None:
    """Keep what the next fourteen days bring, once `outcome` is applied and `posts` have been sent."""
    days = tuple(span(today + ONE_DAY, today + AHEAD))
    told = {(post.person, cause) for post in posts for cause in post.causes}
    expected = forecast(desk_of(store, before, outcome, today, frozenset(told)), days)
    turn = next((day for day in days if school_year_start(day) != school_year_start(today)), None)
    if turn is not None:
        born = _born_on(turn, before, outcome)
        expected[turn] = replace(expected[turn], tasks=expected[turn].tasks + born)
    save_forecasts(store, expected)


def _born_on(day: date, before: Before, outcome: Outcome) -> int:
    """Count the tasks that a new school year brings all at once, on its first day."""
    there = {each.after.identity for each in outcome.changes}
    changes = evaluate.decide(before, day).changes
    return sum(each.what == NEW and each.after.identity not in there for each in changes)

"""The brake's memory: what was expected of each day, and the runs that wait for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from engine.brake import Figures
from engine.store.shelf import load, put, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.log import ForecastRow, HoldRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from engine.brake import Hold
    from engine.store.database import Store

HOLDS = table(HoldRow)


@dataclass(frozen=True, slots=True)
class Forecast:
    day: date
    tasks: int
    mails: int


@dataclass(frozen=True, slots=True)
class StoredHold:
    """A run that waits, or waited until it was `released`."""

    number: int
    day: date
    at: datetime
    reason: str
    tasks: int
    mails: int
    released: datetime | None = None
    released_by: str = ""


_FORECASTS = shelf_of(table(ForecastRow), Forecast, ("day",))
_HOLDS = shelf_of(HOLDS, StoredHold, ("number",))


def load_forecasts(store: Store) -> dict[date, Figures]:
    """Return what the last run expected of the days after it."""
    return {each.day: Figures(each.tasks, each.mails) for each in load(store, _FORECASTS)}


def save_forecasts(store: Store, expected: Mapping[date, Figures]) -> None:
    """Put these expectations in the place of all earlier ones."""
    after = [Forecast(day, figures.tasks, figures.mails) for day, figures in expected.items()]
    save_difference(store, _FORECASTS, load(store, _FORECASTS), after)


def load_holds(store: Store) -> tuple[StoredHold, ...]:
    return load(store, _HOLDS)


def standing_hold(store: Store) -> StoredHold | None:
    """Return the hold that waits for a person, the latest when there are more."""
    return next((each for each in reversed(load_holds(store)) if each.released is None), None)


def add_hold(store: Store, hold: Hold, day: date, at: datetime) -> StoredHold:
    """Keep that a run waits; return it with the number it is known by."""
    query = select(func.coalesce(func.max(HOLDS.c.number), 0)).where(HOLDS.c.school == store.school)
    number = store.connection.execute(query).scalar_one() + 1
    stored = StoredHold(number, day, at, hold.reason, hold.actual.tasks, hold.actual.mails)
    put(store, _HOLDS, [stored])
    return stored


def release_holds(store: Store, by: str, at: datetime) -> int:
    """Release every run that waits; return how many there were."""
    waiting = (HOLDS.c.school == store.school) & HOLDS.c.released.is_(None)
    return store.connection.execute(update(HOLDS).where(waiting).values(released=at, released_by=by)).rowcount

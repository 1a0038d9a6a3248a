"""The numbers by which calendar dates are known for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import OccasionNumber
from engine.store.shelf import load, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.tasks import OccasionNumberRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.store.database import Store

_SHELF = shelf_of(table(OccasionNumberRow), OccasionNumber, ("anchor", "school_year", "group", "suffix"))


def load_occasion_numbers(store: Store) -> tuple[OccasionNumber, ...]:
    return load(store, _SHELF)


def save_occasion_numbers(store: Store, before: Iterable[OccasionNumber], after: Iterable[OccasionNumber]) -> int:
    """Write what changed from `before`, as it was loaded, to `after`; return how many changed."""
    return save_difference(store, _SHELF, before, after)

"""The exceptions people made, those that are over too: what they did to tasks stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.exception import Exemption
from engine.store.shelf import load, put, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.tasks import ExceptionRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.store.database import Store

_SHELF = shelf_of(table(ExceptionRow), Exemption, ("number",))


def load_exceptions(store: Store) -> tuple[Exemption, ...]:
    """Return every exception ever made, in the order in which they were."""
    return load(store, _SHELF)


def add_exception(store: Store, exemption: Exemption) -> None:
    put(store, _SHELF, [exemption])


def save_exceptions(store: Store, before: Iterable[Exemption], after: Iterable[Exemption]) -> int:
    """Write what changed; return how many did."""
    return save_difference(store, _SHELF, before, after)

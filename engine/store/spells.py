"""The stretches of days in which a condition held, for rules that are due at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import Spell
from engine.store.shelf import load, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.tasks import SpellRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.store.database import Store

SPELL_KEY = ("rule", "per", "subject", "school_year", "ordinal")
_SHELF = shelf_of(table(SpellRow), Spell, SPELL_KEY)


def load_spells(store: Store) -> tuple[Spell, ...]:
    return load(store, _SHELF)


def save_spells(store: Store, before: Iterable[Spell], after: Iterable[Spell]) -> int:
    """Write what changed from `before`, as it was loaded, to `after`; return how many changed."""
    return save_difference(store, _SHELF, before, after)

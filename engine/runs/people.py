"""The people a school has now, for who only wants to know whom somebody means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.intake.combine import combine
from engine.store.facts import load_told

if TYPE_CHECKING:
    from engine.model import Staff
    from engine.store.database import Store


def staff_of(store: Store) -> tuple[Staff, ...]:
    return combine(load_told(store)).staff

"""When people want their overview, and the days on which they asked for none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.outbox import Pause
from engine.store.shelf import load, save_difference, shelf_of
from engine.tables.base import table
from engine.tables.mail import PauseRow, WishRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.store.database import Store


@dataclass(frozen=True, slots=True)
class Wish:
    """`wish` is one of engine.outbox.WISHES."""

    person: str
    wish: str


_WISHES = shelf_of(table(WishRow), Wish, ("person",))
_PAUSES = shelf_of(table(PauseRow), Pause, ("person", "begin"))


def load_wishes(store: Store) -> dict[str, str]:
    return {each.person: each.wish for each in load(store, _WISHES)}


def save_wish(store: Store, person: str, wish: str) -> None:
    """Keep somebody's wish in place of an earlier one."""
    before = [each for each in load(store, _WISHES) if each.person == person]
    save_difference(store, _WISHES, before, [Wish(person, wish)])


def load_pauses(store: Store) -> tuple[Pause, ...]:
    return load(store, _PAUSES)


def save_pauses(store: Store, before: Iterable[Pause], after: Iterable[Pause]) -> int:
    return save_difference(store, _PAUSES, before, after)

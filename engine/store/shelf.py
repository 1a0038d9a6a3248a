"""One kind of value in one table: read whole, and written as the difference between what was and what is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import bindparam, delete, insert, select

from engine.store.packing import columns_of, packer, unpacker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Table

    from engine.store.database import Store
    from engine.store.packing import Packed

Value = TypeVar("Value")
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Value]):
    """Where one kind of value lies.

    `key` names the columns that, with the school and `fixed`, tell one value from another. `pack` turns a value
    into `columns` by name, `unpack` takes them in their order and gives the value back. `fixed` holds columns that
    are the same for every value on this shelf.
    """

    table: Table
    key: tuple[str, ...]
    columns: tuple[str, ...]
    pack: Callable[[Value], Packed]
    unpack: Callable[[Sequence[Any]], Value]
    fixed: Mapping[str, str] = field(default_factory=dict)


def shelf_of(table: Table, kind: type[Value], key: tuple[str, ...], **fixed: str) -> Shelf[Value]:
    """Return the shelf for a dataclass whose fields are columns of the table."""
    return Shelf(table, key, columns_of(kind), packer(kind), unpacker(kind), fixed)


def load(store: Store, shelf: Shelf[Value], *only: ColumnElement[bool]) -> tuple[Value, ...]:
    """Return what lies on the shelf, in the order of its key, whatever the database's own order."""
    places = [shelf.columns.index(each) for each in shelf.key]
    query = select(*(shelf.table.c[each] for each in shelf.columns)).where(*_ours(store, shelf), *only)
    rows = sorted(store.connection.execute(query).all(), key=lambda row: [row[place] for place in places])
    return tuple(map(shelf.unpack, rows))


def save_difference(store: Store, shelf: Shelf[Value], before: Iterable[Value], after: Iterable[Value]) -> int:
    """Write what changed from `before` to `after`, in at most two statements; return how many values changed.

    What is new or different replaces whatever lies at its key, so a `before` that is a little old does no harm.
    Raises ValueError where two different values of `after` share a key.
    """
    old, new = _by_key(shelf, before), _by_key(shelf, after)
    changed = {key: value for key, value in new.items() if key not in old or old[key] != value}
    gone = [key for key in old if key not in new]
    _take_away(store, shelf, [*gone, *changed])
    put(store, shelf, changed.values())
    return len(changed) + len(gone)


def put(store: Store, shelf: Shelf[Value], values: Iterable[Value]) -> None:
    """Add values that are not there yet, in one statement."""
    rows = [{"school": store.school, **shelf.fixed, **shelf.pack(value)} for value in values]
    if rows:
        store.connection.execute(insert(shelf.table), rows)


def _by_key(shelf: Shelf[Value], values: Iterable[Value]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for value in values:
        key = tuple(getattr(value, each) for each in shelf.key)
        if found.setdefault(key, value) != value:
            raise ValueError(f"two values with the key {key} in {shelf.table.name}")
    return found


def _ours(store: Store, shelf: Shelf[Value]) -> list[ColumnElement[bool]]:
    columns = shelf.table.c
    return [columns.school == store.school, *(columns[name] == value for name, value in shelf.fixed.items())]


def _take_away(store: Store, shelf: Shelf[Value], keys: Sequence[Key]) -> None:
    if not keys:
        return
    matches = (shelf.table.c[name] == bindparam(f"key_{name}") for name in shelf.key)
    statement = delete(shelf.table).where(*_ours(store, shelf), *matches)
    names = [f"key_{name}" for name in shelf.key]
    store.connection.execute(statement, [dict(zip(names, key, strict=True)) for key in keys])

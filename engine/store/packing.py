"""From a frozen value to the columns of its row and back: a field is a column of the same name."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Value = TypeVar("Value")
Packed = dict[str, Any]

# JSON knows lists and objects only; a set is kept sorted, so the same set is always the same text.
_TO_ROW: Mapping[str, Callable[[Any], Any]] = {"frozenset": sorted, "tuple": list, "Mapping": dict}
_FROM_ROW: Mapping[str, Callable[[Any], Any]] = {"frozenset": frozenset, "tuple": tuple}


def columns_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def packer(kind: type[Value], **special: Callable[[Any], Any]) -> Callable[[Value], Packed]:
    """Return what turns a value of this dataclass into its columns by name; `special` holds its own conversions."""
    names = columns_of(kind)
    conversions = _conversions(kind, _TO_ROW) | special

    def pack(value: Value) -> Packed:
        packed = {name: getattr(value, name) for name in names}
        for name, convert in conversions.items():
            packed[name] = convert(packed[name])
        return packed

    return pack


def unpacker(kind: type[Value], **special: Callable[[Any], Any]) -> Callable[[Sequence[Any]], Value]:
    """Return what turns a row, columns in the order of `columns_of`, into a value of this dataclass."""
    names = columns_of(kind)
    conversions = _conversions(kind, _FROM_ROW) | special
    places = [(names.index(name), convert) for name, convert in conversions.items()]

    def unpack(row: Sequence[Any]) -> Value:
        columns = list(row)
        for place, convert in places:
            columns[place] = convert(columns[place])
        return kind(*columns)

    return unpack


def _conversions(kind: type[Any], by_shape: Mapping[str, Callable[[Any], Any]]) -> dict[str, Callable[[Any], Any]]:
    """Choose by the annotation, a text such as `frozenset[str]`: reading it costs no import."""
    shapes = {each.name: str(each.type).partition("[")[0] for each in fields(kind)}
    return {name: by_shape[shape] for name, shape in shapes.items() if shape in by_shape}

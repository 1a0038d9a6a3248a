"""Which group of a new export is which group we knew: by key within the school year, and else by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.intake.exportgroups import base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.model import Group


def matched(known: Iterable[Group], incoming: Iterable[Group]) -> dict[str, Group]:
    """Return the known group that each incoming name stands for; groups of one school year are given.

    The same key under another name is a renamed group; the same name under another key is the same group. Every
    known group is matched once, the surest first.
    """
    left = {each.name: each for each in known}
    found: dict[str, Group] = {}
    for is_same in (_same_key_and_name, _same_key, _same_name):
        for each in incoming:
            if each.name not in found and (old := _first(left, each, is_same)):
                found[each.name] = left.pop(old.name)
    return found


def _first(left: dict[str, Group], group: Group, is_same: Callable[[Group, Group], bool]) -> Group | None:
    return next((old for old in left.values() if is_same(old, group)), None)


def _same_key_and_name(old: Group, new: Group) -> bool:
    return _same_name(old, new) and _same_key(old, new)


def _same_key(old: Group, new: Group) -> bool:
    return old.kind == new.kind and not _bases(old).isdisjoint(_bases(new))


def _same_name(old: Group, new: Group) -> bool:
    return old.name == new.name


def _bases(group: Group) -> set[str]:
    return {base(key) for key in group.export_keys}

"""What each rule ever said, once per wording: rows are added, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from engine.store.shelf import load, put, shelf_of
from engine.tables.base import table
from engine.tables.rules import RuleVersionRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from engine.rule import Rule
    from engine.store.database import Store

VERSIONS = table(RuleVersionRow)


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One wording of a rule: `text` reads back to it, `file` is where it stood, `first_loaded_at` when it came."""

    version: str
    rule: str
    file: str
    text: str
    first_loaded_at: datetime


_SHELF = shelf_of(VERSIONS, RuleVersion, ("version",))


def keep_versions(store: Store, rules: Iterable[Rule], at: datetime) -> int:
    """Keep what these rules say, those for certain days too; return how many said something new."""
    known = set(store.connection.execute(select(VERSIONS.c.version).where(VERSIONS.c.school == store.school)).scalars())
    every = (one for each in rules for one in (each, *each.versions) if one.version)
    fresh = {each.version: each for each in every if each.version not in known}
    put(store, _SHELF, (RuleVersion(each.version, each.id, each.file, each.text, at) for each in fresh.values()))
    return len(fresh)


def rule_version(store: Store, version: str) -> RuleVersion | None:
    """Return the wording that goes by this name."""
    return next(iter(load(store, _SHELF, VERSIONS.c.version == version)), None)


def versions_of_rule(store: Store, rule: str) -> tuple[RuleVersion, ...]:
    """Return everything a rule ever said, the oldest first."""
    found = load(store, _SHELF, VERSIONS.c.rule == rule)
    return tuple(sorted(found, key=lambda each: (each.first_loaded_at, each.version)))

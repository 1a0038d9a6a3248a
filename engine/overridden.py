"""What a school's overrides change in the rules of a pack, and what the pack changed underneath them since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.change import sentences
from engine.yamldoc import Mapping, Scalar, Sequence, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from engine.overriding import Override
    from engine.rule import Rule
    from engine.yamldoc import Node

OVERRIDES = "aanpassingen"
OFF = "dit doet op onze school niet mee"
NOTHING = "dit verandert niets: de regel zegt het zelf al zo"


@dataclass(frozen=True, slots=True)
class Edition:
    """A text of a file, and the moment it first loaded, by the school's own clock."""

    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Overridden:
    """One rule that a school overrides, at `place`: what that changes, and what changed `underneath` since `since`.

    `pack` is "" where the rule is one of the school's own files.
    """

    id: str
    pack: str
    place: str
    changes: tuple[str, ...]
    underneath: tuple[str, ...] = ()
    since: datetime | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """Say it in one sentence, and in a second one what the pack changed."""
        first = f"{self.id} ({self.place}): {'; '.join(self.changes)}"
        if not self.underneath or self.since is None:
            return (first,)
        what = f"het pakket {self.pack}" if self.pack else "de regel"
        since = f"sinds jullie aanpassing van {dutch(self.since.date())}"
        return (first, f"{what} is hieronder veranderd {since}: {'; '.join(self.underneath)}")


def changes(before: Rule, after: Rule | None) -> tuple[str, ...]:
    """Say what the school's rule does otherwise than the one it overrides; None where it is switched off."""
    if after is None:
        return (OFF,)
    return sentences(before, after) or (NOTHING,)


def places(overrides: Iterable[Override]) -> dict[str, str]:
    """Return per rule where its overrides stand, in words."""
    found: dict[str, str] = {}
    for each in overrides:
        place = f"{each.file}, regel {each.line}"
        found[each.id] = f"{found[each.id]}; {place}" if each.id in found else place
    return found


def read_so_since(name: str, present: str, editions: Iterable[Edition]) -> datetime | None:
    """Return since when a file says of a rule what it says at `present`; None when the store never saw it say so.

    `editions` are what the store kept of that file, the latest at the end.
    """
    now, since = said_of(name, present), None
    for each in reversed(tuple(editions)):
        if said_of(name, each.text) != now:
            break
        since = each.since
    return since


def edition_at(moment: datetime, editions: Iterable[Edition]) -> Edition | None:
    """Return the text of a file as it was then: the latest that had loaded."""
    loaded = [each for each in editions if each.since <= moment]
    return max(loaded, key=lambda each: each.since, default=None)


def said_of(name: str, text: str) -> object:
    """Return what a file says under `aanpassingen` of this rule, without places; empty when it says nothing."""
    root = read_yaml(text, "").root
    items = root.get(OVERRIDES) if isinstance(root, Mapping) else None
    nodes = items.items if isinstance(items, Sequence) else ()
    return [_plain(each) for each in nodes if isinstance(each, Mapping) and _is_about(each, name)]


def _is_about(node: Mapping, name: str) -> bool:
    named = node.get("id")
    return isinstance(named, Scalar) and named.value.strip() == name


def _plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {key.value: _plain(value) for key, value in node.pairs}
    if isinstance(node, Sequence):
        return [_plain(each) for each in node.items]
    return node.value

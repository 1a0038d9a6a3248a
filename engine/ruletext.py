"""A rule's keys written out again: as one line of YAML that reads back to the same rule, and as words for people."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from engine.yamldoc import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yamldoc import Node

# What may stand bare between brackets; anything else goes between quotes.
BARE = re.compile(r"[\w/.][\w/. '-]*")


def one_line(pairs: Iterable[tuple[str, Node]]) -> str:
    """Return keys and values as a YAML flow mapping: `{id: mijn-regel, titel: "Werk, en meer"}`."""
    return "{" + ", ".join(f"{key}: {_flow(node)}" for key, node in pairs) + "}"


def _flow(node: Node) -> str:
    if isinstance(node, Mapping):
        return one_line((key.value, value) for key, value in node.pairs)
    if isinstance(node, Sequence):
        return f"[{', '.join(_flow(each) for each in node.items)}]"
    bare = not node.quoted and BARE.fullmatch(node.value)
    return node.value if bare else json.dumps(node.value, ensure_ascii=False)


def in_words(node: Node) -> str:
    """Return what stands under a key as people would read it out: `registratie groepsanalyse, sinds 4 weken voor X`."""
    if isinstance(node, Scalar):
        return " ".join(node.value.split())
    if isinstance(node, Sequence):
        words = [in_words(each) for each in node.items]
        return f"{', '.join(words[:-1])} of {words[-1]}" if len(words) > 1 else "".join(words)
    return ", ".join(f"{key.value.replace('_', ' ')} {in_words(value)}" for key, value in node.pairs)

"""The rules of which a session shows nothing: the sensitive ones, for who signed in by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web.access import Visit


def hidden_rules(visit: Visit) -> frozenset[str]:
    """Return their ids, also of those that are switched off; nothing where this session may see them."""
    if visit.me.sensitive:
        return frozenset()
    entries = visit.house.rules.of(visit.me.day).entries
    known = visit.me.day.reading.hidden & set(visit.me.day.listing.rules)
    return known | {each.rule.id for each in entries if each.rule.sensitive}

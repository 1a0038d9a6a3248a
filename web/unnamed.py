"""The rules of which a session shows nothing: the sensitive ones, for who signed in by mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.runs.ownrules import OwnFile
    from web.access import Visit

# Read off the text, for a file that is broken is closed as well.
SAYS_SENSITIVE = re.compile(r"\bgevoelig\b[\"']?\s*:(?!\s*[\"']?nee\b)")
WORD = re.compile(r"[a-z0-9-]+")


def hidden_rules(visit: Visit) -> frozenset[str]:
    """Return their ids, also of those that are switched off; nothing where this session may see them."""
    if visit.me.sensitive:
        return frozenset()
    entries = visit.house.rules.of(visit.me.day).entries
    known = visit.me.day.reading.hidden & set(visit.me.day.listing.rules)
    return known | {each.rule.id for each in entries if each.rule.sensitive}


def is_closed(visit: Visit, file: OwnFile) -> bool:
    """Tell whether a file of our own stays closed to this session: it has a sensitive rule, or names one by its id."""
    if visit.me.sensitive:
        return False
    return bool(SAYS_SENSITIVE.search(file.text)) or not hidden_rules(visit).isdisjoint(WORD.findall(file.text))

"""Phrases: a Dutch sentence to its parts. For the oracle only."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
RANKS = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"]
UNITS = {
    "dag": "dag",
    "dagen": "dag",
    "schooldag": "schooldag",
    "schooldagen": "schooldag",
    "werkdag": "werkdag",
    "werkdagen": "werkdag",
    "week": "week",
    "weken": "week",
    "maand": "maand",
    "maanden": "maand",
}
CASES = {"gesprek", "toets", "bericht", "signalering", "afwezigheid", "extra-hulp", "doel"}
REGISTRATIONS = {"seo-zorg", "mediawijsheid"}
PERSONAL = {"instroom", "uitstroom", "vierde verjaardag", "uit-dienst"}
FIXED = {
    "schooljaar",
    "vakantie",
    "hgw-blok",
    "schoolweek",
    "startweek",
    "maand",
    "groepsbespreekmaand",
    "schooldag",
    "gespreksronde",
    "periode",
    "thema",
    "rapport",
    "groepsbespreking",
    "cito",
    "groepsindeling",
    "informatieavond",
    "activiteit",
    *CASES,
    *REGISTRATIONS,
    *PERSONAL,
    *MONTHS,
}

Pick = tuple[str, str | int] | None


@dataclass(frozen=True)
class Phrase:
    """`relation` is voor, na, op, begin, einde, datum or direct; `edge` is begin or einde after voor and na."""

    relation: str
    anchor: str = ""
    pick: Pick = None
    number: int = 0
    unit: str = ""
    edge: str = ""
    day: int = 0
    month: int = 0
    previous: bool = False


def read(text: str, anchors: set[str]) -> list[Phrase]:
    """A sentence and what stands behind each `anders`."""
    return [_one(part.strip(), anchors) for part in re.split(r",?\s+anders\s+", text.strip())]


def _one(text: str, anchors: set[str]) -> Phrase:
    if text.lower() == "direct":
        return Phrase("direct")
    words = text.split()
    if len(words) == 2 and words[0].isdigit() and words[1].lower() in MONTHS:
        return Phrase("datum", day=int(words[0]), month=MONTHS.index(words[1].lower()) + 1)
    number, unit, edge = 0, "", ""
    if words[0].isdigit():
        number, unit, words = int(words[0]), UNITS[words[1].lower()], words[2:]
    relation, words = words[0].lower(), words[1:]
    if relation in ("voor", "na") and words[0].lower() in ("begin", "einde"):
        edge, words = words[0].lower(), words[1:]
    previous = words[0].lower() == "vorige"
    if previous:
        words = words[1:]
    anchor, pick = _anchor(" ".join(words), anchors)
    return Phrase(relation, anchor, pick, number, unit, edge, previous=previous)


def _anchor(text: str, anchors: set[str]) -> tuple[str, Pick]:
    low = text.lower()
    known = sorted(anchors | FIXED, key=len, reverse=True)
    name = next((a for a in known if low == a or low.startswith(a + " ")), "")
    if name:
        return name, _pick(text[len(name) :].strip())
    first, _, rest = low.partition(" ")
    name = next(a for a in known if rest == a)
    if first == "laatste":
        return name, ("laatste", "")
    return name, ("nummer", RANKS.index(first) + 1)


def _pick(text: str) -> Pick:
    """12: a number picks the ordinal, a month what begins in it, anything else the name."""
    if not text:
        return None
    if text.isdigit():
        return ("nummer", int(text))
    if text.lower() in MONTHS:
        return ("maand", MONTHS.index(text.lower()) + 1)
    return ("naam", text.lower())

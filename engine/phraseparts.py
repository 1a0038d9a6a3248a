"""A time phrase as its parts, to be chosen one by one: a number, a unit, before or after, which time, of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS
from engine.almanac.phrase import AFTER, BEFORE, BEGIN, END, EVERY, LAST, ON, ORDINALS, UNITS, Quantity
from engine.almanac.phrasewords import whole
from engine.anchors.known import CASES, PERSONAL, REGISTRATIONS, YEARLY

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.almanac.anchorreader import Vocabulary
    from engine.almanac.phrase import Phrase

RELATIONS = (BEFORE, AFTER, ON, BEGIN, END, f"{BEFORE} {END}", f"{AFTER} {BEGIN}")
TIMES = (*ORDINALS[:5], LAST)
OURS, HOLIDAYS, YEAR, MONTH_NAMES, OWN_LIFE, HAPPENS = (
    "Uit onze kalender",
    "Vakanties",
    "Het schooljaar",
    "Maanden",
    "Van een leerling of collega",
    "Wat er gebeurt",
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A phrase in parts, each as it is written; "" where it has none. `which` is eerste, tweede, .. or laatste."""

    count: str = ""
    unit: str = ""
    relation: str = BEFORE
    which: str = ""
    anchor: str = ""

    @property
    def words(self) -> str:
        amount = _amount(self.count, self.unit)
        return " ".join(each for each in (amount, self.relation, self.which, self.anchor) if each)


def _amount(count: str, unit: str) -> str:
    """Write `1 week` and `2 weken` whichever of both was chosen; what is no number stays as it is, to be told so."""
    if whole(count) > 0 and unit in UNITS:
        return str(Quantity(whole(count), UNITS[unit]))
    return f"{count} {unit}".strip() if count else ""


def parts_of(phrase: Phrase) -> Parts | None:
    """Return the parts of a phrase; None for one that has others, such as `31 juli` or one with `anders`."""
    first = phrase.alternatives[0]
    if first.anchor is None:
        return None
    quantity, (which, anchor) = first.quantity, _chosen(first.anchor.words)
    relation = f"{first.relation} {first.edge}".strip()
    found = Parts(str(quantity.count) if quantity else "", first.unit, relation, which, anchor)
    return found if relation in RELATIONS and found.words.lower() == phrase.words.lower() else None


def _chosen(words: str) -> tuple[str, str]:
    first, _, rest = words.partition(" ")
    if words.lower() in PERSONAL:
        return "", words.lower()
    return (first.lower(), rest.lower()) if first.lower() in TIMES and rest else ("", words.lower())


def anchor_groups(
    vocabulary: Vocabulary, names: Callable[[str], frozenset[str]], present: str = ""
) -> list[tuple[str, list[str]]]:
    """Return every anchor that a school knows, by what it is about; with its name in the calendar where it has one.

    `present` is one that a phrase has now: it is among them as well.
    """
    found: dict[str, list[str]] = {each: [] for each in (OURS, HOLIDAYS, YEAR, MONTH_NAMES, OWN_LIFE, HAPPENS)}
    for name, (family, choice) in vocabulary.anchors.items():
        group = _group(name, family)
        found[group].append(name)
        if group == OURS and choice == EVERY:
            found[group].extend(f"{name} {each}" for each in sorted(names(family)) if not each.isdecimal())
    if present and not any(present in each for each in found.values()):
        found[OURS].append(present)
    ordered = {group: each if group == MONTH_NAMES else sorted(each) for group, each in found.items()}
    return [(group, each) for group, each in ordered.items() if each]


def _group(name: str, family: str) -> str:
    if name in MONTHS:
        return MONTH_NAMES
    if family == "vakantie":
        return HOLIDAYS
    if family in YEARLY:
        return YEAR
    if family in PERSONAL:
        return OWN_LIFE
    return HAPPENS if (family in CASES and family != "gespreksronde") or family in REGISTRATIONS else OURS

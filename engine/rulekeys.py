"""The keys of one rule: how each is read from its node. A mistake is a problem in the file the key stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.almanac.days import MONTHS
from engine.almanac.phrase import MONTH, UNITS, WORKING_DAY, Quantity
from engine.almanac.phrasereader import read_quantity
from engine.almanac.phrasewords import PhraseMistake
from engine.conditions.known import read_evidence, read_where
from engine.kinds import ROLES
from engine.model import ANY_OF_US, EVERYBODY, GROUP, PUPIL, SCHOOL, STAFF, TALK_ROUND
from engine.reading import as_choice, as_date, as_list, as_mapping, as_text, as_yes_no, fields
from engine.rule import (
    AFTER,
    AT_BEGIN,
    AT_DUE,
    BEFORE,
    EVERY_AFTER,
    LATER,
    LEVELS,
    NEVER,
    ON_THE_DAY,
    VALID_FROM,
    VALID_TO,
    Escalation,
    Expiry,
    Remind,
)
from engine.wording import NAMES, NAMES_IN_TITLE, template_mistakes
from engine.yamldoc import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.almanac.phrase import Phrase
    from engine.conditions.base import Condition, Evidence, Reading
    from engine.kinds import Kinds
    from engine.yamldoc import Node

    Read = Callable[[Node, Reading], Any]

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RECIPIENT = "ontvanger"
REQUIRED_KEYS = ("id", "titel", "voor", "per", "uiterlijk")


def pers(kinds: Kinds) -> tuple[str, ...]:
    """Return what a rule may be about."""
    cases = (each for each in sorted(kinds.cases) if each != TALK_ROUND)
    return (PUPIL, GROUP, STAFF, SCHOOL, TALK_ROUND, *cases)


def read_id(node: Node, reading: Reading) -> str | None:
    text = as_text(node, reading.problems, "een id")
    if text and not ID.fullmatch(text):
        reading.problems.error(node, f'een id bestaat uit kleine letters, cijfers en streepjes, niet "{text}"')
        return None
    return text


def read_text(node: Node, reading: Reading) -> str | None:
    return as_text(node, reading.problems)


def read_title(node: Node, reading: Reading) -> str | None:
    return _template(node, reading, NAMES_IN_TITLE)


def read_guidance(node: Node, reading: Reading) -> str | None:
    return _template(node, reading, NAMES)


def _template(node: Node, reading: Reading, allowed: tuple[str, ...]) -> str | None:
    text = as_text(node, reading.problems)
    if text is None:
        return None
    found = template_mistakes(text, allowed)
    for line, message in found:
        reading.problems.error(_Place(node.line + line + _is_block(node, text), node.column), message)
    return None if found else text


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    column: int


def _is_block(node: Node, text: str) -> int:
    return int(isinstance(node, Scalar) and node.quoted and "\n" in node.value)


def read_assignees(node: Node, reading: Reading) -> tuple[str, ...] | None:
    known = (*ROLES, RECIPIENT)
    found = [as_choice(each, known, reading.problems, "e rol") for each in as_list(node)]
    if not found:
        reading.problems.error(node, "hier hoort te staan wie het doet, bijvoorbeeld leerkracht")
    return tuple(each for each in found if each) if found and all(found) else None


def read_per(node: Node, reading: Reading) -> str | None:
    return as_choice(node, pers(reading.kinds), reading.problems, " onderwerp")


def read_conditions(node: Node, reading: Reading) -> Condition | None:
    mapping = as_mapping(node, reading.problems, "jaargroep: [1, 2]")
    _no_empty_lists(node, reading)
    return read_where(mapping, reading) if mapping else None


def read_done_when(node: Node, reading: Reading) -> Evidence | None:
    mapping = as_mapping(node, reading.problems, "handmatig: ja")
    _no_empty_lists(node, reading)
    return read_evidence(mapping, reading) if mapping else None


def _no_empty_lists(node: Node, reading: Reading) -> None:
    """Report every empty list inside: `jaargroep: []` would choose nothing, or everything."""
    if isinstance(node, Sequence) and not node.items:
        reading.problems.error(node, "deze lijst is leeg; zet er iets in, of haal de sleutel weg")
    inside = node.items if isinstance(node, Sequence) else ()
    for each in (value for _, value in node.pairs) if isinstance(node, Mapping) else inside:
        _no_empty_lists(each, reading)


def read_phrase(node: Node, reading: Reading) -> Phrase | None:
    if not isinstance(node, Scalar):
        reading.problems.error(node, "hier hoort een tijdzin te staan, zoals: 2 weken voor rapport")
        return None
    return reading.phrase(node)


def read_reminders(node: Node, reading: Reading) -> tuple[Remind, ...] | None:
    found = [_remind(each, reading) for each in as_list(node)]
    return tuple(each for each in found if each) if all(found) else None


def _remind(node: Node, reading: Reading) -> Remind | None:
    text = as_text(node, reading.problems, "een herinnering, zoals: 2 schooldagen ervoor")
    if text is None:
        return None
    words = text.lower().split()
    if " ".join(words) in (AT_BEGIN, ON_THE_DAY):
        return Remind(" ".join(words))
    return _counted_reminder(node, words, reading)


def _counted_reminder(node: Node, words: list[str], reading: Reading) -> Remind | None:
    every = words[0] == "elke"
    inside = words[1:-1] if every else words[:-1]
    if words[-1] not in ((AFTER,) if every else (BEFORE, AFTER)) or not inside:
        reading.problems.error(node, _no_reminder(" ".join(words)))
        return None
    counted = ["1", *inside] if every and inside[0] in UNITS else inside
    quantity = _quantity(node, " ".join(counted), reading)
    if quantity is None:
        return None
    return Remind(EVERY_AFTER if every else words[-1], quantity)


def _no_reminder(text: str) -> str:
    known = '"bij het begin", "op de dag", "2 schooldagen ervoor", "1 week erna" of "elke 3 schooldagen erna"'
    return f'een herinnering is {known}, niet "{text}"'


def _quantity(node: Node, text: str, reading: Reading) -> Quantity | None:
    found = read_quantity(text)
    if isinstance(found, PhraseMistake):
        reading.problems.error(node, found.message)
        return None
    return found


def read_escalations(node: Node, reading: Reading) -> tuple[Escalation, ...] | None:
    found = [_escalation(each, reading) for each in as_list(node)]
    return tuple(each for each in found if each) if all(found) else None


def _escalation(node: Node, reading: Reading) -> Escalation | None:
    mapping = as_mapping(node, reading.problems, "{naar: ib, na: 3 schooldagen}")
    if mapping is None:
        return None
    fields(mapping, ("naar", "na"), reading.problems)
    to, after = mapping.get("naar"), mapping.get("na")
    if to is None or after is None:
        reading.problems.error(mapping, 'bij escaleer horen "naar" (een rol) en "na" (hoe lang)')
        return None
    role = as_choice(to, ROLES, reading.problems, "e rol")
    text = as_text(after, reading.problems, "een hoeveelheid, zoals: 3 schooldagen")
    quantity = _quantity(after, text, reading) if text else None
    return Escalation(role, quantity) if role and quantity else None


def read_level(node: Node, reading: Reading) -> str | None:
    return as_choice(node, LEVELS, reading.problems, " niveau")


def read_who(node: Node, reading: Reading) -> str | None:
    text = as_text(node, reading.problems)
    return as_choice(node, (ANY_OF_US, EVERYBODY), reading.problems, " woord") if text else None


def read_yes_no(node: Node, reading: Reading) -> bool | None:
    return as_yes_no(node, reading.problems)


def read_expiry(node: Node, reading: Reading) -> Expiry | None:
    text = (as_text(node, reading.problems, "ja, nee, of: na 5 schooldagen") or "").lower()
    if text in (AT_DUE, NEVER):
        return Expiry(text)
    if not text.startswith("na "):
        if text:
            reading.problems.error(node, f'hier hoort ja, nee, of bijvoorbeeld "na 5 schooldagen", niet "{text}"')
        return None
    quantity = _quantity(node, text[3:], reading)
    if quantity is not None and quantity.unit in (WORKING_DAY, MONTH):
        reading.problems.error(node, "reken bij vervalt in schooldagen, dagen of weken")
        return None
    return Expiry(LATER, quantity) if quantity else None


def read_months(node: Node, reading: Reading) -> tuple[int, ...] | None:
    found = [as_choice(each, MONTHS, reading.problems, "e maand") for each in as_list(node)]
    return tuple(MONTHS.index(each) + 1 for each in found if each) if all(found) else None


def read_ids(node: Node, reading: Reading) -> tuple[str, ...] | None:
    found = [read_id(each, reading) for each in as_list(node)]
    return tuple(each for each in found if each) if all(found) else None


def read_day(node: Node, reading: Reading) -> date | None:
    return as_date(node, reading.problems)


# Each key of a rule: the field of Rule it fills and how it is read.
KEYS: dict[str, tuple[str, Read]] = {
    "id": ("id", read_id),
    "titel": ("title", read_title),
    "voor": ("assignees", read_assignees),
    "per": ("per", read_per),
    "waar": ("where", read_conditions),
    "vanaf": ("opens", read_phrase),
    "uiterlijk": ("due", read_phrase),
    "klaar_als": ("done_when", read_done_when),
    "herinner": ("remind", read_reminders),
    "escaleer": ("escalate", read_escalations),
    "niveau": ("level", read_level),
    "wie": ("who", read_who),
    "eigen_mail": ("own_mail", read_yes_no),
    "ook_in_vakantie": ("in_holidays", read_yes_no),
    "vervalt": ("expires", read_expiry),
    "gevoelig": ("sensitive", read_yes_no),
    "proef": ("trial", read_yes_no),
    "hoort_bij": ("same_as", read_id),
    "bedoeld_in": ("meant_in", read_months),
    "voorheen": ("formerly", read_ids),
    "duur": ("duration", read_text),
    "aanname": ("assumption", read_text),
    "uitleg": ("guidance", read_guidance),
    "bron": ("source", read_text),
    "bij_pakket": ("with_pack", read_text),
    VALID_FROM: ("valid_from", read_day),
    VALID_TO: ("valid_to", read_day),
}
OFF = "uit"

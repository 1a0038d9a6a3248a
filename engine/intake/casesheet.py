"""zaken.csv: dated matters, with what they say about themselves as `naam=waarde;...`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.intake.meant import unknown_word
from engine.intake.sheet import Sheet, read_rows
from engine.intake.table import read_table
from engine.kinds import CASE_TRAITS, USUAL_WORDS, Kinds
from engine.model import Case
from engine.problem import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.intake.cells import Cells

FIELDS = {
    "type": "type", "sleutel": "key", "onderwerp_type": "subject_type", "onderwerp": "subject", "soort": "kind",
    "van": "begin", "tot_en_met": "end", "kenmerken": "traits",
}  # fmt: skip
REQUIRED = ("type", "sleutel", "onderwerp_type", "onderwerp")
SHIPPED = Kinds()
YES = "ja"
# Traits whose value has a form rather than a list of words.
FORMS = {
    "tijd": (re.compile(r"([01]?\d|2[0-3]):[0-5]\d"), "een tijd als 15:30"),
    "minuten": (re.compile(r"\d{1,3}"), "een aantal minuten als 10"),
}


def read_cases(data: bytes, file: str, kinds: Kinds = SHIPPED) -> Sheet[Case]:
    table = read_table(data, file, FIELDS, REQUIRED)
    return read_rows(table, lambda row: _case(row, kinds), lambda each: (each.type, each.key), FIELDS, "deze zaak")


def _case(row: Cells, kinds: Kinds) -> Case:
    row.required("type")
    case_type = row.soft_word("type", " type zaak", kinds.cases)
    subject_type = row.subject_type("onderwerp_type", kinds)
    begin, end = row.day("van"), row.day("tot_en_met")
    row.in_order("van", begin, "tot_en_met", end)
    return Case(
        case_type,
        row.required("sleutel"),
        subject_type,
        row.subject("onderwerp", subject_type),
        kind=_kind(row, kinds.of_case(case_type)),
        begin=begin,
        end=end,
        traits=_traits(row, kinds),
    )


def _kind(row: Cells, known: Collection[str] | None) -> str:
    if known is None:
        return row.text("soort").lower()
    return row.soft_word("soort", "e soort", known)


def _traits(row: Cells, kinds: Kinds) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in row.items("kenmerken"):
        name, equals, value = (part.strip() for part in item.partition("="))
        name = name.lower()
        if not equals or not name:
            row.error("kenmerken", f'een kenmerk heet naam=waarde, zoals {_whole(item)}; hier staat "{item}"')
        elif name in found:
            row.error("kenmerken", f'het kenmerk "{name}" staat er twee keer')
        else:
            found[name] = value
            _check(row, name, value, kinds)
    return found


def _whole(word: str) -> str:
    """Return a trait written in full: the one that was meant, where only its name or its value was written."""
    if YES in CASE_TRAITS.get(word, ()):
        return f"{word}={YES}"
    lists = (USUAL_WORDS, CASE_TRAITS)
    return next((f"{name}={word}" for each in lists for name in each if word in each[name]), "kanaal=parro")


def _check(row: Cells, name: str, value: str, kinds: Kinds) -> None:
    if name not in CASE_TRAITS and name not in kinds.traits:
        row.warn("kenmerken", unknown_word(" kenmerk", name, CASE_TRAITS))
    if form := FORMS.get(name):
        pattern, example = form
        if not pattern.fullmatch(value):
            row.error("kenmerken", f'bij "{name}" hoort {example}, niet "{value}"')
    elif _is_a_slip(name, value):
        words = CASE_TRAITS[name] or USUAL_WORDS[name]
        row.warn("kenmerken", unknown_word(f"e waarde bij {name}:", value, words))


def _is_a_slip(name: str, value: str) -> bool:
    """Whether `value` is not in the closed list of this trait, or is nearly a word that rules look for."""
    if known := CASE_TRAITS.get(name):
        return value not in known
    usual = USUAL_WORDS.get(name, ())
    return value not in usual and nearest(value, usual) is not None

"""What somebody notes by hand, as one row of zaken.csv or registraties.csv: read and checked exactly like those."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.kinds import LIST_OF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.model import Case

# What each type may say about itself beside its date and kind; a school's own types may say anything.
TRAITS_OF = {
    "gesprek": ("status", "online", "afspraken", "los", "tijd", "minuten"),
    "gespreksronde": (),
    "toets": (),
    "bericht": ("kanaal", "ontvanger", "status"),
    "signalering": ("opvallend", "status"),
    "afwezigheid": ("duur",),
    "extra-hulp": ("extern",),
    "doel": ("dagelijks",),
}
# What each type may be about, in the order in which a word is looked up.
ABOUT = {
    "gesprek": ("leerling",),
    "toets": ("groep", "leerling"),
    "bericht": ("medewerker", "leerling", "groep"),
    "signalering": ("leerling",),
    "afwezigheid": ("medewerker",),
    "extra-hulp": ("leerling",),
    "doel": ("school",),
}
ANYTHING = ("leerling", "groep", "medewerker", "school")
# Types that have no date of their own unless somebody says so.
UNDATED = ("doel",)
NOT_IN_A_KEY = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class CaseNote:
    """A dated matter as somebody typed it: texts, not checked yet; `begin` and `end` as 2026-09-22, "" is not said."""

    type: str
    subject_type: str = ""
    subject: str = ""
    kind: str = ""
    begin: str = ""
    end: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationNote:
    """A registration as somebody typed it."""

    kind: str
    subject_type: str
    subject: str
    on: str
    by: str = ""
    area: str = ""
    value: str = ""


def out_of_place(note: CaseNote) -> str:
    """Name the first trait that does not go with this type of case; "" when all do."""
    allowed = TRAITS_OF.get(note.type)
    return next((each for each in note.traits if allowed is not None and each not in allowed), "")


def needs_kind(case_type: str) -> bool:
    """Tell whether a case of this type says nothing without its kind."""
    return case_type in LIST_OF_TYPE


def same_case(note: CaseNote, known: Iterable[Case]) -> Case | None:
    """Return the case this note is about: the one with that key, or the same matter about the same on the same day."""
    for each in known:
        if each.type == note.type and (each.key == note.key if note.key else _alike(note, each)):
            return each
    return None


def _alike(note: CaseNote, case: Case) -> bool:
    same = (case.subject_type, case.subject, case.kind) == (note.subject_type, note.subject, note.kind)
    return same and (str(case.begin) if case.begin else "") == note.begin


def completed(note: CaseNote, known: Iterable[Case]) -> CaseNote:
    """Fill in what an earlier note or file said of the same case, or give a new one its key."""
    every = tuple(known)
    before = same_case(note, every)
    if before is None:
        return note if note.key else replace(note, key=_fresh_key(note, {each.key for each in every}))
    return CaseNote(
        note.type,
        note.subject_type or before.subject_type,
        note.subject or before.subject,
        note.kind or before.kind,
        note.begin or (str(before.begin) if before.begin else ""),
        note.end or (str(before.end) if before.end else ""),
        {**before.traits, **note.traits},
        before.key,
    )


def _fresh_key(note: CaseNote, taken: set[str]) -> str:
    """Return `gesprek-1009-2026-09-22`, with a number behind it where that is another matter already."""
    parts = (note.type, note.subject if note.subject_type != "school" else note.kind, note.begin)
    key = "-".join(NOT_IN_A_KEY.sub("-", each).strip("-") for each in parts if each)
    numbered = (key if number == 1 else f"{key}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)


def case_sheet(note: CaseNote) -> bytes:
    """Return the note as zaken.csv."""
    traits = ";".join(f"{name}={value}" for name, value in note.traits.items())
    return _sheet(
        type=note.type,
        sleutel=note.key,
        onderwerp_type=note.subject_type,
        onderwerp=note.subject,
        soort=note.kind,
        van=note.begin,
        tot_en_met=note.end,
        kenmerken=traits,
    )


def registration_sheet(note: RegistrationNote) -> bytes:
    """Return the note as registraties.csv."""
    return _sheet(
        soort=note.kind,
        onderwerp_type=note.subject_type,
        onderwerp=note.subject,
        op=note.on,
        door=note.by,
        gebied=note.area,
        waarde=note.value,
    )


def _sheet(**cells: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(cells)
    writer.writerow(cells.values())
    return text.getvalue().encode()

"""Asking a row of a csv for a date, a word from a list, a yes: the typed value, or a problem at the right place."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.intake import yeargroup
from engine.intake.meant import unknown_word
from engine.kinds import SUBJECT_TYPES, Kinds
from engine.model import SCHOOL
from engine.problem import ERROR, WARNING, Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.intake.table import Record

DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
YES_OR_NO = {"ja": True, "nee": False, "": None}


class Cells:
    """One row that is being read; mistakes are added to `problems`, which is shared by the file."""

    __slots__ = ("file", "problems", "record")

    def __init__(self, record: Record, file: str, problems: list[Problem]) -> None:
        self.record = record
        self.file = file
        self.problems = problems

    def error(self, column: str, message: str) -> None:
        self._add(column, message, ERROR)

    def warn(self, column: str, message: str) -> None:
        self._add(column, message, WARNING)

    def text(self, column: str) -> str:
        return " ".join(self.record.cells.get(column, "").split())

    def required(self, column: str) -> str:
        found = self.text(column)
        if not found:
            self.error(column, f'"{column}" is niet ingevuld')
        return found

    def word(self, column: str, what: str, known: Collection[str]) -> str:
        """Return a word that must be one of `known`; an unknown one is a mistake and counts as not said."""
        found = self.text(column).lower()
        if found and found not in known:
            self.error(column, unknown_word(what, found, known))
            return ""
        return found

    def soft_word(self, column: str, what: str, known: Collection[str]) -> str:
        """Return a word that should be one of `known`; an unknown one is kept, with a warning."""
        found = self.text(column).lower()
        if found and found not in known:
            self.warn(column, unknown_word(what, found, known))
        return found

    def items(self, column: str) -> tuple[str, ...]:
        """Return the parts of a list with `;`, each once, in the order written."""
        parts = (part.strip() for part in self.text(column).split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))

    def words(self, column: str, what: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of words that must all be `known`."""
        found = tuple(part.lower() for part in self.items(column))
        for each in found:
            if each not in known:
                self.error(column, unknown_word(what, each, known))
        return tuple(each for each in found if each in known)

    def soft_words(self, column: str, what: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of words that should be `known`; unknown ones are kept, with a warning."""
        found = tuple(part.lower() for part in self.items(column))
        for each in found:
            if each not in known:
                self.warn(column, unknown_word(what, each, known))
        return found

    def subject_type(self, column: str, kinds: Kinds) -> str:
        self.required(column)
        return self.word(column, " onderwerp_type", tuple(dict.fromkeys((*SUBJECT_TYPES, *kinds.cases))))

    def subject(self, column: str, subject_type: str) -> str:
        """Return the subject; the school itself need not be named."""
        return self.text(column) if subject_type == SCHOOL else self.required(column)

    def year_groups(self, column: str) -> frozenset[int]:
        """Return year groups 1 to 8; 0 counts as 1."""
        found = {each: yeargroup.read(each) or "" for each in self.items(column)}
        for each, read in found.items():
            if read not in yeargroup.NUMBERS:
                self.error(column, f'"{each}" is geen jaargroep; schrijf 1 t/m 8, zoals 1;2')
        return yeargroup.numbers(frozenset(found.values()))

    def address(self, column: str) -> str:
        found = self.text(column)
        if found and not ADDRESS.fullmatch(found):
            self.error(column, f'"{found}" is geen e-mailadres')
        return found

    def day(self, column: str) -> date | None:
        """Return a date written as JJJJ-MM-DD, or None when nothing is said."""
        found = self.text(column)
        if not found:
            return None
        try:
            return _iso(found)
        except ValueError:
            self.error(column, _no_day(found))
            return None

    def yes(self, column: str) -> bool | None:
        found = self.text(column).lower()
        if found not in YES_OR_NO:
            self.error(column, f'bij "{column}" hoort ja of nee, niet "{found}"')
        return YES_OR_NO.get(found)

    def school_year(self, column: str) -> str:
        found = self.text(column)
        try:
            if found:
                start_of(found)
        except ValueError:
            self.error(column, f'"{found}" is geen schooljaar; schrijf het als 2026-2027')
            return ""
        return found

    def in_order(self, first: str, begin: date | None, last: str, end: date | None) -> None:
        """Report an end before its beginning."""
        if begin and end and end < begin:
            self.error(last, f'"{last}" ({end}) ligt voor "{first}" ({begin})')

    def _add(self, column: str, message: str, severity: str) -> None:
        place = self.record.columns.get(column, 1)
        self.problems.append(Problem(self.file, self.record.line, place, message, severity))


def _iso(text: str) -> date:
    if not ISO.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _no_day(text: str) -> str:
    """Say that a day does not exist, or how it should have been written."""
    if ISO.fullmatch(text):
        return f"de dag {text} bestaat niet"
    found = DAY_FIRST.fullmatch(text)
    if not found:
        return f'"{text}" is geen datum; schrijf het als 2026-09-01'
    day, month, year = found.groups()
    try:
        return f'"{text}" is geen datum; schrijf {date(int(year), int(month), int(day)).isoformat()}'
    except ValueError:
        return f"de dag {text} bestaat niet"

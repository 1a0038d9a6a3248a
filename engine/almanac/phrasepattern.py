"""The grammar of time phrases once more, as a regular expression for editors; a test holds it to engine.almanac.phrase.

The expressions use only what Python and JavaScript read alike, and take each word with or without a capital.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.almanac.anchorreader import MOST_SCHOOL_WEEKS, SCHOOL_WEEK
from engine.almanac.days import MONTHS
from engine.almanac.phrase import AFTER, AT_ONCE, BEFORE, BEGIN, END, EVERY, LAST, ON, ORDINALS, PREVIOUS, UNITS
from engine.almanac.phrasereader import LONGEST_MONTH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from engine.almanac.anchorreader import Vocabulary

SPECIAL = re.compile(r"([\\^$.|?*+()\[\]{}/])")
SPACE = r"\s+"
ELSE_WORD = "[Aa]nders"
UP_TO_400 = "0*(?:[1-9][0-9]?|[1-3][0-9][0-9]|400)"
NOT_ELSE = rf"(?!{ELSE_WORD}(?!\S))"
NOT_A_NUMBER = rf"(?![0-9]+\s*(?:$|,*\s+{ELSE_WORD}(?!\S)))"
NAME = rf"{NOT_A_NUMBER}{NOT_ELSE}\S+(?:\s+{NOT_ELSE}\S+)*?"
NUMBER = "0*[1-9][0-9]{0,7}"
BOUNDARY = r"(?=\s|,|$)"


def phrase_pattern(vocabulary: Vocabulary, *, since: bool = False) -> str:
    """Return the expression that a time phrase matches as a whole; only `sinds` knows `vorige`."""
    moment = _moment(vocabulary, since=since)
    return rf"^\s*{moment}(?:\s*,*\s+{ELSE_WORD}{SPACE}{moment})*\s*$"


def quantity_pattern(units: Collection[str] = tuple(UNITS)) -> str:
    """Return the expression of `6 maanden`, without its edges; `units` are words as people write them."""
    return f"{UP_TO_400}{SPACE}{one_of(units)}"


def one_of(words: Iterable[str]) -> str:
    """Return an expression for one of these words, longest first."""
    ordered = sorted(words, key=lambda each: (-len(each), each))
    return f"(?:{'|'.join(_word(each) for each in ordered)})"


def _word(text: str) -> str:
    words = (SPECIAL.sub(r"\\\1", each) for each in text.split())
    return SPACE.join(f"[{each[0].upper()}{each[0]}]{each[1:]}" if each[0].isalpha() else each for each in words)


def _moment(vocabulary: Vocabulary, *, since: bool) -> str:
    anchor = _anchor(vocabulary, since=since)
    edge = f"(?:{one_of([BEGIN, END])}{SPACE})?"
    relative = f"(?:{quantity_pattern()}{SPACE})?{one_of([BEFORE, AFTER])}{SPACE}{edge}"
    placed = f"(?:{relative}|{one_of([ON, BEGIN, END])}{SPACE}){anchor}"
    return f"(?:{placed}|{_bare_date()}|{one_of([AT_ONCE])})"


def _bare_date() -> str:
    days = {31: "0*(?:[1-9]|[12][0-9]|3[01])", 30: "0*(?:[1-9]|[12][0-9]|30)", 29: "0*(?:[1-9]|[12][0-9])"}
    parts = (
        f"{form}{SPACE}{one_of(each for each, length in zip(MONTHS, LONGEST_MONTH, strict=True) if length == most)}"
        for most, form in days.items()
    )
    return f"(?:{'|'.join(parts)})"


def _anchor(vocabulary: Vocabulary, *, since: bool) -> str:
    """Anchors that a choice may go with, and those that carry one in their name (`herfstvakantie`)."""
    every = [name for name, (_, built_in) in vocabulary.anchors.items() if built_in == EVERY]
    chosen = [name for name in vocabulary.anchors if name not in every]
    weeks = [name for name in every if vocabulary.anchors[name][0] == SCHOOL_WEEK]
    before = f"(?:{one_of([*ORDINALS, LAST, *([PREVIOUS] if since else [])])}{SPACE})"
    parts = [
        f"{before}{one_of(every)}{BOUNDARY}",
        f"{one_of(each for each in every if each not in weeks)}{BOUNDARY}(?:{SPACE}(?:{NUMBER}{BOUNDARY}|{NAME}))?",
        f"{one_of(weeks)}{BOUNDARY}(?:{SPACE}(?:{_weeks()}{BOUNDARY}|{NAME}))?" if weeks else "",
        f"{f'(?:{one_of([PREVIOUS])}{SPACE})?' if since else ''}{one_of(chosen)}{BOUNDARY}" if chosen else "",
    ]
    return f"(?:{'|'.join(each for each in parts if each)})"


def _weeks() -> str:
    tens, ones = divmod(MOST_SCHOOL_WEEKS, 10)
    return f"0*(?:[1-9]|[1-{tens - 1}][0-9]|{tens}[0-{ones}])"

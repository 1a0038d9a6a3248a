"""The words of a sentence with their places, and a mistake in one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class PhraseMistake:
    """What is wrong in a phrase, and at which character of it (from 0)."""

    offset: int
    message: str


class MistakeError(Exception):
    """Carries a PhraseMistake to the door of phrasereader, and no further."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.mistake = PhraseMistake(offset, message)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    offset: int

    @property
    def low(self) -> str:
        return self.text.lower()


def words_of(text: str) -> list[Word]:
    return [Word(each.group(), each.start()) for each in re.finditer(r"\S+", text)]


def whole(text: str) -> int:
    """Return the whole number a text is; -1 for anything else, or a number no phrase can use."""
    return int(text) if WHOLE.fullmatch(text) else -1


def nothing_more(words: list[Word]) -> None:
    if words:
        more = " ".join(each.text for each in words)
        raise MistakeError(words[0].offset, f'de zin is hier al af; haal "{more}" weg')

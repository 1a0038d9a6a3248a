"""A mistake as a value: where it is, what is wrong and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ERROR = "fout"
WARNING = "waarschuwing"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file somebody wrote.

    `line` and `column` count from 1; 0 means the file as a whole. `message` is
    one Dutch sentence for the person who wrote the file.
    """

    file: str
    line: int
    column: int
    message: str
    severity: str = ERROR

    @property
    def is_error(self) -> bool:
        return self.severity == ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the existing word closest to `word`, or None when nothing is near."""
    words = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    return words[found[0]] if found else None


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Word the mistake of an unknown word: `onbekend anker "x"; bedoel je "y"?`."""
    near = nearest(word, known)
    hint = f'; bedoel je "{near}"?' if near else ""
    return f'onbekend{what} "{word}"{hint}'


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(each.is_error for each in problems)

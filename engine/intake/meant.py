"""Which word somebody most likely meant: the one that is nearly the same, or the one it begins with."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

ALIKE = 0.6
SHORTEST = 2


def meant(word: str, known: Collection[str]) -> str | None:
    """Return the known word, or None when nothing comes near. `maandag` is `ma`, `stamgroep` is `stam`."""
    near = alike(word, known)
    begins = max((each for each in known if _begins(word, each)), key=len, default=None)
    return near if begins is None or (near or "").startswith(begins) else begins


def alike(word: str, known: Collection[str]) -> str | None:
    """Return the known word most like `word`; of two that are as like, the one that begins the same."""
    lower = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), lower, cutoff=ALIKE)
    best = max(found, key=lambda each: _likeness(word.lower(), each), default=None)
    return lower[best] if best else None


def hint(word: str, known: Collection[str]) -> str:
    """Return `; bedoel je "ANN"?`, or "" when nothing comes near. For names, which nobody writes out in full."""
    near = alike(word, known)
    return f'; bedoel je "{near}"?' if near else ""


def unknown_word(what: str, word: str, known: Collection[str], few: int = 16) -> str:
    """Word an unknown word; when nothing is near and there are few, name what could stand there."""
    return _unknown_word(what, word, tuple(known), few)


@lru_cache(maxsize=256)
def _unknown_word(what: str, word: str, known: tuple[str, ...], few: int) -> str:
    """One slip often comes a thousand times in a file, and looking for what is near takes a while."""
    message = f'onbekend{what} "{word}"'
    if near := meant(word, known):
        return f'{message}; bedoel je "{near}"?'
    return f"{message}; kies uit {', '.join(known)}" if len(known) <= few else message


def _begins(word: str, known: str) -> bool:
    return len(known) >= SHORTEST and word.lower().startswith(known.lower())


def _likeness(word: str, other: str) -> tuple[float, int]:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))
    return SequenceMatcher(None, other, word).ratio(), len(list(same))

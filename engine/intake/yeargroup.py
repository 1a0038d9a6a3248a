"""The word EDEXML has for a year group, and what may stand there."""

from __future__ import annotations

MIXED = "C"
GONE = "H"
TODDLERS, FIRST = "0", "1"
NUMBERS = frozenset(str(number) for number in range(1, 9))
LATER = frozenset(str(number) for number in range(11, 17))
LETTERS = frozenset("BDSVCNH")


def read(word: str) -> str | None:
    """Return the year group as text, toddlers being in the first; "" for nothing said, None for no such word."""
    tidy = word.strip().upper()
    if tidy == TODDLERS:
        return FIRST
    if not tidy or tidy in NUMBERS or tidy in LATER or tidy in LETTERS:
        return tidy
    return None


def numbers(words: frozenset[str]) -> frozenset[int]:
    """Return the year groups of a primary school among `words`."""
    return frozenset(int(word) for word in words & NUMBERS)

"""The short key by which people name a task: fixed by what the task is, readable over the phone."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

# What a task is: its rule, the kind of its subject, the subject and the occasion (regeltaal 29).
Identity = tuple[str, str, str, str]
# What the key of an occasion begins with where a condition counts at once (regeltaal 24).
AT_ONCE = "direct/"

# Crockford's base 32: no i, l, o and u, so nobody mistakes a letter for a digit.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 8
BITS_PER_LETTER = 5
BITS = 256
LONGEST = BITS // BITS_PER_LETTER


def task_key(school: str, identity: tuple[str, ...], taken: Container[str] = ()) -> str:
    """Return the key of the task with this identity: 8 letters, more only where a shorter one is `taken`.

    Give as `taken` the keys other tasks of the school hold, and add each new key to it. A task that was renamed
    keeps its key, so a key may be taken by a task that no longer has the identity it was made of.
    """
    letters = _letters(school, identity)
    for length in range(LENGTH, LONGEST + 1):
        if letters[:length] not in taken:
            return letters[:length]
    raise ValueError(f"no free key left for {identity}")


def _letters(school: str, identity: tuple[str, ...]) -> str:
    number = int.from_bytes(sha256("\x1f".join((school, *identity)).encode()).digest())
    shifts = range(BITS - BITS_PER_LETTER, -1, -BITS_PER_LETTER)
    return "".join(ALPHABET[number >> shift & 31] for shift in shifts)

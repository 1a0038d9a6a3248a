"""Who is who in a new export: an emergency key (`#...`) may be another one next time, so a person decides.

A key without `#` is the person. With one, somebody is recognised by name and birth date; a pupil who had an
emergency key and now has a real one keeps everything under the new key.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model import Pupil, Staff

EMERGENCY = "#"


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody is recognised by; `certain` when that is enough to be sure."""

    marks: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """`key_of` maps a key in the file to the key we keep; `promoted` pairs an old emergency key with a real one."""

    key_of: Mapping[str, str]
    promoted: tuple[tuple[str, str], ...]


def pupil(it: Pupil) -> Person:
    born = it.birth.isoformat() if it.birth else ""
    return Person((it.first_name, it.last_name, born), certain=bool(born and it.first_name))


def member(it: Staff) -> Person:
    return Person((it.first_name, it.last_name), certain=bool(it.first_name and it.last_name))


def recognise(known: Mapping[str, Person], incoming: Mapping[str, Person]) -> Recognised:
    """Return under which key everybody in `incoming` goes on, given who was `known`."""
    by_marks = _by_marks(known)
    real = {key for key in incoming if not key.startswith(EMERGENCY)}
    promoted = _promoted(known, incoming, by_marks, real)
    left = {key: person for key, person in known.items() if key not in dict(promoted)}
    key_of = {key: key for key in real}
    taken = set(real)
    for key, person in incoming.items():
        if key not in real:
            match = by_marks.get(person.marks) if person.certain else None
            kept = match if match in left and match not in taken else _free(key, person, left, taken)
            key_of[key] = kept or key
            taken.add(key_of[key])
    return Recognised(key_of, promoted)


def _by_marks(known: Mapping[str, Person]) -> dict[tuple[str, ...], str]:
    """Return the key of everybody whom nobody else could be taken for."""
    often = Counter(person.marks for person in known.values())
    return {person.marks: key for key, person in known.items() if person.certain and often[person.marks] == 1}


def _promoted(
    known: Mapping[str, Person], incoming: Mapping[str, Person], by_marks: Mapping[tuple[str, ...], str], real: set[str]
) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for key in incoming:
        old = by_marks.get(incoming[key].marks) if key in real and key not in known else None
        if old and old.startswith(EMERGENCY):
            found.setdefault(old, key)
    return tuple(found.items())


def _free(key: str, person: Person, known: Mapping[str, Person], taken: set[str]) -> str:
    """Return the key itself when it is nobody else's, or the first variant that is not."""
    for number in count(1):
        variant = key if number == 1 else f"{key}-{number}"
        if variant not in taken and (variant not in known or known[variant].marks == person.marks):
            return variant
    raise AssertionError("counting does not end")

"""What people call all that a task is about: its subject, its group, everybody by code, a role."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.missingwords import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROLES = {"leerkracht": "leerkracht", "ib": "ib'er", "directie": "directie", "ontvanger": "ontvanger van het bericht"}
WITH_GROUP = ("leerkracht", "ib")


@dataclass(frozen=True, slots=True)
class Names:
    """What people call what a task is about, its group ("" when none), and everybody by code."""

    subject: str
    group: str = ""
    people: Mapping[str, str] = field(default_factory=dict)

    def of(self, codes: Iterable[str]) -> str:
        return listed(self.people.get(each, each) for each in codes)


def role(role: str, names: Names) -> str:
    """Return `leerkracht van 1/2 B`."""
    word = ROLES.get(role, role)
    return f"{word} van {names.group}" if role in WITH_GROUP and names.group else word


def sentence(words: str) -> str:
    """Return words as the end of a sentence."""
    text = words.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."

"""Words that somebody typed, without the names and numbers of people in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Facts

SOMEBODY = "…"
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
ADDRESS = re.compile(r"\S+@\S+")
SHORTEST_IN_ANY_CASE = 3


class Nameless:
    """Takes out what pupils and colleagues are called, pupils' numbers and mail addresses.

    It takes out rather too much than too little: whoever is called Mei takes the month along.
    """

    def __init__(self, facts: Facts) -> None:
        names = set(_names(facts))
        self._exact = names
        self._any_case = {each.casefold() for each in names if len(each) >= SHORTEST_IN_ANY_CASE}

    def __call__(self, words: str) -> str:
        return WORD.sub(lambda found: self._shown(found.group()), ADDRESS.sub(SOMEBODY, words))

    def _shown(self, word: str) -> str:
        parts = {word, *re.split(r"['’]", word), word.removesuffix("s")}
        known = any(each in self._exact or each.casefold() in self._any_case for each in parts)
        return SOMEBODY if known else word


def _names(facts: Facts) -> Iterator[str]:
    """Give every word of a name that is written with a capital ("de Vries": only "Vries"), and pupils' numbers."""
    people = [(each.first_name, each.last_name) for each in facts.pupils]
    people += [(each.first_name, each.last_name) for each in facts.staff]
    words = (word for each in people for word in WORD.findall(" ".join(each)))
    yield from (each for each in words if each[0].isupper())
    yield from (each.number for each in facts.pupils)

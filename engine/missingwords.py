"""How people say that something is not there yet: `er is nog geen groepsanalyse sinds 20 oktober`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STANDS = re.compile(r"(zit|is|krijgt|houdt|gaat) (?!niet)(.*)")
TRAIT = re.compile(r"kenmerk ([\w-]+) is (.*)")
# A registration that is not a thing of its own ("gearchiveerd", "doelen-verdeeld") is called a registration.
NOT_A_THING = re.compile(r"^[a-z]+-|^\w+eerd\b")
STILL_SO = "dat de toestand voorbij is"
STILL_THERE = "uit de invoer verdwenen"


def missing(words: Iterable[str], subject: str) -> str:
    """Word evidence that is not there: `er is nog geen groepsanalyse sinds 20 oktober`."""
    every = tuple(words)
    things = [thing for each in every if (thing := _thing(each))]
    if things and len(things) == len(every):
        return f"er is nog {listed(f'geen {each}' for each in things)}"
    return " en ".join(_missing(each, subject) for each in every)


def _thing(words: str) -> str:
    """Return what "nog geen" can stand before; "" for anything else."""
    if _mixed(words) or words[:1].isdigit() or words.startswith(("geen ", "niet ", "kenmerk ")):
        return ""
    if words in (STILL_SO, STILL_THERE) or STANDS.match(words) or words.startswith(("zit ", "is ")):
        return ""
    if words.startswith(("een ", "de ")):
        return words.partition(" ")[2]
    return f"registratie {words}" if NOT_A_THING.match(words) else words


def _mixed(words: str) -> bool:
    """Tell whether several kinds of evidence are named of which one is enough."""
    return any(each in words for each in (" of zit ", " of een ", " of is ", " of niet ")) or words.count(" sinds ") > 1


def _missing(words: str, subject: str) -> str:
    if thing := _thing(words):
        return f"er is nog geen {thing}"
    if words == STILL_SO:
        return "dat is nog steeds zo"
    if words == STILL_THERE:
        return f"{subject} staat nog in de invoer"
    if words.startswith("geen "):
        return f"er is nog {'wel een' if ' ' not in words[5:] else 'wel'} {words[5:]}"
    if words[:1].isdigit() and not _mixed(words):
        return f"er is nog niet {words}"
    if (found := TRAIT.fullmatch(words)) and not _mixed(words):
        return f"de {found[1]} staat nog niet op {found[2]}"
    if (found := STANDS.fullmatch(words)) and not _mixed(words):
        return f"{subject} {found[1]} nog niet {found[2]}"
    return f"nog nodig is: {words}"


def listed(words: Iterable[str]) -> str:
    """Return `a, b en c`."""
    every = list(words)
    return f"{', '.join(every[:-1])} en {every[-1]}" if len(every) > 1 else "".join(every)

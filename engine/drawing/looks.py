"""How each kind of shape looks, as attributes of an element: for a picture that stands alone.

The looks are written once, as CSS. An image under a strict policy may have no style of its own, and in a page it loads
none either; attributes it may have, and they say the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
LOOKS = "yearlooks.css.j2"


@lru_cache
def attributes(element: str, kinds: str = "") -> str:
    """Return the attributes of an element (`rect`) of these kinds (`on-tint-4 bold`), the last look over the others."""
    wanted = {element, *(f".{each}" for each in kinds.split())}
    found = {name: value for names, look in _looks() if wanted & names for name, value in look.items()}
    return "".join(f' {name}="{value}"' for name, value in found.items())


@lru_cache
def _looks() -> tuple[tuple[frozenset[str], dict[str, str]], ...]:
    text = files("engine.drawing").joinpath(LOOKS).read_text(encoding="utf-8")
    return tuple((_names(names), _look(look)) for names, look in RULE.findall(text))


def _names(words: str) -> frozenset[str]:
    return frozenset(each.strip() for each in words.split(","))


def _look(words: str) -> dict[str, str]:
    pairs = (each.partition(":") for each in words.split(";") if each.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}

"""Sentences of the engine for who reads them on a page: without what to type in a terminal."""

from __future__ import annotations

import re

# From the mark before the part of a sentence that names a command, to the end of that part.
COMMAND = re.compile(r"[;:.]?[^;:.`]*`jaarcyclus[^`]*`(?:[^;.`]|`[^`]*`)*")


def plainly(sentence: str) -> str:
    """Leave out the advice to type a command: on a page a button or another page does that."""
    return COMMAND.sub("", sentence).strip()


def as_sentence(words: str) -> str:
    """Begin with a capital and end with a full stop, without what to type."""
    said = plainly(words)
    return said and f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '?')) else '.'}"

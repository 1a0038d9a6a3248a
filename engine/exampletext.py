"""The two halves of a rule file as text: its rules, and the `voorbeelden:` beside them, each with its own line numbers.

A daily run reads only the rules: so examples cost it nothing, and a mistake in one never stops a rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.problem import Problem
from engine.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = "voorbeelden"
BEGIN = re.compile(rf"""["']?{EXAMPLES}["']?[ \t]*:(?=\s|$)""")
# A line that goes on with what stands above it: empty, indented, a remark, an item of a list, or what closes one.
GOES_ON = re.compile(r"[ \t\r#\[\]{}]|-(?=\s|$)|$")


def without_examples(source: str | bytes, file: str) -> str | bytes:
    """Return the text with nothing behind `voorbeelden:`; what cannot be read is returned as it came."""
    text = read_text(source, file)
    if isinstance(text, Problem) or EXAMPLES not in text:
        return source
    kept = ((key.group() if key else "") if inside else line for line, inside, key in _lines(text))
    return "\n".join(kept)


def only_examples(source: str | bytes, file: str) -> str:
    """Return the text with nothing but `voorbeelden:` and what is below it; "" when there is nothing like that."""
    text = read_text(source, file)
    if isinstance(text, Problem) or EXAMPLES not in text:
        return ""
    return "\n".join(line if inside else "" for line, inside, _ in _lines(text)).rstrip()


def _lines(text: str) -> Iterator[tuple[str, bool, re.Match[str] | None]]:
    """Give each line, whether it belongs to the examples, and the key itself where it stands."""
    inside = False
    for line in text.split("\n"):
        key = BEGIN.match(line)
        inside = key is not None or (inside and GOES_ON.match(line) is not None)
        yield line, inside, key

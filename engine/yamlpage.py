"""A YAML text with the places in it: where a value begins and ends, which remarks stand where, how a value is written.

Reads only a text without mistakes. What changes it is engine/yamlsplice.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine.yamldoc import LINE_END, QUOTED, Mapping, Scalar, Sequence, composed, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.yamldoc import Node

    Value = str | tuple[str, ...]

REMARK = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
BRACKETS = "[{"


class Page:
    """One text. Every place is a number of characters from its begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = [0, *(each.end() for each in LINE_END.finditer(text))]
        self._ends = {begin: _shown(text, begin, end) for begin, end in _spans(composed(text))}
        self._strings = [(begin, end) for begin, end in self._ends.items() if text[begin : begin + 1] in QUOTED]

    def _at(self, line: int, column: int) -> int:
        return self._lines[line - 1] + column - 1

    def begin(self, node: Node) -> int:
        return self._at(node.line, node.column)

    def end(self, node: Node) -> int:
        """Return the place right after a value; of a block, after the last thing in it."""
        if isinstance(node, Scalar) or self.is_flow(node):
            return self._ends[self.begin(node)]
        inside = node.items if isinstance(node, Sequence) else [each for _, each in node.pairs]
        return max((self.end(each) for each in inside), default=self.begin(node))

    def is_flow(self, node: Node) -> bool:
        return not isinstance(node, Scalar) and self.text[self.begin(node) : self.begin(node) + 1] in BRACKETS

    def line_begin(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line ends, before its line end."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def opens_line(self, at: int) -> bool:
        """Tell whether nothing but spaces stands before a place on its line."""
        return not self.text[self.line_begin(at) : at].strip()

    def remarks(self, begin: int = 0, end: int | None = None) -> list[str]:
        """Return the remarks that begin in a part of the text; a # in a quoted or a block text is none."""
        found, at, last = [], begin, len(self.text) if end is None else end
        while match := REMARK.search(self.text, at, last):
            inside = next((stop for start, stop in self._strings if start <= match.start() < stop), None)
            if inside is None:
                found.append(match.group().rstrip())
            at = match.end() if inside is None else inside
        return found


@lru_cache(maxsize=8)
def page_of(text: str) -> Page:
    """Return the places in a text: who changes it asks for them more than once."""
    return Page(text)


def _spans(node: Any) -> Iterator[tuple[int, int]]:
    """Give where each value on its own or between brackets begins and ends, from the parser's own nodes."""
    if node is None:
        return
    for each in node.value if node.id != "scalar" else ():
        for one in each if isinstance(each, tuple) else (each,):
            yield from _spans(one)
    if node.id == "scalar" or node.flow_style:
        yield node.start_mark.index, node.end_mark.index


def _shown(text: str, begin: int, end: int) -> int:
    """Leave the empty lines below a block text out of it."""
    return begin + len(text[begin:end].rstrip())


def written(value: Value, quote: str = "", *, inside: bool = False) -> str:
    """Return how a value stands in a file: as it is where that reads back, quoted elsewhere; `inside` brackets."""
    if isinstance(value, tuple):
        return f"[{', '.join(written(each, inside=True) for each in value)}]"
    if quote == '"':
        return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))
    if quote == "'" or not _reads_back(value, inside=inside):
        return "'{}'".format(value.replace("'", "''"))
    return value


def _reads_back(value: str, *, inside: bool) -> bool:
    found = read_yaml(f"a: [{value}]\n" if inside else f"a: {value}\n", "")
    node = found.root.get("a") if isinstance(found.root, Mapping) and not found.problems else None
    if inside:
        node = node.items[0] if isinstance(node, Sequence) and len(node.items) == 1 else None
    return isinstance(node, Scalar) and node.value == value and not node.is_empty

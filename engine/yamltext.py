"""A list in a YAML text changed in place: every other sign of it, remarks and spaces too, stays as somebody typed it.

Works on texts that read without a fault. Where a text is written in a way that is not foreseen, there is no answer.
"""

from __future__ import annotations

import json
import re
from typing import Any

from engine.yamldoc import composed

PLAIN = re.compile(r"[A-Za-z]([\w/ .-]*\w)?|\d+[/ ][\w/ ]*[A-Za-z]")
NOT_PLAIN = frozenset({"null", "true", "false"})
STEP = 2
Pair = tuple[Any, Any]


def quoted(words: str) -> str:
    """Return words as YAML reads them back, also between brackets."""
    plain = PLAIN.fullmatch(words) and words.lower() not in NOT_PLAIN
    return words if plain else json.dumps(words, ensure_ascii=False)


def with_item(text: str, path: tuple[str, ...], item: str, before: int | None = None) -> str | None:
    """Put an item in the list under these keys, before an item or at the end; what is not there yet is made."""
    root = composed(text)
    return _put(text, root, path, item, before) if _is_block(root, "mapping") else None


def without_item(text: str, path: tuple[str | int, ...]) -> str | None:
    """Take an item out of a list: `path` ends with its place. A list that is left with nothing stays, empty."""
    *way, place = path
    parent = node_at(text, tuple(way))
    if parent is None or not isinstance(place, int):
        return None
    if parent.id == "mapping":
        return _replaced(text, parent, "[]")
    items = parent.value
    if not parent.flow_style:
        return _without_lines(text, items[place].start_mark.line, _last_line(items[place]))
    if len(items) == 1:
        return _replaced(text, parent, "[]")
    begin, end = (items[place - 1].end_mark, items[place].end_mark) if place else (_start(items[0]), _start(items[1]))
    return text[: begin.index] + text[end.index :]


def with_value(text: str, path: tuple[str | int, ...], value: str) -> str | None:
    """Write another value in the place of one."""
    node = node_at(text, path)
    return _replaced(text, node, value) if node is not None and node.id == "scalar" else None


def with_keys_for(text: str, path: tuple[str | int, ...], key: str, pairs: tuple[tuple[str, str], ...]) -> str | None:
    """Write other keys with their values in the place of one."""
    node = node_at(text, path)
    found = _pair(node, key) if node is not None and node.id == "mapping" else None
    if found is None or node is None:
        return None
    name, value = found
    between = ", " if node.flow_style else f"\n{' ' * name.start_mark.column}"
    words = between.join(f"{one}: {other}" for one, other in pairs)
    return text[: name.start_mark.index] + words + text[value.end_mark.index :]


def node_at(text: str, path: tuple[str | int, ...]) -> Any | None:
    """Return the node under these keys and places; a lone value is the first of its list."""
    node = composed(text)
    for step in path:
        node = _under(node, step)
        if node is None:
            return None
    return node


def _under(node: Any, step: str | int) -> Any | None:
    if isinstance(step, str):
        found = _pair(node, step) if node.id == "mapping" else None
        return found[1] if found else None
    if node.id == "sequence":
        return node.value[step] if step < len(node.value) else None
    return node if step == 0 else None


# --- putting something in


def _put(text: str, node: Any, path: tuple[str, ...], item: str, before: int | None) -> str | None:
    name, rest = path[0], path[1:]
    found = _pair(node, name)
    if found is None:
        return _with_key(text, node, path, item)
    key, value = found
    if _is_empty(value):
        return _filled(text, node, key, value, rest, item)
    if not rest:
        return _into_list(text, value, item, before)
    return _put(text, value, rest, item, before) if value.id == "mapping" else None


def _with_key(text: str, node: Any, path: tuple[str, ...], item: str) -> str:
    if node.flow_style:
        end = node.value[-1][1].end_mark.index
        return f"{text[:end]}, {_in_brackets(path, item)}{text[end:]}"
    return _after_line(text, _last_line(node), _lines(node.start_mark.column, path, item))


def _filled(text: str, node: Any, key: Any, value: Any, rest: tuple[str, ...], item: str) -> str:
    """Give an empty value its first item; a remark behind the key stays there."""
    if node.flow_style:
        inside = f"{{{_in_brackets(rest, item)}}}" if rest else f"[{item}]"
        return text[: key.end_mark.index] + f": {inside}" + text[value.end_mark.index :]
    written = value.end_mark.index > value.start_mark.index
    bare = text[: key.end_mark.index] + ":" + text[value.end_mark.index :] if written else text
    return _after_line(bare, key.end_mark.line, _lines(key.start_mark.column + STEP, rest, item))


def _into_list(text: str, value: Any, item: str, before: int | None) -> str | None:
    if value.id == "mapping":
        return _replaced(text, value, f"[{_text(text, value)}, {item}]") if value.flow_style else None
    if value.id != "sequence":
        return None
    items, here = value.value, before is not None and before < len(value.value)
    if value.flow_style:
        if here:
            return text[: _start(items[before]).index] + f"{item}, " + text[_start(items[before]).index :]
        return text[: items[-1].end_mark.index] + f", {item}" + text[items[-1].end_mark.index :]
    line = items[before].start_mark.line - 1 if here else _last_line(value)
    return _after_line(text, line, [f"{' ' * value.start_mark.column}- {item}"])


def _lines(indent: int, names: tuple[str, ...], item: str) -> list[str]:
    keys = [f"{' ' * (indent + STEP * depth)}{quoted(name)}:" for depth, name in enumerate(names)]
    return [*keys, f"{' ' * (indent + STEP * len(names))}- {item}"]


def _in_brackets(names: tuple[str, ...], item: str) -> str:
    name, *rest = names
    return f"{quoted(name)}: {{{_in_brackets(tuple(rest), item)}}}" if rest else f"{quoted(name)}: [{item}]"


# --- places in the text


def _pair(node: Any, name: str) -> Pair | None:
    return next(((key, value) for key, value in node.value if key.value.strip() == name), None)


def _is_block(node: Any, kind: str) -> bool:
    return node is not None and node.id == kind and not node.flow_style


def _is_empty(node: Any) -> bool:
    if node.id == "scalar":
        return not node.style and node.value.lower() in ("", "~", "null")
    return not node.value


def _start(node: Any) -> Any:
    return node.start_mark


def _text(text: str, node: Any) -> str:
    return text[node.start_mark.index : node.end_mark.index]


def _replaced(text: str, node: Any, words: str) -> str:
    return text[: node.start_mark.index] + words + text[node.end_mark.index :]


def _last_line(node: Any) -> int:
    """Return the line on which a node's own text ends: remarks and empty lines after it are not its own."""
    if node.id == "scalar" or node.flow_style or not node.value:
        line: int = node.end_mark.line
        return line
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _after_line(text: str, line: int, new: list[str]) -> str:
    lines = text.rstrip("\n").split("\n")
    return "\n".join((*lines[: line + 1], *new, *lines[line + 1 :], ""))


def _without_lines(text: str, first: int, last: int) -> str:
    lines = text.split("\n")
    return "\n".join((*lines[:first], *lines[last + 1 :]))

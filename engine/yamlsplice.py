"""A YAML text with one thing changed in it: what is not about that stays as it is to the letter, remarks included.

Each function returns the new text, or None where what stands there is written in a way that cannot be changed so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.yamldoc import Mapping, Scalar, Sequence
from engine.yamlpage import page_of, written

if TYPE_CHECKING:
    from collections.abc import Sequence as Order

    from engine.yamldoc import Node
    from engine.yamlpage import Page, Value


def with_value(text: str, at: Mapping, key: str, value: Value, order: Order[str]) -> str | None:
    """Give a key this value: in the place of what it has, else after the keys that come before it in `order`."""
    page, old = page_of(text), at.get(key)
    if old is None:
        return _inserted(page, at, key, value, order)
    if isinstance(old, Sequence) and not page.is_flow(old):
        return _list_changed(page, old, (value,) if isinstance(value, str) else value)
    if isinstance(old, Mapping):
        return None
    begin, end = page.begin(old), page.end(old)
    quote = text[begin] if isinstance(old, Scalar) and text[begin : begin + 1] in ("'", '"') else ""
    if isinstance(old, Sequence) and page.remarks(begin, end):
        return None
    # In a block text a remark is none: what takes its place stands on one line.
    space = "" if text[:begin].endswith((" ", "\n")) else " "
    return f"{text[:begin]}{space}{written(value, quote, inside=page.is_flow(at))}{text[end:]}"


def _inserted(page: Page, at: Mapping, key: str, value: Value, order: Order[str]) -> str:
    rank = {name: number for number, name in enumerate(order)}
    before = [each for name, each in at.pairs if rank.get(name.value, -1) < rank[key]]
    after = page.end(before[-1] if before else at.pairs[0][1])
    if page.is_flow(at):
        return f"{page.text[:after]}, {key}: {written(value, inside=True)}{page.text[after:]}"
    end = page.line_end(after)
    return f"{page.text[:end]}\n{' ' * (at.column - 1)}{key}: {written(value)}{page.text[end:]}"


# --- a list with dashes


def _list_changed(page: Page, old: Sequence, new: tuple[str, ...]) -> str | None:
    """Take away the lines of what is no longer in a list, and add what is new below it."""
    there = [each.value if isinstance(each, Scalar) else None for each in old.items]
    if None in there:
        return None
    added = [each for each in new if each not in there]
    if not any(each in new for each in there) and not added:
        return _list_emptied(page, old)
    end, indent = page.line_end(page.end(old)), " " * (old.column - 1)
    text = page.text[:end] + "".join(f"\n{indent}- {written(each)}" for each in added) + page.text[end:]
    for each in reversed(old.items):
        if isinstance(each, Scalar) and each.value not in new:
            text = _without_line(page_of(text), each, page.begin(each), page.end(each))
    return text


def _list_emptied(page: Page, old: Sequence) -> str:
    key_end = page.text.rfind(":", 0, page.begin(old)) + 1
    inside = page.remarks(key_end, page.end(old))
    below = "".join(f"\n{' ' * (old.column - 1)}{each}" for each in inside)
    end, tail = page.end(old), page.line_end(page.end(old))
    return f"{page.text[:key_end]} []{page.text[end:tail]}{below}{page.text[tail:]}"


def _without_line(page: Page, node: Node, begin: int, end: int) -> str:
    """Take away whole lines; the remarks on them stay, each on a line of its own."""
    begin, end = page.line_begin(begin), page.line_end(end)
    indent = " " * (node.column - 1)
    kept = "".join(f"{indent}{each}\n" for each in page.remarks(begin, end))
    return f"{page.text[:begin]}{kept}{page.text[end + 1 :]}"


# --- a key that goes


def without_key(text: str, at: Mapping, key: str) -> str | None:
    """Take a key and its value away; the only one of a mapping cannot go."""
    page, names = page_of(text), [name.value for name, _ in at.pairs]
    place = names.index(key)
    name, value = at.pairs[place]
    if len(names) == 1:
        return None
    begin, end = page.begin(name), page.end(value)
    following = page.begin(at.pairs[place + 1][0]) if place + 1 < len(names) else None
    if page.is_flow(at):
        return _without_pair(page, page.end(at.pairs[place - 1][1]) if place else begin, end, place, following)
    if page.opens_line(begin):
        return _without_line(page, name, begin, end)
    if following is None or page.remarks(begin, following):
        return None
    return text[:begin] + text[following:]


def _without_pair(page: Page, begin: int, end: int, place: int, following: int | None) -> str | None:
    """Take a pair out of brackets, with the comma that goes with it."""
    last = following if place == 0 and following is not None else end
    return None if page.remarks(begin, last) else page.text[:begin] + page.text[last:]


# --- an item of a list at the top


def with_item(text: str, root: Mapping | None, top: str, pairs: tuple[tuple[str, Value], ...]) -> str | None:
    """Add an item to a list at the top of a file: below its last one, else as a list of its own below all lists."""
    page = page_of(text)
    old = root.get(top) if root else None
    if isinstance(old, Sequence) and old.items:
        return _item_added(page, old, pairs)
    if root and old is not None:
        return _list_begun(page, root, top, old, pairs)
    lists = [each for _, each in root.pairs] if root else []
    end = page.line_end(page.end(lists[0])) if lists else len(text.rstrip("\n"))
    above = "\n\n" if lists else "\n" if text[:end] else ""
    return f"{text[:end]}{above}{top}:\n{_item(pairs, 2)}{text[end:] or chr(10)}"


def _item_added(page: Page, old: Sequence, pairs: tuple[tuple[str, Value], ...]) -> str:
    end = page.end(old.items[-1])
    if page.is_flow(old):
        inside = ", ".join(f"{key}: {written(value, inside=True)}" for key, value in pairs)
        return f"{page.text[:end]}, {{{inside}}}{page.text[end:]}"
    end = page.line_end(end)
    return f"{page.text[:end]}\n{_item(pairs, old.column - 1)}{page.text[end:]}"


def _list_begun(page: Page, root: Mapping, top: str, old: Node, pairs: tuple[tuple[str, Value], ...]) -> str | None:
    """Write the first item where the list was still empty."""
    key = root.key(top)
    if key is None or not isinstance(old, (Scalar, Sequence)) or (isinstance(old, Scalar) and not old.is_empty):
        return None
    colon = page.text.index(":", page.begin(key)) + 1
    end = max(page.end(old), colon)
    if page.remarks(colon, end):
        return None
    tail = page.line_end(end)
    return f"{page.text[:colon]}{page.text[end:tail]}\n{_item(pairs, 2)}{page.text[tail:]}"


def _item(pairs: tuple[tuple[str, Value], ...], indent: int) -> str:
    lines = [f"{key}: {written(value)}" for key, value in pairs]
    return "\n".join(f"{' ' * indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines))


def without_item(text: str, root: Mapping, top: str, item: Mapping) -> str | None:
    """Take an item out of a list at the top; the list goes with its last one, unless nothing else is in the file."""
    page, old = page_of(text), root.get(top)
    if not isinstance(old, Sequence):
        return None
    begin, end = page.begin(item), page.end(item)
    if page.is_flow(old):
        return _without_flow_item(page, old, item)
    dash = text.rfind("-", 0, begin)
    if not page.opens_line(dash):
        return None
    if len(old.items) == 1:
        return _without_list(page, root, top, old)
    return _without_line(page, old, dash, end)


def _without_flow_item(page: Page, old: Sequence, item: Mapping) -> str | None:
    place = old.items.index(item)
    begin = page.end(old.items[place - 1]) if place else page.begin(item)
    following = page.begin(old.items[place + 1]) if place + 1 < len(old.items) else None
    return _without_pair(page, begin, page.end(item), place, following)


def _without_list(page: Page, root: Mapping, top: str, old: Sequence) -> str | None:
    key = root.key(top)
    if key is None:
        return None
    if len(root.pairs) == 1:
        return _list_emptied(page, old)
    begin = page.begin(key)
    if page.text[:begin].endswith("\n\n"):
        begin -= 1
    return _without_line(page, key, begin, page.end(old))

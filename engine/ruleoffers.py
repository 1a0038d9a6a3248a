"""What may be typed at a place in a rule file, from the schema of the school: keys, words and the beginnings of a date.

The text is half typed, so it is no YAML yet: the way to a place is read from how far each line stands in. `column` and
`line` count from one, as everywhere in messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Schema = Mapping[str, Any]

KEYED = re.compile(r"(?P<before>\s*(?:-\s+)*)(?P<key>[A-Za-z_][\w-]*):(?:\s+(?P<value>.*))?$")
TYPING = re.compile(r"(?P<before>\s*(?:-\s+)*)(?P<typed>[\w-]*)$")
LAST_WORD = re.compile(r"[\w-]*$")
A_DATE = "een tijdzin"
BEGINNINGS = ("1 week voor ", "2 weken voor ", "3 schooldagen na ", "begin schoolweek ", "einde schoolweek ", "op ")
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may come: `text` is what is typed, from column `begin` (from one) on, `help` what it means."""

    text: str
    help: str
    begin: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody types: the keys that lead there, and what stands in each part on the way, one more than keys."""

    way: tuple[str, ...]
    levels: tuple[Mapping[str, str], ...]


def offers(schema: Schema, text: str, line: int, column: int) -> list[Offer]:
    """Return what fits at this place, in the order of the schema; nothing in a remark or where anything goes."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines) or lines[line - 1].lstrip().startswith("#"):
        return []
    typed = lines[line - 1][: column - 1]
    keyed = KEYED.match(typed)
    if keyed:
        place = _place(lines, line - 1, len(keyed["before"]))
        return _values(schema, place, keyed["key"], keyed["value"] or "", typed)
    typing = TYPING.match(typed)
    if not typing:
        return []
    place = _place(lines, line - 1, len(typing["before"]))
    begin = len(typing["before"]) + 1
    return [*_keys(schema, place, begin), *_items(schema, place, begin, is_item="-" in typing["before"])]


def _keys(schema: Schema, place: _Place, begin: int) -> list[Offer]:
    found: dict[str, str] = {}
    for part in _parts(schema, place):
        for key, of in part.get("properties", {}).items():
            if key not in place.levels[-1]:
                found[key] = found.get(key) or _said(schema, of)
    return [Offer(f"{key}: ", said, begin) for key, said in found.items()]


def _items(schema: Schema, place: _Place, begin: int, *, is_item: bool) -> list[Offer]:
    """Return the words that may stand in a list here, each on a line with a hyphen."""
    words = (word for part in _parts(schema, place) for word in _words(part)) if is_item else ()
    return [Offer(word, "", begin) for word in dict.fromkeys(words)]


def _values(schema: Schema, place: _Place, key: str, value: str, typed: str) -> list[Offer]:
    last = LAST_WORD.search(typed)
    begin = (last.start() if last else len(typed)) + 1
    begun = " " in value.strip() or value.endswith(" ")
    found: dict[str, str] = {}
    for of in _under(schema, place, key):
        is_date = str(of.get("description", "")).startswith(A_DATE)
        words = _dates(schema, begun=begun) if is_date else _words(of)
        found |= dict.fromkeys(words, "")
    return [Offer(word, said, begin) for word, said in found.items()]


def _dates(schema: Schema, *, begun: bool) -> list[str]:
    """Return how a date may begin, or once it has begun the words of the calendar."""
    return list(schema["$defs"]["anker"]["enum"]) if begun else list(BEGINNINGS)


# --- the place


def _place(lines: list[str], at: int, indent: int) -> _Place:
    """Go up from a line to the key it stands under, and so on until nothing is above."""
    way: list[str] = []
    levels = [_beside(lines, at, indent)]
    parent = _parent(lines, at, indent)
    while parent is not None:
        keyed = KEYED.match(lines[parent])
        assert keyed is not None
        way.append(keyed["key"])
        at, indent = parent, len(keyed["before"])
        levels.append(_beside(lines, at, indent))
        parent = _parent(lines, at, indent)
    return _Place(tuple(reversed(way)), tuple(reversed(levels)))


def _parent(lines: list[str], at: int, indent: int) -> int | None:
    """Return the line of the key that this one stands under. An item of a list may stand as far out as its key."""
    edge, in_item = (_out(lines[at]), True) if _is_item(lines[at]) else (indent, False)
    for above in range(at - 1, -1, -1):
        keyed = KEYED.match(lines[above])
        if keyed is None:
            continue
        stands = len(keyed["before"])
        if stands < edge or (in_item and stands == edge and not _is_item(lines[above])):
            return above
        if not in_item and stands == edge and _is_item(lines[above]):
            edge, in_item = _out(lines[above]), True
    return None


def _beside(lines: list[str], at: int, indent: int) -> dict[str, str]:
    """Return the keys with their values that stand in the same part as this line, above it and below."""
    found: dict[str, str] = {}
    for row in range(at - 1, -1, -1) if not _is_item(lines[at]) else ():
        keyed = KEYED.match(lines[row])
        if keyed is not None and len(keyed["before"]) == indent:
            found[keyed["key"]] = (keyed["value"] or "").strip()
        if keyed is not None and len(keyed["before"]) <= indent and _is_item(lines[row]):
            break
        if keyed is not None and len(keyed["before"]) < indent:
            break
    for row in range(at + 1, len(lines)):
        keyed = KEYED.match(lines[row])
        if lines[row].strip() and (_out(lines[row]) < indent or _is_item(lines[row])) and _out(lines[row]) <= indent:
            break
        if keyed is not None and len(keyed["before"]) == indent:
            found[keyed["key"]] = (keyed["value"] or "").strip()
    return found


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _out(line: str) -> int:
    return len(line) - len(line.lstrip())


# --- the schema


def _parts(schema: Schema, place: _Place) -> list[Schema]:
    """Return the parts of the schema that the way leads to, in each of the forms it may have."""
    found = list(_forms(schema, schema, place.levels[0]))
    for key, beside in zip(place.way, place.levels[1:], strict=True):
        under = (part["properties"][key] for part in found if key in part.get("properties", {}))
        found = [form for each in under for form in _forms(schema, each, beside)]
    return found


def _under(schema: Schema, place: _Place, key: str) -> Iterator[Schema]:
    for part in _parts(schema, place):
        if key in part.get("properties", {}):
            yield from _forms(schema, part["properties"][key], {})


def _forms(schema: Schema, part: Schema, beside: Mapping[str, str], depth: int = 0) -> Iterator[Schema]:
    """Return a part with all it may be: what it refers to, its choices, and what one item of its list is."""
    if depth > DEEPEST:
        return
    if "$ref" in part:
        yield from _forms(schema, schema["$defs"][part["$ref"].rpartition("/")[2]], beside, depth + 1)
    yield part
    for each in (*part.get("anyOf", ()), *part.get("oneOf", ()), *filter(None, [part.get("items")])):
        yield from _forms(schema, each, beside, depth + 1)
    for each in part.get("allOf", ()):
        if "if" in each and "then" in each and _holds(each["if"], beside):
            yield from _forms(schema, each["then"], beside, depth + 1)


def _holds(wanted: Schema, beside: Mapping[str, str]) -> bool:
    return all(
        beside.get(key) in (of["enum"] if "enum" in of else [of.get("const")])
        for key, of in wanted.get("properties", {}).items()
    )


def _words(part: Schema) -> list[str]:
    return [str(each) for each in part.get("enum", ())]


def _said(schema: Schema, part: Schema) -> str:
    return next((str(each["description"]) for each in _forms(schema, part, {}) if "description" in each), "")

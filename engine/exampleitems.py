"""The small questions an example asks of its items: a word, a day, a list of words, whom it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.reading import (
    as_choice,
    as_date,
    as_list,
    as_mapping,
    as_sequence,
    as_text,
    as_yes_no,
    fields,
    unknown_word,
)
from engine.yamldoc import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from engine.reading import Problems
    from engine.yamldoc import Node


def items(node: Node | None, known: Collection[str], problems: Problems, example: str) -> Iterator[Mapping]:
    """Give each item of a list that has keys, after saying which of its keys there are not."""
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return
    for each in as_sequence(node, problems) or ():
        item = as_mapping(each, problems, example)
        if item is not None:
            fields(item, known, problems)
            yield item


def word(item: Mapping, key: str, problems: Problems) -> str:
    """Return the text under a key, "" when it is not there."""
    node = item.get(key)
    return (as_text(node, problems) if node is not None else None) or ""


def needed(item: Mapping, key: str, problems: Problems, what: str) -> str:
    """Return the text under a key; without it `what` is incomplete."""
    if key not in item:
        problems.error(item, f'de sleutel "{key}" ontbreekt bij {what}')
    return word(item, key, problems)


def choice(item: Mapping, key: str, known: Collection[str], problems: Problems, what: str) -> str:
    """Return a word of a closed list, "" when it is not there."""
    node = item.get(key)
    return (as_choice(node, known, problems, what) if node is not None else None) or ""


def day(item: Mapping, key: str, problems: Problems) -> date | None:
    node = item.get(key)
    return as_date(node, problems) if node is not None else None


def yes(item: Mapping, key: str, problems: Problems) -> bool | None:
    node = item.get(key)
    return as_yes_no(node, problems) if node is not None else None


def words(item: Mapping, key: str, problems: Problems) -> list[tuple[Node, str]]:
    """Return one word or a list of them, each with its place."""
    node = item.get(key)
    found = [(each, as_text(each, problems)) for each in as_list(node)] if node is not None else []
    return [(each, text) for each, text in found if text]


def known_words(item: Mapping, key: str, known: Collection[str], problems: Problems, what: str) -> tuple[str, ...]:
    """Return one word or a list of them, all of them known; `what` as in engine.reading.unknown_word."""
    found = words(item, key, problems)
    for node, text in found:
        if text not in known:
            problems.error(node, unknown_word(what, text, known))
    return tuple(text for _, text in found if text in known)


def school_year(item: Mapping, problems: Problems, otherwise: int) -> int:
    """Return the first calendar year of `schooljaar`, or of the example itself when nothing is said."""
    text = word(item, "schooljaar", problems)
    try:
        return start_of(text) if text else otherwise
    except ValueError:
        problems.error(
            item.get("schooljaar") or item, f'hier hoort een schooljaar te staan, zoals 2026-2027, niet "{text}"'
        )
        return otherwise


def in_order(item: Mapping, first: date | None, key: str, last: date | None, problems: Problems) -> None:
    """Report a last day, under `key`, before its first."""
    if first and last and last < first:
        problems.error(item.get(key) or item, f"{last} ligt voor het begin, {first}")

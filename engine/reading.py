"""Asking a node for a date, a time, a yes: the typed value, or None and a problem at the right place."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from engine.problem import ERROR, WARNING, Problem, nearest, unknown
from engine.yamldoc import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.yamldoc import Placed

DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
WHOLE = re.compile(r"[-+]?\d+")
YES, NO = "ja", "nee"
OTHER_YES = frozenset({"yes", "true", "on", "y", "j", "1", "waar", "aan"})
OTHER_NO = frozenset({"no", "false", "off", "n", "0", "onwaar", "uit", "neen"})
FEW = 12


class Problems:
    """The problems found so far in one file."""

    __slots__ = ("file", "found")

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def error(self, place: Placed, message: str) -> None:
        self.found.append(Problem(self.file, place.line, place.column, message, ERROR))

    def warning(self, place: Placed, message: str) -> None:
        self.found.append(Problem(self.file, place.line, place.column, message, WARNING))


def fields(node: Mapping, known: Collection[str], problems: Problems, what: str = "e sleutel") -> None:
    """Report every key that is not `known`, with the nearest one that is."""
    for key, _ in node.pairs:
        if key.value not in known:
            problems.error(key, unknown_word(what, key.value, known))


def unknown_word(what: str, word: str, known: Collection[str]) -> str:
    """Word an unknown word; when nothing is near and there are few, name what could stand here."""
    message = unknown(what, word, known)
    if nearest(word, known) is None and 0 < len(known) <= FEW:
        return f"{message}; kies uit {', '.join(known)}"
    return message


def required(node: Mapping, key: str, problems: Problems) -> Node | None:
    """Return the value of `key`; its absence is a problem."""
    found = node.get(key)
    if found is None:
        problems.error(node, f'de sleutel "{key}" ontbreekt')
    return found


def as_mapping(node: Node, problems: Problems, example: str = "sleutel: waarde") -> Mapping | None:
    """Return the node when it has keys; otherwise say what it should look like."""
    if isinstance(node, Mapping):
        return node
    if isinstance(node, Scalar) and re.match(r"[\w-]+:\S", node.value) and not node.quoted:
        problems.error(node, "achter de dubbele punt hoort een spatie")
        return None
    problems.error(node, f'hier horen sleutels met een waarde te staan, zoals "{example}", {_not(node)}')
    return None


def as_sequence(node: Node, problems: Problems) -> tuple[Node, ...] | None:
    """Return the items of a real list."""
    if isinstance(node, Sequence):
        return node.items
    problems.error(node, f"hier hoort een lijst te staan, met streepjes of tussen [ ], {_not(node)}")
    return None


def as_list(node: Node) -> tuple[Node, ...]:
    """Return one value or a list as a list."""
    return node.items if isinstance(node, Sequence) else (node,)


def as_text(node: Node, problems: Problems, what: str = "een tekst") -> str | None:
    """Return the text as written, without spaces around it; numbers and dates are text too."""
    text = node.value.strip() if isinstance(node, Scalar) and not node.is_empty else ""
    if text:
        return text
    problems.error(node, f"hier hoort {what} te staan, {_not(node)}")
    return None


def as_choice(node: Node, known: Collection[str], problems: Problems, what: str) -> str | None:
    """Return a word from a closed list; `what` as in engine.problem.unknown ("e regio", " niveau")."""
    text = as_text(node, problems, "een woord")
    if text is None or text in known:
        return text
    problems.error(node, unknown_word(what, text, known))
    return None


def as_int(node: Node, problems: Problems, low: int, high: int) -> int | None:
    """Return a whole number from `low` to `high`, both included."""
    text = node.value.strip() if isinstance(node, Scalar) else ""
    if WHOLE.fullmatch(text) and len(text) < 10 and low <= int(text) <= high:
        return int(text)
    problems.error(node, f"hier hoort een heel getal van {low} t/m {high} te staan, {_not(node)}")
    return None


def as_yes_no(node: Node, problems: Problems) -> bool | None:
    """Return the meaning of `ja` or `nee`; other words for it get a hint."""
    text = node.value.strip() if isinstance(node, Scalar) else ""
    if text in (YES, NO):
        return text == YES
    word = text.lower()
    near = YES if word in OTHER_YES or word == YES else NO if word in OTHER_NO or word == NO else ""
    wanted = f'"{near}"' if near else "ja of nee"
    problems.error(node, f"schrijf hier {wanted}, {_not(node)}")
    return None


def as_date(node: Node, problems: Problems) -> date | None:
    """Return the day written as 2026-11-17."""
    text = node.value.strip() if isinstance(node, Scalar) else ""
    form = DATE.fullmatch(text)
    if not form:
        problems.error(node, f"hier hoort een datum te staan, zoals 2026-11-17, {_not(node)}")
        return None
    try:
        return date(*map(int, form.groups()))
    except ValueError:
        problems.error(node, f"de datum {text} bestaat niet")
        return None


def as_time(node: Node, problems: Problems) -> str | None:
    """Return the time as `08:30`, whether quoted or not."""
    text = node.value.strip() if isinstance(node, Scalar) else ""
    form = TIME.fullmatch(text)
    if form:
        return f"{int(form[1]):02}:{form[2]}"
    problems.error(node, f"hier hoort een tijd te staan, zoals 12:00, {_not(node)}")
    return None


def _not(node: Node) -> str:
    if isinstance(node, Mapping):
        return "geen sleutels"
    if isinstance(node, Sequence):
        return "geen lijst"
    shown = node.value if len(node.value) <= 40 else f"{node.value[:37]}..."
    return f'niet "{shown}"' if shown.strip() else "het is nu leeg"

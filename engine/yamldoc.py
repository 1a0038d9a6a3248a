"""Text to nodes that know their place: one YAML document in UTF-8, without tags, anchors or double keys.

Nothing is guessed: every scalar keeps the text as written (`12:00`, `1/2 B`, `2026-11-17`, `ja`) until
engine/reading.py is asked for a date, a time or a yes. The parser's complaints are worded in engine/yamlfaults.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import yaml

from engine.problem import Problem
from engine.textfile import read_text
from engine.yamlfaults import Fault, Place, word_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 60
QUOTED = frozenset("'\"|>")
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
KINDS = (
    ("null", re.compile(r"~|null|Null|NULL|")),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE")),
    ("int", re.compile(r"[-+]?\d+")),
    ("float", re.compile(r"[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?")),
    ("date", re.compile(r"\d{4}-\d{2}-\d{2}")),
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as text; `quoted` is also true for a block (`|`). `line` and `column` count from 1."""

    value: str
    line: int
    column: int
    quoted: bool = False

    @property
    def kind(self) -> str:
        """str, int, float, bool, null or date, as YAML 1.2 would see it; what is quoted is always str."""
        if self.quoted:
            return "str"
        return next((kind for kind, form in KINDS if form.fullmatch(self.value)), "str")

    @property
    def is_empty(self) -> bool:
        return self.kind == "null"


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written; keys are always scalars and never double."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.value == key), None)

    def key(self, key: str) -> Scalar | None:
        """Return the key itself, for its place."""
        return next((name for name, _ in self.pairs if name.value == key), None)

    def __contains__(self, key: object) -> bool:
        return any(name.value == key for name, _ in self.pairs)


Node: TypeAlias = Scalar | Sequence | Mapping


class Placed(Protocol):
    """Anything with a place in a file: a node, or a line of a config file."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. `root` is None when it cannot be read at all; otherwise it can be used beside its problems."""

    root: Node | None
    problems: tuple[Problem, ...] = ()


def read_yaml(source: str | bytes, file: str, loader: Any = LOADER) -> Document:
    """Read one YAML document; every mistake comes back as a problem of `file`."""
    text = read_text(source, file)
    if isinstance(text, Problem):
        return Document(None, (text,))
    return _compose(text, file, loader)


def composed(text: str) -> Any:
    """Return the parser's own nodes of a text without faults, each with where it ends: for who changes it in place."""
    return yaml.compose(text, Loader=LOADER)


def _compose(text: str, file: str, loader: Any) -> Document:
    composer = _Composer(yaml.parse(text, Loader=loader), LINE_END.split(text))
    root: Node | None = None
    try:
        root = composer.document()
        faults = composer.faults
    except yaml.MarkedYAMLError as error:
        faults = [*composer.faults, composer.word(error)]
        root = None
    except _TooDeepError as error:
        faults = [*composer.faults, Fault(error.place, "dit is te diep genest: zo veel haken of streepjes in elkaar")]
    return Document(root, tuple(sorted(_problem(file, each) for each in faults)))


def _problem(file: str, fault: Fault) -> Problem:
    return Problem(file, *fault.place, fault.message)


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Composer:
    """Builds nodes from the parser's events and keeps what went wrong, so that one mistake does not hide another."""

    def __init__(self, events: Iterator[Any], lines: list[str]) -> None:
        self.events = events
        self.lines = lines
        self.faults: list[Fault] = []
        self.anchors: dict[str, Node] = {}
        self.aliases = 0
        self.brackets: list[Place] = []
        self.last_quoted: tuple[Place, int] | None = None

    def document(self) -> Node | None:
        """Return the root, None for an empty file; later documents are a fault."""
        root: Node | None = None
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if root is not None:
                self.fault(_place(event), "hier begint een tweede document; een bestand is er een, haal --- weg")
                return root
            root = self.node(next(self.events), 0)
        if root is None or (isinstance(root, Scalar) and root.value == "" and not root.quoted):
            self.fault((1, 1), "het bestand is leeg")
            return None
        return root

    def fault(self, place: Place, message: str) -> None:
        self.faults.append(Fault(place, message))

    def node(self, event: Any, depth: int) -> Node:
        if depth > DEEPEST:
            raise _TooDeepError(_place(event))
        if type(event) is yaml.AliasEvent:
            return self.alias(event)
        self.check_tag(event)
        aliases = self.aliases
        made = self.make(event, depth)
        if event.anchor is not None:
            self.check_anchor(event)
            if aliases == self.aliases:
                self.anchors[event.anchor] = made
        return made

    def make(self, event: Any, depth: int) -> Node:
        if type(event) is yaml.ScalarEvent:
            return self.scalar(event)
        has_bracket = event.flow_style and self.lines[event.start_mark.line][event.start_mark.column] in "[{"
        if has_bracket:
            self.brackets.append(_place(event))
        made = self.sequence(event, depth) if type(event) is yaml.SequenceStartEvent else self.mapping(event, depth)
        if has_bracket:
            self.brackets.pop()
        return made

    def scalar(self, event: Any) -> Scalar:
        mark = event.start_mark
        quoted = event.style in QUOTED
        if event.style in ("'", '"'):
            self.last_quoted = _place(event), event.end_mark.line + 1
        return Scalar(event.value, mark.line + 1, mark.column + 1, quoted)

    def sequence(self, start: Any, depth: int) -> Sequence:
        items = []
        while type(event := next(self.events)) is not yaml.SequenceEndEvent:
            items.append(self.node(event, depth + 1))
        return Sequence(tuple(items), *_place(start))

    def mapping(self, start: Any, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while type(event := next(self.events)) is not yaml.MappingEndEvent:
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if self.is_good_key(key, pairs) and isinstance(key, Scalar):
                pairs[key.value] = (key, value)
        return Mapping(tuple(pairs.values()), *_place(start))

    def is_good_key(self, key: Node, pairs: dict[str, tuple[Scalar, Node]]) -> bool:
        place = (key.line, key.column)
        if not isinstance(key, Scalar):
            self.fault(place, "voor een dubbele punt hoort een enkel woord te staan, geen lijst of haken")
            return False
        if key.value == "<<" and not key.quoted:
            self.fault(place, 'samenvoegen met "<<" kan hier niet; schrijf de sleutels gewoon uit')
            return False
        if key.value in pairs:
            first = pairs[key.value][0].line
            self.fault(place, f'de sleutel "{key.value}" staat er twee keer; de eerste staat op regel {first}')
            return False
        return True

    def alias(self, event: Any) -> Node:
        self.aliases += 1
        place = _place(event)
        hint = "schrijf de waarde uit, of zet haar tussen aanhalingstekens als je dit letterlijk bedoelt"
        self.fault(place, f'"*{event.anchor}" verwijst naar een andere plek in het bestand, dat kan niet; {hint}')
        return self.anchors.get(event.anchor, Scalar("", *place))

    def check_anchor(self, event: Any) -> None:
        hint = "haal het weg, of zet de waarde tussen aanhalingstekens"
        self.fault(_place(event), f'"&{event.anchor}" maakt een plek om naar te verwijzen, dat kan niet; {hint}')

    def check_tag(self, event: Any) -> None:
        if event.tag is None:
            return
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        hint = "zet de waarde tussen aanhalingstekens als je dit letterlijk bedoelt"
        self.fault(_place(event), f'"{tag}" aan het begin van een waarde is een tag, dat kan niet; {hint}')

    def word(self, error: yaml.MarkedYAMLError) -> Fault:
        return word_fault(error, self.lines, self.brackets[-1] if self.brackets else None, self.last_quoted)

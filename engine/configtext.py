"""The text of a TOML file: its values, and the line on which each key stands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from engine.problem import Problem

SECTION = re.compile(r"\s*\[+\s*([^\[\]]+?)\s*\]+")
KEY = re.compile(r"\s*([\w.\"'-]+)\s*=\s*")
WHERE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
COMPLAINTS = (
    ("Cannot overwrite", "deze sleutel staat er twee keer"),
    ("twice", "dit onderdeel staat er twee keer"),
    ("Unterminated string", "een aanhalingsteken wordt nergens gesloten"),
    ("Illegal character '\\n'", "een aanhalingsteken op deze regel wordt niet gesloten"),
    ("Illegal character", "hier staat een teken dat niet mag, misschien een tab of een onzichtbaar teken"),
    ("Expected '='", "achter een sleutel hoort een = te staan"),
    ("Invalid initial character for a key", "hier hoort een sleutel te staan, of deze regel is een stuk te lang"),
    ("Unclosed array", 'een "[" wordt nergens gesloten'),
    ("Expected ']'", 'de "[" van dit onderdeel wordt niet gesloten met "]"'),
    ("after a statement", "hier staat nog iets achter de waarde; een sleutel en zijn waarde staan samen op een regel"),
    ("'\\' in a string", 'een "\\" kan niet tussen dubbele aanhalingstekens; gebruik "/" of enkele aanhalingstekens'),
    ("hex value", 'een "\\" kan niet tussen dubbele aanhalingstekens; gebruik "/" of enkele aanhalingstekens'),
    ("Invalid date", "deze datum of tijd bestaat niet"),
    ("Invalid value", "deze waarde is niet te lezen; zet tekst tussen aanhalingstekens"),
    ("inline table", 'een "{" wordt niet goed gesloten'),
)
TWICE = "staat er twee keer"
LEFT_OPEN = 'wat hier begint, wordt nergens gesloten; er mist een "]" of een aanhalingsteken'
OPENING = re.compile(r"[^=#]*=\s*(\[[^\]]*|\"{3}.*|'{3}.*)$")
BARE_TIME = re.compile(r"[^=#]*=\s*\[?\s*(\d{1,2}:\d{2})\s*(,|\]|#|$)")
UNREADABLE = "dit is niet te lezen; kijk naar de aanhalingstekens en de haken op deze regel"


@dataclass(frozen=True, slots=True)
class Place:
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Toml:
    """`values` as tomllib gives them; `keys` and `starts` are where a section's keys and their values stand."""

    values: dict[str, Any]
    lines: tuple[str, ...]
    keys: dict[tuple[str, str], Place]
    starts: dict[tuple[str, str], Place]

    def place(self, section: str, key: str = "") -> Place:
        """Return where a key stands, else its section, else the top."""
        return self.keys.get((section, key)) or self.keys.get((section, "")) or Place(1, 1)

    def value_place(self, section: str, key: str, item: str = "") -> Place:
        """Return where the value of a key stands, or the item of that text in it."""
        start = self.starts.get((section, key))
        if start is None:
            return self.place(section, key)
        return self._item(start, item) if item else start

    def _item(self, start: Place, item: str) -> Place:
        for number in range(start.line, len(self.lines) + 1):
            begin = start.column - 1 if number == start.line else 0
            found = re.compile(f"[\"']{re.escape(item)}[\"']").search(self.lines[number - 1], begin)
            if found:
                return Place(number, found.start() + 1)
        return start


def parse_toml(text: str, file: str) -> Toml | Problem:
    """Parse the text, or say what stands in the way and where."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _problem(str(error), text, file)
    lines = tuple(text.splitlines())
    return Toml(values, lines, *_scan(lines))


def _scan(lines: tuple[str, ...]) -> tuple[dict[tuple[str, str], Place], dict[tuple[str, str], Place]]:
    keys: dict[tuple[str, str], Place] = {}
    starts: dict[tuple[str, str], Place] = {}
    section = ""
    for number, line in enumerate(lines, 1):
        key, header = KEY.match(line), SECTION.match(line)
        if key:
            name = _whole_name(section, key[1])
            keys.setdefault(name, Place(number, key.start(1) + 1))
            starts.setdefault(name, Place(number, key.end() + 1))
        elif header:
            section = header[1].strip("\"'")
            keys.setdefault((section, ""), Place(number, header.start(1) + 1))
    return keys, starts


def _whole_name(section: str, key: str) -> tuple[str, str]:
    """Return (section, key); at the top of the file `mail.host` is a key of mail, and `mail` the section itself."""
    if section:
        return section, key.strip("\"'")
    first, _, rest = key.partition(".")
    return first.strip("\"'"), rest.strip("\"'")


def _problem(complaint: str, text: str, file: str) -> Problem:
    lines = text.splitlines() or [""]
    found = WHERE.match(complaint)
    if not found or not found[2]:
        return Problem(file, _left_open(lines), 1, LEFT_OPEN)
    number, column = int(found[2]), int(found[3])
    line = lines[min(number, len(lines)) - 1]
    bare = BARE_TIME.match(line)
    if bare:
        return Problem(file, number, bare.start(1) + 1, f'zet een tijd tussen aanhalingstekens: "{bare[1]}"')
    message = next((dutch for english, dutch in COMPLAINTS if english in found[1]), UNREADABLE)
    if message.endswith(TWICE):
        column = len(line) - len(line.lstrip()) + 1
    return Problem(file, number, column, message)


def _left_open(lines: list[str]) -> int:
    """Return the last line where a list or a long text begins and does not end."""
    begins = (number for number in range(len(lines), 0, -1) if OPENING.match(lines[number - 1]))
    return next(begins, len(lines))

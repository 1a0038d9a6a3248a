"""CSV bytes -> rows of named cells that know their line and column. Says what is wrong with the table itself."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.intake.text import decode
from engine.problem import Problem, nearest, unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")
NO_CSV = "dit is geen csv; kies in je rekenblad bij opslaan als voor CSV UTF-8"
NO_NAMES = "op de eerste regel horen de namen van de kolommen, met een komma of puntkomma ertussen, zoals {}"
EMPTY = "het bestand is leeg; op de eerste regel horen de namen van de kolommen"
LIST_SPLIT = 'er staan meer velden dan kolommen; zet een lijst met ; tussen aanhalingstekens, zoals "ma;di"'
BAD_QUOTE = "de aanhalingstekens kloppen niet: na het laatste hoort het veld voorbij te zijn"
EXAMPLE = 3
TOO_LONG = "dit veld houdt niet op; staat er ergens een aanhalingsteken te veel?"


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells by the name of their column, and where each column stands."""

    line: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A csv file as records, with the names of its columns and what is wrong with it as a table."""

    file: str
    columns: frozenset[str]
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def read_table(data: bytes, file: str, known: Collection[str], required: Collection[str]) -> Table:
    """Read a csv whose columns are all `known`, in any order, and hold at least the `required` ones."""
    if data.startswith(WORKBOOKS):
        return Table(file, frozenset(), (), (Problem(file, 1, 1, NO_CSV),))
    lines = decode(data).splitlines(keepends=True)
    problems: list[Problem] = []
    rows = _rows(lines, file, problems)
    line, header = next(rows, (1, []))
    if not header:
        return Table(file, frozenset(), (), (Problem(file, 1, 1, EMPTY), *problems))
    names = _names(header)
    problems.extend(_header_problems(names, file, line, known, required))
    columns = {name: place for place, name in enumerate(names, 1)}
    records = []
    for at, row in rows:
        if any(cell.strip() for cell in row[len(names) :]):
            problems.append(Problem(file, at, len(names) + 1, LIST_SPLIT))
        elif any(cell.strip() for cell in row):
            records.append(Record(at, {name: cell.strip() for name, cell in zip(names, row, strict=False)}, columns))
    complete = set(required) <= set(names)
    return Table(file, frozenset(names), tuple(records) if complete else (), tuple(problems))


def _names(header: list[str]) -> list[str]:
    """Return the names of the columns; empty ones at the end, which spreadsheets like to write, are none."""
    names = [name.strip().lower() for name in header]
    while names and not names[-1]:
        names.pop()
    return names


def _rows(lines: list[str], file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not blank with the line it begins on; stop where quotes make the rest unreadable."""
    reader = csv.reader(lines, delimiter=_delimiter(lines), strict=True)
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            message = BAD_QUOTE if "expected after" in str(fault) else TOO_LONG
            problems.append(Problem(file, start, 1, message))
            return
        if any(cell.strip() for cell in row):
            yield start, row


def _delimiter(lines: list[str]) -> str:
    """The first line with anything on it decides."""
    header = next((line for line in lines if line.strip()), "")
    return ";" if header.count(";") > header.count(",") else ","


def _header_problems(
    names: list[str], file: str, line: int, known: Collection[str], required: Collection[str]
) -> Iterator[Problem]:
    if not any(name in known or nearest(name, known) for name in names):
        yield Problem(file, line, 1, NO_NAMES.format(",".join(list(known)[:EXAMPLE])))
        return
    for place, name in enumerate(names, 1):
        if not name:
            yield Problem(file, line, place, f"kolom {place} heeft geen naam")
        elif name in names[: place - 1]:
            yield Problem(file, line, place, f'de kolom "{name}" staat er twee keer')
        elif name not in known:
            yield Problem(file, line, place, unknown("e kolom", name, known))
    for name in required:
        if name not in names:
            yield Problem(file, line, 1, f'de kolom "{name}" ontbreekt')

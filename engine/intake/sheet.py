"""What every csv reader gives back: values with their place, the fields the file speaks about, and problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from engine.intake.cells import Cells
from engine.problem import ERROR, WARNING, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from engine.intake.table import Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its file, its line, and in which column each name stands."""

    file: str
    line: int
    columns: Mapping[str, int]

    def problem(self, column: str, message: str, severity: str = WARNING) -> Problem:
        return Problem(self.file, self.line, self.columns.get(column, 1), message, severity)


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One value and where it stands."""

    value: T
    place: Place


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One csv file. `fields` are the fields of the value that its columns speak about.

    A column that is not there leaves what an earlier file said; one that is there and empty takes it back.
    """

    file: str
    rows: tuple[Row[T], ...] = ()
    fields: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def read_rows(
    table: Table,
    read: Callable[[Cells], T | None],
    key: Callable[[T], Hashable] | None,
    fields: Mapping[str, str],
    what: str = "",
) -> Sheet[T]:
    """Read every record of `table`; one that gives None is left out. `fields` maps columns to fields.

    With a `key`, a `what` that comes twice is a mistake.
    """
    problems = list(table.problems)
    rows: list[Row[T]] = []
    for record in table.records:
        value = read(Cells(record, table.file, problems))
        if value is not None:
            rows.append(Row(value, Place(table.file, record.line, record.columns)))
    if key:
        problems.extend(_twice(rows, key, what))
    said = frozenset(fields[column] for column in table.columns if column in fields)
    return Sheet(table.file, tuple(rows), said, tuple(sorted(problems)))


def _twice(rows: list[Row[T]], key: Callable[[T], Hashable], what: str) -> Iterator[Problem]:
    first: dict[Hashable, int] = {}
    for row in rows:
        line = first.setdefault(key(row.value), row.place.line)
        if line != row.place.line:
            yield row.place.problem("", f"{what} staat er twee keer in, de eerste keer op regel {line}", ERROR)

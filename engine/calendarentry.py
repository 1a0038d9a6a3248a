"""What stands in a calendar file, a date at a time, each with its place: for who looks at it and changes one of them.

Reads as far as there is something to read; what is wrong is for engine/calendarfile.py to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.calendarspan import DAYS_KEY, SPAN_KEYS, read_names, read_year_groups
from engine.reading import Problems, as_date, as_list
from engine.yamldoc import Mapping, Scalar, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.yamldoc import Node

HOLIDAY, STUDY_DAY, DAY_OFF, HALF_DAY, TEAM_DAY = "vakantie", "studiedag", "vrije dag", "halve dag", "teamdag"
DATE, EDGE = "datum", "schooldag"
HOLIDAYS, DAYS_OFF, TEAM_DAYS, ANCHORS = "vakanties", "vrije_dagen", "teamdagen", "ankers"
EDGES = {"eerste_schooldag": "eerste schooldag", "laatste_schooldag": "laatste schooldag"}
ON, FROM, UNTIL = SPAN_KEYS
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One date or stretch of days as somebody wrote it.

    `path` leads to its item in the file, () for what stands in no file of the school. `day` is its place where the
    item names several single days, else None. `anchor` is "" for days off and on. `line` counts from 1.
    """

    kind: str
    begin: date
    end: date
    name: str = ""
    anchor: str = ""
    groups: tuple[str, ...] = ()
    year_groups: frozenset[int] = frozenset()
    hour: str = ""
    path: Path = ()
    day: int | None = None
    line: int = 0

    @property
    def place(self) -> str:
        """Return a word for where it stands, good for as long as the text is the same."""
        day = () if self.day is None else (f"d{self.day}",)
        return ".".join(map(str, (*self.path, *day)))

    @property
    def words(self) -> str:
        """Return how people know it: `groepsbespreking, groep 1/2 B`."""
        return f"{self._called}{self._whose}"

    @property
    def what(self) -> tuple[object, ...]:
        """Return all that it says, wherever it stands."""
        return (self.kind, self.begin, self.end, self.name, self.anchor, self.groups, self.year_groups, self.hour)

    @property
    def _called(self) -> str:
        if not self.anchor:
            vague = self.kind if self.kind == HALF_DAY and self.kind not in self.name else ""
            return ": ".join(filter(None, (vague, self.name))) or self.kind
        known = not self.name or self.name.lower() == self.anchor.lower()
        return self.anchor if known else f"{self.anchor}: {self.name}"

    @property
    def _whose(self) -> str:
        if self.groups:
            return f", groep {_listed(list(self.groups))}"
        if self.year_groups:
            return f", jaargroep {_listed([str(each) for each in sorted(self.year_groups)])}"
        return f", vanaf {self.hour}" if self.hour and self.hour[0].isdigit() else ""


def entries(text: str | bytes, file: str = "") -> tuple[Entry, ...]:
    """Return all dates of a calendar file in the order written."""
    root = read_yaml(text, file).root
    return tuple(_entries(root)) if isinstance(root, Mapping) else ()


def _entries(root: Mapping) -> Iterator[Entry]:
    for edge, words in EDGES.items():
        day = _day(root.get(edge))
        if day is not None:
            yield Entry(EDGE, day, day, words, path=(edge,), line=_line(root.get(edge)))
    for section in (HOLIDAYS, DAYS_OFF, TEAM_DAYS):
        yield from _items((section,), root.get(section), "")
    anchors = root.get(ANCHORS)
    for key, value in anchors.pairs if isinstance(anchors, Mapping) else ():
        yield from _items((ANCHORS, key.value.strip()), value, key.value.strip())


def _items(path: Path, node: Node | None, anchor: str) -> Iterator[Entry]:
    for place, item in enumerate(as_list(node) if node is not None else ()):
        if isinstance(item, Mapping):
            yield from _of_item(item, (*path, place), anchor)


def _of_item(item: Mapping, path: Path, anchor: str) -> Iterator[Entry]:
    unheard = Problems("")
    groups = read_names(item, "groep", unheard)
    year_groups = read_year_groups(item.get("jaargroep"), unheard)
    hour = _said(item, "vrij_vanaf")
    kind = DATE if anchor else _kind(str(path[0]), item)
    for begin, end, day in _spans(item):
        name = _said(item, "naam")
        yield Entry(kind, begin, end, name, anchor, groups, year_groups, hour, path, day, item.line)


def _kind(section: str, item: Mapping) -> str:
    if section != DAYS_OFF:
        return HOLIDAY if section == HOLIDAYS else TEAM_DAY
    if item.get("vrij_vanaf") is not None:
        return HALF_DAY
    return STUDY_DAY if _said(item, "team_werkt") == "ja" else DAY_OFF


def _spans(item: Mapping) -> Iterator[tuple[date, date, int | None]]:
    on, begin, end = (_day(item.get(each)) for each in SPAN_KEYS)
    if on is not None:
        yield on, on, None
    elif begin is not None and end is not None and begin <= end:
        yield begin, end, None
    days = item.get(DAYS_KEY)
    for place, node in enumerate(as_list(days) if days is not None else ()):
        day = _day(node)
        if day is not None:
            yield day, day, place


def _day(node: Node | None) -> date | None:
    return as_date(node, Problems("")) if node is not None else None


def _said(item: Mapping, key: str) -> str:
    found = item.get(key)
    return found.value.strip() if isinstance(found, Scalar) else ""


def _line(node: Node | None) -> int:
    return node.line if node is not None else 0


def _listed(words: list[str]) -> str:
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))

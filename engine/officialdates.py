"""The official school holidays per region and the public holidays, from the shipped calendar/schoolvakanties.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.almanac.schoolcalendar import Holiday
from engine.yamldoc import Mapping, Node, Scalar, Sequence, read_yaml

REGIONS = ("noord", "midden", "zuid")
FILE = "calendar/schoolvakanties.yaml"
CLOSED = "ja"
ADVICE = "advies"


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """A public holiday; `closed` when schools close for it whatever they write themselves."""

    name: str
    day: date
    closed: bool


@dataclass(frozen=True, slots=True)
class OfficialDates:
    """`years` maps (school year, region) to its holidays, Saturday to Sunday; `public` holds every public holiday.

    `advised` are the names of the holidays that schools may move.
    """

    years: dict[tuple[str, str], tuple[Holiday, ...]]
    public: tuple[PublicHoliday, ...]
    advised: frozenset[str] = frozenset()

    def holidays(self, school_year: str, region: str) -> tuple[Holiday, ...]:
        return self.years.get((school_year, region), ())

    def knows(self, school_year: str) -> bool:
        return any(year == school_year for year, _ in self.years)

    def closed_between(self, first: date, last: date) -> tuple[PublicHoliday, ...]:
        """Return the public holidays schools close for, from `first` to `last`, both included."""
        return tuple(each for each in self.public if each.closed and first <= each.day <= last)


def read_official(text: str | bytes) -> OfficialDates:
    """Read the shipped table. Raises ValueError when it is broken: it is ours, not a school's."""
    document = read_yaml(text, FILE)
    if document.problems or not isinstance(document.root, Mapping):
        raise ValueError("\n".join(map(str, document.problems)) or f"{FILE}: no keys")
    years = _mapping(document.root.get("schooljaren"))
    public = _mapping(document.root.get("feestdagen"))
    return OfficialDates(
        {
            (year.value, region): _holidays(_mapping(of_year).get(region))
            for year, of_year in years.pairs
            for region in REGIONS
        },
        tuple(_public(each) for _, of_year in public.pairs for each in _items(of_year)),
        frozenset(name for _, of_year in years.pairs for name in _advised(_mapping(of_year))),
    )


def _holidays(node: Node | None) -> tuple[Holiday, ...]:
    return tuple(Holiday(_text(each, "naam"), _day(each, "van"), _day(each, "tot_en_met")) for each in _items(node))


def _advised(of_year: Mapping) -> tuple[str, ...]:
    every = (each for region in REGIONS for each in _items(of_year.get(region)))
    return tuple(_text(each, "naam") for each in every if _text(each, "soort") == ADVICE)


def _public(node: Node) -> PublicHoliday:
    return PublicHoliday(_text(node, "naam"), _day(node, "op"), _text(node, "schoolvrij") == CLOSED)


def _mapping(node: Node | None) -> Mapping:
    if isinstance(node, Mapping):
        return node
    raise ValueError(f"{FILE}: keys expected at line {node.line if node else 0}")


def _items(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return node.items
    raise ValueError(f"{FILE}: a list expected at line {node.line if node else 0}")


def _text(node: Node, key: str) -> str:
    found = _mapping(node).get(key)
    if isinstance(found, Scalar):
        return found.value
    raise ValueError(f"{FILE}: {key} expected at line {node.line}")


def _day(node: Node, key: str) -> date:
    return date.fromisoformat(_text(node, key))

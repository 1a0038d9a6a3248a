"""Which groups a condition means: kind, part of the name, school year, year group, with pupils."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.conditions.base import words_or
from engine.conditions.year_group import SCHEMA as YEAR_GROUPS
from engine.conditions.year_group import read_numbers
from engine.kinds import GROUP_KINDS
from engine.model import HOME_GROUP
from engine.reading import as_choice, as_list, as_text, as_yes_no, fields
from engine.yamldoc import Mapping, Scalar

if TYPE_CHECKING:
    from datetime import date

    from engine.census import Census
    from engine.conditions.base import Reading
    from engine.model import Group
    from engine.yamldoc import Node

THIS, NEXT, PREVIOUS, OLDER = "dit", "volgend", "vorig", "ouder"
SCHOOL_YEARS = (NEXT, PREVIOUS, OLDER)
WORDS = {NEXT: "van volgend schooljaar", PREVIOUS: "van vorig schooljaar", OLDER: "van langer geleden"}
KEYS = ("soort", "naam", "schooljaar", "jaargroep", "heeft_leerling")


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """`name` is a part of the group's name, in lower case; `school_year` is relative to the occasion's."""

    kinds: frozenset[str] = frozenset()
    name: str = ""
    school_year: str = THIS
    year_groups: frozenset[int] = frozenset()
    has_pupils: bool | None = None

    def matches(self, group: Group, census: Census, day: date, start: int) -> bool:
        return (
            (not self.kinds or group.kind in self.kinds)
            and self.name in group.name.lower()
            and self.in_year(group, census, start)
            and (not self.year_groups or bool(self.year_groups & census.year_groups_on(group, day, start)))
            and (self.has_pupils is None or self.has_pupils == _has_pupils(group, census, day, start))
        )

    def in_year(self, group: Group, census: Census, start: int) -> bool:
        own = start_of(group.school_year)
        if self.school_year == THIS:
            return own == census.groups_year(start)
        return in_relative_year(self.school_year, own, start)

    def words(self) -> str:
        kinds = f"soort {words_or(sorted(self.kinds))}" if self.kinds else ""
        name = f'met "{self.name}" in de naam' if self.name else ""
        numbers = f"jaargroep {words_or(str(each) for each in sorted(self.year_groups))}" if self.year_groups else ""
        pupils = {True: "met leerlingen", False: "zonder leerlingen", None: ""}[self.has_pupils]
        parts = ("een groep", kinds, name, numbers, pupils, WORDS.get(self.school_year, ""))
        return " ".join(each for each in parts if each)


def in_relative_year(word: str, own: int, start: int) -> bool:
    """Tell whether school year `own` is next to, before or older than `start` (older: before the previous one)."""
    return {NEXT: own == start + 1, PREVIOUS: own == start - 1, OLDER: own < start - 1}[word]


def _has_pupils(group: Group, census: Census, day: date, start: int) -> bool:
    return any(census.present(each, day, start) for each in census.pupils_in(group))


def read_group_filter(node: Node, reading: Reading, *, keys: tuple[str, ...] = KEYS) -> GroupFilter | None:
    """Read `stam`, `ja` or `{soort, naam, schooljaar, jaargroep, heeft_leerling}`."""
    if isinstance(node, Scalar):
        return _read_word(node, reading)
    if not isinstance(node, Mapping):
        reading.problems.error(node, "hier hoort een soort groep te staan, of {soort, naam, schooljaar}")
        return None
    return _read_fields(node, reading, keys)


def _read_word(node: Scalar, reading: Reading) -> GroupFilter | None:
    kind = as_choice(node, GROUP_KINDS, reading.problems, "e soort groep")
    return GroupFilter(frozenset({kind})) if kind else None


def _read_fields(node: Mapping, reading: Reading, keys: tuple[str, ...]) -> GroupFilter | None:
    before = len(reading.problems.found)
    fields(node, keys, reading.problems)
    kinds = _kinds(node.get("soort"), reading)
    name = node.get("naam")
    text = as_text(name, reading.problems, "een deel van de groepsnaam") if name is not None else ""
    year = node.get("schooljaar")
    relative = as_choice(year, SCHOOL_YEARS, reading.problems, " schooljaar") if year is not None else THIS
    numbers = node.get("jaargroep")
    year_groups = read_numbers(numbers, reading) if numbers is not None else frozenset()
    pupils = node.get("heeft_leerling")
    has_pupils = as_yes_no(pupils, reading.problems) if pupils is not None else None
    if len(reading.problems.found) > before:
        return None
    return GroupFilter(kinds, (text or "").lower(), relative or THIS, year_groups or frozenset(), has_pupils)


def _kinds(node: Node | None, reading: Reading) -> frozenset[str]:
    if node is None:
        return frozenset()
    found = (as_choice(each, GROUP_KINDS, reading.problems, "e soort groep") for each in as_list(node))
    return frozenset(each for each in found if each)


HOME = GroupFilter(frozenset({HOME_GROUP}))
KINDS_SCHEMA = {"enum": list(GROUP_KINDS)}
SCHEMA = {
    "anyOf": [
        KINDS_SCHEMA,
        {"type": "object", "additionalProperties": False, "properties": {
            "soort": KINDS_SCHEMA, "naam": {"type": ["string", "number"]}, "schooljaar": {"enum": list(SCHOOL_YEARS)},
            "jaargroep": YEAR_GROUPS, "heeft_leerling": {"enum": ["ja", "nee"]}}},
    ]
}  # fmt: skip

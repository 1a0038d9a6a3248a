"""Which groups a condition means: kind, part of the name, school year, year group, with pupils."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.conditions.base import TEXT_OR_LIST, YES_NO, one_or_more, words_or
from engine.conditions.year_group import SCHEMA as YEAR_GROUPS
from engine.conditions.year_group import read_numbers
from engine.kinds import GROUP_KINDS
from engine.model import HOME_GROUP
from engine.reading import as_choice, as_list, as_text, as_yes_no, fields
from engine.yamldoc import Mapping

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
    """`names` are parts of the group's name, in lower case; `school_years` are relative to the occasion's.

    Of each one is enough, and none is any; no school year is the occasion's own.
    """

    kinds: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    school_years: tuple[str, ...] = ()
    year_groups: frozenset[int] = frozenset()
    has_pupils: bool | None = None

    def matches(self, group: Group, census: Census, day: date, start: int) -> bool:
        return (
            (not self.kinds or group.kind in self.kinds)
            and (not self.names or any(each in group.name.lower() for each in self.names))
            and self.in_year(group, census, start)
            and (not self.year_groups or bool(self.year_groups & census.year_groups_on(group, day, start)))
            and (self.has_pupils is None or self.has_pupils == _has_pupils(group, census, day, start))
        )

    def in_year(self, group: Group, census: Census, start: int) -> bool:
        own = start_of(group.school_year)
        if not self.school_years:
            return own == census.groups_year(start)
        return any(in_relative_year(each, own, start) for each in self.school_years)

    def words(self) -> str:
        kinds = f"van de soort {words_or(sorted(self.kinds))}" if self.kinds else ""
        name = f'met "{words_or(self.names)}" in de naam' if self.names else ""
        numbers = f"jaargroep {words_or(str(each) for each in sorted(self.year_groups))}" if self.year_groups else ""
        pupils = {True: "met leerlingen", False: "zonder leerlingen", None: ""}[self.has_pupils]
        years = words_or(WORDS[each] for each in self.school_years) if self.school_years else ""
        parts = ("een groep", kinds, name, numbers, pupils, years)
        return " ".join(each for each in parts if each)


def in_relative_year(word: str, own: int, start: int) -> bool:
    """Tell whether school year `own` is next to, before or older than `start` (older: before the previous one)."""
    return {NEXT: own == start + 1, PREVIOUS: own == start - 1, OLDER: own < start - 1}[word]


def _has_pupils(group: Group, census: Census, day: date, start: int) -> bool:
    return any(census.present(each, day, start) for each in census.pupils_in(group))


def read_group_filter(node: Node, reading: Reading) -> GroupFilter | None:
    """Read `stam`, `ja` or `{soort, naam, schooljaar, jaargroep, heeft_leerling}`."""
    if isinstance(node, Mapping):
        return _read_fields(node, reading)
    kinds = _kinds(node, reading)
    return GroupFilter(kinds) if kinds and len(kinds) == len(as_list(node)) else None


def _read_fields(node: Mapping, reading: Reading) -> GroupFilter | None:
    before = len(reading.problems.found)
    fields(node, KEYS, reading.problems)
    kinds = _kinds(node.get("soort"), reading)
    names = [as_text(each, reading.problems, "een deel van de groepsnaam") for each in _each(node.get("naam"))]
    years = [as_choice(each, SCHOOL_YEARS, reading.problems, " schooljaar") for each in _each(node.get("schooljaar"))]
    numbers = node.get("jaargroep")
    year_groups = read_numbers(numbers, reading) if numbers is not None else frozenset()
    pupils = node.get("heeft_leerling")
    has_pupils = as_yes_no(pupils, reading.problems) if pupils is not None else None
    if len(reading.problems.found) > before:
        return None
    texts = tuple(each.lower() for each in names if each)
    return GroupFilter(kinds, texts, tuple(each for each in years if each), year_groups or frozenset(), has_pupils)


def _each(node: Node | None) -> tuple[Node, ...]:
    return as_list(node) if node is not None else ()


def _kinds(node: Node | None, reading: Reading) -> frozenset[str]:
    found = (as_choice(each, GROUP_KINDS, reading.problems, "e soort groep") for each in _each(node))
    return frozenset(each for each in found if each)


HOME = GroupFilter(frozenset({HOME_GROUP}))
KINDS_SCHEMA = one_or_more({"enum": list(GROUP_KINDS)})
FIELDS_SCHEMA = {
    "soort": KINDS_SCHEMA,
    "naam": TEXT_OR_LIST,
    "schooljaar": one_or_more({"enum": list(SCHOOL_YEARS)}),
    "jaargroep": YEAR_GROUPS,
    "heeft_leerling": YES_NO,
}
SCHEMA = {"anyOf": [KINDS_SCHEMA, {"type": "object", "additionalProperties": False, "properties": FIELDS_SCHEMA}]}

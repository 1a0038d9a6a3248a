"""`maand`, `gelegenheid` and `soort_gelegenheid`: which occasion it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS
from engine.almanac.phrase import ORDINALS
from engine.conditions.base import TEXT_OR_LIST, Candidate, Field, Reading, World, keep, one_or_more, words_or
from engine.problem import nearest, unknown
from engine.reading import as_choice, as_list, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.almanac.occasion import Occasion
    from engine.yamldoc import Node

LAST = "laatste"


@dataclass(frozen=True, slots=True)
class InMonth:
    months: frozenset[int]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: each.dated.occasion.month in self.months)

    def words(self) -> str:
        return f"in {words_or(MONTHS[each - 1] for each in sorted(self.months))}"


@dataclass(frozen=True, slots=True)
class Which:
    """The occasion's number, its name, or that it is the last of the school year."""

    numbers: frozenset[int]
    names: frozenset[str]
    last: bool

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: self._is(each.dated.occasion))

    def _is(self, occasion: Occasion) -> bool:
        named = bool(self.names & {occasion.name.lower(), occasion.also.lower()})
        return occasion.ordinal in self.numbers or named or (self.last and occasion.last)

    def words(self) -> str:
        numbers = [ORDINALS[each - 1] if each <= len(ORDINALS) else f"nummer {each}" for each in sorted(self.numbers)]
        return f"de {words_or([*numbers, *sorted(self.names), *([LAST] if self.last else [])])} keer"


@dataclass(frozen=True, slots=True)
class OccasionKind:
    kinds: frozenset[str]

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]:
        return keep(among, lambda each: each.dated.occasion.kind.lower() in self.kinds)

    def words(self) -> str:
        return f"van soort {words_or(sorted(self.kinds))}"


def _read_month(node: Node, reading: Reading) -> InMonth | None:
    found = [as_choice(each, MONTHS, reading.problems, "e maand") for each in as_list(node)]
    return InMonth(frozenset(MONTHS.index(each) + 1 for each in found if each)) if found and all(found) else None


def _read_which(node: Node, reading: Reading) -> Which | None:
    texts = [(each, as_text(each, reading.problems, "een gelegenheid")) for each in as_list(node)]
    if not texts or not all(text for _, text in texts):
        return None
    words = [(each, text.lower()) for each, text in texts if text]
    numbers = frozenset(number for _, text in words if (number := _number(text)))
    named = [(each, text) for each, text in words if text != LAST and not _number(text)]
    unknown = [each for each in named if not _known_name(*each, reading)]
    if unknown:
        return None
    return Which(numbers, frozenset(text for _, text in named), any(text == LAST for _, text in words))


def _number(text: str) -> int:
    if text in ORDINALS:
        return ORDINALS.index(text) + 1
    return int(text) if text.isdecimal() else 0


def _known_name(node: Node, name: str, reading: Reading) -> bool:
    known = {each.lower() for family in reading.due_families for each in reading.occasion_names(family)}
    if name in known:
        return True
    hint = "" if nearest(name, known) else f"; kies uit {', '.join((*sorted(known), ORDINALS[0], LAST))}, of een nummer"
    reading.problems.error(node, f"{unknown('e gelegenheid', name, known)}{hint}")
    return False


def _read_kind(node: Node, reading: Reading) -> OccasionKind | None:
    found = [as_text(each, reading.problems, "een soort") for each in as_list(node)]
    return OccasionKind(frozenset(each.lower() for each in found if each)) if found and all(found) else None


MONTH_FIELD = Field(
    "maand", None, _read_month, one_or_more({"enum": list(MONTHS)}), "de maand waarin de gelegenheid begint"
)
WHICH_FIELD = Field(
    "gelegenheid", None, _read_which, TEXT_OR_LIST, "welke keer: laatste, eerste, een nummer of een naam"
)
KIND_FIELD = Field("soort_gelegenheid", None, _read_kind, TEXT_OR_LIST, "soort van de kalenderdatum")

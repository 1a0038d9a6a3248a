"""What a YAML parser complains about, in the words of somebody who writes an appointment list.

Both parsers of PyYAML are understood: the C one and the pure one word the same complaint a little differently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Place: TypeAlias = tuple[int, int]

TAB = "hier staat een tab; gebruik spaties om in te springen"
NO_YAML = "dit is niet te lezen; kijk naar het inspringen, de aanhalingstekens en de dubbele punten op deze regel"
NEEDS_SPACE = re.compile(r"\s*(- +)*[\w-]+:[^\s]")
HAS_VALUE = re.compile(r"\s*(- +)*[^\s:][^:]*: +\S")


@dataclass(frozen=True, slots=True)
class Fault:
    place: Place
    message: str


class Mark(Protocol):
    """A place as PyYAML counts it, from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Complaint(Protocol):
    """The parser's error: what it was doing, since where, and what stood in the way."""

    @property
    def context(self) -> str | None: ...
    @property
    def context_mark(self) -> Mark | None: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def problem_mark(self) -> Mark | None: ...


def word_fault(error: Complaint, lines: list[str], bracket: Place | None, quoted: tuple[Place, int] | None) -> Fault:
    """Word one complaint. `bracket` is the last one still open, `quoted` the last quoted text with its last line."""
    place = _place(error.problem_mark) or (1, 1)
    context = _place(error.context_mark) or place
    what = f"{error.context or ''} {error.problem or ''}"
    if "\t" in _at(lines, place) or "\\t" in what or "tab character" in what:
        return Fault(_tab(lines, place), TAB)
    if "quoted scalar" in what or "escape" in what:
        return _quotes(what, place, context)
    if "mapping values" in what:
        return _colon(lines, place)
    if "expected ':'" in what:
        return _no_colon(lines, context)
    if "an alias" in what or "an anchor" in what:
        return _sign(lines, context)
    if bracket is not None and "cannot start any token" not in what:
        return _bracket(lines, place, bracket)
    return _word_block(what, lines, place, quoted)


def _word_block(what: str, lines: list[str], place: Place, quoted: tuple[Place, int] | None) -> Fault:
    here = _at(lines, place)
    if "cannot start any token" in what:
        return _sign(lines, place)
    if "sequence entries" in what:
        return Fault(place, "een lijst met streepjes begint op een nieuwe regel, onder de sleutel")
    if "block scalar" in what:
        return Fault(place, 'achter "|" of ">" staat niets meer; de tekst begint op de regel eronder, ingesprongen')
    if "<document start>" in what:
        return Fault(place, "hier begint een tweede document; een bestand is er een")
    if here and here in "]}":
        return Fault(place, f'deze "{here}" hoort nergens bij')
    if "expected" in what:
        return _unexpected(lines, place, quoted)
    return Fault(place, NO_YAML)


def _sign(lines: list[str], place: Place) -> Fault:
    begin = _at(lines, place)
    return Fault(place, f'een waarde kan niet met "{begin}" beginnen; zet haar tussen aanhalingstekens')


def _unexpected(lines: list[str], place: Place, quoted: tuple[Place, int] | None) -> Fault:
    line, column = place
    before = _line(lines, line)[: column - 1]
    if quoted and quoted[1] == line and before.strip(" -"):
        return _after_quote(place, quoted)
    if before.strip():
        return Fault(place, NO_YAML)
    if _at(lines, place) == ":":
        return Fault(place, "voor deze dubbele punt ontbreekt de sleutel")
    if _line(lines, line)[column - 1 :].startswith("- "):
        return Fault(place, "dit streepje springt niet goed in; zet het recht onder de andere, of onder zijn sleutel")
    if _above(lines, line).lstrip().startswith("- ") and column == _indent(_above(lines, line)) + 1:
        return Fault(place, "hier hoort een streepje (-) te staan, of deze regel hoort verder in te springen")
    return Fault(place, "deze regel springt niet goed in; zet hem recht onder de regel waar hij bij hoort")


def _after_quote(place: Place, quoted: tuple[Place, int]) -> Fault:
    begin, last = quoted
    if begin[0] < last:
        return Fault(begin, f"dit aanhalingsteken wordt pas op regel {last} gesloten; er mist er een")
    return Fault(
        place, "hier staat nog tekst achter een aanhalingsteken; zet de hele waarde tussen (andere) aanhalingstekens"
    )


def _quotes(what: str, place: Place, context: Place) -> Fault:
    if "escape" in what:
        return Fault(place, 'een "\\" kan niet tussen dubbele aanhalingstekens; gebruik enkele aanhalingstekens')
    return Fault(context, "dit aanhalingsteken wordt nergens gesloten")


def _colon(lines: list[str], place: Place) -> Fault:
    line, column = place
    text = _line(lines, line)
    if HAS_VALUE.match(text[: column - 1] + ": x") and re.search(r":\s", text[: column - 1]):
        return Fault(place, "er staat een dubbele punt in de waarde; zet de hele waarde tussen aanhalingstekens")
    above, number = _above(lines, line), _above_number(lines, line)
    if NEEDS_SPACE.match(above) and ": " not in above:
        return Fault((number, above.index(":") + 1), "achter deze dubbele punt hoort een spatie")
    if _indent(text) > _indent(above) and HAS_VALUE.match(above):
        return Fault(
            (line, _indent(text) + 1), f"deze regel springt verder in, maar op regel {number} staat al een waarde"
        )
    return _no_colon(lines, (number, _indent(above) + 1))


def _no_colon(lines: list[str], place: Place) -> Fault:
    text = _line(lines, place[0])
    if NEEDS_SPACE.match(text) and ": " not in text:
        return Fault((place[0], text.index(":") + 1), "achter deze dubbele punt hoort een spatie")
    return Fault(place, "op deze regel ontbreekt een dubbele punt achter de sleutel")


def _bracket(lines: list[str], place: Place, bracket: Place) -> Fault:
    opened, here = _at(lines, bracket), _at(lines, place)
    closing = "]" if opened == "[" else "}"
    if here == "," and place[0] == bracket[0]:
        return Fault(place, "hier staat een komma te veel")
    if here and here in "]}" and here != closing:
        return Fault(place, f'hier hoort "{closing}" te staan, want de lijst begon met "{opened}"')
    return Fault(bracket, f'deze "{opened}" is niet goed afgesloten; er mist een "{closing}" of een komma')


def _place(mark: Mark | None) -> Place | None:
    return (mark.line + 1, mark.column + 1) if mark is not None else None


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _at(lines: list[str], place: Place) -> str:
    return _line(lines, place[0])[place[1] - 1 : place[1]]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _tab(lines: list[str], place: Place) -> Place:
    found = _line(lines, place[0]).find("\t")
    return (place[0], found + 1) if found >= 0 else place


def _above_number(lines: list[str], number: int) -> int:
    """Return the number of the nearest line above that says something, or the line itself."""
    for each in range(number - 1, 0, -1):
        text = lines[each - 1].strip()
        if text and not text.startswith("#"):
            return each
    return number


def _above(lines: list[str], number: int) -> str:
    return _line(lines, _above_number(lines, number))

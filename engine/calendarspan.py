"""Dates as a calendar file writes them: `op`, `van` and `tot_en_met`, or `dagen`, within one school year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import dutch, label
from engine.reading import as_date, as_int, as_list, as_mapping, as_sequence, as_text
from engine.yamldoc import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.reading import Problems
    from engine.yamldoc import Mapping, Node

SPAN_KEYS = ("op", "van", "tot_en_met")
DAYS_KEY = "dagen"
YEAR_GROUPS = (1, 8)
FROM_TO = re.compile(r"([1-8])\s*(?:t/m|tot en met|-|/)\s*([1-8])")


@dataclass(frozen=True, slots=True)
class YearSpan:
    """The days of one school year, 1 August to 31 July; `overrun` is how far a summer holiday may pass it."""

    start: int

    @property
    def first(self) -> date:
        return date(self.start, 8, 1)

    @property
    def last(self) -> date:
        return date(self.start + 1, 7, 31)

    @property
    def overrun(self) -> date:
        return date(self.start + 1, 9, 30)

    def __str__(self) -> str:
        return label(self.start)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day as written; `place` is where the first one stands."""

    begin: date
    end: date
    place: Node


def read_day(node: Node, year: YearSpan, problems: Problems, last: date | None = None) -> date | None:
    """Return a day within the school year (or up to `last`); outside it is a problem, with the year that is near."""
    day = as_date(node, problems)
    if day is None or year.first <= day <= (last or year.last):
        return day
    near = _in_year(day, year)
    hint = f"; bedoel je {near}?" if near else ""
    problems.error(node, f"{day} valt buiten schooljaar {year} ({_ends(year)}){hint}")
    return None


def read_span(node: Mapping, year: YearSpan, problems: Problems, last: date | None = None) -> Span | None:
    """Return the days of an item with `op`, with `van` and `tot_en_met`, or with `dagen` where that may stand."""
    on, begin, end, days = (node.get(key) for key in (*SPAN_KEYS, DAYS_KEY))
    if sum((on is not None, begin is not None or end is not None, days is not None)) > 1:
        problems.error(node, "kies een van drie: op, of van en tot_en_met, of dagen; niet samen")
        return None
    if on is not None:
        return _one_day(on, year, problems)
    if days is not None:
        return _days(days, year, problems)
    if begin is None or end is None:
        problems.error(node, _what_is_missing(begin, end))
        return None
    return _from_to(begin, end, year, problems, last)


def read_spans(node: Mapping, year: YearSpan, problems: Problems) -> tuple[Span, ...]:
    """Return what days off and team days stand for: with `dagen` each of those days, and nothing in between."""
    span = read_span(node, year, problems)
    if span is None:
        return ()
    days = node.get(DAYS_KEY)
    if days is None:
        return (span,)
    found = {as_date(each, problems): each for each in as_list(days)}
    return tuple(Span(day, day, place) for day, place in found.items() if day is not None)


def read_year_groups(node: Node | None, problems: Problems) -> frozenset[int]:
    """Return one year group or a list of them; empty when there is no such key."""
    if node is None:
        return frozenset()
    if not as_list(node):
        problems.error(node, "hier hoort minstens een jaargroep te staan, van 1 t/m 8")
    found = (_year_group(each, problems) for each in as_list(node))
    return frozenset(each for each in found if each is not None)


def _year_group(node: Node, problems: Problems) -> int | None:
    """Return one year group; who writes "1 t/m 4" or "1/2" reads how that list is written."""
    text = node.value.strip() if isinstance(node, Scalar) else ""
    more = FROM_TO.fullmatch(text)
    if not more:
        return as_int(node, problems, *YEAR_GROUPS)
    meant = list(range(int(more[1]), int(more[2]) + 1))
    hint = f"; bedoel je {meant}?" if meant else ""
    problems.error(node, f'hier hoort een jaargroep te staan, zoals 3, of een lijst, zoals [1, 2], niet "{text}"{hint}')
    return None


def items(node: Node | None, problems: Problems, example: str) -> Iterator[Mapping]:
    """Yield each item of a list that has keys; a key without a value is an empty list."""
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return
    for each in as_sequence(node, problems) or ():
        item = as_mapping(each, problems, example)
        if item is not None:
            yield item


def read_name(node: Mapping, key: str, problems: Problems) -> str:
    """Return the text under `key`, or "" when it is not there."""
    found = node.get(key)
    return (as_text(found, problems) if found is not None else None) or ""


def read_names(node: Mapping, key: str, problems: Problems) -> tuple[str, ...]:
    """Return the text or the texts under `key`; none when it is not there."""
    found = node.get(key)
    texts = (as_text(each, problems) for each in as_list(found)) if found is not None else ()
    return tuple(each for each in texts if each is not None)


def _one_day(node: Node, year: YearSpan, problems: Problems) -> Span | None:
    if isinstance(node, Sequence):
        problems.error(node, f"bij op hoort een datum; schrijf meer datums achter {DAYS_KEY}")
        return None
    day = read_day(node, year, problems)
    return Span(day, day, node) if day else None


def _days(node: Node, year: YearSpan, problems: Problems) -> Span | None:
    items = as_list(node)
    if not items:
        problems.error(node, "hier hoort minstens een datum te staan, zoals [2026-09-08, 2026-09-10]")
        return None
    days = [read_day(each, year, problems) for each in items]
    known = [each for each in days if each]
    return Span(min(known), max(known), items[0]) if len(known) == len(items) else None


def _from_to(begin: Node, end: Node, year: YearSpan, problems: Problems, last: date | None) -> Span | None:
    first, until = read_day(begin, year, problems), read_day(end, year, problems, last)
    if first is None or until is None:
        return None
    if until < first:
        problems.error(end, f"het einde ({dutch(until, year=True)}) ligt voor het begin ({dutch(first, year=True)})")
        return None
    return Span(first, until, begin)


def _what_is_missing(begin: Node | None, end: Node | None) -> str:
    if begin is None and end is None:
        return "hier ontbreekt een datum: op, of van en tot_en_met"
    return "bij van hoort ook tot_en_met" if end is None else "bij tot_en_met hoort ook van"


def _in_year(day: date, year: YearSpan) -> date | None:
    for start in (year.start, year.start + 1):
        if (day.month, day.day) != (2, 29) and year.first <= day.replace(year=start) <= year.last:
            return day.replace(year=start)
    return None


def _ends(year: YearSpan) -> str:
    return f"{dutch(year.first, year=True)} t/m {dutch(year.last, year=True)}"

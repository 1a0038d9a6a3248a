"""The `ankers` of a calendar file: dated occasions of the school, of year groups and of single groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.almanac.schoolcalendar import AnchorDate
from engine.calendarspan import DAYS_KEY, SPAN_KEYS, YearSpan, read_name, read_names, read_span, read_year_groups
from engine.reading import Problems, as_int, as_list, as_mapping, fields, unknown_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as MappingOf

    from engine.yamldoc import Mapping, Node

ANCHOR_KEYS = (*SPAN_KEYS, DAYS_KEY, "naam", "soort", "groep", "jaargroep", "volgnummer")
HIGHEST_ORDINAL = 400


@dataclass(frozen=True, slots=True)
class KnownGroups:
    """The groups that exist, per school year; `names` is None while nothing has been imported.

    `renamed` maps the former name of a group to its present one.
    """

    names: MappingOf[str, frozenset[str]] | None = None
    renamed: MappingOf[str, str] = field(default_factory=dict)

    def of(self, school_year: str) -> frozenset[str] | None:
        """Return the group names of a school year; a year without groups has those of the latest year before it."""
        years = sorted(self.names, key=start_of) if self.names else []
        if not years or self.names is None:
            return None
        before = [each for each in years if each <= school_year]
        return self.names[before[-1] if before else years[0]]


@dataclass(frozen=True, slots=True)
class _Written:
    """A date with the item it was read from, for the place of a mistake found later."""

    date: AnchorDate
    node: Mapping


def read_anchors(
    node: Node | None, year: YearSpan, groups: KnownGroups, problems: Problems
) -> dict[str, tuple[AnchorDate, ...]]:
    """Return the dates of each anchor in the order written; the ordinal stays None where the school wrote none."""
    mapping = as_mapping(node, problems, "rapport: [{op: 2027-02-12}]") if node is not None else None
    if mapping is None:
        return {}
    found: dict[str, list[_Written]] = {}
    for key, value in mapping.pairs:
        before = len(problems.found)
        found[key.value.strip()] = written = _read_anchor(key.value.strip(), value, year, problems)
        if len(problems.found) == before:
            _check_ordinals(written, problems)
    _check_groups([each for written in found.values() for each in written], str(year), groups, problems)
    return {name: tuple(each.date for each in written) for name, written in found.items()}


def _read_anchor(anchor: str, node: Node, year: YearSpan, problems: Problems) -> list[_Written]:
    if getattr(node, "is_empty", False):
        return []
    items = (as_mapping(each, problems, "{op: 2026-11-17}") for each in as_list(node))
    return [each for item in items if item is not None for each in _read_dates(anchor, item, year, problems)]


def _read_dates(anchor: str, item: Mapping, year: YearSpan, problems: Problems) -> Iterator[_Written]:
    """Yield the date of an item; one for each group when it names more of them."""
    fields(item, ANCHOR_KEYS, problems)
    span = read_span(item, year, problems)
    name, kind = read_name(item, "naam", problems), read_name(item, "soort", problems)
    groups = read_names(item, "groep", problems)
    year_groups = read_year_groups(item.get("jaargroep"), problems)
    ordinal = _read_ordinal(item, problems)
    if span is None:
        return
    for group in groups or ("",):
        date = AnchorDate(anchor, span.begin, span.end, name, kind, group, year_groups, ordinal, item.line)
        yield _Written(date, item)


def _read_ordinal(item: Mapping, problems: Problems) -> int | None:
    node = item.get("volgnummer")
    if node is None:
        return None
    ordinal = as_int(node, problems, 1, HIGHEST_ORDINAL)
    if "groep" not in item and "jaargroep" not in item:
        problems.error(node, "volgnummer kan alleen bij groep of jaargroep; de datums van de school tellen vanzelf")
    return ordinal


def _check_groups(written: list[_Written], school_year: str, groups: KnownGroups, problems: Problems) -> None:
    known = groups.of(school_year)
    warned: set[str] = set()
    for each in written:
        name, node = each.date.group, each.node.get("groep")
        if not name or node is None or (known is not None and name in known):
            continue
        if known is None and name not in warned:
            warned.add(name)
            problems.warning(node, f'er zijn nog geen groepen ingelezen; groep "{name}" is nog niet na te kijken')
        if known is not None:
            problems.error(node, _no_such_group(name, known, groups.renamed))


def _no_such_group(name: str, known: frozenset[str], renamed: MappingOf[str, str]) -> str:
    if name in renamed:
        return f'groep "{name}" heet nu "{renamed[name]}"'
    return unknown_word("e groep", name, sorted(known))


def _check_ordinals(written: list[_Written], problems: Problems) -> None:
    """Report two dates for one group, or for one year group, that stand for the same occasion (regeltaal 13)."""
    school_dates = sorted((each.date for each in written if _counts(each.date)), key=lambda each: each.begin)
    first: dict[tuple[str, int], _Written] = {}
    for each in written:
        ordinal = each.date.ordinal or _nearest_ordinal(each.date, school_dates)
        for whose in _whose(each.date) if ordinal else ():
            earlier = first.setdefault((whose, ordinal or 0), each)
            if earlier is not each:
                problems.error(_place_of_clash(each), _clash(whose, each.date.anchor, ordinal or 0, earlier))
                break


def _counts(date: AnchorDate) -> bool:
    return not date.group and date.ordinal is None


def _nearest_ordinal(date: AnchorDate, school_dates: list[AnchorDate]) -> int | None:
    if not date.group or not school_dates:
        return None
    distances = [abs((each.begin - date.begin).days) for each in school_dates]
    return distances.index(min(distances)) + 1


def _whose(date: AnchorDate) -> list[str]:
    if date.group:
        return [f"groep {date.group}"]
    return [f"jaargroep {each}" for each in sorted(date.year_groups)]


def _place_of_clash(written: _Written) -> Node:
    node = written.node
    return node.get("volgnummer") or node.get("groep") or node


def _clash(whose: str, anchor: str, ordinal: int, earlier: _Written) -> str:
    return (
        f"{whose} heeft bij {anchor} al een datum voor volgnummer {ordinal}, op regel {earlier.node.line}; "
        "geef een van de twee een ander volgnummer"
    )

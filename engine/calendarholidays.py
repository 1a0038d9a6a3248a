"""The holidays of one school year: the official ones of the region, and the school's own in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, SATURDAY, dutch
from engine.almanac.schoolcalendar import Holiday
from engine.calendarspan import SPAN_KEYS, Span, YearSpan, items, read_span
from engine.reading import Problems, as_text, fields, required, unknown_word

if TYPE_CHECKING:
    from datetime import date

    from engine.officialdates import OfficialDates
    from engine.yamldoc import Mapping, Node

HOLIDAY_KEYS = ("naam", *SPAN_KEYS, "vervangt")
SUMMER = "zomervakantie"
MONDAY, FRIDAY, SUNDAY = 0, 4, 6


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a calendar file: its year, what is official in the region, and the problems so far."""

    year: YearSpan
    official: OfficialDates
    region: str
    problems: Problems

    @property
    def holidays(self) -> tuple[Holiday, ...]:
        return self.official.holidays(str(self.year), self.region)


@dataclass(frozen=True, slots=True)
class _Own:
    """A holiday the school wrote; `written` are its days before the weekend is attached."""

    holiday: Holiday
    written: Span
    name: Node


def read_holidays(node: Node | None, context: Context) -> tuple[Holiday, ...]:
    """Return the official holidays and the school's own in their place, in order of begin."""
    example = "{naam: meivakantie, van: 2027-04-24, tot_en_met: 2027-05-09}"
    read = (_read_holiday(each, context) for each in items(node, context.problems, example))
    own = [each for each in read if each is not None]
    _check_doubles(own, context.problems)
    replaced = {word.lower() for each in own for word in (each.holiday.name, each.holiday.replaces)}
    kept = [each for each in context.holidays if each.name.lower() not in replaced]
    _check_overlap(own, kept, context.problems)
    _check_beside(own, [each for each in kept if each.name in context.official.advised], context.problems)
    return tuple(sorted((*kept, *(each.holiday for each in own)), key=lambda each: each.begin))


def _read_holiday(item: Mapping, context: Context) -> _Own | None:
    problems = context.problems
    fields(item, HOLIDAY_KEYS, problems)
    name_node = required(item, "naam", problems)
    name = as_text(name_node, problems, "een naam") if name_node else None
    replaces = _read_replaces(item.get("vervangt"), context)
    is_summer = SUMMER in ((name or "").lower(), replaces)
    span = read_span(item, context.year, problems, context.year.overrun if is_summer else None)
    if name is None or name_node is None or span is None:
        return None
    spelled = next((each.name for each in context.holidays if each.name.lower() == name.lower()), name)
    return _Own(Holiday(spelled, *with_weekend(span.begin, span.end), replaces), span, name_node)


def _read_replaces(node: Node | None, context: Context) -> str:
    text = as_text(node, context.problems, "de naam van een vakantie") if node else None
    if node is None or text is None:
        return ""
    names = {each.name.lower(): each.name for each in context.holidays}
    if names and text.lower() not in names:
        context.problems.error(node, unknown_word("e vakantie", text, tuple(names.values())))
    return names.get(text.lower(), text)


def with_weekend(begin: date, end: date) -> tuple[date, date]:
    """Attach the Saturday and Sunday directly before and after: Mon-Fri, Sat-Fri and Mon-Sun become Sat-Sun."""
    before = {MONDAY: 2, SUNDAY: 1}.get(begin.weekday(), 0)
    after = {FRIDAY: 2, SATURDAY: 1}.get(end.weekday(), 0)
    return begin - before * ONE_DAY, end + after * ONE_DAY


def _check_doubles(own: list[_Own], problems: Problems) -> None:
    first: dict[str, _Own] = {}
    for each in own:
        for word in {each.holiday.name.lower(), each.holiday.replaces.lower()} - {""}:
            earlier = first.setdefault(word, each)
            if earlier is not each:
                problems.error(each.name, f'"{word}" staat er twee keer; {_elsewhere(earlier)}')


def _elsewhere(earlier: _Own) -> str:
    return f"de eerste staat op regel {earlier.name.line}; geef de tweede een eigen naam"


def _check_overlap(own: list[_Own], kept: list[Holiday], problems: Problems) -> None:
    """Report overlap of days as written: a weekend that two holidays share is no overlap."""
    spans = [(each.begin, each.end, each.name, f"; {_in_place_of(each)}") for each in kept]
    for each in own:
        begin, end = each.written.begin, each.written.end
        for other_begin, other_end, other, hint in spans:
            if begin <= other_end and other_begin <= end:
                days = f"{dutch(other_begin)} t/m {dutch(other_end)}"
                problems.error(each.written.place, f"{each.holiday.name} overlapt met {other} ({days}){hint}")
        spans.append((begin, end, each.holiday.name, ""))


def _check_beside(own: list[_Own], advised: list[Holiday], problems: Problems) -> None:
    """Warn where a holiday lies against an official one that schools may move: two where the school means one."""
    for each in own:
        for other in advised:
            first, last = each.holiday.begin - ONE_DAY, each.holiday.end + ONE_DAY
            apart = each.written.end < other.begin or other.end < each.written.begin
            if apart and first <= other.end and other.begin <= last:
                problems.warning(each.name, _beside(each.holiday.name, other))


def _beside(name: str, other: Holiday) -> str:
    days = f"{dutch(other.begin)} t/m {dutch(other.end)}"
    return (
        f"{name} ligt tegen de officiële {other.name} aan ({days}), en die blijft staan; {_in_place_of(other)}; "
        "zijn jullie beide weken vrij, zet de officiële dan ook in dit bestand"
    )


def _in_place_of(official: Holiday) -> str:
    return f"komt zij daarvoor in de plaats, zet er dan bij: vervangt: {official.name}"

"""What changes in a school's calendars, one Dutch sentence each: a date that moves, a holiday that comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from engine.almanac.days import dutch, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from engine.almanac.schoolcalendar import AnchorDate, SchoolCalendar


A_DAY = {"vrije dag": "een vrije dag", "teamdag": "een teamdag"}


class Span(Protocol):
    """Anything in a calendar with days and a name."""

    @property
    def name(self) -> str: ...
    @property
    def begin(self) -> date: ...
    @property
    def end(self) -> date: ...


Day = TypeVar("Day", bound=Span)


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """One sentence about one thing in a calendar. `anchor` is "" for days on which the school is closed or open;
    `begins` are the first days it had and has."""

    year: str
    anchor: str
    words: str
    begins: tuple[date, ...] = ()


def calendar_changes(before: Iterable[SchoolCalendar], after: Iterable[SchoolCalendar]) -> tuple[CalendarChange, ...]:
    """Say each change of each school year, in order."""
    then, now = ({each.start: each for each in calendars} for calendars in (before, after))
    return tuple(one for year in sorted({*then, *now}) for one in _of_year(then.get(year), now.get(year)))


def _of_year(then: SchoolCalendar | None, now: SchoolCalendar | None) -> Iterator[CalendarChange]:
    known = now or then
    if known is None or then == now:
        return
    if then is None or now is None:
        words = f"de kalender van {label(known.start)} {'is er nu' if then is None else 'is weg'}"
        yield CalendarChange(label(known.start), "", words)
        return
    year = label(now.start)
    for what, one, other in (("eerste", then.first_day, now.first_day), ("laatste", then.last_day, now.last_day)):
        if one != other:
            yield CalendarChange(year, "", f"de {what} schooldag gaat {_from_to(one, other)}", (one, other))
    yield from _days(year, then, now)
    for anchor in sorted({*then.anchors, *now.anchors}):
        yield from _dates(year, anchor, then.anchors.get(anchor, ()), now.anchors.get(anchor, ()))


def _days(year: str, then: SchoolCalendar, now: SchoolCalendar) -> Iterator[CalendarChange]:
    kinds: tuple[tuple[Sequence[Span], Sequence[Span], str], ...] = (
        (then.holidays, now.holidays, "vakantie"),
        (then.days_off, now.days_off, "vrije dag"),
        (then.team_days, now.team_days, "teamdag"),
    )
    for one, other, kind in kinds:
        for old, new in pairs(one, other):
            yield CalendarChange(year, "", _day_words(old, new, kind), _begins(old, new))


def _day_words(old: Span | None, new: Span | None, kind: str) -> str:
    if old is None and new is not None:
        return f"{_period(new)} wordt {A_DAY.get(kind, kind)}{_by_name(new, kind)}"
    if new is None and old is not None:
        return f"{_period(old)} is geen {kind} meer{_by_name(old, kind)}"
    return _both(_name(old, kind), old, new)


def _name(span: Span | None, kind: str) -> str:
    return f"de {kind} {span.name}".removesuffix(" ") if span is not None else kind


def _by_name(span: Span, kind: str) -> str:
    return f" ({span.name})" if span.name and span.name.lower() != kind else ""


def _both(name: str, old: Span | None, new: Span | None) -> str:
    """Say of something that is there before and after what is other about it."""
    if old is None or new is None:
        return name
    if (old.begin, old.end) == (new.begin, new.end):
        return f"{name} op {_period(new)} heet anders of geldt voor anderen"
    if old.begin == old.end and new.begin == new.end:
        return f"{name} gaat {_from_to(old.begin, new.begin)}"
    return f"{name} gaat van {_period(old)} naar {_period(new)}"


def _dates(year: str, anchor: str, then: Sequence[AnchorDate], now: Sequence[AnchorDate]) -> Iterator[CalendarChange]:
    for old, new in pairs([_bare(each) for each in then], [_bare(each) for each in now]):
        yield CalendarChange(year, anchor, _date_words(anchor, old, new), _begins(old, new))


def _bare(each: AnchorDate) -> AnchorDate:
    """Where a date stands in the file makes no difference."""
    return replace(each, line=0)


def _date_words(anchor: str, old: AnchorDate | None, new: AnchorDate | None) -> str:
    if old is None and new is not None:
        return f"{_called(anchor, new)} komt erbij: {_period(new)}"
    if new is None and old is not None:
        return f"{_called(anchor, old)} van {_period(old)} is weg"
    return _both(_called(anchor, new or old), old, new)


def _called(anchor: str, each: AnchorDate | None) -> str:
    if each is None:
        return anchor
    name = f" {each.name}" if each.name and each.name.lower() != anchor else ""
    return f"{anchor}{name}{f' van groep {each.group}' if each.group else ''}"


# --- which old date is which new one


def pairs(then: Sequence[Day], now: Sequence[Day]) -> list[tuple[Day | None, Day | None]]:
    """Lay what changed side by side, the likeliest first: of one name, and near. What is left came or went."""
    kept = [each for each in then if each in now]
    old = [each for each in then if each not in now]
    new = [each for each in now if each not in then]
    likely = [(each, other) for each in old for other in new if _may_be(each, other, kept)]
    found: list[tuple[Day | None, Day | None]] = []
    for each, other in sorted(likely, key=lambda pair: _likeness(*pair)):
        if each in old and other in new:
            found.append((each, other))
            old.remove(each)
            new.remove(other)
    every = [*found, *((each, None) for each in old), *((None, each) for each in new)]
    return sorted(every, key=lambda pair: min(_begins(*pair)))


def _may_be(old: Span, new: Span, kept: Iterable[Span]) -> bool:
    """Tell whether a date may have become another: for the same group, of one name or with nothing in between."""
    if _group(old) != _group(new):
        return False
    if old.name and old.name.lower() == new.name.lower():
        return True
    first, last = sorted((old.begin, new.begin))
    return not any(first < each.begin < last and _group(each) == _group(old) for each in kept)


def _group(span: Span) -> str:
    return str(getattr(span, "group", ""))


def _likeness(old: Span, new: Span) -> tuple[bool, int]:
    return old.name.lower() != new.name.lower(), abs((old.begin - new.begin).days)


def _begins(old: Span | None, new: Span | None) -> tuple[date, ...]:
    return tuple(each.begin for each in (old, new) if each is not None)


# --- days in words


def _from_to(old: date, new: date) -> str:
    """Return `van 17 naar 24 november`."""
    same = (old.year, old.month) == (new.year, new.month)
    return f"van {old.day if same else dutch(old, year=old.year != new.year)} naar {dutch(new)}"


def _period(span: Span) -> str:
    """Return `17 november`, `19 tot en met 23 oktober`."""
    if span.begin == span.end:
        return dutch(span.begin)
    same = (span.begin.year, span.begin.month) == (span.end.year, span.end.month)
    return f"{span.begin.day if same else dutch(span.begin)} tot en met {dutch(span.end)}"

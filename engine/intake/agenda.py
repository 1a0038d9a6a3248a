"""A calendar file of another program (.ics) read as dates to choose from: when, how long, and what it is called.

Nothing else of it is read: no description, no guests, no place. What is not a date of this school year stays out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine.almanac.days import ONE_DAY, dutch, label
from engine.intake.recurring import days_of, recurrence_of
from engine.problem import WARNING, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

FILE = "agenda.ics"
MOST_BYTES, MOST_EVENTS, MOST_DATES, MOST_TIMES = 1_000_000, 3000, 100, 20
LONGEST_NAME = 60
TOO_LARGE = "dit bestand is te groot; neem alleen dit schooljaar mee, tot 1 MB"
NO_CALENDAR = "dit is geen agendabestand (.ics), of het is niet heel"
TOO_MANY = f"er staan meer dan {MOST_DATES} datums in; dit zijn de eerste"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One date out of an agenda, as whole days."""

    begin: date
    end: date
    name: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The dates that lie in the school year, in order, and what could not be read."""

    dates: tuple[Proposed, ...]
    problems: tuple[Problem, ...] = ()


def read_agenda(data: bytes, start: int, zone: ZoneInfo) -> Agenda:
    """Read the dates of the school year that begins in `start`; `zone` is the school's."""
    if len(data) > MOST_BYTES:
        return Agenda((), (_error(TOO_LARGE),))
    events = _events(data)
    if events is None:
        return Agenda((), (_error(NO_CALENDAR),))
    if len(events) > MOST_EVENTS:
        return Agenda((), (_error(TOO_LARGE),))
    reader = _Reader(start, zone)
    found = sorted({one for each in events for one in reader.dates(each)}, key=lambda each: (each.begin, each.name))
    if len(found) > MOST_DATES:
        reader.warn(TOO_MANY)
    return Agenda(tuple(found[:MOST_DATES]), tuple(dict.fromkeys(reader.problems)))


def _events(data: bytes) -> list[Any] | None:
    """Return the events as icalendar has them; None for what is no calendar."""
    from icalendar import Calendar

    try:
        found = Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, OverflowError, OSError):
        return None
    return list(found.walk("VEVENT")) if getattr(found, "name", "") == "VCALENDAR" else None


class _Reader:
    def __init__(self, start: int, zone: ZoneInfo) -> None:
        self.year = label(start)
        self.first, self.last = date(start, 8, 1), date(start + 1, 7, 31)
        self.zone = zone
        self.problems: list[Problem] = []

    def warn(self, message: str) -> None:
        self.problems.append(Problem(FILE, 0, 0, message, WARNING))

    def dates(self, event: Any) -> Iterator[Proposed]:
        name = " ".join(str(event.get("SUMMARY", "")).split())[:LONGEST_NAME]
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            return
        try:
            begin, end = self._days(event)
        except (OverflowError, TypeError):
            begin, end = None, None
        if begin is None or end is None or end < begin:
            self.warn(f'"{name}" heeft geen goede datum en is overgeslagen')
            return
        for day in self._begins(event, begin, name):
            until = day + (end - begin)
            if self.first <= day and until <= self.last:
                yield Proposed(day, until, name)

    def _days(self, event: Any) -> tuple[date | None, date | None]:
        """Return first and last day; an end at midnight, or of a whole day, is the day before."""
        begin, end, lasting = (_value(event, each) for each in ("DTSTART", "DTEND", "DURATION"))
        if not isinstance(begin, date):
            return None, None
        if not isinstance(end, date):
            end = begin + lasting if lasting is not None else begin
        first, last = self._day(begin), self._day(end)
        midnight = not isinstance(end, datetime) or self._local(end).time().replace(tzinfo=None) == datetime.min.time()
        return first, last - ONE_DAY if midnight and last > first else last

    def _begins(self, event: Any, begin: date, name: str) -> list[date]:
        """Return each day on which it begins within the year; what comes back without end is no date of a school."""
        if event.get("RRULE") is None:
            return [begin]
        rule = event.get("RRULE")
        found = recurrence_of(rule) if not isinstance(rule, list) else None
        if found is None:
            self.warn(f'"{name}" komt op een manier terug die hier niet te lezen is; alleen {dutch(begin)} staat erbij')
            return [begin]
        days = [each for each in days_of(found, begin, self.first, self.last) if each not in self._left_out(event)]
        if len(days) > MOST_TIMES:
            self.warn(f'"{name}" komt in {self.year} {len(days)} keer terug en is overgeslagen')
            return []
        return days

    def _left_out(self, event: Any) -> set[date]:
        said = event.get("EXDATE")
        every = said if isinstance(said, list) else [said] if said is not None else []
        return {self._day(one.dt) for each in every for one in getattr(each, "dts", ())}

    def _day(self, moment: date) -> date:
        return self._local(moment).date() if isinstance(moment, datetime) else moment

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone) if moment.tzinfo is not None else moment


def _value(event: Any, key: str) -> Any:
    try:
        return event.decoded(key) if key in event else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _error(message: str) -> Problem:
    return Problem(FILE, 0, 0, message)

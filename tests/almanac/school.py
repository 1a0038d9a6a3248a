"""A school in a few lines: its calendars as text, its people, and a short way to ask when something is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.almanac import Almanac
from engine.almanac.phrasereader import read_phrase
from engine.almanac.phrasewords import PhraseMistake
from engine.anchors.known import vocabulary
from engine.anchors.timing import Timing
from engine.calendarfile import read_calendar
from engine.census import Census, Subject
from engine.model import GROUP, PUPIL, STAFF, Facts
from engine.officialdates import OfficialDates, read_official
from engine.shipped import holidays_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.almanac.dayline import DayLine
    from engine.almanac.phrase import Phrase
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.anchors.dates import Dated

OFFICIAL = read_official(holidays_file().read_bytes())
NOTHING_OFFICIAL = OfficialDates({}, ())
BRIN = "99XX"

# Regio midden with the official holidays; the first and last days are those of a believable school.
YEARS = {
    2025: "schooljaar: 2025-2026\neerste_schooldag: 2025-08-25\nlaatste_schooldag: 2026-07-10\n",
    2026: "schooljaar: 2026-2027\neerste_schooldag: 2026-08-31\nlaatste_schooldag: 2027-07-16\n",
    2027: "schooljaar: 2027-2028\neerste_schooldag: 2027-08-30\nlaatste_schooldag: 2028-07-07\n",
}


def read(text: str | bytes, official: OfficialDates = OFFICIAL, region: str = "midden") -> SchoolCalendar:
    """Read one calendar in which nothing may be wrong."""
    year = (text if isinstance(text, str) else text.decode()).partition("schooljaar: ")[2][:9]
    calendar, problems = read_calendar(text, f"calendar/{year}.yaml", official, region, None, {})
    assert [str(each) for each in problems if each.is_error] == []
    assert calendar is not None
    return calendar


@dataclass(frozen=True, slots=True)
class School:
    """Calendars and facts, asked in sentences. `staff` are the codes of who does the work, for working days."""

    calendars: tuple[SchoolCalendar, ...]
    timing: Timing
    staff: tuple[str, ...] = ()

    def phrase(self, sentence: str) -> Phrase:
        found = read_phrase(sentence, vocabulary(self.calendars))
        assert not isinstance(found, PhraseMistake), found
        return found

    def dated(self, sentence: str, subject: Subject, start: int = 2026, *, steady: bool = False) -> list[Dated]:
        return self.timing.dated(self.phrase(sentence), subject, start, self.workers, steady=steady)

    def due(self, sentence: str, subject: Subject, start: int = 2026, *, steady: bool = False) -> list[str]:
        """Return the days something is due, in the order the engine gives them."""
        return [str(each.due) for each in self.dated(sentence, subject, start, steady=steady)]

    def keys(self, sentence: str, subject: Subject, start: int = 2026) -> list[str]:
        return [each.occasion.key for each in self.dated(sentence, subject, start)]

    def opens(self, opens: str, due: str, subject: Subject, start: int = 2026, *, steady: bool = False) -> list[str]:
        phrase = self.phrase(opens) if opens else None
        every = self.dated(due, subject, start, steady=steady)
        return [str(self.timing.opens(phrase, each, subject, start, self.workers)) for each in every]

    def since(self, since: str, due: str, subject: Subject, start: int = 2026) -> list[str]:
        """Return since when evidence counts, for a rule without `vanaf`."""
        phrase = self.phrase(since) if since else None
        found = []
        for each in self.dated(due, subject, start):
            opens = self.timing.opens(None, each, subject, start, self.workers)
            found.append(str(self.timing.since(phrase, each, opens, subject, start, self.workers)))
        return found

    def workers(self, _: Subject, day: date, __: int) -> tuple[DayLine, ...]:
        people = (self.timing.occasions.census.staff[code] for code in self.staff)
        line = self.timing.occasions.almanac.working_days
        return tuple(line(each.working_days, each.in_service, each.out_of_service) for each in people)

    # --- subjects

    @property
    def itself(self) -> Subject:
        return self.timing.occasions.census.school

    def pupil(self, number: str) -> Subject:
        return Subject(PUPIL, number, pupil=self.timing.occasions.census.pupils[number])

    def member(self, code: str) -> Subject:
        return Subject(STAFF, code, staff=self.timing.occasions.census.staff[code])

    def group(self, name: str, school_year: str = "2026-2027") -> Subject:
        (found,) = [
            each
            for each in self.timing.occasions.census.facts.groups
            if (each.name, each.school_year) == (name, school_year)
        ]
        return Subject(GROUP, name, group=found)

    def case(self, key: str) -> Subject:
        (found,) = [each for each in self.timing.occasions.census.facts.cases if each.key == key]
        return Subject(found.type, key, case=found)


def school(
    *texts: str | bytes, facts: Facts | None = None, staff: Iterable[str] = (), official: OfficialDates = OFFICIAL
) -> School:
    calendars = tuple(read(each, official) for each in texts)
    census = Census(facts or Facts(BRIN))
    return School(calendars, Timing(Almanac(calendars), census), tuple(staff))

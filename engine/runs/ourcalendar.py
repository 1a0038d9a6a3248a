"""A school year's calendar opened: as the file has it now, what is wrong in it, and every version saved here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import label, school_year_start
from engine.calendarentry import DAY_OFF, HOLIDAY, Entry, entries
from engine.newyearcalendar import file_of
from engine.problem import has_errors
from engine.runs.gather import gather
from engine.runs.ownrules import seal_of, versions_of_file
from engine.store.rulefiles import last_good_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.problem import Problem
    from engine.runs.gather import School
    from engine.runs.ownrules import Version
    from engine.settings import Settings
    from engine.store.database import Store

SAVED, UNDONE = "kalender bewaard", "kalender teruggezet"
OTHER_NAME = ".yml"
NEAR = 3


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file of a school year as it lies there. `seal` names its bytes, "" for a file that is not there yet."""

    start: int
    path: str
    text: str
    seal: str

    @property
    def year(self) -> str:
        return label(self.start)


@dataclass(frozen=True, slots=True)
class OurCalendar:
    """A calendar opened. `calendar` is what rules go by: while the file is broken its last good version, if any."""

    file: CalendarFile
    calendar: SchoolCalendar | None
    problems: tuple[Problem, ...] = ()

    @property
    def is_broken(self) -> bool:
        return has_errors(self.problems)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return all there is to see: what stands in the file, and what is official and stands nowhere in it."""
        own = entries(self.file.text, self.file.path)
        return (*own, *_official(self.calendar, own)) if self.calendar is not None else own


def years(school: School, today: date) -> tuple[int, ...]:
    """Return the school years there is a calendar of, with the present one and the next: its dates are set early."""
    now = school_year_start(today)
    on_disk = {year for year in range(now - NEAR, now + NEAR) if _place(school.settings, year).is_file()}
    return tuple(sorted({each.start for each in school.calendars} | on_disk | {now, now + 1}))


def open_calendar(store: Store, school: School, start: int) -> OurCalendar:
    """Open a calendar as it lies there now; `school` is what was read last. Raises OSError."""
    settings = school.settings
    found = calendar_file(settings, start)
    if not found.seal:
        return OurCalendar(found, None)
    known = school.good.get(found.path, "").replace("\r\n", "\n")
    if known != found.text:
        school = gather(settings, school.told, {path: each.text for path, each in last_good_files(store).items()})
    calendar = next((each for each in school.calendars if each.start == start), None)
    return OurCalendar(found, calendar, tuple(each for each in school.problems if each.file == found.path))


def calendar_file(settings: Settings, start: int) -> CalendarFile:
    """Read the file of a school year. Raises OSError."""
    place = _place(settings, start)
    path = place.relative_to(settings.folder).as_posix()
    if not place.is_file():
        return CalendarFile(start, path, "", "")
    data = place.read_bytes()
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return CalendarFile(start, path, text, seal_of(data))


def versions_of_calendar(store: Store, path: str) -> tuple[Version, ...]:
    """Return every time a calendar was saved or put back here, the latest first."""
    return versions_of_file(store, path, (SAVED, UNDONE))


def _place(settings: Settings, start: int) -> Path:
    place = settings.folder / file_of(start)
    other = place.with_suffix(OTHER_NAME)
    return other if other.is_file() and not place.is_file() else place


def _official(calendar: SchoolCalendar, own: Iterable[Entry]) -> Iterator[Entry]:
    """Give the holidays and public holidays that the school did not write itself."""
    holidays = {each.name.lower() for each in own if each.kind == HOLIDAY}
    days = {(each.begin, each.end, each.name) for each in own}
    for holiday in calendar.holidays:
        if holiday.name.lower() not in holidays:
            yield Entry(HOLIDAY, holiday.begin, holiday.end, holiday.name)
    for off in calendar.days_off:
        if (off.begin, off.end, off.name) not in days:
            yield Entry(DAY_OFF, off.begin, off.end, off.name)

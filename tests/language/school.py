"""The words a school may use: the calendar of the voorbeeldschool, its anchors and the packs beside it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.anchors.known import vocabulary
from engine.calendarfile import read_calendar
from engine.officialdates import read_official
from engine.rawrule import Source
from engine.readrule import Language
from engine.shipped import catalogue_file, holidays_file, pack_files, pack_names

if TYPE_CHECKING:
    from engine.almanac.schoolcalendar import SchoolCalendar

TESTS = Path(__file__).parent.parent
SCHOOL = TESTS / "schools" / "voorbeeldschool"


@cache
def calendar_of(text: str, year: str = "2026-2027") -> SchoolCalendar:
    official = read_official(holidays_file().read_bytes())
    calendar, problems = read_calendar(text, f"calendar/{year}.yaml", official, "midden", None, {})
    assert calendar is not None
    assert not [each for each in problems if each.is_error], problems
    return calendar


def school_calendar() -> SchoolCalendar:
    return calendar_of((SCHOOL / "calendar" / "2026-2027.yaml").read_text(encoding="utf-8"))


def occasion_names(family: str) -> frozenset[str]:
    return frozenset(each.name.lower() for each in school_calendar().anchors.get(family, ()) if each.name)


@cache
def school_language() -> Language:
    ids = re.findall(r"\{id: ([\w-]+)", catalogue_file().read_text(encoding="utf-8"))
    return Language(vocabulary([school_calendar()]), occasion_names=occasion_names, known_ids=frozenset(ids))


@cache
def pack_sources(*packs: str) -> tuple[Source, ...]:
    chosen = packs or pack_names()
    return tuple(Source(label, path.read_bytes(), pack) for pack in chosen for label, path in pack_files(pack))

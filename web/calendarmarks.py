"""How dates of a calendar are shown: by their words, their days and a mark of their own; no colour has to say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from engine.almanac.days import label, school_year_start, start_of
from engine.calendarentry import DATE, DAY_OFF, EDGE, HALF_DAY, HOLIDAY, STUDY_DAY, TEAM_DAY, Entry
from engine.runs.ourcalendar import years
from engine.yearpicture.dates import in_short

if TYPE_CHECKING:
    from engine.runs.ourcalendar import OurCalendar
    from web.access import Visit

HOME, CHANGE, SEES_WAITING = "/kalender", "save a calendar", "rules"
SIGNS = {HOLIDAY: "V", DAY_OFF: "–", STUDY_DAY: "S", HALF_DAY: "½", TEAM_DAY: "T", EDGE: "|"}
EDGES = "eerste en laatste schooldag"


@dataclass(frozen=True, slots=True)
class Shown:
    """A date as it is listed. `place` is "" for what stands in no file of the school, `code` its mark in the grid."""

    words: str
    days: str
    kind: str
    code: str
    entry: Entry
    place: str


def shown(entry: Entry, marks: dict[str, str]) -> Shown:
    code = marks[entry.anchor or entry.kind]
    return Shown(entry.words, in_short(entry.begin, entry.end), entry.kind, code, entry, entry.place)


def marks_of(calendar: OurCalendar) -> dict[str, str]:
    """Give each kind of date a mark: days off a sign, anchors two letters that tell them apart."""
    found = dict(SIGNS)
    for name in sorted({each.anchor for each in calendar.entries if each.anchor}):
        letters = [each for each in name if each.isalnum()] or ["x"]
        tries = [letters[0] + each for each in letters[1:]] + [f"{letters[0]}{number}" for number in range(2, 999)]
        found[name] = next(each for each in tries if each not in found.values())
    return found


def legend_of(calendar: OurCalendar, marks: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return each mark that is used, what it means and its kind; days off first."""
    used = {(each.anchor or each.kind, each.kind) for each in calendar.entries}
    order = sorted(used, key=lambda each: (each[1] == DATE, list(marks).index(each[0])))
    return [(marks[name], EDGES if kind == EDGE else name, kind) for name, kind in order]


# --- which year


def year_asked(visit: Visit, words: str) -> int:
    """Read a school year; one that can have no calendar here is not there. Without words it is the present one."""
    if not words:
        return school_year_start(visit.me.day.today)
    try:
        start = start_of(words)
    except ValueError:
        start = 0
    if start not in years(visit.me.day.school, visit.me.day.today):
        raise HTTPException(404)
    return start


def address(start: int, done: str = "") -> str:
    """Return where a school year is shown, within the pages."""
    return f"{HOME}?{urlencode({'jaar': label(start)} | ({'gedaan': done} if done else {}))}"

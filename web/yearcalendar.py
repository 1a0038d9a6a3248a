"""Kalender: the dates of a school year month by month, with what its rules still wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.almanac.days import MONTHS, ONE_DAY, WEEKDAY_NAMES, WEEKDAYS, add_months, dutch, label, month_day
from engine.runs.calendargrid import grid
from engine.runs.ourcalendar import SAVED, open_calendar, versions_of_calendar, years
from engine.runs.schoolyear import SCHOOL_DAY
from web.calendarmarks import CHANGE, HOME, SEES_WAITING, legend_of, marks_of, shown, year_asked
from web.drawing import drawn_for
from web.mailwords import name_of
from web.plainly import as_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from starlette.responses import Response

    from engine.missingdates import Missing
    from engine.problem import Problem
    from engine.runs.calendargrid import Day, MonthGrid
    from engine.runs.ownrules import Version
    from web.access import Visit

MOST_VERSIONS = 8
SAID = {
    "bewaard": "Bewaard. Bij de volgende run, in de ochtend, schuiven de taken mee.",
    "terug": "De kalender is weer zoals die was.",
    "begonnen": "De kalender is er. De officiële vakanties staan erin; vul de rest aan.",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One date that is missing, the days between which it may lie, and how many rules wait for it."""

    words: str
    rules: str
    missing: Missing
    first: date
    last: date


def show(visit: Visit) -> Response:
    """Show the school year that was asked for, or the present one."""
    return page(visit, year_asked(visit, visit.request.query_params.get("jaar", "")))


def page(visit: Visit, start: int, status: int = 200, trouble: str = "") -> Response:
    """Show a school year, with what went wrong."""
    house, me = visit.house, visit.me
    may, sees = me.may(CHANGE), me.may(SEES_WAITING)
    with house.database.reading(house.school) as store:
        calendar = open_calendar(store, me.day.school, start)
        versions = versions_of_calendar(store, calendar.file.path) if may else ()
    marks = marks_of(calendar)
    missing = house.needs.of(me.day, start, calendar.calendar).missing if sees else ()
    return drawn_for(
        visit,
        "calendar.html.j2",
        status,
        calendar=calendar,
        years=[(label(each), f"{house.root}{HOME}?jaar={label(each)}", each == start) for each in _years(visit)],
        months=[_month(each, marks, me.day.today) for each in grid(calendar)] if calendar.file.seal else [],
        weekdays=tuple(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)),
        legend=legend_of(calendar, marks),
        missing=[_waiting(each, start) for each in missing],
        broken=_said((each for each in calendar.problems if each.is_error), sees),
        warnings=_said((each for each in calendar.problems if not each.is_error), may),
        versions=[_version(visit, each) for each in versions[:MOST_VERSIONS]],
        may=may and not calendar.is_broken,
        may_begin=may and not calendar.file.seal,
        may_undo=bool(versions) and versions[0].seal == calendar.file.seal,
        said=SAID.get(visit.request.query_params.get("gedaan", ""), ""),
        trouble=trouble,
    )


def _years(visit: Visit) -> tuple[int, ...]:
    return years(visit.me.day.school, visit.me.day.today)


def _month(found: MonthGrid, marks: dict[str, str], today: date) -> dict[str, object]:
    return {
        "name": f"{MONTHS[found.first.month - 1].capitalize()} {found.first.year}",
        "id": f"{found.first:%Y-%m}",
        "weeks": [[_cell(each, marks, today) if each else None for each in week] for week in found.weeks],
        "entries": [shown(each, marks) for each in found.entries],
    }


def _cell(found: Day, marks: dict[str, str], today: date) -> dict[str, object]:
    """Return a day; a kind of day that no date on it explains is said in a word."""
    entries = [shown(each, marks) for each in found.entries]
    words = ", ".join(each.words for each in entries) or ("" if found.kind in (SCHOOL_DAY, "") else found.kind)
    said = f"{MONTHS[found.date.month - 1]}{f': {words}' if words else ''}{', vandaag' if found.date == today else ''}"
    kind = "" if found.kind == SCHOOL_DAY else found.kind
    return {"day": found.date, "said": said, "kind": kind, "entries": entries, "now": found.date == today}


def _waiting(missing: Missing, start: int) -> Waiting:
    lack, rules = missing.lack, len(missing.rules)
    first, last = month_day(start, 8, 1), month_day(start, 7, 31)
    if lack.month:
        first = month_day(start, lack.month, 1)
        last = add_months(first, 1) - ONE_DAY
    wait = "Een regel wacht erop." if rules == 1 else f"{rules} regels wachten erop."
    return Waiting(f"{lack.words[:1].upper()}{lack.words[1:]}", wait, missing, first, last)


def _said(problems: Iterable[Problem], sees: bool) -> list[tuple[int, str]]:
    return [(each.line, as_sentence(each.message)) for each in problems] if sees else []


def _version(visit: Visit, version: Version) -> tuple[str, str, str, str]:
    """Return when, by whom, what was done and why."""
    moment = version.at.astimezone(ZoneInfo(visit.house.settings.schedule.timezone))
    done = "bewaard" if version.what == SAVED else "teruggezet"
    return f"{dutch(moment.date(), year=True)}, {moment:%H:%M}", name_of(visit.me.day, version.by), done, version.why

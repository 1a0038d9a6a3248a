"""One day of the calendar opened: what there is on it, and the forms to add a date, move one or take one out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from engine.almanac.days import ONE_DAY, dutch_with_weekday, month_day, school_year_start
from engine.calendarentry import DAY_OFF, HALF_DAY, HOLIDAY, STUDY_DAY, TEAM_DAY
from engine.model import HOME_GROUP
from engine.runs.calendargrid import on_day
from engine.runs.ourcalendar import open_calendar, years
from engine.runs.schoolyear import OUTSIDE, SCHOOL_DAY, WEEKEND, kind_of_day, week_of
from web.calendarmarks import CHANGE, marks_of, shown
from web.drawing import drawn_for

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.runs.ourcalendar import OurCalendar
    from web.access import Visit

KINDS = (STUDY_DAY, DAY_OFF, HALF_DAY, TEAM_DAY, HOLIDAY)
YEAR_GROUPS = range(1, 9)
OF_DAY = {WEEKEND: "Weekend", OUTSIDE: "Buiten het schooljaar", "vrij": "Een vrije dag", "teamdag": "Een teamdag"}


def show(visit: Visit) -> Response:
    """Show the day in the address; one in a school year without a calendar to be is not there."""
    day = _day(visit)
    house, me, start = visit.house, visit.me, school_year_start(day)
    with house.database.reading(house.school) as store:
        calendar = open_calendar(store, me.day.school, start)
    needs, marks = house.needs.of(me.day, start, calendar.calendar), marks_of(calendar)
    facts = me.day.school.facts
    homes = (each for each in facts.groups if each.kind == HOME_GROUP and each.school_year == facts.school_year)
    return drawn_for(
        visit,
        "calendarday.html.j2",
        calendar=calendar,
        day=day,
        heading=f"{dutch_with_weekday(day)} {day.year}",
        kind=_kind(calendar, day),
        shown=[shown(each, marks) for each in on_day(calendar, day)],
        around=[(each, words) for each, words in _around(day) if school_year_start(each) in _years(visit)],
        may=me.may(CHANGE) and bool(calendar.file.seal) and not calendar.is_broken,
        kinds=KINDS,
        used=needs.used,
        others=needs.others,
        groups=sorted({each.name for each in homes}),
        year_groups=YEAR_GROUPS,
        first=month_day(start, 8, 1),
        last=month_day(start, 7, 31),
    )


def _day(visit: Visit) -> date:
    try:
        day = date.fromisoformat(visit.request.path_params["day"])
    except ValueError:
        raise HTTPException(404) from None
    if school_year_start(day) not in _years(visit):
        raise HTTPException(404)
    return day


def _years(visit: Visit) -> tuple[int, ...]:
    return years(visit.me.day.school, visit.me.day.today)


def _around(day: date) -> tuple[tuple[date, str], ...]:
    return ((day - ONE_DAY, "De dag ervoor"), (day + ONE_DAY, "De dag erna"))


def _kind(calendar: OurCalendar, day: date) -> str:
    if calendar.calendar is None:
        return ""
    kind = kind_of_day(calendar.calendar, day)
    week = week_of(calendar.calendar, day) if kind == SCHOOL_DAY else None
    return f"Een schooldag, in schoolweek {week}" if week else OF_DAY.get(kind, kind.capitalize())

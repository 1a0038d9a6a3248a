"""Het jaar: the picture of the year and its weeks, of the school, a group or oneself; and one week opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from engine.almanac.almanac import monday_of
from engine.almanac.days import MONTHS, dutch, dutch_with_weekday, label, school_year_start
from engine.runs.ouryear import OWN, SCHOOL, Whose, choices, done_by_week, our_week, our_year, picture_of, tasks_of
from engine.runs.yearpicture import columns
from engine.yearpicture.dates import HOLIDAY, in_short
from engine.yearpicture.sheet import HIGH, WIDE
from web.drawing import drawn_for
from web.myday import held, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yearpicture.dates import Span
    from engine.yearpicture.load import Load
    from engine.yearpicture.year import Year
    from web.access import Visit

YEAR = "jaar"
WEEK = re.compile(r"(\d{4})-W(\d\d)")
FRIDAY, SUNDAY = timedelta(days=4), timedelta(days=6)


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One week in the list: its days, how much there is to do and how much of that is done, and what it is called."""

    href: str
    days: str
    count: int
    done: int
    name: str
    now: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """How much one colleague has, and when the most."""

    name: str
    count: int
    busiest: str


def show(visit: Visit) -> Response:
    """Show the year: the picture where there is room, and every week."""
    whose, day = _whose(visit), visit.me.day
    year = our_year(day, visit.me.viewer, whose)
    if year is None:
        return drawn_for(visit, "year.html.j2", year=None, choices=_choices(visit, whose), name=_name(whose))
    done = done_by_week(tasks_of(day, visit.me.viewer, whose))
    weeks = [_line(visit, whose, year, place, done) for place in range(len(year.weeks))]
    months = groupby(zip(year.weeks, weeks, strict=True), lambda each: each[0].monday.month)
    return drawn_for(
        visit,
        "year.html.j2",
        year=year,
        name=_name(whose),
        choices=_choices(visit, whose),
        next_year=label(school_year_start(day.today) + 1),
        picture=_address(visit, whose, "plaat"),
        wide=f"{WIDE:.2f}",
        high=f"{HIGH:.2f}",
        columns=[(_week(visit, whose, monday), f"{x:.2f}", f"{wide:.2f}") for monday, x, wide in columns(year)],
        months=[(MONTHS[month - 1], [line for _, line in found]) for month, found in months],
        most=max(*year.everything.counts, 1),
        people=[_person(each, year) for each in year.people],
    )


def picture(visit: Visit) -> Response:
    """Give the picture, for in the page."""
    said = picture_of(visit.me.day, visit.me.viewer, _whose(visit))
    if said is None:
        raise HTTPException(404)
    return Response(said, media_type="image/svg+xml")


def week(visit: Visit) -> Response:
    """Show what there is to do in one week, by the day it is due."""
    whose, day, monday = _whose(visit), visit.me.day, _monday(visit)
    found = our_week(day, visit.me.viewer, whose, monday)
    if found is None:
        raise HTTPException(404)
    by_day = groupby(found.lines, lambda each: each.due)
    around = [(monday + timedelta(weeks=step), words) for step, words in ((-1, "Vorige week"), (1, "Volgende week"))]
    return drawn_for(
        visit,
        "week.html.j2",
        heading="Deze week" if monday == monday_of(day.today) else f"Week van {dutch(monday)}",
        name=_name(whose),
        count=_count(found.total, found.done),
        back=_address(visit, whose),
        around=[(_week(visit, whose, each), words) for each, words in around if each in found.weeks],
        dates=[_dated(each) for each in found.dates],
        days=[(dutch_with_weekday(due), lines_of(day, each, whose.group)) for due, each in by_day],
        unnamed=found.unnamed,
    )


# --- whose


def _whose(visit: Visit) -> Whose:
    """Read the address; a year that is not for this person is not there."""
    said, mine = visit.request.query_params, choices(visit.me.day, visit.me.viewer)
    group, of = said.get("groep", ""), said.get("van", "")
    if not group and not of:
        return mine[0]
    asked = Whose("", group) if group else Whose(of)
    if asked not in mine:
        raise HTTPException(404)
    return asked


def _choices(visit: Visit, whose: Whose) -> list[tuple[str, str, bool]]:
    found = choices(visit.me.day, visit.me.viewer)
    return [(_short(each), _address(visit, each), each == whose) for each in found] if len(found) > 1 else []


def _short(whose: Whose) -> str:
    return {SCHOOL: "De school", OWN: "Ik"}.get(whose.of) or held(whose.group)


def _name(whose: Whose) -> str:
    return {SCHOOL: "De hele school", OWN: "Jouw taken"}.get(whose.of) or f"Groep {held(whose.group)}"


def _address(visit: Visit, whose: Whose, page: str = "") -> str:
    said = urlencode({"groep": whose.group} if whose.group else {"van": whose.of})
    return f"{visit.house.root}/{YEAR}{page and '/'}{page}?{said}"


# --- weeks


def _week(visit: Visit, whose: Whose, monday: date) -> str:
    year, number, _ = monday.isocalendar()
    return _address(visit, whose, f"week/{year}-W{number:02}")


def _monday(visit: Visit) -> date:
    """Read the week out of the address: 2026-W47."""
    said = WEEK.fullmatch(visit.request.path_params["week"])
    if said is None:
        raise HTTPException(404)
    try:
        return date.fromisocalendar(int(said[1]), int(said[2]), 1)
    except ValueError:
        raise HTTPException(404) from None


def _line(visit: Visit, whose: Whose, year: Year, place: int, done: dict[date, int]) -> WeekLine:
    it = year.weeks[place]
    return WeekLine(
        _week(visit, whose, it.monday),
        in_short(it.monday, it.monday + FRIDAY),
        year.everything.counts[place],
        min(done.get(it.monday, 0), year.everything.counts[place]),
        _holiday(year.bands, it.monday),
        it.monday == monday_of(visit.me.day.today),
    )


def _holiday(bands: Iterable[Span], monday: date) -> str:
    """Return the name of the holiday that a whole week is."""
    found = (each.name for each in bands if each.kind == HOLIDAY and each.begin <= monday)
    whole = {each.name for each in bands if each.end >= monday + FRIDAY}
    return next((name for name in found if name in whole), "")


def _person(row: Load, year: Year) -> PersonLine:
    monday = year.weeks[row.busiest].monday
    return PersonLine(row.name, row.total, f"{in_short(monday, monday + FRIDAY)}: {row.counts[row.busiest]}")


def _count(total: int, done: int) -> str:
    tasks = "1 taak" if total == 1 else f"{total} taken"
    return f"{tasks}, {done} klaar" if done else tasks


def _dated(span: Span) -> str:
    return f"{span.name}, {in_short(span.begin, span.end)}"

"""The picture of a planned year: a page of HTML, from the plan and the school's own calendar. Writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.drawing.draw import drawn
from engine.yearpicture.image import body_of
from engine.yearpicture.page import lay_out
from engine.yearpicture.sheet import sheet_for
from engine.yearpicture.year import Known, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.runs.plan import Plan, Planned
    from engine.yearpicture.year import Asked, Year

TEMPLATE, IMAGE = "year.html.j2", "year.svg.j2"


def year_page(plan: Plan, tasks: Iterable[Planned], asked: Asked, today: date) -> str | None:
    """Return the page of these tasks of the plan; None when the school has no calendar for that year."""
    year = planned_year(plan, tasks, asked)
    return drawn(TEMPLATE, picture=lay_out(year, today)) if year else None


def year_image(year: Year, today: date) -> str:
    """Return the same picture as an image (SVG), for in a page."""
    picture = lay_out(year, today)
    return drawn(IMAGE, picture=picture, body=body_of(picture))


def columns(year: Year) -> tuple[tuple[date, float, float], ...]:
    """Return each week of the picture by its Monday, with where its column begins and how wide that is."""
    axis = sheet_for(year.weeks).axis
    return tuple((each.monday, axis.at(place), axis.wide) for place, each in enumerate(year.weeks))


def planned_year(plan: Plan, tasks: Iterable[Planned], asked: Asked) -> Year | None:
    """Return the year as values, before it is laid out."""
    school = plan.school
    calendar = next((each for each in school.calendars if each.start == plan.start), None)
    if calendar is None:
        return None
    wanted = tuple(each.wanted for each in tasks)
    return year_of(Known(wanted, school.book.rules, calendar, school.facts, school.settings.school.name), asked)

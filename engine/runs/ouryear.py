"""The school year as it stands now, for somebody's eyes: of the school, a group or oneself; and one week of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.almanac.almanac import monday_of
from engine.almanac.days import label, school_year_start
from engine.audience import CARE
from engine.bundle import MANY, bundles, gathered
from engine.cycles import named
from engine.model import DONE, LAPSED, WAIVED
from engine.runs.eyes import HEAD, KEEPER, may_see
from engine.runs.groups import groups_of
from engine.runs.yearpicture import year_image
from engine.yearpicture.dates import SINGLE, in_short
from engine.yearpicture.year import Asked, Known, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Task
    from engine.runs.eyes import Viewer
    from engine.runs.morning import Morning
    from engine.yearpicture.dates import Lane, Span
    from engine.yearpicture.year import Year

SCHOOL, OWN = "school", "mij"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose year: `of` is "school", "mij", or "" with the name of a group."""

    of: str = OWN
    group: str = ""


@dataclass(frozen=True, slots=True)
class WeekSeen:
    """One week: what is to be done in it, how many tasks that is, and the dates of the school that lie in it.

    `unnamed` counts what may not be shown to who looks; `weeks` are the Mondays of the whole year.
    """

    lines: tuple[Bundle, ...]
    total: int
    done: int
    unnamed: int
    dates: tuple[Span, ...]
    weeks: tuple[date, ...]


def choices(day: Morning, viewer: Viewer) -> tuple[Whose, ...]:
    """Return whose year this person may see: the own one, the groups they look after, the school's for who leads it."""
    school = (Whose(SCHOOL),) if {HEAD, KEEPER, CARE} & viewer.person.roles else ()
    return (*school, Whose(OWN), *(Whose("", each) for each in groups_of(day, viewer)))


def our_year(day: Morning, viewer: Viewer, whose: Whose) -> Year | None:
    """Return the year as values; None when the school has no calendar for the year of today."""
    return day.once(("year", *_eyes(viewer, whose)), lambda: _year(day, viewer, whose, tasks_of(day, viewer, whose)))


def picture_of(day: Morning, viewer: Viewer, whose: Whose) -> str | None:
    """Return the year as an image; None when there is no calendar for it."""
    year = our_year(day, viewer, whose)
    return day.once(("picture", *_eyes(viewer, whose)), lambda: year_image(year, day.today)) if year else None


def _eyes(viewer: Viewer, whose: Whose) -> tuple[object, ...]:
    """Tell for whom a year is the same: the school's is that of everybody."""
    return (whose,) if whose.of == SCHOOL else (whose, viewer.person.code, viewer.sensitive)


def our_week(day: Morning, viewer: Viewer, whose: Whose, monday: date) -> WeekSeen | None:
    """Return one week of that year; None when it lies outside the school year."""
    every = tasks_of(day, viewer, whose)
    # One task for each occasion and day is enough for the calendar.
    year = _year(day, viewer, whose, {(each.occasion, each.due): each for each in every}.values())
    weeks = tuple(each.monday for each in year.weeks) if year else ()
    if year is None or monday not in weeks:
        return None
    of_week = [each for each in every if monday_of(each.due) == monday and not each.on_trial]
    shown = [each for each in of_week if may_see(day, viewer, each)]
    lines = gathered(bundles(shown, day.listing.same_as), 1 if whose.of == SCHOOL else MANY)
    done = sum(each.state == DONE for each in of_week)
    return WeekSeen(lines, len(of_week), done, len(of_week) - len(shown), _dates(year, monday), weeks)


def done_by_week(tasks: Iterable[Task]) -> dict[date, int]:
    """Count what is done by the Monday of the week it is due in."""
    found: dict[date, int] = {}
    for each in tasks:
        if each.state == DONE and not each.on_trial:
            found[monday_of(each.due)] = found.get(monday_of(each.due), 0) + 1
    return found


def tasks_of(day: Morning, viewer: Viewer, whose: Whose) -> list[Task]:
    """Return the tasks of this school year that are counted; what does not apply is no work."""
    year = label(school_year_start(day.today))
    found = [each for each in day.listing.tasks if each.school_year == year and each.state not in (WAIVED, LAPSED)]
    if whose.of == SCHOOL:
        return found
    if whose.of == OWN:
        return [each for each in found if viewer.person.code in each.recipients]
    return [each for each in found if each.group == whose.group and may_see(day, viewer, each)]


def _year(day: Morning, viewer: Viewer, whose: Whose, tasks: Iterable[Task]) -> Year | None:
    start = school_year_start(day.today)
    calendar = next((each for each in day.school.calendars if each.start == start), None)
    if calendar is None:
        return None
    person = viewer.person if whose.of == OWN else None
    known = set(day.listing.rules)
    kept = tuple(each for each in tasks if each.rule in known)
    school = day.school.settings.school.name
    return year_of(Known(kept, day.school.book.rules, calendar, day.school.facts, school), Asked(person, whose.group))


def _dates(year: Year, monday: date) -> tuple[Span, ...]:
    """Return what of the calendar lies in a week, by the name that people know it by."""
    spans = [*year.bands, *(_said(lane, span) for lane in year.lanes for span in lane.spans)]
    sunday = monday + timedelta(days=6)
    found = {(each.begin, each.end, each.name): each for each in spans if each.begin <= sunday and each.end >= monday}
    return tuple(found[key] for key in sorted(found))


def _said(lane: Lane, span: Span) -> Span:
    if lane.name == SINGLE:
        return replace(span, name=named(span.name))
    dated = span.name == in_short(span.begin, span.end)
    return replace(span, name=lane.name if dated else f"{lane.name}: {span.name}")

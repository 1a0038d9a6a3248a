"""The turn of the school year: drafting the calendar, closing the old year, taking exceptions along. Each only once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import lookup, shipped
from engine.almanac.days import label
from engine.audience import FALLBACK
from engine.kinds import CASE_TYPES
from engine.lookup import NoSuch
from engine.model import MISSED
from engine.newyear import Turn, already, carried, left_open, not_carried, to_carry, too_early, years_to_close
from engine.newyearcalendar import Asked, draft, file_of
from engine.officialdates import read_official
from engine.runs.evaluate import gather_all
from engine.runs.exceptions import MADE
from engine.runs.follow import follow
from engine.store.exceptions import add_exception
from engine.store.log import Event, add_events
from engine.store.tasks import close_school_year, who_closed
from engine.store.wishes import load_wishes
from engine.usedanchors import used_anchors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from engine.exception import Exemption
    from engine.runs.evaluate import Before
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.store.database import Store

CLOSED = "schooljaar afgesloten"


@dataclass(frozen=True, slots=True)
class Closed:
    """The school years that were closed, and how many tasks of them are missed."""

    years: tuple[str, ...]
    missed: int


def turn_of(settings: Settings, store: Store, start: int, today: date) -> Turn:
    """Gather all that the turn to the school year that begins in `start` follows from."""
    return _turn(gather_all(settings, store), store, start, today)


def _turn(before: Before, store: Store, start: int, today: date) -> Turn:
    school = before.school
    calendars = {each.start: each for each in school.calendars}
    return Turn(
        start=start,
        today=today,
        facts=school.facts,
        rules=school.book.rules,
        overrides=school.book.overrides,
        tasks=before.tasks,
        exemptions=school.exemptions,
        used=_used(school),
        calendar=calendars.get(start),
        before=calendars.get(start - 1),
        broken=file_of(start) in (*school.out, *school.stood_in),
        closed=who_closed(store),
        wishes=len(load_wishes(store)),
        own_files=sum(each.startswith("rules/") for each in school.good),
    )


def _used(school: School) -> tuple[str, ...]:
    return used_anchors(school.book.rules, (*CASE_TYPES, *school.settings.kinds.cases))


# --- the calendar


def write_calendar(settings: Settings, turn: Turn) -> str | NoSuch:
    """Write the new year's calendar to fill in, and return its path; "" when there is one already, which stays.

    Raises OSError where the folder cannot be written.
    """
    path = settings.folder / file_of(turn.start)
    if path.exists():
        return ""
    text = drafted(settings, turn)
    if isinstance(text, NoSuch):
        return text
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return ""
    return file_of(turn.start)


def drafted(settings: Settings, turn: Turn) -> str | NoSuch:
    """Return the new year's calendar to fill in, as text."""
    official = read_official(shipped.holidays_file().read_text(encoding="utf-8"))
    if not official.knows(turn.new):
        return NoSuch(
            f"van {turn.new} zijn nog geen officiële vakanties bekend: maak {file_of(turn.start)} zelf, of werk "
            "Jaarcyclus bij"
        )
    return draft(Asked(turn.start, settings.school.region, official, turn.used, turn.before))


# --- the year that ends


def close(settings: Settings, store: Store, start: int, by: str, today: date, now: datetime) -> Closed | NoSuch:
    """Close the year before the one that begins in `start`: what was still to do is missed. Again changes nothing."""
    before = gather_all(settings, store)
    who = _keeper(before, by)
    if isinstance(who, NoSuch):
        return who
    turn = _turn(before, store, start, today)
    wait = too_early(turn)
    if wait:
        return NoSuch(wait)
    years, missed = years_to_close(turn), left_open(turn)
    for year in years:
        close_school_year(store, year, who, now)
    add_events(store, [Event(now, who, MISSED, each.key, f"{each.school_year} is afgesloten") for each in missed])
    add_events(store, [Event(now, who, CLOSED, each) for each in years])
    return Closed(years, len(missed))


def _keeper(before: Before, word: str) -> str | NoSuch:
    """Return the code of who keeps the school: nobody else closes a year."""
    who = lookup.person(word, before.school.facts.staff)
    if isinstance(who, NoSuch):
        return who
    if not who.roles & set(FALLBACK):
        return NoSuch(f"{who.first_name or who.code} is geen beheerder of directie")
    return who.code


# --- what goes along


def carry(
    settings: Settings,
    store: Store,
    start: int,
    numbers: Collection[int],
    by: str,
    today: date,
    now: datetime,
) -> tuple[Exemption, ...] | NoSuch:
    """Make the exceptions with these numbers anew for the new year; what went along before is not made twice."""
    before = gather_all(settings, store)
    who = lookup.person(by, before.school.facts.staff)
    if isinstance(who, NoSuch):
        return who
    turn = _turn(before, store, start, today)
    known = {each.number: each for each in to_carry(turn)}
    unknown = [each for each in numbers if each not in known]
    if unknown:
        return NoSuch(_cannot_go_along(unknown[0], turn, not_carried(turn)))
    made = _made([known[each] for each in sorted(set(numbers))], turn, who.code)
    for each in made:
        add_exception(store, each)
    add_events(store, [Event(now, who.code, MADE, f"uitzondering-{each.number}") for each in made])
    if made:
        follow(settings, store, before, today, now)
    return made


def _made(chosen: Iterable[Exemption], turn: Turn, by: str) -> tuple[Exemption, ...]:
    number = max((each.number for each in turn.exemptions), default=0)
    made: list[Exemption] = []
    for each in chosen:
        fresh = carried(each, number + len(made) + 1, by, turn)
        if already(fresh, (*turn.exemptions, *made)) is None:
            made.append(fresh)
    return tuple(made)


def _cannot_go_along(number: int, turn: Turn, left: Iterable[Exemption]) -> str:
    numbers = ", ".join(str(each.number) for each in left)
    can = f"; mee kunnen: {numbers}" if numbers else f"; er loopt er geen tot het einde van {label(turn.start - 1)}"
    return f"uitzondering {number} kan niet mee naar {turn.new}{can}"

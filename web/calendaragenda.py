"""Dates out of an agenda file, to choose from: what each is, under which name. What is not chosen is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.calendarentry import DAY_OFF, HOLIDAY, STUDY_DAY, TEAM_DAY
from engine.intake.agenda import read_agenda
from engine.runs.ourcalendar import open_calendar
from engine.yearpicture.dates import in_short
from web import yearcalendar
from web.calendarchange import OTHER
from web.calendarday import KINDS
from web.calendarmarks import HOME, year_asked
from web.drawing import drawn_for
from web.plainly import as_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from engine.calendarentry import Entry
    from engine.intake.agenda import Proposed
    from web.access import Visit

NO_FILE = "Kies eerst een agendabestand (.ics)."
NOTHING = "In dit bestand staat geen enkele datum van dit schooljaar."
# What a word in the name of an event says it is.
HINTS = ((HOLIDAY, "vakantie"), (STUDY_DAY, "studiedag"), (TEAM_DAY, "teamdag"), (DAY_OFF, " vrij"))


def bring(visit: Visit) -> Response:
    """Show what is in the file. It is read and forgotten."""
    start = year_asked(visit, visit.request.path_params["year"])
    house, day = visit.house, visit.me.day
    if not visit.file:
        return yearcalendar.page(visit, start, 400, NO_FILE)
    agenda = read_agenda(visit.file, start, ZoneInfo(house.settings.schedule.timezone))
    if not agenda.dates:
        wrong = " ".join(as_sentence(each.message) for each in agenda.problems)
        return yearcalendar.page(visit, start, 400, wrong or NOTHING)
    with house.database.reading(house.school) as store:
        calendar = open_calendar(store, day.school, start)
    needs, there = house.needs.of(day, start, calendar.calendar), calendar.entries
    return drawn_for(
        visit,
        "calendaragenda.html.j2",
        calendar=calendar,
        rows=[_row(each, there, (*needs.used, *needs.others)) for each in agenda.dates],
        remarks=[as_sentence(each.message) for each in agenda.problems],
        kinds=KINDS,
        anchors=[*needs.used, *needs.others],
        back=f"{house.root}{HOME}?jaar={calendar.file.year}",
    )


def _row(found: Proposed, there: Iterable[Entry], anchors: Iterable[str]) -> dict[str, object]:
    """Return a date with what it probably is; what is in the calendar already is left out unless somebody chooses."""
    known = any((each.begin, each.end) == (found.begin, found.end) and _alike(each, found.name) for each in there)
    guess = "" if known else _guess(f" {found.name.lower()}", anchors)
    name = "" if guess.removeprefix(OTHER) == found.name.lower() else found.name
    return {
        "begin": found.begin,
        "end": found.end,
        "days": in_short(found.begin, found.end),
        "title": found.name or "zonder naam",
        "name": name,
        "guess": guess,
        "known": known,
    }


def _alike(entry: Entry, name: str) -> bool:
    return bool({entry.name.lower(), entry.anchor.lower(), entry.kind} & {name.lower()})


def _guess(name: str, anchors: Iterable[str]) -> str:
    kind = next((kind for kind, word in HINTS if word in name), "")
    return kind or next((f"{OTHER}{each}" for each in anchors if each.lower() in name), "")

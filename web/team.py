"""Het team: who works here and for which groups, who is away, and an absence noted or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.kinds import ROLES
from engine.runs.eyes import KEEPER
from engine.runs.keeping import LENGTHS, away, back, team
from web.asking import asked_day, done, to
from web.drawing import drawn_for
from web.keeping import HOME as KEEPING
from web.mailwords import name_of
from web.me import IN_WORDS

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.model import Case
    from engine.runs.keeping import Colleague
    from web.access import Visit

HOME = f"{KEEPING}/team"
NOBODY = "Kies wie er niet is."
NO_DAY = "Een dag is niet goed ingevuld."
SAID = {"weg": "De afwezigheid is genoteerd.", "terug": "Genoteerd: weer terug."}


def show(visit: Visit) -> Response:
    return _page(visit)


def note_away(visit: Visit) -> Response:
    """Note that somebody is away. A last day is not needed: often nobody knows."""
    house, form, code = visit.house, visit.form, visit.me.staff.code
    who, begin, end = form.get("wie", ""), form.get("van", ""), form.get("tot", "")
    if who not in visit.me.day.listing.staff:
        return _page(visit, 400, NOBODY)
    if any(each and asked_day(each) is None for each in (begin, end)):
        return _page(visit, 400, NO_DAY)
    length, now = form.get("duur", ""), house.now()
    trouble = done(visit, lambda store: away(house.settings, store, who, begin, end, length, code, now))
    return _page(visit, 409, trouble) if trouble else to(visit, f"{HOME}?gedaan=weg")


def note_back(visit: Visit) -> Response:
    """Note that somebody is there again."""
    house, me, key = visit.house, visit.me, visit.request.path_params["case"]
    trouble = done(visit, lambda store: back(house.settings, store, me.day, key, me.staff.code, house.now()))
    return _page(visit, 409, trouble) if trouble else to(visit, f"{HOME}?gedaan=terug")


def _page(visit: Visit, status: int = 200, trouble: str = "") -> Response:
    day, people = visit.me.day, team(visit.me.day)
    return drawn_for(
        visit,
        "team.html.j2",
        status,
        away=[(_name(visit, each), case, _days(case)) for each in people for case in each.absences],
        rows=[(_name(visit, each), each, _roles(each)) for each in people],
        lengths=LENGTHS,
        today=day.today,
        may=KEEPER in visit.me.staff.roles,
        filled=visit.form,
        said=SAID.get(visit.request.query_params.get("gedaan", ""), ""),
        trouble=trouble,
    )


def _name(visit: Visit, colleague: Colleague) -> str:
    return name_of(visit.me.day, colleague.staff.code)


def _roles(colleague: Colleague) -> str:
    return ", ".join(IN_WORDS.get(each, each) for each in ROLES if each in colleague.staff.roles)


def _days(case: Case) -> str:
    begin = f"vanaf {dutch(case.begin)}" if case.begin else ""
    return f"{begin} tot en met {dutch(case.end)}" if case.end else f"{begin}, einde nog niet bekend"

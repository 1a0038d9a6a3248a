"""No mail for a while: whoever has the link from a mail may pause it, and take that back.

Opening the page changes nothing, because programs that look for danger open every link. A mail program that ends it
with one click posts here too (RFC 8058); so the answer is a page and never somewhere else to go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from engine.almanac.days import dutch_with_weekday
from engine.lookup import NoSuch
from engine.pages import UNSUBSCRIBE
from engine.runs import mailacts
from web.drawing import drawn

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.outbox import Pause
    from web.access import Visit

TEMPLATE = "unsubscribe.html.j2"


def ask(visit: Visit) -> Response:
    """Show how it stands: a pause that runs, or the question."""
    house = visit.house
    with house.database.reading(house.school) as store:
        found = mailacts.pause_of(store, visit.person, house.today)
    if isinstance(found, NoSuch):
        raise HTTPException(404)
    return _paused(visit, found) if found is not None else _page(visit, "Even geen mail?")


def pause(visit: Visit) -> Response:
    """Pause for as long as that may be. Asked twice, nothing more changes."""
    house, now = visit.house, visit.house.now()
    with house.database.writing(house.school) as store:
        if isinstance(mailacts.pause_of(store, visit.person, now.date()), NoSuch):
            raise HTTPException(404)
        made = mailacts.pause(house.settings, store, visit.person, None, now.date(), now, UNSUBSCRIBE)
    if isinstance(made, NoSuch):
        return _page(visit, "Pauzeren lukt nu niet", 409, trouble=f"{made.message[:1].upper()}{made.message[1:]}.")
    return _paused(visit, made)


def resume(visit: Visit) -> Response:
    house = visit.house
    with house.database.writing(house.school) as store:
        found = mailacts.unpause(store, visit.person, house.now(), UNSUBSCRIBE)
    if isinstance(found, NoSuch):
        raise HTTPException(404)
    return _page(visit, "Je krijgt weer mail", again="ja")


def _paused(visit: Visit, found: Pause) -> Response:
    return _page(visit, "Je mail staat op pauze", until=dutch_with_weekday(found.end))


def _page(visit: Visit, heading: str, status: int = 200, **words: str) -> Response:
    said = {"until": "", "trouble": "", "again": ""} | words
    return drawn(visit.house, TEMPLATE, status, heading=heading, token=visit.request.path_params["token"], **said)

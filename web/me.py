"""Who somebody is here, and the ways out: on this device, and everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from engine.almanac.days import dutch
from engine.kinds import ROLES
from engine.runs.signin import sign_out_everywhere
from web.drawing import drawn_for
from web.session import COOKIE, drop_cookie

if TYPE_CHECKING:
    from starlette.responses import Response

    from web.access import Visit

IN_WORDS = {"ib": "ib'er", "kc": "kwaliteitscoördinator", "applicatiebeheer": "applicatiebeheerder"}


def show(visit: Visit) -> Response:
    """Show who is signed in, and until when."""
    me = visit.me
    roles = [IN_WORDS.get(each, each) for each in ROLES if each in me.staff.roles]
    until = dutch(me.session.until.date(), year=True) if me.session.kept else ""
    return drawn_for(visit, "me.html.j2", roles=roles, until=until)


def sign_out(visit: Visit) -> Response:
    """Let this device forget who signed in."""
    return _out(visit)


def sign_out_of_all(visit: Visit) -> Response:
    """Let every device forget it."""
    house, code = visit.house, visit.me.staff.code
    with house.database.writing(house.school) as store:
        sign_out_everywhere(store, code, house.now())
    return _out(visit)


def _out(visit: Visit) -> Response:
    answer = RedirectResponse(f"{visit.house.root}/?uit=ja", 303)
    drop_cookie(visit.house, answer, COOKIE)
    return answer

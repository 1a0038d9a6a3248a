"""Signing in with an account that people have already: to the provider, and back again.

A link and no form leads there, for a form may only be sent to ourselves (the content policy of every page). What the
journey is known by stays in a cookie of this browser, for a quarter, and is dropped when it comes back: an address
that somebody else was sent back to is worth nothing here.
"""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest
from typing import TYPE_CHECKING

import structlog
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from engine.runs.signin import GOOD_FOR, enter
from engine.signing import signed
from web.provider import ProviderError, Trip, new_trip
from web.session import BY_ACCOUNT, begin, drop_cookie, hand_over, put_cookie, read_cookie
from web.signin import TOO_OFTEN, asking, client_of, inside, to

if TYPE_CHECKING:
    from starlette.responses import Response

    from web.access import Visit
    from web.provider import Provider

COOKIE, PURPOSE = "jaarcyclus-reis", "reis"
STRANGE = (
    "Het aanmelden is niet gelukt: het duurde langer dan een kwartier, of het begon in een andere browser. Begin hier "
    "opnieuw."
)
REFUSED = "Het aanmelden bij {name} is niet gelukt. Probeer het nog eens, of vraag de beheerder van school om hulp."
UNKNOWN = (
    "Je bent aangemeld bij {name}, maar dit account hoort hier bij niemand, of bij meer dan een collega. Heb je nog "
    "een account, kies dan dat; vraag anders de beheerder of jouw mailadres in Jaarcyclus staat zoals bij {name}."
)


def start(visit: Visit) -> Response:
    """Send somebody to the provider, with a journey that only this browser knows."""
    house, now, provider = visit.house, visit.house.now(), _provider(visit)
    wish = inside(visit.request.query_params.get("naar", ""))
    if not house.limits.begun_by_client.allows(client_of(visit), now):
        return asking(visit, wish, 429, trouble=TOO_OFTEN)
    trip = new_trip()
    try:
        answer = RedirectResponse(provider.way(trip, now), 303)
    except ProviderError as error:
        return _failed(visit, wish, REFUSED, str(error))
    kept = "ja" if visit.request.query_params.get("blijf") else ""
    words = (trip.state, trip.nonce, trip.verifier, wish, kept, now.isoformat())
    put_cookie(house, answer, COOKIE, signed(house.pages.secret, PURPOSE, words), int(GOOD_FOR.total_seconds()))
    return answer


def back(visit: Visit) -> Response:
    """Let in who comes back from the provider, when the account is that of one colleague."""
    provider, house = _provider(visit), visit.house
    words = read_cookie(house, visit.request, COOKIE, PURPOSE)
    if words is None or not house.now() - GOOD_FOR < datetime.fromisoformat(words[-1]) <= house.now():
        return _dropped(visit, asking(visit, inside(""), 400, trouble=STRANGE))
    state, nonce, verifier, wish, kept, _ = words
    return _dropped(visit, _entered(visit, provider, Trip(state, nonce, verifier), wish, kept=bool(kept)))


def _entered(visit: Visit, provider: Provider, trip: Trip, wish: str, *, kept: bool) -> Response:
    house, now, asked = visit.house, visit.house.now(), visit.request.query_params
    if not house.limits.begun_by_client.allows(client_of(visit), now):
        return asking(visit, wish, 429, trouble=TOO_OFTEN)
    if not compare_digest(asked.get("state", "").encode(), trip.state.encode()):
        return asking(visit, wish, 400, trouble=STRANGE)
    try:
        address = provider.address(trip, _code(visit), now)
    except ProviderError as error:
        return _failed(visit, wish, REFUSED, str(error))
    with house.database.writing(house.school) as store:
        person = enter(store, address, now)
        session = begin(house, store, person, BY_ACCOUNT, kept=kept) if person else None
    if session is None:
        return _failed(visit, wish, UNKNOWN, "nobody", 403)
    answer = to(house, wish)
    hand_over(house, session, answer)
    return answer


def _code(visit: Visit) -> str:
    """Return the code that came along. Raises ProviderError: the provider refused, or somebody went back."""
    code = visit.request.query_params.get("code", "")
    if not code or "error" in visit.request.query_params:
        raise ProviderError("refused")
    return code


def _failed(visit: Visit, wish: str, trouble: str, why: str, status: int = 502) -> Response:
    """Say it to who signs in, and why to the log: a word, never what the provider said."""
    structlog.get_logger().warning("sign-in by account failed", school=visit.house.school, why=why)
    return asking(visit, wish, status, trouble=trouble.format(name=_provider(visit).name))


def _dropped(visit: Visit, answer: Response) -> Response:
    drop_cookie(visit.house, answer, COOKIE)
    return answer


def _provider(visit: Visit) -> Provider:
    if visit.house.provider is None:
        raise HTTPException(404)
    return visit.house.provider

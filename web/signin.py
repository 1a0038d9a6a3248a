"""Signing in with a letter: ask for it with an address, and use its code in the browser that asked.

Whether an address is known can be told from nothing: the answer is the same, and comes before the letter is sent.
Opening the link changes nothing, and is worth nothing in another browser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import structlog
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from engine.pages import SIGN_IN, TASKS
from engine.runs.signin import GOOD_FOR, SignInMail, new_ticket, redeem
from engine.signing import signed
from web.drawing import drawn_for
from web.session import BY_MAIL, begin, drop_cookie, hand_over, put_cookie, read_cookie

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from web.access import Visit
    from web.house import House

COOKIE, PURPOSE = "jaarcyclus-kaartje", "kaartje"
ADDRESS = re.compile(r"[^@\s<>]{1,120}@[^@\s<>]{1,120}")
CODE = re.compile(r"[A-Z2-9]{8}")
INSIDE = re.compile(r"(/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,79}){1,6}(\?[A-Za-z0-9_.&=%+:-]{1,200})?")
AS_ASKED = "/?&=%+:"
NOT_AN_ADDRESS = "Vul het mailadres in waarop je het overzicht van Jaarcyclus krijgt."
NOT_GOOD = (
    "Deze code klopt niet, of hij geldt niet meer. Een code werkt een kwartier, een keer, en alleen in de browser "
    "waarin je erom vroeg."
)
TOO_OFTEN = "Er is hier te vaak achter elkaar geprobeerd. Wacht een kwartier en begin dan opnieuw."


def ask(visit: Visit) -> Response:
    """Show the page that asks for an address; who is signed in already need not."""
    wish = inside(visit.request.query_params.get("naar", ""))
    if visit.member is not None:
        return to(visit.house, wish)
    return asking(visit, wish)


def send(visit: Visit) -> Response:
    """Give the browser its ticket, and send the letter once it has its answer. A school may do without letters."""
    if not visit.house.settings.web.mail_link:
        raise HTTPException(404)
    house, now, address = visit.house, visit.house.now(), visit.form.get("adres", "").strip()
    wish = inside(visit.form.get("naar", ""))
    if not ADDRESS.fullmatch(address):
        return asking(visit, wish, 400, address=address, trouble=NOT_AN_ADDRESS)
    if not house.limits.asked_by_client.allows(client_of(visit), now):
        return asking(visit, wish, 429, address=address, trouble=TOO_OFTEN)
    ticket = new_ticket()
    answer = RedirectResponse(f"{house.root}/{SIGN_IN}/code", 303)
    if house.limits.asked_for_address.allows(address.lower(), now):
        answer.background = BackgroundTask(_send, house, address, ticket, now)
    _hand_ticket(house, answer, ticket, wish, "ja" if visit.form.get("blijf") else "")
    return answer


def code(visit: Visit) -> Response:
    """Show where to type the code."""
    return _typing(visit) if _ticket(visit) else to(visit.house, f"/{SIGN_IN}")


def link(visit: Visit) -> Response:
    """Show the code of the link: with the ticket to be used with one press, without it to be typed elsewhere."""
    found = visit.request.path_params["code"]
    if not CODE.fullmatch(found):
        raise HTTPException(404)
    if _ticket(visit):
        return _typing(visit, filled_in=_shown(found))
    return drawn_for(visit, "elsewhere.html.j2", code=_shown(found))


def use(visit: Visit) -> Response:
    """Sign in with the ticket and the code together."""
    house, now, words = visit.house, visit.house.now(), _ticket(visit)
    if not words:
        return drawn_for(visit, "elsewhere.html.j2", 400, code="")
    ticket, wish, kept = words
    if not _may_guess(visit, ticket, now):
        answer = asking(visit, wish, 429, trouble=TOO_OFTEN)
        drop_cookie(house, answer, COOKIE)
        return answer
    with house.database.writing(house.school) as store:
        person = redeem(store, ticket, visit.form.get("code", "")[:40], now)
        session = begin(house, store, person, BY_MAIL, kept=bool(kept)) if person else None
    if session is None:
        return _typing(visit, 400, trouble=NOT_GOOD)
    entered = to(house, wish)
    hand_over(house, session, entered)
    drop_cookie(house, entered, COOKIE)
    return entered


def _may_guess(visit: Visit, ticket: str, now: datetime) -> bool:
    limits = visit.house.limits
    by_client = limits.typed_by_client.allows(client_of(visit), now)
    return limits.typed_with_ticket.allows(ticket, now) and by_client


def _send(house: House, address: str, ticket: str, now: datetime) -> None:
    """Send the letter, if it is somebody's address. Nobody waits for it any more; how it ended the outbox knows."""
    mailer = house.mailer()
    try:
        SignInMail(house.database, house.settings, mailer, house.pages).ask_for(address, now, ticket)
    except Exception as error:
        structlog.get_logger().error("sign-in letter failed", school=house.school, error=type(error).__name__)
    finally:
        mailer.close()


# --- the ticket


def _hand_ticket(house: House, answer: Response, *words: str) -> None:
    value = signed(house.pages.secret, PURPOSE, words)
    put_cookie(house, answer, COOKIE, value, int(GOOD_FOR.total_seconds()))


def _ticket(visit: Visit) -> tuple[str, str, str] | None:
    """Return the ticket of this browser, where it wants to go, and whether it wants to stay signed in."""
    words = read_cookie(visit.house, visit.request, COOKIE, PURPOSE)
    return (words[0], words[1], words[2]) if words and len(words) == 3 else None


# --- pages


def asking(visit: Visit, wish: str, status: int = 200, address: str = "", trouble: str = "") -> Response:
    """Return the page with all ways of signing in that this school has."""
    house = visit.house
    ways = {"provider": house.provider.name if house.provider else "", "by_mail": house.settings.web.mail_link}
    return drawn_for(visit, "signin.html.j2", status, wish=wish, address=address, trouble=trouble, **ways)


def _typing(visit: Visit, status: int = 200, filled_in: str = "", trouble: str = "") -> Response:
    return drawn_for(visit, "code.html.j2", status, filled_in=filled_in, trouble=trouble)


def to(house: House, path: str) -> Response:
    """Send on to a path of our own pages."""
    return RedirectResponse(f"{house.root}{quote(path, safe=AS_ASKED)}", 303)


def inside(path: str) -> str:
    """Return a path of our own pages: nobody is sent elsewhere by a link."""
    return path if INSIDE.fullmatch(path) else f"/{TASKS}"


def _shown(found: str) -> str:
    return f"{found[:4]}-{found[4:]}"


def client_of(visit: Visit) -> str:
    """Return the address of the device, or of the school it stands in."""
    return visit.request.client.host if visit.request.client else ""

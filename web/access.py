"""Who may see what: the one place that says so. A page that is not named here does not open for anybody.

Whoever is signed in is looked up in the staff list at every visit: somebody out of service, or without a role, is
nobody. What is changed within a session carries a proof that the form came from our own page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from engine.audience import CARE
from engine.census import TEACHER
from engine.kinds import ROLES
from engine.pages import SIGN_IN
from engine.runs.eyes import HEAD, KEEPER, Viewer
from engine.runs.signin import is_somebody
from engine.store.seals import seal_of
from web import upload
from web.session import BY_MAIL, device_mark, proof_of, proves, session_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from engine.model import Staff
    from engine.runs.morning import Morning
    from web.house import House
    from web.session import Session

    Answer = Callable[["Visit"], Response]
    Sent = tuple[ImmutableMultiDict[str, str], bytes]

EVERYBODY, HOLDER = "iedereen", "wie de link uit de mail heeft"
# Whose address it is, the page itself looks up: only a hash of it is kept.
WITH_ADDRESS = "wie een eigen agenda-adres heeft"
RECOGNISED = "iedereen, en wie aangemeld is wordt herkend"
TEAM = frozenset(ROLES)
# Who teaches sees the own groups there.
WITH_GROUPS = frozenset({TEACHER, CARE, HEAD, KEEPER})
KEEPS, LOOKS_AFTER = frozenset({KEEPER}), frozenset({KEEPER, HEAD})
READS_RULES = frozenset({KEEPER, HEAD})
# Each page by its name: one of the words above, or the roles of which somebody signed in has one.
WHO: Mapping[str, str | frozenset[str]] = {
    "home": RECOGNISED,
    "look": EVERYBODY,
    "icon": EVERYBODY,
    "script": EVERYBODY,
    "unsubscribe": HOLDER,
    "pause": HOLDER,
    "resume": HOLDER,
    "resume again": HOLDER,
    "sign in": RECOGNISED,
    "ask for a code": EVERYBODY,
    "type the code": EVERYBODY,
    "use the code": EVERYBODY,
    "go to the provider": EVERYBODY,
    "back from the provider": EVERYBODY,
    "open the link": EVERYBODY,
    "my day": TEAM,
    "task": TEAM,
    "more of a task": TEAM,
    "tick": TEAM,
    "take back": TEAM,
    "not applicable": TEAM,
    "remark": TEAM,
    "recorded": TEAM,
    "choose whom": TEAM,
    "record": TEAM,
    "take a record back": TEAM,
    "sent": KEEPS,
    "mail of a coming day": KEEPS,
    "release all mail": KEEPS,
    "mail": KEEPS,
    "release a mail": KEEPS,
    "drop a mail": KEEPS,
    "groups": WITH_GROUPS,
    "tasks of groups": WITH_GROUPS,
    "late soon": WITH_GROUPS,
    "rules": READS_RULES,
    "rule files": KEEPS,
    "rule file": KEEPS,
    "look a rule file over": KEEPS,
    "marks of a rule file": KEEPS,
    "words for a rule file": KEEPS,
    "save a rule file": KEEPS,
    "put a rule file back": KEEPS,
    "rule": READS_RULES,
    "change a rule": KEEPS,
    "look a changed rule over": KEEPS,
    "save a changed rule": KEEPS,
    "data": KEEPS,
    "bring a file": KEEPS,
    "a file": KEEPS,
    "read a file in": KEEPS,
    "throw a file away": KEEPS,
    "keeping": LOOKS_AFTER,
    "release the brake": KEEPS,
    "exceptions": LOOKS_AFTER,
    "make an exception": KEEPS,
    "end an exception": KEEPS,
    "team": LOOKS_AFTER,
    "note an absence": KEEPS,
    "end an absence": KEEPS,
    "journal": LOOKS_AFTER,
    "year": TEAM,
    "year as a picture": TEAM,
    "week": TEAM,
    "calendar": TEAM,
    "day of the calendar": TEAM,
    "look at a change": KEEPS,
    "save a calendar": KEEPS,
    "put a calendar back": KEEPS,
    "bring an agenda": KEEPS,
    "begin a calendar": KEEPS,
    "me": TEAM,
    "choose for my mail": TEAM,
    "pause my mail": TEAM,
    "resume my mail": TEAM,
    "make my agenda": TEAM,
    "end my agenda": TEAM,
    "agenda": WITH_ADDRESS,
    "sign out": TEAM,
    "sign out everywhere": TEAM,
}
# Pages that take a file; all others leave it unread.
WITH_FILE = frozenset({"bring a file", "bring an agenda"})
# Pages that take the text of a whole file: from who has a session, and no other.
WITH_TEXT = frozenset({"marks of a rule file", "words for a rule file", "look a rule file over", "save a rule file"})
FORM, MOST_BYTES, MOST_FIELDS = "application/x-www-form-urlencoded", 50_000, 2_000
MOST_TEXT_BYTES = 400_000
NO_FORM: ImmutableMultiDict[str, str] = ImmutableMultiDict()
PROOF_FIELD = "bewijs"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is signed in, with the day as the school has it now. `mark` tells people apart on one device."""

    staff: Staff
    session: Session
    day: Morning
    proof: str
    mark: str
    sensitive: bool

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.staff, self.sensitive)

    def may(self, name: str) -> bool:
        """Tell whether this person may open a page for people who are signed in."""
        who = WHO[name]
        return isinstance(who, frozenset) and bool(who & self.staff.roles)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a page that may be opened: `person` is whose page it is, "" when it is everybody's.

    `form` is what was filled in, `member` who is signed in, `file` what came along where a page takes a file.
    """

    house: House
    request: Request
    person: str = ""
    member: Member | None = None
    form: ImmutableMultiDict[str, str] = field(default_factory=lambda: NO_FORM)
    file: bytes = field(default=b"", repr=False)

    @property
    def me(self) -> Member:
        assert self.member is not None
        return self.member


class StrangerError(Exception):
    """Nobody is signed in, and this page is for who is."""


def opened(name: str, house: House, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Return the page as visitors reach it. Who may not see it hears that it is not there, a stranger to sign in."""
    who = WHO[name]

    def most(request: Request) -> int:
        return MOST_TEXT_BYTES if name in WITH_TEXT and session_of(house, request) is not None else MOST_BYTES

    async def visited(request: Request) -> Response:
        sent = await _file(house, request) if name in WITH_FILE else (await _form(request, most(request)), b"")
        return await run_in_threadpool(_answered, house, request, sent, who, answer)

    return visited


def _answered(house: House, request: Request, sent: Sent, who: str | frozenset[str], answer: Answer) -> Response:
    form, file = sent
    try:
        return answer(replace(_visit(house, request, form, who), file=file))
    except StrangerError:
        return RedirectResponse(f"{house.root}/{SIGN_IN}?naar={quote(_way_back(house, request))}", 303)


def _visit(house: House, request: Request, form: ImmutableMultiDict[str, str], who: str | frozenset[str]) -> Visit:
    if isinstance(who, frozenset):
        return Visit(house, request, member=_member(house, request, form, who), form=form)
    if who == HOLDER:
        person = house.pages.unsubscriber(house.school, request.path_params["token"])
        if person is None:
            raise HTTPException(404)
        return Visit(house, request, person, form=form)
    return Visit(house, request, member=recognised(house, request) if who == RECOGNISED else None, form=form)


def _member(house: House, request: Request, form: ImmutableMultiDict[str, str], roles: frozenset[str]) -> Member:
    member = recognised(house, request)
    if member is None:
        raise StrangerError
    if not member.staff.roles & roles:
        raise HTTPException(404)
    if request.method == "POST" and not proves(house, member.session, form.get(PROOF_FIELD, "")):
        raise HTTPException(403)
    return member


def recognised(house: House, request: Request) -> Member | None:
    """Return who is signed in on this device: with a session that lasts, under the seal of now, of somebody."""
    session = session_of(house, request)
    if session is None:
        return None
    with house.database.reading(house.school) as store:
        if seal_of(store, session.person) != session.seal:
            return None
        day = house.current.on(store, house.today)
    person = day.listing.staff.get(session.person)
    if person is None or not is_somebody(person, day.today):
        return None
    sensitive = session.how != BY_MAIL or house.settings.web.sensitive_by_mail
    return Member(person, session, day, proof_of(house, session), device_mark(house, person.code), sensitive)


def _way_back(house: House, request: Request) -> str:
    """Return the page to see after signing in: the one that was asked for, or the one a form stood on."""
    path = request.url.path.removeprefix(house.root)
    if request.method not in ("GET", "HEAD"):
        return path.rpartition("/")[0]
    return f"{path}?{request.url.query}" if request.url.query else path


async def _form(request: Request, most: int = MOST_BYTES) -> ImmutableMultiDict[str, str]:
    """Return the fields of a plain form; anything else holds none, and what is too large is refused unread."""
    if request.method != "POST" or not request.headers.get("content-type", "").startswith(FORM):
        return NO_FORM
    body = await _body(request, most, 405 if most == MOST_BYTES else 413)
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise HTTPException(405) from None
    return ImmutableMultiDict(fields)


async def _file(house: House, request: Request) -> Sent:
    """Return the fields and the file of a form with a file. Who shows no session of ours is not listened to."""
    said = request.headers.get("content-type", "")
    if not said.startswith(upload.KIND):
        return await _form(request), b""
    if session_of(house, request) is None:
        return NO_FORM, b""
    found = upload.parts_of(said, await _body(request, upload.MOST_BYTES, 413))
    if found is None:
        raise HTTPException(405)
    return found


async def _body(request: Request, most: int, too_large: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise HTTPException(too_large)
    return bytes(body)

"""Who may see and do what: every page, for everybody there is, each outcome spelled out.

page: it is shown · on: done, and sent on · in: sent to sign in · none: it is not there
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from engine.kinds import ROLES
from engine.model import Staff
from engine.runs.deliveries import deliver
from tests.sending.school import ID
from tests.web.site import proof
from web.access import WHO
from web.app import PAGES
from web.headers import Headers
from web.session import COOKIE

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from engine.model import Told
    from tests.web.site import Site

# Who visits. `stranger` signed in nowhere, `holder` has only the link from a mail, `left` and `roleless` have a session
# from when they were somebody; PAR has the group that the task is about, MVD another one.
VISITORS = {
    "stranger": "", "holder": "", "left": "WEG", "roleless": "NUL", "leerkracht": "PAR", "other": "MVD", "ib": "ILS",
    "beheerder": "BEA", "directie": "DIR", "orthopedagoog": "ORT", "kc": "KCX", "applicatiebeheer": "APP",
}  # fmt: skip
EXPECTED = """
                     stranger holder left roleless leerkracht other ib   beheerder directie orthopedagoog kc   applicatiebeheer
home                 page     page   page page     on         on    on   on        on       on            on   on
look                 page     page   page page     page       page  page page      page     page          page page
icon                 page     page   page page     page       page  page page      page     page          page page
script               page     page   page page     page       page  page page      page     page          page page
unsubscribe          none     page   none none     none       none  none none      none     none          none none
pause                none     page   none none     none       none  none none      none     none          none none
resume               none     page   none none     none       none  none none      none     none          none none
resume-again         none     page   none none     none       none  none none      none     none          none none
sign-in              page     page   page page     on         on    on   on        on       on            on   on
ask-for-a-code       on       on     on   on       on         on    on   on        on       on            on   on
type-the-code        on       on     on   on       on         on    on   on        on       on            on   on
use-the-code         page     page   page page     page       page  page page      page     page          page page
go-to-the-provider   none     none   none none     none       none  none none      none     none          none none
back-from-the-provider none     none   none none     none       none  none none      none     none          none none
open-the-link        page     page   page page     page       page  page page      page     page          page page
my-day               in       in     in   in       page       page  page page      page     page          page page
task                 in       in     in   in       page       none  page page      page     none          none none
more-of-a-task       in       in     in   in       page       none  page page      page     none          none none
tick                 in       in     in   in       on         none  on   none      none     none          none none
take-back            in       in     in   in       on         none  on   none      none     none          none none
not-applicable       in       in     in   in       on         none  on   none      none     none          none none
remark               in       in     in   in       on         none  on   on        on       none          none none
recorded             in       in     in   in       page       page  page page      page     page          page page
choose-whom          in       in     in   in       page       page  page none      none     none          none none
record               in       in     in   in       page       page  page none      none     none          none none
take-a-record-back   in       in     in   in       page       page  page none      none     none          none none
sent                 in       in     in   in       none       none  none page      none     none          none none
mail-of-a-coming-day in       in     in   in       none       none  none page      none     none          none none
release-all-mail     in       in     in   in       none       none  none on        none     none          none none
mail                 in       in     in   in       none       none  none page      none     none          none none
release-a-mail       in       in     in   in       none       none  none on        none     none          none none
drop-a-mail          in       in     in   in       none       none  none on        none     none          none none
groups               in       in     in   in       page       page  page page      page     none          none none
tasks-of-groups      in       in     in   in       page       page  page page      page     none          none none
late-soon            in       in     in   in       page       page  page page      page     none          none none
rules                in       in     in   in       none       none  none page      page     none          none none
rule-files           in       in     in   in       none       none  none page      none     none          none none
rule-file            in       in     in   in       none       none  none page      none     none          none none
look-a-rule-file-over in      in     in   in       none       none  none page      none     none          none none
marks-of-a-rule-file in       in     in   in       none       none  none page      none     none          none none
words-for-a-rule-file in      in     in   in       none       none  none page      none     none          none none
save-a-rule-file     in       in     in   in       none       none  none page      none     none          none none
put-a-rule-file-back in       in     in   in       none       none  none none      none     none          none none
rule                 in       in     in   in       none       none  none page      page     none          none none
change-a-rule        in       in     in   in       none       none  none page      none     none          none none
look-a-changed-rule-over in   in     in   in       none       none  none page      none     none          none none
save-a-changed-rule  in       in     in   in       none       none  none page      none     none          none none
data                 in       in     in   in       none       none  none page      none     none          none none
bring-a-file         in       in     in   in       none       none  none page      none     none          none none
a-file               in       in     in   in       none       none  none page      none     none          none none
read-a-file-in       in       in     in   in       none       none  none page      none     none          none none
throw-a-file-away    in       in     in   in       none       none  none on        none     none          none none
keeping              in       in     in   in       none       none  none page      page     none          none none
release-the-brake    in       in     in   in       none       none  none on        none     none          none none
exceptions           in       in     in   in       none       none  none page      page     none          none none
make-an-exception    in       in     in   in       none       none  none page      none     none          none none
end-an-exception     in       in     in   in       none       none  none page      none     none          none none
team                 in       in     in   in       none       none  none page      page     none          none none
note-an-absence      in       in     in   in       none       none  none page      none     none          none none
end-an-absence       in       in     in   in       none       none  none page      none     none          none none
journal              in       in     in   in       none       none  none page      page     none          none none
year                 in       in     in   in       page       page  page page      page     page          page page
year-as-a-picture    in       in     in   in       page       page  page page      page     page          page page
week                 in       in     in   in       page       page  page page      page     page          page page
calendar             in       in     in   in       page       page  page page      page     page          page page
day-of-the-calendar  in       in     in   in       page       page  page page      page     page          page page
look-at-a-change     in       in     in   in       none       none  none page      none     none          none none
save-a-calendar      in       in     in   in       none       none  none page      none     none          none none
put-a-calendar-back  in       in     in   in       none       none  none none      none     none          none none
bring-an-agenda      in       in     in   in       none       none  none page      none     none          none none
begin-a-calendar     in       in     in   in       none       none  none page      none     none          none none
me                   in       in     in   in       page       page  page page      page     page          page page
choose-for-my-mail   in       in     in   in       on         on    on   on        on       on            on   on
pause-my-mail        in       in     in   in       on         on    on   on        on       on            on   on
resume-my-mail       in       in     in   in       on         on    on   on        on       on            on   on
end-my-agenda        in       in     in   in       on         on    on   on        on       on            on   on
make-my-agenda       in       in     in   in       on         on    on   on        on       on            on   on
agenda               none     none   none none     none       none  none none      none     none          none none
sign-out             in       in     in   in       on         on    on   on        on       on            on   on
sign-out-everywhere  in       in     in   in       on         on    on   on        on       on            on   on
"""  # noqa: E501
TALKS = """
regels:
  - {id: rapport, titel: Voer het gesprek, voor: leerkracht, per: leerling, klaar_als: {gesprek: rapport},
     uiterlijk: 1 week voor groepsbespreking}
"""
MORE = tuple(
    Staff(code, code.title(), "Zo", f"{code.lower()}@dewilg.example", frozenset({role}))
    for code, role in (
        ("WEG", "ib"),
        ("NUL", "ib"),
        ("ORT", "orthopedagoog"),
        ("KCX", "kc"),
        ("APP", "applicatiebeheer"),
    )
)


def expected() -> dict[str, dict[str, str]]:
    head, *rows = (line.split() for line in EXPECTED.strip().splitlines())
    return {row[0].replace("-", " "): dict(zip(head, row[1:], strict=True)) for row in rows}


def test_every_page_is_in_the_table_and_so_is_everybody_there_is(site: Site) -> None:
    served = {route.name for route in _routes(site)}
    table = expected()
    assert served == table.keys() == WHO.keys() == {name for name, *_ in PAGES}
    for row in table.values():
        assert row.keys() == VISITORS.keys()
    roles = {role for each in (*MORE, *site.wilg.staff()) for role in each.roles if each.code in VISITORS.values()}
    assert roles == set(ROLES)


def test_a_page_answers_to_its_own_way_of_asking_only(site: Site) -> None:
    assert all((route.methods or set()) - {"HEAD"} in ({"GET"}, {"POST"}) for route in _routes(site))


@pytest.mark.parametrize("visitor", VISITORS)
def test_everybody_sees_what_the_table_says_and_nothing_else(site: Site, visitor: str) -> None:
    site.wilg.change(lambda told: replace(told, export_staff=(*told.export_staff, *MORE)))
    (site.wilg.settings.folder / "rules" / "gesprekken.yaml").write_text(TALKS, encoding="utf-8")
    code = VISITORS[visitor]
    browser = site.signed_in(code) if code else site.visitor()
    carried = proof(browser) if code else ""
    site.wilg.change(_two_go)
    site.in_doubt("PAR")
    cookie = browser.cookies.get(COOKIE, "")
    found = {}
    for name, method, path, _ in PAGES:
        browser.cookies.clear()
        if cookie:
            browser.cookies.set(COOKIE, cookie)
        form = {
            "bewijs": carried,
            "taak": site.key("analyse", "1/2 A"),
            "reden": "geen",
            "woorden": "let op",
            "regel": "1",
            "kolom": "1",
            "uur": "07:30",
            "wens": "herinnering",
        }
        address = _address(site, path, held=visitor == "holder")
        found[name] = _outcome(browser, method, address, form if method == "POST" else None)
    assert found == {name: row[visitor] for name, row in expected().items()}


@pytest.mark.parametrize("given", ["", "x", "van een ander"])
def test_nothing_is_changed_without_the_proof_of_our_own_form(site: Site, given: str) -> None:
    browser, key = site.signed_in("PAR"), site.key("analyse", "1/2 A")
    given = proof(site.signed_in("MVD")) if given == "van een ander" else given
    keeper = site.signed_in("BEA")
    changing = [
        (name, path) for name, method, path, _ in PAGES if method == "POST" and isinstance(WHO[name], frozenset)
    ]
    assert len(changing) >= 9
    for name, path in changing:
        page = (browser if "leerkracht" in WHO[name] else keeper).post(
            _address(site, path, held=False), data={"bewijs": given, "taak": key, "reden": "x", "woorden": "x"}
        )
        assert page.status_code == 403, path
        assert "Er is niets veranderd" in page.text
    assert site.state(key) == "open"
    assert browser.get("/taken").status_code == 200


def _two_go(told: Told) -> Told:
    """One left the school and one has no role any more, both with a session of before."""
    return replace(told, export_staff=tuple(_gone(each) for each in told.export_staff))


def _gone(staff: Staff) -> Staff:
    if staff.code == "WEG":
        return replace(staff, out_of_service=date(2026, 11, 9))
    return replace(staff, roles=frozenset()) if staff.code == "NUL" else staff


def _routes(site: Site) -> list[Route]:
    outer = site.app
    assert isinstance(outer, Headers)
    assert isinstance(outer.app, Starlette)
    assert all(isinstance(each, Route) for each in outer.app.routes)
    return [each for each in outer.app.routes if isinstance(each, Route)]


def _address(site: Site, path: str, *, held: bool) -> str:
    token = site.link("PAR").rpartition("/")[2] if held else site.pages.unsubscribe("anders", "PAR").rpartition("/")[2]
    if path.startswith("/gegevens"):
        token = deliver(site.wilg.settings, "groepen", b"fout", "BEA", site.wilg.clock())
    names = {
        "{token}": token,
        "{name}": "page",
        "{agenda}": "niet-van-mij",
        "{key}": site.key("analyse", "1/2 A"),
        "{code}": "ABCDEFGH",
        "{week}": "2026-W46",
        "{day}": "2026-11-17",
        "{year}": "2026-2027",
        "{file:path}": "eigen/nieuw.yaml",
        "{rule}": "analyse",
        "{what}": "gesprek.rapport",
        "{mail}": site.wilg.post("PAR").id,
        "{number:int}": "1",
    }
    for name, value in names.items():
        path = path.replace(name, value)
    return path


def _outcome(browser: TestClient, method: str, address: str, form: dict[str, str] | None) -> str:
    if address == "/aanmelden" and form is not None:
        form = {"adres": f"iemand@{ID}.example"}
    answer = browser.request(method, address, data=form)
    if answer.status_code == 303:
        return "in" if answer.headers["location"].startswith("/aanmelden?naar=/") else "on"
    return {200: "page", 400: "page", 409: "page", 404: "none"}[answer.status_code]

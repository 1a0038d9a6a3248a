"""Signing in with an account elsewhere: the whole journey to a provider on this machine, and every lie it can tell."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from itertools import islice
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey

from engine.configparts import Oidc
from engine.model import Staff, Told
from engine.pages import Pages
from tests.sending.servers import free_port
from tests.web.accounts import CLIENT, SECRET, Accounts
from tests.web.answering import answering
from tests.web.site import ADDRESS, Site
from web.provider import LINES, Provider
from web.session import BY_ACCOUNT, session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from tests.browser import Browser

MARIA = "PAR"
TENANT = "9f2c1a3e-0000-4000-8000-0123456789ab"


@pytest.fixture
def accounts(site: Site) -> Iterator[Accounts]:
    port = free_port()
    found = Accounts(f"http://127.0.0.1:{port}", site.wilg.clock)
    found.claims = {"email": site.address(MARIA), "email_verified": True}
    with answering(found.app, port):
        yield found


@pytest.fixture
def with_accounts(site: Site, accounts: Accounts) -> Site:
    return _joined(site, Oidc("oidc", CLIENT, "X", issuer=accounts.address, name="het schoolaccount"))


def _joined(site: Site, oidc: Oidc, *, mail_link: bool = True) -> Site:
    settings = replace(site.house.settings, oidc=oidc, web=replace(site.house.settings.web, mail_link=mail_link))
    provider = Provider(oidc, SECRET, site.pages.back())
    site.house = replace(site.house, settings=settings, provider=provider)
    return site


def there(visitor: TestClient, path: str = "/aanmelden/account") -> str:
    """Go to the provider and sign in there; return the address that it sends back to, under our own."""
    answer = visitor.get(path)
    assert answer.status_code == 303, answer.text
    page = httpx2.get(answer.headers["location"])
    back = page.text.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert back.startswith(f"{ADDRESS}/aanmelden/terug?code=")
    return back.removeprefix(ADDRESS)


def test_who_has_an_account_comes_in_and_sees_what_was_asked_for(with_accounts: Site) -> None:
    visitor = with_accounts.visitor()
    page = visitor.get("/aanmelden?naar=/jaar").text
    assert "Aanmelden met het schoolaccount" in page
    answer = visitor.get(there(visitor, "/aanmelden/account?naar=/jaar"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/jaar")
    assert visitor.get("/taken").status_code == 200
    assert "tot je de browser sluit" in visitor.get("/ik").text


def test_a_device_of_ones_own_is_known_for_ninety_days(with_accounts: Site) -> None:
    visitor = with_accounts.visitor()
    answer = visitor.get(there(visitor, "/aanmelden/account?blijf=ja"))
    assert "Max-Age=7776000" in next(
        each for each in answer.headers.get_list("set-cookie") if each.startswith("jaarcyclus=")
    )
    assert "blijf je aangemeld tot en met" in visitor.get("/ik").text


def test_such_a_session_is_no_session_by_mail(with_accounts: Site) -> None:
    """So it sees what is sensitive."""
    visitor = with_accounts.visitor()
    visitor.get(there(visitor))
    request = visitor.get("/ik").request
    found = session_of(with_accounts.house, _Asked(dict(visitor.cookies)))  # type: ignore[arg-type]
    assert request.method == "GET"
    assert found is not None
    assert found.how == BY_ACCOUNT


class _Asked:
    def __init__(self, cookies: dict[str, str]) -> None:
        self.cookies = cookies


def test_the_address_counts_whatever_its_capitals(with_accounts: Site, accounts: Accounts) -> None:
    accounts.claims["email"] = with_accounts.address(MARIA).upper()
    visitor = with_accounts.visitor()
    assert visitor.get(there(visitor)).status_code == 303


def test_the_provider_is_asked_who_it_is_once_an_hour(with_accounts: Site, accounts: Accounts) -> None:
    for _ in range(3):
        visitor = with_accounts.visitor()
        visitor.get(there(visitor))
    assert accounts.asked == ["discovery", "keys"]


def test_a_provider_that_changed_its_key_is_asked_for_the_new_one(with_accounts: Site, accounts: Accounts) -> None:
    first = with_accounts.visitor()
    first.get(there(first))
    accounts.key = RSAKey.generate_key(2048, {"kid": "twee"})
    accounts.published = [accounts.key]
    second = with_accounts.visitor()
    assert second.get(there(second)).status_code == 303
    assert accounts.asked.count("keys") == 2


def test_the_journey_shows_no_secret_and_is_bound_by_state_nonce_and_challenge(with_accounts: Site) -> None:
    way = with_accounts.visitor().get("/aanmelden/account").headers["location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(way).query).items()}
    assert SECRET not in way
    assert asked["code_challenge_method"] == "S256"
    assert all(len(asked[name]) >= 32 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == f"{ADDRESS}/aanmelden/terug"


def test_nobody_is_sent_elsewhere_afterwards(with_accounts: Site) -> None:
    visitor = with_accounts.visitor()
    back = there(visitor, "/aanmelden/account?naar=//elders.example")
    assert visitor.get(back).headers["location"] == "/taken"


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://elders.example"},
    "for somebody else's pages": {"aud": "een-andere-school"},
    "for several, and not made for us": {"aud": [CLIENT, "een-andere"], "azp": "een-andere"},
    "of another journey": {"nonce": "van gisteren"},
    "of no journey": {"nonce": None},
    "long over": {"iat": 1_000_000_000, "exp": 1_000_000_600},
    "without an end": {"exp": None},
    "not yet": {"nbf": 4_000_000_000},
    "without a person": {"sub": None},
    "an address that nobody checked": {"email_verified": False},
    "an address said to be checked in words": {"email_verified": "true"},
    "no address": {"email": None},
    "an address that is none": {"email": "maria"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_right_lets_nobody_in(with_accounts: Site, accounts: Accounts, lie: str) -> None:
    accounts.claims |= LIES[lie]
    _refused(with_accounts, 502, "Het aanmelden bij het schoolaccount is niet gelukt")


def test_a_token_without_a_signature_or_with_another_key_lets_nobody_in(
    with_accounts: Site, accounts: Accounts
) -> None:
    accounts.algorithm = "none"
    _refused(with_accounts, 502, "niet gelukt")
    accounts.algorithm = "RS256"
    accounts.key = RSAKey.generate_key(2048, {"kid": "een"})
    _refused(with_accounts, 502, "niet gelukt")


def test_a_provider_may_say_more_in_the_header_of_a_token(with_accounts: Site, accounts: Accounts) -> None:
    accounts.header = {"sid": "een eigen woord"}
    visitor = with_accounts.visitor()
    assert visitor.get(there(visitor)).status_code == 303


def test_a_provider_that_did_not_answer_is_let_be_for_half_a_minute(with_accounts: Site, accounts: Accounts) -> None:
    accounts.broken = True
    visitor = with_accounts.visitor()
    for _ in range(5):
        assert visitor.get("/aanmelden/account").status_code == 502
    assert accounts.asked == ["discovery"]
    accounts.broken = False
    with_accounts.wilg.clock.forward(1)
    assert visitor.get(there(visitor)).status_code == 303


def test_a_provider_that_keeps_everybody_waiting_keeps_no_more_than_a_few(
    with_accounts: Site, accounts: Accounts
) -> None:
    accounts.waits = Event()
    with ThreadPoolExecutor(LINES + 8) as many:
        asked = [many.submit(_asks, with_accounts) for _ in range(LINES + 8)]
        try:
            told = [each.result() for each in islice(as_completed(asked, timeout=8), 8)]
        finally:
            accounts.waits.set()
        statuses = [each.result() for each in asked]
    assert set(told) == {502}
    assert statuses.count(303) == LINES


def _asks(site: Site) -> int:
    return site.visitor().get("/aanmelden/account").status_code


def test_a_provider_that_does_not_say_where_to_go_is_a_calm_page(with_accounts: Site, accounts: Accounts) -> None:
    accounts.said_of_itself = {"authorization_endpoint": None}
    assert with_accounts.visitor().get("/aanmelden/account").status_code == 502


def test_a_provider_that_says_to_be_another_is_not_believed(with_accounts: Site, accounts: Accounts) -> None:
    accounts.said_of_itself = {"issuer": "https://elders.example"}
    page = with_accounts.visitor().get("/aanmelden/account")
    assert page.status_code == 502
    assert "niet gelukt" in page.text


def test_a_provider_that_does_not_answer_is_a_calm_page(with_accounts: Site, accounts: Accounts) -> None:
    accounts.broken = True
    page = with_accounts.visitor().get("/aanmelden/account")
    assert page.status_code == 502
    assert "Probeer het nog eens, of vraag de beheerder" in page.text


def test_an_address_of_nobody_and_one_of_two_colleagues_let_nobody_in(with_accounts: Site, accounts: Accounts) -> None:
    accounts.claims["email"] = "iemand@elders.example"
    _refused(with_accounts, 403, "hoort hier bij niemand, of bij meer dan een collega")
    accounts.claims["email"] = with_accounts.address(MARIA)
    twin = Staff("TWE", "Twee", "Ling", with_accounts.address(MARIA), frozenset({"leerkracht"}))

    def doubled(told: Told) -> Told:
        return replace(told, export_staff=(*told.export_staff, twin))

    with_accounts.wilg.change(doubled)
    _refused(with_accounts, 403, "hoort hier bij niemand, of bij meer dan een collega")


def test_what_came_back_is_good_once_and_only_in_the_browser_that_went(with_accounts: Site) -> None:
    visitor, other = with_accounts.visitor(), with_accounts.visitor()
    back = there(visitor)
    assert other.get(back).status_code == 400
    there(other)
    assert other.get(back).status_code == 400
    assert visitor.get(back).status_code == 303
    assert visitor.get(back).status_code == 400
    assert "Begin hier opnieuw" in visitor.get(back).text


def test_who_takes_longer_than_a_quarter_begins_again(with_accounts: Site) -> None:
    visitor = with_accounts.visitor()
    back = there(visitor)
    with_accounts.wilg.clock.forward(16)
    assert visitor.get(back).status_code == 400


def test_who_changed_their_mind_at_the_provider_is_back_at_the_beginning(with_accounts: Site) -> None:
    visitor = with_accounts.visitor()
    state = parse_qs(urlsplit(there(visitor)).query)["state"][0]
    page = visitor.get(f"/aanmelden/terug?error=access_denied&state={state}")
    assert page.status_code == 502
    assert "niet gelukt" in page.text


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, 303),
        ({"tid": "9f2c1a3e-0000-4000-8000-000000000000"}, 502),
        ({"tid": None}, 502),
        ({"idp": f"https://sts.windows.net/{TENANT}/"}, 303),
        ({"idp": "https://sts.windows.net/een-andere/"}, 502),
        ({"preferred_username": None, "email": "maria@dewilg.example"}, 502),
    ],
)
def test_entra_lets_in_who_belongs_to_the_own_tenant_and_no_guest(
    site: Site, accounts: Accounts, more: dict[str, Any], status: int
) -> None:
    _joined(site, Oidc("entra", CLIENT, "X", tenant=TENANT, issuer=accounts.address, name="Microsoft"))
    accounts.claims = {"tid": TENANT, "preferred_username": site.address(MARIA)} | more
    visitor = site.visitor()
    assert visitor.get(there(visitor)).status_code == status


@pytest.mark.parametrize(
    ("more", "status"), [({}, 303), ({"hd": "elders.example"}, 502), ({"hd": None}, 502), ({"email_verified": 1}, 502)]
)
def test_google_lets_in_who_belongs_to_the_own_domain(
    site: Site, accounts: Accounts, more: dict[str, Any], status: int
) -> None:
    _joined(site, Oidc("google", CLIENT, "X", domain="dewilg.example", issuer=accounts.address, name="Google"))
    accounts.claims |= {"hd": "dewilg.example"} | more
    visitor = site.visitor()
    assert visitor.get(there(visitor)).status_code == status


def test_a_school_without_mail_links_has_no_field_for_an_address(site: Site, accounts: Accounts) -> None:
    _joined(site, Oidc("oidc", CLIENT, "X", issuer=accounts.address, name="het schoolaccount"), mail_link=False)
    visitor = site.visitor()
    assert "Je mailadres" not in visitor.get("/aanmelden").text
    assert visitor.post("/aanmelden", data={"adres": site.address(MARIA)}).status_code == 404
    assert site.box.parcels == []
    assert visitor.get(there(visitor)).status_code == 303


def test_a_school_without_accounts_has_no_such_pages(site: Site) -> None:
    visitor = site.visitor()
    assert "Aanmelden met" not in visitor.get("/aanmelden").text
    assert visitor.get("/aanmelden/account").status_code == 404
    assert visitor.get("/aanmelden/terug?code=x&state=y").status_code == 404


def test_going_there_over_and_over_is_stopped_for_a_while(with_accounts: Site) -> None:
    visitor = with_accounts.visitor()
    statuses = [visitor.get("/aanmelden/account").status_code for _ in range(125)]
    assert statuses[0] == 303
    assert statuses[-1] == 429


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_the_whole_journey_in_a_browser(site: Site, accounts: Accounts, browser: Browser, width: int) -> None:
    """The cookie of the journey comes along when the provider sends somebody back, and no content policy stands in."""
    port = free_port()
    site.pages = Pages(f"http://127.0.0.1:{port}", site.pages.secret)
    site.house = replace(site.house, pages=site.pages)
    _joined(site, Oidc("oidc", CLIENT, "X", issuer=accounts.address, name="het schoolaccount"))
    said: list[str] = []

    def path(page: Page) -> str:
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"http://127.0.0.1:{port}/jaar")
        page.get_by_role("link", name="Aanmelden met het schoolaccount", exact=True).press("Enter")
        page.get_by_role("link", name="Ga door").click()
        page.get_by_role("heading", name="Het jaar", level=1).wait_for()
        return page.url

    with answering(site.app, port):
        assert browser.visit(path, width=width) == f"http://127.0.0.1:{port}/jaar"
    # A browser asks each of the two for an icon of its own accord.
    assert [each for each in said if "404" not in each] == []


def _refused(site: Site, status: int, words: str) -> None:
    visitor = site.visitor()
    page = visitor.get(there(visitor))
    assert page.status_code == status
    assert words in page.text
    assert visitor.get("/taken").status_code == 303

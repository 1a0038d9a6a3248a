"""Signing in with a letter: in the browser that asked and nowhere else, once, for as long as was said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.clock import to_utc
from engine.pages import Pages
from engine.store.log import load_events
from engine.store.signins import asked_since
from tests.sending.school import ID
from tests.web.site import ADDRESS, PAGES, Site, proof
from web.limits import MOST_KEPT, Limit
from web.session import COOKIE, PURPOSE

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

PAULA = "paula@dewilg.example"


def ask(visitor: TestClient, address: str = PAULA, **more: str) -> None:
    assert visitor.post("/aanmelden", data={"adres": address, **more}).headers["location"] == "/aanmelden/code"


def enter(visitor: TestClient, code: str) -> str:
    """Type a code; return where that leads, "" for nowhere."""
    return visitor.post("/aanmelden/code", data={"code": code}).headers.get("location", "")


def in_letters(site: Site) -> list[str]:
    return [each.to for each in site.box.parcels]


def test_with_the_code_from_the_letter_somebody_is_in(site: Site, visitor: TestClient) -> None:
    ask(visitor)
    assert in_letters(site) == [PAULA]
    assert enter(visitor, site.code()) == "/taken"
    assert "Mijn dag" in visitor.get("/taken").text
    assert visitor.get("/").headers["location"] == "/taken"


def test_the_link_of_the_letter_fills_the_code_in_where_it_was_asked(site: Site, visitor: TestClient) -> None:
    ask(visitor)
    link = f"/aanmelden/{site.code().replace('-', '')}"
    page = visitor.get(link).text
    assert f'value="{site.code()}"' in page
    assert visitor.get("/taken").status_code == 303
    assert enter(visitor, site.code()) == "/taken"


def test_a_program_that_opens_and_submits_the_link_elsewhere_gets_nothing_and_spends_nothing(
    site: Site, visitor: TestClient
) -> None:
    ask(visitor)
    code, scanner = site.code(), site.visitor()
    page = scanner.get(f"/aanmelden/{code.replace('-', '')}")
    assert "<form" not in page.text
    assert code in page.text
    assert scanner.post("/aanmelden/code", data={"code": code}).status_code == 400
    assert scanner.get("/taken").status_code == 303
    assert enter(visitor, code) == "/taken"


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(site: Site) -> None:
    """A colleague, somebody unknown, somebody who left the school, and somebody without a role."""
    site.wilg.change(
        lambda told: replace(
            told,
            export_staff=tuple(
                replace(each, roles=frozenset()) if each.code == "MVD" else each for each in told.export_staff
            ),
        )
    )
    answers = []
    for address in (PAULA, "niemand@dewilg.example", "marieke@dewilg.example"):
        visitor = site.visitor()
        answer = visitor.post("/aanmelden", data={"adres": address})
        seen = re.sub(r"=[^;]{60,}", "=...", answer.headers["set-cookie"])
        answers.append(
            (answer.status_code, answer.text, answer.headers["location"], seen, visitor.get("/aanmelden/code").text)
        )
    assert len(set(answers)) == 1
    assert in_letters(site) == [PAULA]


def test_an_address_that_two_people_share_signs_nobody_in(site: Site, visitor: TestClient) -> None:
    site.wilg.change(
        lambda told: replace(told, export_staff=tuple(replace(each, email=PAULA) for each in told.export_staff))
    )
    ask(visitor)
    assert in_letters(site) == []


def test_what_is_no_address_is_told(site: Site, visitor: TestClient) -> None:
    page = visitor.post("/aanmelden", data={"adres": "Paula <b>"})
    assert page.status_code == 400
    assert "Vul het mailadres in" in page.text
    assert "&lt;b&gt;" in page.text
    assert in_letters(site) == []


def test_after_signing_in_the_page_that_was_asked_for_is_shown(site: Site, visitor: TestClient) -> None:
    key = site.key("analyse", "1/2 A")
    link = site.pages.task(key).removeprefix(ADDRESS)
    sent = visitor.get(link).headers["location"]
    assert sent == f"/aanmelden?naar=/taken/{key}"
    (wish,) = re.findall(r'name="naar" value="([^"]+)"', visitor.get(sent).text)
    ask(visitor, naar=wish)
    assert enter(visitor, site.code()) == link
    assert "Vul de analyse in" in visitor.get(link).text


@pytest.mark.parametrize(
    "wish",
    [
        "https://kwaad.example",
        "//kwaad.example",
        "/\\kwaad.example",
        "/taken/../x",
        "taken",
        "/taken/",
        "/taken?x=/y",
        "",
    ],
)
def test_nobody_is_sent_elsewhere(site: Site, visitor: TestClient, wish: str) -> None:
    ask(visitor, naar=wish)
    assert enter(visitor, site.code()) == "/taken"


def test_the_cookie_is_for_our_pages_alone_and_for_no_script(site: Site, visitor: TestClient) -> None:
    ask(visitor)
    answer = visitor.post("/aanmelden/code", data={"code": site.code()})
    cookie = SimpleCookie(answer.headers.get_list("set-cookie")[0])[COOKIE]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "lax", "/")
    assert cookie["max-age"] == ""


def test_without_https_the_cookie_can_still_be_kept(planned: Path, site: Site) -> None:
    plain = Site(site.wilg.folder, Pages("http://school.lan/jaar", "een geheim dat niemand raadt"))
    visitor = plain.visitor()
    answer = visitor.post("/jaar/aanmelden", data={"adres": PAULA})
    assert answer.headers["location"] == "/jaar/aanmelden/code"
    assert "secure" not in answer.headers["set-cookie"].lower()
    assert "Path=/jaar;" in answer.headers["set-cookie"]
    plain.wilg.database.close()


@pytest.mark.parametrize(("stay", "lasting"), [(True, timedelta(days=90)), (False, timedelta(hours=12))])
def test_a_known_device_stays_signed_in_for_ninety_days_another_for_half_a_day(
    site: Site, stay: bool, lasting: timedelta
) -> None:
    visitor = site.signed_in("PAR", stay=stay)
    site.wilg.clock.moment += lasting - timedelta(minutes=1)
    assert visitor.get("/ik").status_code == 200
    site.wilg.clock.forward(1)
    assert visitor.get("/ik").status_code == 303


@pytest.mark.parametrize(
    "change", [lambda cookie: cookie[:-1], lambda cookie: f"x{cookie}", lambda _: "", lambda _: "a.b"]
)
def test_a_cookie_that_is_not_ours_is_nobodys(site: Site, change) -> None:  # type: ignore[no-untyped-def]
    visitor = site.signed_in("PAR")
    cookie = visitor.cookies[COOKIE]
    visitor.cookies.clear()
    visitor.cookies.set(COOKIE, change(cookie))
    assert visitor.get("/taken").status_code == 303


def test_a_cookie_of_another_school_or_signed_with_nothing_is_nobodys(site: Site) -> None:
    from engine.signing import signed

    visitor, now = site.visitor(), site.wilg.clock().isoformat()
    for secret, school in ((PAGES.secret, "anders"), ("", ID), ("een ander geheim dan dit", ID)):
        visitor.cookies.set(COOKIE, signed(secret, PURPOSE, (school, "PAR", "0", now, "mail", "", "x")))
        assert visitor.get("/taken").status_code == 303
    visitor.cookies.set(COOKIE, signed(PAGES.secret, PURPOSE, (ID, "PAR", "0", now, "mail", "", "x")))
    assert visitor.get("/taken").status_code == 200


def test_without_a_secret_nobody_can_sign_in(site: Site) -> None:
    open_site = Site(site.wilg.folder, Pages(ADDRESS, ""))
    visitor = open_site.visitor()
    visitor.post("/aanmelden", data={"adres": PAULA})
    assert visitor.post("/aanmelden/code", data={"code": open_site.code()}).status_code == 400
    open_site.wilg.database.close()


def test_signing_out_is_for_this_device_and_everywhere_for_all(site: Site) -> None:
    phone, desktop, colleague = site.signed_in("PAR", stay=True), site.signed_in("PAR"), site.signed_in("MVD")
    kept = phone.cookies[COOKIE]
    assert phone.post("/ik/uitloggen", data={"bewijs": proof(phone)}).headers["location"] == "/?uit=ja"
    assert COOKIE not in phone.cookies
    assert desktop.get("/taken").status_code == 200
    phone.cookies.set(COOKIE, kept)
    assert desktop.post("/ik/overal-uitloggen", data={"bewijs": proof(desktop)}).status_code == 303
    assert phone.get("/taken").status_code == 303
    assert colleague.get("/taken").status_code == 200
    assert site.signed_in("PAR").get("/taken").status_code == 200
    with site.wilg.database.reading(ID) as store:
        assert [each.who for each in load_events(store) if each.what == "overal uitgelogd"] == ["PAR"]


def test_six_wrong_codes_and_the_ticket_is_worth_nothing(site: Site, visitor: TestClient) -> None:
    ask(visitor)
    code = site.code()
    for _ in range(6):
        assert "Deze code klopt niet" in visitor.post("/aanmelden/code", data={"code": "AAAA-AAAA"}).text
    page = visitor.post("/aanmelden/code", data={"code": code})
    assert page.status_code == 429
    assert "te vaak" in page.text
    assert visitor.get("/taken").status_code == 303
    ask(visitor)
    assert enter(visitor, site.code()) == "/taken"


def test_one_client_may_try_a_hundred_codes_in_a_quarter_whatever_tickets_it_has(site: Site) -> None:
    for _ in range(20):
        visitor = site.visitor()
        visitor.post("/aanmelden", data={"adres": "niemand@dewilg.example"})
        for _ in range(5):
            assert visitor.post("/aanmelden/code", data={"code": "x"}).status_code == 400
    assert visitor.post("/aanmelden/code", data={"code": "x"}).status_code == 429
    site.wilg.clock.forward(16)
    visitor.post("/aanmelden", data={"adres": "niemand@dewilg.example"})
    assert visitor.post("/aanmelden/code", data={"code": "x"}).status_code == 400


def test_one_address_gets_five_letters_in_a_quarter_and_nobody_can_tell(site: Site, visitor: TestClient) -> None:
    for _ in range(8):
        ask(visitor, PAULA.upper())
    assert in_letters(site) == [PAULA] * 5
    site.wilg.clock.forward(16)
    ask(visitor)
    assert len(in_letters(site)) == 6


def test_one_client_may_ask_sixty_times_in_a_quarter(site: Site, visitor: TestClient) -> None:
    for number in range(60):
        ask(visitor, f"niemand{number}@dewilg.example")
    page = visitor.post("/aanmelden", data={"adres": PAULA})
    assert page.status_code == 429
    assert in_letters(site) == []


def test_a_limit_lets_go_of_what_is_over(site: Site) -> None:
    limit, now = Limit(1), site.wilg.clock()
    for number in range(MOST_KEPT):
        assert limit.allows(str(number), now)
    assert not limit.allows("0", now)
    assert limit.allows("0", now + timedelta(minutes=15))


def test_a_form_that_is_too_large_is_refused(visitor: TestClient) -> None:
    assert visitor.post("/aanmelden", data={"adres": "x" * 60_000}).status_code == 405
    assert (
        visitor.post(
            "/aanmelden", content=b"adres=%ff", headers={"content-type": "application/x-www-form-urlencoded"}
        ).status_code
        == 405
    )


def test_the_letter_is_asked_of_a_mailer_that_fails_without_anybody_seeing_it(site: Site, visitor: TestClient) -> None:
    site.house = replace(site.house, mailer=lambda: _Broken())  # type: ignore[arg-type, return-value]
    broken = site.visitor()
    ask(broken)
    with site.wilg.database.reading(ID) as store:
        assert asked_since(store, "PAR", to_utc(site.wilg.clock()) - timedelta(minutes=1)) <= 1


class _Broken:
    def recall(self, *_: object, **__: object) -> None:
        raise OSError("geen lijn")

    def close(self) -> None: ...


@pytest.mark.parametrize(
    "asked", ["/jaar?van=mij", "/groepen?wat=eigen%20regels&laat=ja", "/regels/bestand/eigen/nieuw.yaml?regel=3"]
)
def test_who_had_to_sign_in_first_comes_where_they_were_going_with_all_that_was_asked(site: Site, asked: str) -> None:
    visitor = site.visitor()
    sent = visitor.get(asked)
    wish = parse_qs(urlsplit(sent.headers["location"]).query)["naar"][0]
    visitor.post("/aanmelden", data={"adres": site.address("BEA"), "naar": wish})
    answer = visitor.post("/aanmelden/code", data={"code": site.code()})
    assert answer.headers["location"] == asked
    assert visitor.get(asked).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "//elders.example",
        "https://elders.example",
        "/\\elders.example",
        "/.//elders.example",
        "/taken\r\nx: y",
        "/a?b#c",
    ],
)
def test_nobody_is_sent_elsewhere_by_a_link(site: Site, asked: str) -> None:
    visitor = site.visitor()
    visitor.post("/aanmelden", data={"adres": site.address("PAR"), "naar": asked})
    assert visitor.post("/aanmelden/code", data={"code": site.code()}).headers["location"] == "/taken"

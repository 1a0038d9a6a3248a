"""What holds for every page: who may see it is said, nothing comes from elsewhere, and a mistake stays ours."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import structlog
from starlette.testclient import TestClient

from engine.pages import BUILT, SIGN_IN, TASKS, UNSUBSCRIBE, Pages
from engine.store.database import open_database
from notifiers.memory import Mailbox
from tests.sending.school import ID
from web.access import HOLDER, WHO
from web.app import PAGES, app_of
from web.house import open_house

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from tests.web.site import Site

ELSEWHERE = re.compile(r"""(src|href|action|url)\s*[=(]\s*["']?(https?:)?//""")
INLINE = re.compile(r"<script(?! src=)|<script[^>]*>[^<]|<style|\sstyle=|\son\w+=|javascript:", re.IGNORECASE)


def seen(site: Site, visitor: TestClient) -> dict[str, str]:
    """Return every page there is, and what is shown where there is none."""
    link = site.link("PAR")
    pages = {path: visitor.get(path).text for path in ("/", link, "/nergens", "/aanmelden", "/aanmelden/ABCDEFGH")}
    pages |= {"paused": visitor.post(link).text, "resumed": visitor.post(f"{link}/weer").text}
    inside, key = site.signed_in("PAR"), site.key("seo", "1/2 A")
    return pages | {path: inside.get(path).text for path in ("/taken", f"/taken/{key}", f"/taken/{key}/meer", "/ik")}


def test_who_may_see_it_is_said_of_every_page_and_of_nothing_else() -> None:
    assert {name for name, *_ in PAGES} == WHO.keys()


def test_the_pages_that_letters_link_to_are_those_that_are_there() -> None:
    """A page that is built switches its links on by its name in engine.pages; not before."""
    served = {path.split("/")[1] for _, _, path, _ in PAGES}
    assert served & {TASKS, SIGN_IN, UNSUBSCRIBE} == BUILT


def test_a_page_for_who_holds_a_link_has_the_link_in_its_address() -> None:
    held = [path for name, _, path, _ in PAGES if WHO[name] == HOLDER]
    assert held
    assert all("{token}" in path for path in held)


def test_the_front_door_says_whose_it_is(visitor: TestClient) -> None:
    page = visitor.get("/")
    assert page.status_code == 200
    assert "Dit is Jaarcyclus van De Wilg" in page.text


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_in_the_page(site: Site, visitor: TestClient) -> None:
    for name, text in seen(site, visitor).items():
        assert not ELSEWHERE.search(text), name
        assert not INLINE.search(text), name
    style = visitor.get("/jaarcyclus.css").text
    assert "@import" not in style
    assert "url(" not in style


@pytest.mark.parametrize("path", ["/", "/nergens", "/jaarcyclus.css", "/afmelden/x"])
def test_every_answer_carries_the_headers_that_keep_it_so(visitor: TestClient, path: str) -> None:
    headers = visitor.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


def test_a_page_is_not_kept_but_its_style_may_be_and_its_address_changes_with_it(
    site: Site, visitor: TestClient
) -> None:
    page = visitor.get(site.link("PAR"))
    assert page.headers["cache-control"] == "no-store"
    (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
    style = visitor.get(address)
    assert "immutable" in style.headers["cache-control"]
    assert style.headers["content-type"].startswith("text/css")


def test_the_script_comes_from_us_may_be_kept_and_its_address_changes_with_it(site: Site, visitor: TestClient) -> None:
    """`make setup` makes the scripts; a page without them lacks no way to do anything."""
    (address,) = re.findall(r'<script src="([^"]+)" defer></script>', visitor.get("/").text)
    script = visitor.get(address)
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert address.endswith(sha256(script.content).hexdigest()[:8])


def test_a_script_that_is_not_there_is_a_page_that_is_not_there(visitor: TestClient) -> None:
    assert visitor.get("/js/anders.js").status_code == 404
    assert visitor.get("/js/..%2fapp.js").status_code == 404


def test_a_page_is_in_dutch_small_and_fit_for_a_telephone(site: Site, visitor: TestClient) -> None:
    for text in seen(site, visitor).values():
        assert '<html lang="nl">' in text
        assert 'content="width=device-width, initial-scale=1"' in text
        assert text.count("<h1>") == 1
        assert re.search(r"<title>[^<]+ · Jaarcyclus van De Wilg</title>", text)
        assert "!" not in text.replace("<!DOCTYPE html>", "")
        assert len(text) < 8_000


def test_another_way_of_asking_is_refused_kindly(site: Site, visitor: TestClient) -> None:
    assert visitor.delete(site.link("PAR")).status_code == 405
    assert "Dat kan hier niet" in visitor.post("/").text
    assert site.pauses() == []


def test_when_somebody_else_is_long_busy_in_the_store_the_visitor_is_asked_to_wait(site: Site) -> None:
    impatient = open_database("sqlite:///wilg.db", site.wilg.folder, patience=0.05)
    house = open_house(impatient, site.wilg.settings, site.pages, site.wilg.clock, Mailbox)
    with site.wilg.database.writing(ID):
        page = _visitor(app_of(house)).post(site.link("PAR"))
    impatient.close()
    assert page.status_code == 503
    assert "Het is even druk" in page.text
    assert site.pauses() == []


def test_a_mistake_of_ours_tells_the_visitor_nothing_and_the_log_no_name(site: Site) -> None:
    """Here the clock is broken, with a name in what it says."""

    def broken_clock() -> None:
        raise RuntimeError("Paula Ros")

    house = open_house(site.wilg.database, site.wilg.settings, site.pages, broken_clock, Mailbox)  # type: ignore[arg-type]
    with structlog.testing.capture_logs() as logged:
        page = _visitor(app_of(house)).get(site.link("PAR"))
    assert page.status_code == 500
    assert "Hier ging iets mis" in page.text
    assert "RuntimeError" not in page.text
    assert [(each["event"], each["error"]) for each in logged] == [("page failed", "RuntimeError")]
    assert "Paula" not in str(logged)


def test_a_secret_never_shows_in_what_is_printed() -> None:
    assert "geheim" not in repr(Pages("https://x.example", "een geheim"))
    assert "geheim" not in repr(replace(Pages(), secret="een geheim"))


def _visitor(app: ASGIApp) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)

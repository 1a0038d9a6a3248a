"""Verzonden: which mails there are, what one said and why, and what the beheerder decides about it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest

from engine.outbox import FAILED, HELD
from engine.runs.mailacts import DROPPED, RELEASED
from engine.store.holds import add_hold
from engine.store.log import load_events
from engine.store.outbox import load_post
from tests.sending.school import ID
from tests.web.site import proof
from web.plainly import as_sentence, plainly

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from engine.outbox import Post
    from tests.web.site import Site


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def seen(visitor: TestClient, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    return words(answer.text)


def post_of(site: Site, mail: str) -> Post:
    with site.wilg.database.reading(ID) as store:
        found = load_post(store, mail)
    assert found is not None
    return found


def decided(site: Site) -> list[tuple[str, str, str]]:
    with site.wilg.database.reading(ID) as store:
        return [(each.who, each.what, each.why) for each in load_events(store) if each.what in (RELEASED, DROPPED)]


@pytest.fixture
def bea(site: Site) -> TestClient:
    return site.signed_in("BEA")


def test_every_mail_of_a_day_is_listed_with_what_became_of_it(site: Site, bea: TestClient) -> None:
    assert "Paula Ros overzicht klaar om te gaan" in seen(bea, "/verzonden")
    site.send()
    page = seen(bea, "/verzonden")
    assert "Vandaag" in page
    assert re.search(r"Paula Ros overzicht verzonden om \d\d:\d\d", page)
    assert "Bea Kok om aan te melden" in page


def test_the_mails_of_one_colleague_or_of_one_outcome_are_found(site: Site, bea: TestClient) -> None:
    site.send()
    mine = bea.get("/verzonden?wie=PAR").text
    assert mine.count("/verzonden/") - mine.count("/verzonden/morgen") == 1
    assert "Er is geen mail die hieraan voldoet." in seen(bea, "/verzonden?wie=PAR&welke=niet")
    assert "Er is geen mail die hieraan voldoet." in seen(bea, "/verzonden?wie=PAR&tot=2026-11-10")
    assert "Paula Ros" in seen(bea, "/verzonden?wie=iemand&welke=iets&tot=ooit")


def test_an_opened_mail_shows_its_words_and_the_task_behind_a_line(site: Site, bea: TestClient) -> None:
    mail = site.wilg.post("PAR").id
    assert "die komen pas bij het versturen" in seen(bea, f"/verzonden/{mail}")
    site.send()
    answer = bea.get(f"/verzonden/{mail}")
    page = words(answer.text)
    assert "Aan Paula Ros (paula@dewilg.example), dinsdag 10 november" in page
    assert "Vul de analyse in, groep 1/2 A" in page
    assert f"/taken/{site.key('analyse', '1/2 A')}/meer" in answer.text


def test_an_opened_mail_names_no_sensitive_rule_and_shows_no_link_that_acts_by_itself(
    site: Site, bea: TestClient
) -> None:
    site.send()
    answer = bea.get(f"/verzonden/{site.wilg.post('PAR').id}").text
    assert "zorglijst" not in answer
    assert "Een vertrouwelijke taak" in answer
    assert site.link("PAR") not in answer


def test_of_a_letter_of_the_system_the_words_are_not_kept(site: Site, bea: TestClient) -> None:
    mail = site.wilg.post("BEA", "inloggen").id
    page = seen(bea, f"/verzonden/{mail}")
    assert "Van deze mail bewaren we de woorden niet." in page
    assert site.code() not in page


def test_a_mail_in_doubt_waits_at_the_top_and_is_let_go_once(site: Site, bea: TestClient) -> None:
    mail = site.in_doubt("PAR", reason="de lijn viel weg")
    page = seen(bea, "/verzonden")
    assert page.index("Wacht op jou") < page.index("Vandaag")
    assert "overzicht: de lijn viel weg misschien aangekomen" in page
    answer = bea.post(f"/verzonden/{mail}/vrij", data={"bewijs": proof(bea)})
    assert answer.headers["location"] == "/verzonden?gedaan=vrij"
    assert "De mail mag weer gaan." in seen(bea, "/verzonden?gedaan=vrij")
    again = bea.post(f"/verzonden/{mail}/vrij", data={"bewijs": proof(bea)})
    assert (again.status_code, "Deze mail staat niet vast" in words(again.text)) == (409, True)
    assert decided(site) == [("BEA", RELEASED, "")]


def test_a_mail_is_dropped_with_a_reason_and_not_without(site: Site, bea: TestClient) -> None:
    mail = site.in_doubt("PAR", FAILED)
    answer = bea.post(f"/verzonden/{mail}/intrekken", data={"bewijs": proof(bea), "reden": "  "})
    assert "Schrijf erbij waarom deze mail niet gaat." in words(answer.text)
    assert post_of(site, mail).state == FAILED
    answer = bea.post(f"/verzonden/{mail}/intrekken", data={"bewijs": proof(bea), "reden": "Paula weet  het al"})
    assert answer.headers["location"] == "/verzonden?gedaan=ingetrokken"
    assert "overzicht: Paula weet het al niet verstuurd" in seen(bea, "/verzonden")
    assert decided(site) == [("BEA", DROPPED, "Paula weet het al")]


def test_all_that_is_held_goes_with_one_press(site: Site, bea: TestClient) -> None:
    held = [site.in_doubt("PAR", HELD, "even wachten"), site.in_doubt("MVD", HELD, "even wachten")]
    assert "Laat alle 2 mails gaan die vaststaan" in seen(bea, "/verzonden")
    assert bea.post("/verzonden/vrij", data={"bewijs": proof(bea)}).status_code == 303
    assert {post_of(site, each).state for each in held} == {"wacht"}


def test_what_the_brake_holds_goes_by_the_brake_alone(site: Site, bea: TestClient) -> None:
    from engine.brake import Figures, Hold

    mail = site.in_doubt("PAR", HELD, "de rem: wacht tot iemand de run vrijgeeft")
    with site.wilg.database.writing(ID) as store:
        add_hold(store, Hold("Veel meer dan verwacht.", Figures(1, 1), None), date(2026, 11, 10), site.wilg.clock())
    assert "Alle mail wacht. Veel meer dan verwacht." in seen(bea, "/verzonden")
    assert "Alle mail wacht op de rem." in seen(bea, f"/verzonden/{mail}")
    answer = bea.post(f"/verzonden/{mail}/vrij", data={"bewijs": proof(bea)})
    assert answer.status_code == 409
    assert "jaarcyclus run" not in answer.text
    assert post_of(site, mail).state == HELD


def test_the_mail_of_the_next_working_day_is_read_beforehand_and_nothing_is_kept_of_it(
    site: Site, bea: TestClient
) -> None:
    site.send()
    before = {each.id for each in site.wilg.posts().values()}
    answer = bea.get("/verzonden/morgen")
    page = words(answer.text)
    assert "Mail van woensdag 11 november" in page
    assert "Er gaat nu niets weg." in page
    assert "/afmelden/" not in answer.text
    assert "zorglijst" not in answer.text
    assert {each.id for each in site.wilg.posts().values()} == before
    assert "Mail van donderdag 12 november" in seen(bea, "/verzonden/morgen?dag=2026-11-12")
    assert "Mail van woensdag 11 november" in seen(bea, "/verzonden/morgen?dag=2031-01-01")


def test_a_mail_that_is_not_there_is_not_there(bea: TestClient) -> None:
    assert bea.get("/verzonden/bestaatniet").status_code == 404


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("de rem: verder met `jaarcyclus run --release`", "De rem."),
        (
            "er is nog geen export ingelezen; met `jaarcyclus import edexml edex.xml`",
            "Er is nog geen export ingelezen.",
        ),
        (
            "De mail staat vast. 3 mails gaan weg. Kijk met `jaarcyclus mail preview` wat er weg gaat, en ga verder "
            "met `jaarcyclus run --release`.",
            "De mail staat vast. 3 mails gaan weg.",
        ),
        (
            "x.yaml is stuk en doet niet mee; met `jaarcyclus check` zie je wat er mis is",
            "X.yaml is stuk en doet niet mee.",
        ),
        ("alles is goed", "Alles is goed."),
        ("", ""),
    ],
)
def test_a_page_does_not_say_what_to_type(sentence: str, said: str) -> None:
    assert as_sentence(sentence) == said
    assert "`" not in plainly(sentence)

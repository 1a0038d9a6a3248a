"""No mail for a while: one click in a mail program or a button on the page, and it ends by itself."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from engine.outbox import OVERVIEW, TEST_LETTER, Pause
from engine.pages import NO_PAGES, Pages
from engine.runs.mailhealth import mail_findings
from engine.runs.post import system_post
from engine.runs.writing import Writer
from notifiers.mailer import RefusedForNow
from notifiers.memory import Mailbox
from tests.sending.school import ID, TODAY, text_of
from tests.web.site import ADDRESS, Site

if TYPE_CHECKING:
    from pathlib import Path

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
LAST = date(2026, 11, 23)  # the tenth school day from Tuesday 10 November


def test_each_mail_of_a_day_can_be_ended_with_one_click_at_an_address_of_its_own(site: Site) -> None:
    mails = site.send()
    assert {"paula@dewilg.example", "marieke@dewilg.example", "dirk@dewilg.example"} <= mails.keys()
    links = {to: str(each["List-Unsubscribe"]) for to, each in mails.items()}
    assert links["paula@dewilg.example"] == f"<{site.pages.unsubscribe(ID, 'PAR')}>"
    assert len(set(links.values())) == len(links)
    assert {str(each["List-Unsubscribe-Post"]) for each in mails.values()} == {"List-Unsubscribe=One-Click"}


def test_the_letter_says_quietly_where_to_pause(site: Site) -> None:
    text = text_of(site.send()["paula@dewilg.example"].as_bytes())
    assert text.count("Even geen mail? Pauzeer hier") == 2
    assert text.count(f"{ADDRESS}{site.link('PAR')}") == 2


@pytest.mark.parametrize("pages", [NO_PAGES, Pages(ADDRESS), Pages("", "een geheim dat niemand raadt")])
def test_without_a_web_address_or_what_signs_links_there_is_nothing_of_it(site: Site, pages: Pages) -> None:
    site.pages = pages
    mail = site.send()["paula@dewilg.example"]
    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None
    assert "afmelden" not in text_of(mail.as_bytes())


def test_a_mail_that_is_tried_again_is_the_same_to_the_byte(site: Site) -> None:
    refusing, taking = Mailbox([RefusedForNow("450 druk")] * 20), Mailbox()
    site.wilg.send(refusing, Writer(site.wilg.settings, site.pages))
    site.wilg.clock.forward(3)
    site.wilg.send(taking, Writer(site.wilg.settings, site.pages))
    assert taking.parcels == refusing.offered
    assert all(b"List-Unsubscribe: <https://" in each.body for each in taking.parcels)


def test_a_letter_of_the_system_was_asked_for_and_has_nothing_to_end(site: Site) -> None:
    post = system_post(site.wilg.settings, TEST_LETTER, "1", "PAR", "p.ros@dewilg.example", site.wilg.clock())
    site.wilg.by_hand(post)
    mail = site.send()["p.ros@dewilg.example"]
    assert mail["List-Unsubscribe"] is None
    assert "afmelden" not in text_of(mail.as_bytes())


def test_a_letter_links_to_the_tasks_it_names_and_to_no_sensitive_one(site: Site) -> None:
    text = text_of(site.send()["paula@dewilg.example"].as_bytes())
    named = {each.key for each in site.wilg.tasks() if f"{ADDRESS}/taken/{each.key}" in text}
    assert {site.key("analyse", "1/2 A")} < named
    assert not named & {each.key for each in site.wilg.tasks() if each.rule == "zorglijst"}


def test_opening_the_link_changes_nothing_because_programs_open_every_link(site: Site, visitor: TestClient) -> None:
    for path in (site.link("PAR"), f"{site.link('PAR')}/weer"):
        page = visitor.get(path)
        assert page.status_code == 200
        assert "Pauzeer mijn mail" in page.text
        assert visitor.head(path).status_code == 200
    assert (site.pauses(), site.events()) == ([], [])


@pytest.mark.parametrize("manner", ["a form", "parts", "the button"])
def test_one_click_or_the_button_pauses_ten_school_days(site: Site, visitor: TestClient, manner: str) -> None:
    """A mail program may send its one click as a form or in parts (RFC 8058); the button sends nothing at all."""
    link = site.link("PAR")
    parts = {name: (None, value) for name, value in ONE_CLICK.items()}
    sent = {"a form": {"data": ONE_CLICK}, "parts": {"files": parts}, "the button": {}}[manner]
    page = visitor.post(link, **sent)  # type: ignore[arg-type]
    assert page.status_code == 200
    assert "Tot en met <strong>maandag 23 november</strong> krijg je geen overzicht" in page.text
    assert site.pauses() == [Pause("PAR", date(2026, 11, 10), LAST)]
    assert [(each.who, each.what, each.subject) for each in site.events()] == [("afmelden", "pauze", "PAR")]


def test_clicking_again_changes_nothing_more(site: Site, visitor: TestClient) -> None:
    visitor.post(site.link("PAR"), data=ONE_CLICK)
    before = (site.pauses(), site.events())
    site.wilg.clock.forward(3 * 24 * 60)
    assert visitor.post(site.link("PAR"), data=ONE_CLICK).status_code == 200
    assert (site.pauses(), site.events()) == before
    assert "Je mail staat op pauze" in visitor.get(site.link("PAR")).text


def test_it_is_undone_with_a_button(site: Site, visitor: TestClient) -> None:
    visitor.post(site.link("PAR"))
    page = visitor.post(f"{site.link('PAR')}/weer")
    assert "Je krijgt weer mail" in page.text
    assert site.pauses() == []
    visitor.post(f"{site.link('PAR')}/weer")
    assert [each.what for each in site.events()] == ["pauze", "pauze voorbij"]
    assert "paula@dewilg.example" in site.send()


def test_the_page_of_one_person_is_of_no_use_for_another(site: Site, visitor: TestClient) -> None:
    visitor.post(site.link("PAR"))
    assert [each.person for each in site.pauses()] == ["PAR"]
    assert "Even geen mail?" in visitor.get(site.link("MVD")).text


# --- what a pause does, and what it does not


def test_after_one_click_no_mail_goes_and_what_waited_is_taken_back(site: Site, visitor: TestClient) -> None:
    visitor.post(site.link("PAR"), data=ONE_CLICK)
    assert "paula@dewilg.example" not in site.send()
    assert site.wilg.post("PAR").reason == "pauze tot en met 23 november"
    plan = site.wilg.morning("2026-11-16")
    assert "PAR" not in {each.person for each in plan.posts if each.kind == OVERVIEW}
    assert "paula@dewilg.example" not in site.send()


def test_who_keeps_the_school_sees_who_has_a_pause_and_until_when(site: Site, visitor: TestClient) -> None:
    visitor.post(site.link("PAR"), data=ONE_CLICK)
    with site.wilg.database.reading(ID) as store:
        told = [each.sentence for each in mail_findings(store, site.wilg.staff(), date.fromisoformat(TODAY))]
    assert [each for each in told if "Paula" in each and "23 november" in each]
    site.wilg.morning("2026-11-12")
    site.wilg.clock.set("07:30")
    mails = site.send()
    assert "Paula" in text_of(mails["bea@dewilg.example"].as_bytes())


def test_what_stays_late_reaches_the_next_level_all_the_same(site: Site, visitor: TestClient) -> None:
    visitor.post(site.link("PAR"), data=ONE_CLICK)
    reached = []
    for day in ("2026-11-11", "2026-11-12", "2026-11-13", "2026-11-16"):
        site.wilg.morning(day)
        reached += [(day, to) for to in site.send() if to == "ilse@dewilg.example"]
    assert reached == [("2026-11-13", "ilse@dewilg.example")]
    assert ("ILS", "analyse") in site.wilg.told()
    assert ("PAR", "analyse") not in site.wilg.told()


def test_it_ends_by_itself(site: Site, visitor: TestClient) -> None:
    visitor.post(site.link("PAR"), data=ONE_CLICK)
    got = {}
    for day in ("2026-11-20", "2026-11-23", "2026-11-24"):
        site.wilg.morning(day)
        got[day] = "paula@dewilg.example" in site.send()
    assert [day for day, came in got.items() if came] == ["2026-11-24"]
    assert "Even geen mail?" in visitor.get(site.link("PAR")).text


# --- who may see it


def _wrong_links(site: Site) -> list[str]:
    whole = site.link("PAR")
    other_school = site.pages.unsubscribe("anders", "PAR").removeprefix(ADDRESS)
    other_secret = Pages(ADDRESS, "een ander geheim van een ander").unsubscribe(ID, "PAR").removeprefix(ADDRESS)
    nobody = site.pages.unsubscribe(ID, "WEG").removeprefix(ADDRESS)
    return [whole[:-1], whole + "A", "/afmelden/", "/afmelden/x", other_school, other_secret, nobody, "/../x"]


def test_a_link_that_is_not_ours_is_told_so_kindly_and_does_nothing(site: Site, visitor: TestClient) -> None:
    for link in _wrong_links(site):
        for page in (visitor.get(link), visitor.post(link), visitor.post(f"{link}/weer")):
            assert page.status_code == 404, link
            assert "Deze pagina is er niet" in page.text
    assert (site.pauses(), site.events()) == ([], [])


def test_the_pages_tell_nothing_about_a_person(site: Site, visitor: TestClient) -> None:
    """A mail that was passed on shows the reader no name and no address."""
    link = site.link("PAR")
    shown = [visitor.get("/"), visitor.get(link), visitor.post(link), visitor.get(link), visitor.post(f"{link}/weer")]
    for page in shown:
        assert not [each for each in ("Paula", "Ros", "PAR<", "@", "Xantippe") if each in page.text]


def test_a_year_without_a_calendar_is_told_and_not_paused(site: Site, visitor: TestClient) -> None:
    site.wilg.clock.forward(400 * 24 * 60)
    page = visitor.post(site.link("PAR"))
    assert page.status_code == 409
    assert "er is nog geen kalender tot en met" in page.text.lower()
    assert site.pauses() == []


def test_a_pause_that_is_used_up_is_not_made_longer_by_clicking(site: Site, visitor: TestClient) -> None:
    visitor.post(site.link("PAR"))
    site.wilg.clock.forward(14 * 24 * 60)  # Tuesday 24 November, the first day back
    page = visitor.post(site.link("PAR"))
    assert page.status_code == 409
    assert "daarna komt er eerst een werkdag met mail" in page.text
    assert site.pauses() == [Pause("PAR", date(2026, 11, 10), LAST)]


def test_it_works_under_a_path_of_its_own(planned: Path, tmp_path: Path) -> None:
    under = "https://dewilg.example/jaarcyclus"
    site = Site(shutil.copytree(planned, tmp_path / "wilg"), Pages(under, "een geheim dat niemand raadt"))
    visitor = TestClient(site.app)
    link = site.pages.unsubscribe(ID, "PAR").removeprefix("https://dewilg.example")
    assert link.startswith("/jaarcyclus/afmelden/")
    assert f'action="{link}"' in visitor.get(link).text
    assert f'action="{link}/weer"' in visitor.post(link).text
    assert visitor.get("/jaarcyclus/").status_code == 200
    assert visitor.get("/").status_code == 404
    site.wilg.database.close()

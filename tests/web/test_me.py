"""One's own page: the hour of the overview and how often, a pause, and an address for one's own calendar."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.clock import at
from engine.configparts import Schedule
from engine.digesthour import hour_of, offered, school_hour
from engine.intake.renames import Rename
from engine.runs.ownwish import choose
from engine.runs.post import window
from engine.store.agendas import agenda_at, agenda_of, end_agenda, keep_agenda, note_fetched
from engine.store.database import open_database
from engine.store.hours import load_hours
from engine.store.renames import apply_renames
from notifiers.memory import Mailbox
from tests.sending.school import ID, text_of
from tests.web.site import Site, proof
from tests.web.test_in_a_browser import DESKTOP, PHONE, served, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from tests.browser import Browser

__all__ = ["served"]
ADDRESS = re.compile(r"https?://[^/\s]+(/agenda/[\w-]+\.ics)")
HOURS = st.times(min_value=time(0), max_value=time(23, 59)).map(lambda each: each.replace(second=0, microsecond=0))


def press(visitor: TestClient, path: str, **fields: str) -> str:
    """Press a button of one's own page, and return the page one is at then."""
    answer = visitor.post(path, data={"bewijs": proof(visitor)} | fields)
    return visitor.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def sent(site: Site, hour: str) -> set[str]:
    """Let the clock stand at this hour, send what is due, and return who got something."""
    site.wilg.clock.set(hour)
    box = Mailbox()
    site.wilg.send(box)
    return {each.to.split("@")[0] for each in box.parcels}


# --- the hour


def test_an_overview_goes_at_ones_own_hour_and_that_of_others_at_the_schools(site: Site) -> None:
    page = press(site.signed_in("PAR"), "/ik/mail", uur="12:30", wens="herinnering")
    assert "Bewaard: zo krijg je voortaan je mail." in page
    assert 'value="12:30" selected' in page
    first = sent(site, "07:31")
    assert "paula" not in first
    assert "marieke" in first
    assert sent(site, "12:29") == set()
    assert sent(site, "12:30") == {"paula"}
    assert sent(site, "15:00") == set()


def test_an_hour_that_is_over_lets_what_still_waits_go_at_once(site: Site) -> None:
    press(site.signed_in("PAR"), "/ik/mail", uur="15:30", wens="herinnering")
    assert "paula" not in sent(site, "09:00")
    press(site.signed_in("PAR"), "/ik/mail", uur="07:30", wens="herinnering")
    assert sent(site, "09:01") == {"paula"}


def test_who_had_the_mail_of_today_gets_no_second_one_at_a_later_hour(site: Site) -> None:
    assert "paula" in sent(site, "07:31")
    press(site.signed_in("PAR"), "/ik/mail", uur="12:30", wens="herinnering")
    assert sent(site, "12:31") == set()
    assert sent(site, "16:00") == set()


def test_the_next_day_the_hour_still_holds_and_what_was_done_before_it_is_not_in_the_mail(site: Site) -> None:
    press(site.signed_in("PAR"), "/ik/mail", uur="12:30", wens="elke werkdag")
    site.wilg.morning("2026-11-11")
    assert "paula" not in sent(site, "07:31")
    site.wilg.done("analyse", "seo", group="1/2 A")
    box = Mailbox()
    site.wilg.clock.set("12:30")
    site.wilg.send(box)
    (mine,) = [text_of(each.body) for each in box.parcels if each.to.startswith("paula")]
    assert "Vul de analyse in" not in mine


def test_a_mail_of_a_rule_itself_keeps_the_hour_of_the_school(site: Site) -> None:
    press(site.signed_in("DIR"), "/ik/mail", uur="15:30", wens="herinnering")
    site.wilg.morning("2026-11-11")
    posts = site.wilg.posts()
    own = [post for (person, kind), post in posts.items() if person == "DIR" and kind != "overzicht"]
    assert own
    assert all(each.not_before == window(site.wilg.settings.schedule, each.day)[0] for each in own)


@pytest.mark.parametrize(("hour", "wish"), [("03:00", "herinnering"), ("12:30", "nooit")])
def test_an_hour_or_wish_that_is_not_offered_changes_nothing(site: Site, hour: str, wish: str) -> None:
    visitor = site.signed_in("PAR")
    assert "Kies een uur en een wens uit de lijst." in press(visitor, "/ik/mail", uur=hour, wens=wish)
    assert 'value="07:30" selected' in visitor.get("/ik").text


def test_what_is_no_hour_at_all_is_refused(site: Site) -> None:
    visitor = site.signed_in("PAR")
    answer = visitor.post("/ik/mail", data={"bewijs": proof(visitor), "uur": "half acht", "wens": "herinnering"})
    assert answer.status_code == 405


@given(opens=HOURS, closes=HOURS, digest=HOURS, own=st.none() | HOURS)
def test_whatever_the_window_an_hour_lies_in_it_and_a_changed_window_loses_nobodys_mail(
    opens: time, closes: time, digest: time, own: time | None
) -> None:
    opens, closes = sorted((opens, closes))
    schedule = Schedule(digest=digest, mail_window=(opens, closes))
    assert school_hour(schedule) in offered(schedule)
    found = hour_of(schedule, own)
    assert found in offered(schedule)
    assert found == school_hour(schedule) or opens <= found < closes


CHOICES = st.lists(st.tuples(st.integers(0, 599), st.sampled_from(offered(Schedule()))), max_size=4)


@given(days=st.lists(CHOICES, min_size=3, max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_however_often_the_hour_changes_each_day_brings_one_overview_and_loses_none(
    planned: Path, tmp_path_factory: pytest.TempPathFactory, days: list[list[tuple[int, time]]]
) -> None:
    """Paula wants it every working day; minutes count from half past seven, and mail is sent after each choice."""
    found = Site(shutil.copytree(planned, tmp_path_factory.mktemp("uren") / "wilg"))
    chosen(found, time(7, 30))
    for number, choices in enumerate(days):
        found.wilg.morning(f"2026-11-{11 + number}")
        sends = [sent(found, "07:30")]
        for minute, hour in sorted(choices):
            found.wilg.clock.set(f"{7 + (30 + minute) // 60:02}:{(30 + minute) % 60:02}")
            chosen(found, hour)
            sends.append(sent(found, f"{found.wilg.clock():%H:%M}"))
        sends.append(sent(found, "16:59"))
        assert sum("paula" in each for each in sends) == 1, days
    found.wilg.database.close()


def chosen(site: Site, hour: time) -> None:
    with site.wilg.database.writing(ID) as store:
        assert choose(site.wilg.settings, store, "PAR", hour, "elke werkdag", site.wilg.clock()) is None


# --- the pause


def test_a_pause_holds_the_mail_until_a_day_and_can_be_ended(site: Site) -> None:
    visitor = site.signed_in("PAR")
    page = press(visitor, "/ik/pauze", tot="2026-11-13")
    assert "Je mail staat op pauze tot en met vrijdag 13 november" in page
    assert "paula" not in sent(site, "07:31")
    assert "Je krijgt weer mail." in press(visitor, "/ik/weer")


def test_a_pause_without_a_day_lasts_as_long_as_may_be_and_a_longer_one_is_told_so(site: Site) -> None:
    visitor = site.signed_in("PAR")
    assert "hoogstens 10 schooldagen" in press(visitor, "/ik/pauze", tot="2027-01-30")
    assert "Je mail staat op pauze tot en met" in press(visitor, "/ik/pauze", tot="")


# --- the calendar


def made(site: Site, person: str) -> tuple[TestClient, str]:
    visitor = site.signed_in(person)
    found = ADDRESS.search(press(visitor, "/ik/agenda"))
    assert found is not None
    return visitor, found[1]


def test_a_programme_without_a_session_fetches_the_own_tasks_without_a_pupil_or_what_is_sensitive(site: Site) -> None:
    _, address = made(site, "PAR")
    answer = site.visitor().get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    titles = {str(each["SUMMARY"]) for each in calendar.walk("VEVENT")}
    assert "Vul de analyse in, groep 1/2 A" in titles
    assert "Werk de SEO bij, groep 1/2 A (2)" in titles
    assert not [each for each in titles if "zorglijst" in each or "Xantippe" in each or "7701" in each]
    assert "Xantippe" not in answer.text


def test_the_address_is_shown_once_and_only_its_hash_is_kept(site: Site) -> None:
    visitor, address = made(site, "PAR")
    assert ADDRESS.search(visitor.get("/ik").text) is None
    secret = address.removeprefix("/agenda/").removesuffix(".ics")
    assert len(secret) >= 32
    assert secret.encode() not in (site.wilg.folder / "wilg.db").read_bytes()


def test_a_new_address_ends_the_old_one_and_withdrawing_ends_it_too(site: Site) -> None:
    visitor, first = made(site, "PAR")
    second = ADDRESS.search(press(visitor, "/ik/agenda"))
    assert second is not None
    assert site.visitor().get(first).status_code == 404
    assert site.visitor().get(second[1]).status_code == 200
    assert "werkt niet meer" in press(visitor, "/ik/agenda/weg")
    assert site.visitor().get(second[1]).status_code == 404


def test_signing_out_everywhere_and_leaving_the_school_end_the_address(site: Site) -> None:
    visitor, address = made(site, "PAR")
    press(visitor, "/ik/overal-uitloggen")
    assert site.visitor().get(address).status_code == 404
    _, other = made(site, "MVD")
    site.wilg.change(
        lambda told: replace(
            told,
            export_staff=tuple(
                replace(each, out_of_service=date(2026, 11, 9)) if each.code == "MVD" else each
                for each in told.export_staff
            ),
        )
    )
    assert site.visitor().get(other).status_code == 404


def test_what_is_the_same_is_not_sent_again_and_what_changed_is(site: Site) -> None:
    _, address = made(site, "PAR")
    programme = site.visitor()
    first = programme.get(address)
    mark = {"If-None-Match": first.headers["etag"]}
    same = programme.get(address, headers=mark)
    assert (same.status_code, same.content) == (304, b"")
    site.wilg.done("analyse", group="1/2 A")
    changed = programme.get(address, headers=mark)
    assert changed.status_code == 200
    assert "analyse" not in changed.text


def test_ones_own_page_tells_when_it_was_fetched_last(site: Site) -> None:
    visitor, address = made(site, "PAR")
    assert "Het is nog niet opgehaald." in visitor.get("/ik").text
    site.visitor().get(address)
    assert "Laatst opgehaald op 10 november 2026." in visitor.get("/ik").text


def test_a_programme_waits_for_nobody_who_writes_and_knows_a_weakened_mark(site: Site) -> None:
    _, address = made(site, "PAR")
    programme = site.visitor()
    mark = programme.get(address).headers["etag"]
    with site.wilg.database.writing(ID):
        assert programme.get(address, headers={"If-None-Match": f'"x", W/{mark}'}).status_code == 304


def test_who_stands_in_for_a_colleague_finds_those_tasks_too(site: Site) -> None:
    _, address = made(site, "ILS")
    assert "analyse" not in site.visitor().get(address).text
    for away in ("MVD", "JAN", "PAR"):
        site.wilg.absent(away, "2026-11-09", "2026-11-20")
    assert "Vul de analyse in" in site.visitor().get(address).text


def test_a_colleague_with_another_code_keeps_what_was_chosen_and_the_old_code_has_nothing(site: Site) -> None:
    _, address = made(site, "PAR")
    press(site.signed_in("PAR"), "/ik/mail", uur="12:30", wens="herinnering")
    with site.wilg.database.writing(ID) as store:
        apply_renames(store, [Rename("medewerker", "PAR", "PRO")])
        assert load_hours(store) == {"PRO": time(12, 30)}
        assert agenda_of(store, "PAR") is None
        assert agenda_of(store, "PRO") is not None
    assert site.visitor().get(address).status_code == 404


def test_two_colleagues_who_change_codes_keep_their_own_hours(site: Site) -> None:
    press(site.signed_in("PAR"), "/ik/mail", uur="12:30", wens="herinnering")
    press(site.signed_in("MVD"), "/ik/mail", uur="15:30", wens="herinnering")
    with site.wilg.database.writing(ID) as store:
        apply_renames(store, [Rename("medewerker", "PAR", "MVD"), Rename("medewerker", "MVD", "PAR")])
        assert load_hours(store) == {"MVD": time(12, 30), "PAR": time(15, 30)}


def test_asking_all_the_time_is_stopped_for_a_while(site: Site) -> None:
    _, address = made(site, "PAR")
    programme = site.visitor()
    assert [programme.get(address).status_code for _ in range(61)][-2:] == [200, 429]


def test_the_log_tells_of_it_without_the_address(site: Site) -> None:
    _, address = made(site, "PAR")
    page = site.signed_in("BEA").get("/beheer/logboek").text
    assert "agenda-adres gemaakt" in page
    assert address not in page


# --- in a browser


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_hour_pause_and_calendar_in_a_browser(served: Site, browser: Browser, width: int) -> None:
    def path(page: Page) -> None:
        sign_in(served, page, f"{served.pages.base}/ik")
        page.get_by_label("Hoe laat je overzicht komt").select_option("12:30")
        page.get_by_role("button", name="Bewaar").press("Enter")
        page.get_by_text("Bewaard: zo krijg je voortaan je mail.").wait_for()
        page.get_by_role("button", name="Maak een adres").click()
        assert "/agenda/" in page.locator(".address").inner_text()
        page.get_by_role("button", name="Pauzeer mijn mail").click()
        page.get_by_text("Je mail staat op pauze tot en met").wait_for()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width

    browser.visit(path, width=width)


# --- both kinds of store


def test_what_somebody_chose_stands_in_either_kind_of_store(database_url: str, site: Site) -> None:
    today, now = date(2026, 11, 10), datetime(2026, 11, 10, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))
    database = open_database(database_url, site.wilg.folder)
    for school in (ID, "anders"):
        with database.writing(school) as store:
            assert choose(site.wilg.settings, store, "PAR", time(12, 30), "elke werkdag", now) is None
            keep_agenda(store, "PAR", f"eerste {school}", today)
            keep_agenda(store, "PAR", f"tweede {school}", today)
            note_fetched(store, "PAR", today)
    with database.writing(ID) as store:
        assert load_hours(store) == {"PAR": time(12, 30)}
        assert agenda_at(store, "eerste dewilg") is None
        assert agenda_at(store, "tweede anders") is None
        assert agenda_at(store, "tweede dewilg") == agenda_of(store, "PAR")
        assert end_agenda(store, "PAR")
        assert not end_agenda(store, "PAR")
    with database.reading("anders") as store:
        assert agenda_of(store, "PAR") is not None
    database.close()
    assert at(today, time(12, 30), "Europe/Amsterdam") == window(site.wilg.settings.schedule, today, time(12, 30))[0]

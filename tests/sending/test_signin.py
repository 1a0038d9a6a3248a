"""Signing in by mail: a link and a code that work once, for a quarter, in the browser that asked for them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.brake import Figures, Hold
from engine.lookup import NoSuch
from engine.outbox import FAILED, SENT, SIGN_IN_LETTER, WITHDRAWN
from engine.pages import NO_PAGES, SIGN_IN, Pages
from engine.runs.mailacts import pause, release
from engine.runs.signin import MOST, Asked, SignInMail, redeem
from engine.store.holds import add_hold, standing_hold
from engine.store.log import load_events
from engine.store.signins import asked_since
from notifiers.mailer import NotReached
from notifiers.memory import Mailbox
from notifiers.smtp import Host, SmtpMailer
from tests.sending.school import ID, read, text_of
from tests.sending.servers import Inbox, proper

if TYPE_CHECKING:
    from notifiers.mailer import Mailer
    from tests.sending.school import Wilg

WEB = "https://jaarcyclus.dewilg.example"
WITH_PAGE = Pages(WEB, "een geheim dat niemand raadt", frozenset({SIGN_IN}))
CODE = re.compile(r"\b([A-Z2-9]{4})-([A-Z2-9]{4})\b")


def ask(wilg: Wilg, mailer: Mailer, who: str = "PAR", pages: Pages = WITH_PAGE) -> Asked:
    person = next(each for each in wilg.staff() if each.code == who)
    found = SignInMail(wilg.database, wilg.settings, mailer, pages).ask(person, wilg.clock())
    assert isinstance(found, Asked), found
    return found


def code_in(body: bytes) -> str:
    (first, second), *_ = CODE.findall(text_of(body))
    return f"{first}{second}"


def asked(wilg: Wilg, who: str = "PAR") -> tuple[str, str]:
    """Ask, and return the ticket of the browser with the code from the mail."""
    box = Mailbox()
    found = ask(wilg, box, who)
    return found.ticket, code_in(box.parcels[-1].body)


def signs_in(wilg: Wilg, ticket: str, code: str) -> str | None:
    with wilg.database.writing(ID) as store:
        person = redeem(store, ticket, code, wilg.clock())
    return person.code if person else None


def test_the_ticket_and_the_code_together_sign_somebody_in_once(wilg: Wilg) -> None:
    ticket, code = asked(wilg)
    assert signs_in(wilg, ticket, code) == "PAR"
    assert signs_in(wilg, ticket, code) is None
    with wilg.database.reading(ID) as store:
        assert [each.who for each in load_events(store) if each.what == "aangemeld"] == ["PAR"]


def test_a_code_may_be_typed_with_spaces_a_hyphen_and_small_letters(wilg: Wilg) -> None:
    ticket, code = asked(wilg)
    assert signs_in(wilg, ticket, f" {code[:4].lower()} - {code[4:].lower()} ") == "PAR"


def test_neither_half_is_worth_anything_without_the_other(wilg: Wilg) -> None:
    """Who opens the link elsewhere has another ticket; who has only the browser has no code."""
    ticket, code = asked(wilg)
    other_ticket, other_code = asked(wilg, "MVD")
    assert [
        signs_in(wilg, *each) for each in ((ticket, other_code), (other_ticket, code), (ticket, ""), ("", code))
    ] == ([None] * 4)
    assert signs_in(wilg, ticket, code) == "PAR"


@pytest.mark.parametrize(("minutes", "who"), [(14.9, "PAR"), (15, None), (24 * 60, None)])
def test_it_is_good_for_a_quarter(wilg: Wilg, minutes: float, who: str | None) -> None:
    ticket, code = asked(wilg)
    wilg.clock.forward(minutes)
    assert signs_in(wilg, ticket, code) == who


def test_who_left_meanwhile_does_not_get_in(wilg: Wilg) -> None:
    ticket, code = asked(wilg)
    gone = date(2026, 11, 9)
    wilg.change(
        lambda told: replace(
            told,
            export_staff=tuple(
                replace(each, out_of_service=gone) if each.code == "PAR" else each for each in told.export_staff
            ),
        )
    )
    assert signs_in(wilg, ticket, code) is None


def test_it_goes_at_night_on_a_day_off_in_a_pause_and_under_the_brake(wilg: Wilg) -> None:
    """Marieke works on Monday and Tuesday; this is a Saturday night, her mail is paused and the run is held."""
    today = date(2026, 11, 10)
    with wilg.database.writing(ID) as store:
        assert not isinstance(pause(wilg.settings, store, "MVD", None, today, wilg.clock()), NoSuch)
        add_hold(store, Hold("veel meer dan verwacht", Figures(90, 80), Figures(0, 0)), today, wilg.clock())
    wilg.clock.forward(4 * 24 * 60 + 16 * 60)
    assert f"{wilg.clock():%a %H:%M}" == "Sat 23:30"
    box = Mailbox()
    found = ask(wilg, box, "MVD")
    with wilg.database.reading(ID) as store:
        assert standing_hold(store) is not None
    assert found.post.state == SENT
    assert signs_in(wilg, found.ticket, code_in(box.parcels[0].body)) == "MVD"


def test_nothing_of_it_is_in_the_store_or_in_the_log_after_it_went_over_a_real_line(wilg: Wilg) -> None:
    inbox = Inbox()
    server = proper(inbox)
    server.start()
    mailer = SmtpMailer(Host("127.0.0.1", server.port, per_minute=60_000))
    found = ask(wilg, mailer)
    mailer.close()
    server.stop()
    ((to, body),) = inbox.mails
    code = code_in(body)
    assert to == "paula@dewilg.example"
    assert read(body)["Message-ID"] == wilg.post("PAR", SIGN_IN_LETTER).message_id
    assert f"{WEB}/aanmelden/{code}" in text_of(body)
    assert "List-Unsubscribe" not in read(body)
    wilg.database.close()
    kept = b"".join(path.read_bytes() for path in wilg.folder.glob("wilg.db*"))
    assert b"Aanmelden bij Jaarcyclus van De Wilg" in kept
    for secret in (found.ticket, code, f"{code[:4]}-{code[4:]}"):
        assert secret.encode() not in kept
    assert signs_in(wilg, found.ticket, code) == "PAR"


def test_it_stands_in_the_log_with_its_kind_and_its_outcome_and_without_its_words(wilg: Wilg) -> None:
    ask(wilg, Mailbox())
    post = wilg.post("PAR", SIGN_IN_LETTER)
    assert (post.state, post.answer, post.body) == (SENT, "250 in de bus", None)
    assert re.fullmatch(r"[0-9a-f]{64}", post.key)


def test_a_letter_that_did_not_go_is_not_tried_again_for_nobody_knows_its_code_any_more(wilg: Wilg) -> None:
    found = ask(wilg, Mailbox([NotReached("geen lijn")]))
    assert (found.post.state, found.post.answer) == (FAILED, "geen lijn")
    wilg.clock.forward(5)
    with wilg.database.writing(ID) as store:
        release(store, found.post.id, "BEA", wilg.clock())
    box = Mailbox()
    wilg.send(box)
    assert "paula@dewilg.example" not in [each.to for each in box.parcels if b"Aanmelden" in each.body]
    assert wilg.post("PAR", SIGN_IN_LETTER).state in (WITHDRAWN, FAILED)


def test_as_long_as_there_is_no_page_the_letter_has_only_the_code(wilg: Wilg) -> None:
    box = Mailbox()
    ask(wilg, box, pages=NO_PAGES)
    text = text_of(box.parcels[0].body)
    assert "http" not in text
    assert CODE.search(text)


def test_nobody_can_fill_somebodys_mailbox_with_it(wilg: Wilg) -> None:
    for _ in range(MOST):
        asked(wilg)
    person = next(each for each in wilg.staff() if each.code == "PAR")
    box = Mailbox()
    refused = SignInMail(wilg.database, wilg.settings, box, WITH_PAGE).ask(person, wilg.clock())
    assert isinstance(refused, NoSuch)
    assert "kwartier" in refused.message
    assert box.parcels == []
    asked(wilg, "MVD")
    wilg.clock.forward(16)
    asked(wilg)


def test_what_is_long_over_is_forgotten(wilg: Wilg) -> None:
    begun = wilg.clock()
    asked(wilg)
    wilg.clock.forward(2 * 24 * 60)
    asked(wilg, "MVD")
    with wilg.database.reading(ID) as store:
        assert (asked_since(store, "PAR", begun.replace(year=2020)), asked_since(store, "MVD", begun)) == (0, 1)


def test_the_letter_is_dutch_kind_and_says_what_to_do_when_it_was_not_you(wilg: Wilg) -> None:
    box = Mailbox()
    ask(wilg, box)
    mail = read(box.parcels[0].body)
    assert mail["Subject"] == "Aanmelden bij Jaarcyclus van De Wilg"
    text = text_of(box.parcels[0].body)
    assert "Goedemorgen Paula," in text
    assert "met deze mail alleen kan niemand zich aanmelden" in " ".join(text.split())
    assert "!" not in read(box.parcels[0].body).get_body(("plain",)).get_content()  # type: ignore[union-attr]

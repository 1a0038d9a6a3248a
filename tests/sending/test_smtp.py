"""Handing mail in by SMTP: every way it can end, at every step, and never in the open where that was not asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from notifiers.mailer import Accepted, NotReached, Outcome, Parcel, RefusedForGood, RefusedForNow, Unsure
from notifiers.smtp import STARTTLS, TLS, Host, SmtpMailer
from tests.sending.servers import AFTERWARDS, DROP, ELSEWHERE, HERE, STALL, Inbox, Naughty, free_port, proper

if TYPE_CHECKING:
    from collections.abc import Mapping

BODY = b"Subject: Proef\r\n\r\nEen regel.\r\n.een punt vooraan\r\n"
TO = "marieke@dewilg.example"
PARCEL = Parcel("jaarcyclus@dewilg.example", TO, BODY)
SECRET = "hondje-9!"


def host(port: int, **other: Any) -> Host:
    usual: dict[str, Any] = {"name": "localhost", "port": port, "patience": 2.0, "last_patience": 2.0}
    return Host(**(usual | other))


def sent(host: Host, *parcels: Parcel) -> list[Outcome]:
    mailer = SmtpMailer(host)
    try:
        return [mailer.send(each) for each in parcels or (PARCEL,)]
    finally:
        mailer.close()


def naughty(script: Mapping[str, str], **other: Any) -> Outcome:
    with Naughty(script) as server:
        return sent(host(server.port, **other))[0]


def test_the_bytes_arrive_as_they_were_frozen() -> None:
    inbox = Inbox()
    server = proper(inbox)
    server.start()
    try:
        assert sent(host(server.port)) == [Accepted("250 aangenomen")]
    finally:
        server.stop()
    assert inbox.bodies(TO) == [BODY]


def test_several_mails_go_over_one_line() -> None:
    inbox = Inbox()
    server = proper(inbox)
    server.start()
    try:
        outcomes = sent(host(server.port), PARCEL, PARCEL, PARCEL)
    finally:
        server.stop()
    assert [type(each) for each in outcomes] == [Accepted] * 3
    assert len(inbox.lines) == 1


def test_something_else_is_done_once_while_the_server_reads_and_not_for_who_is_refused_before() -> None:
    server = proper(Inbox(answers={"weg@dewilg.example": "550 kennen we niet"}))
    server.start()
    mailer, done = SmtpMailer(host(server.port)), []
    try:
        for to in ("weg@dewilg.example", TO):
            mailer.send(replace(PARCEL, to=to), lambda to=to: done.append(to))  # type: ignore[misc]
    finally:
        mailer.close()
        server.stop()
    assert done == [TO]


def test_a_refused_person_does_not_stand_in_the_way_of_the_next() -> None:
    inbox = Inbox(answers={"weg@dewilg.example": "550 kennen we niet", "vol@dewilg.example": "452 bus vol"})
    server = proper(inbox)
    server.start()
    gone = Parcel(PARCEL.sender, "weg@dewilg.example", BODY)
    full = Parcel(PARCEL.sender, "vol@dewilg.example", BODY)
    try:
        outcomes = sent(host(server.port), gone, full, PARCEL)
    finally:
        server.stop()
    assert outcomes == [RefusedForGood("550 kennen we niet"), RefusedForNow("452 bus vol"), Accepted("250 aangenomen")]
    assert [to for to, _ in inbox.mails] == [TO]


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("MAIL", "451 even niet", RefusedForNow("451 even niet")),
        ("MAIL", "553 zo niet", RefusedForGood("553 zo niet")),
        ("RCPT", "450 grijze lijst", RefusedForNow("450 grijze lijst")),
        ("RCPT", "550 onbekend", RefusedForGood("550 onbekend")),
        ("DATA", "452 vol", RefusedForNow("452 vol")),
        ("DATA", "554 nee", RefusedForGood("554 nee")),
        (".", "451 straks nog eens", RefusedForNow("451 straks nog eens")),
        (".", "554 lijkt op reclame", RefusedForGood("554 lijkt op reclame")),
    ],
)
def test_a_refusal_is_told_in_the_servers_words(step: str, answer: str, outcome: Outcome) -> None:
    assert naughty({step: answer}) == outcome


@pytest.mark.parametrize("step", ["HI", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_line_that_breaks_before_the_letter_leaves_nothing_in_doubt(step: str) -> None:
    script = {"EHLO": DROP, "HELO": DROP} if step == "EHLO" else {step: DROP}
    assert isinstance(naughty(script), NotReached)


@pytest.mark.parametrize("step", ["HI", "MAIL", "RCPT", "DATA"])
def test_a_server_that_goes_silent_before_the_letter_leaves_nothing_in_doubt(step: str) -> None:
    assert isinstance(naughty({step: STALL}, patience=0.2), NotReached)


@pytest.mark.parametrize("what", [DROP, STALL, "onzin", "299x raar"])
def test_after_the_final_dot_only_an_answer_takes_the_doubt_away(what: str) -> None:
    outcome = naughty({".": what}, last_patience=0.2)
    assert isinstance(outcome, Accepted if what.startswith("299") else Unsure)


def test_a_server_that_is_not_there_is_not_reached() -> None:
    port = free_port()
    assert sent(host(port)) == [NotReached(f"op poort {port} antwoordt niemand")]


def test_a_server_that_is_going_down_is_not_reached() -> None:
    assert naughty({"MAIL": "421 we gaan dicht"}) == NotReached("421 we gaan dicht")


def test_a_line_that_was_closed_over_there_is_opened_again() -> None:
    with Naughty({"RSET": DROP}, {}) as server:
        refused = Parcel(PARCEL.sender, "geen é@dewilg.example", BODY)
        outcomes = sent(host(server.port), refused, PARCEL)
    assert [type(each) for each in outcomes] == [RefusedForGood, Accepted]


@pytest.mark.parametrize("goodbye", [DROP, "421 te lang stil"])
def test_a_line_that_was_left_between_two_mails_is_opened_again(goodbye: str) -> None:
    with Naughty({AFTERWARDS: goodbye}, {}) as server:
        outcomes = sent(host(server.port), PARCEL, PARCEL)
    assert [type(each) for each in outcomes] == [Accepted, Accepted]
    assert len(server.taken) == 2


# --- TLS and login


@pytest.mark.parametrize("manner", [STARTTLS, TLS])
def test_with_tls_it_arrives_and_goes_unseen(manner: str) -> None:
    inbox = Inbox()
    server = proper(inbox, manner)
    server.start()
    try:
        assert sent(host(server.port, tls=manner, authorities=str(HERE))) == [Accepted("250 aangenomen")]
    finally:
        server.stop()
    assert inbox.bodies(TO) == [BODY]


@pytest.mark.parametrize("manner", [STARTTLS, TLS])
@pytest.mark.parametrize(
    ("certificate", "trusted"),
    [(HERE, None), (ELSEWHERE, ELSEWHERE), (ELSEWHERE, HERE)],
    ids=["unknown", "name", "other"],
)
def test_a_certificate_that_is_not_theirs_stops_everything(manner: str, certificate: Any, trusted: Any) -> None:
    inbox = Inbox()
    server = proper(inbox, manner, certificate)
    server.start()
    try:
        outcome = sent(host(server.port, tls=manner, authorities=str(trusted) if trusted else None))[0]
    finally:
        server.stop()
    assert isinstance(outcome, NotReached)
    assert "certificate" in outcome.answer.lower()
    assert inbox.mails == []


def test_a_server_without_starttls_gets_nothing_when_it_was_asked() -> None:
    with Naughty({}) as server:
        assert isinstance(sent(host(server.port, tls=STARTTLS))[0], NotReached)
    assert "MAIL" not in server.heard


def test_the_login_is_given_and_never_repeated_in_words() -> None:
    inbox = Inbox()
    server = proper(inbox, STARTTLS, password=SECRET)
    server.start()
    asked = {"tls": STARTTLS, "authorities": str(HERE), "username": "wilg"}
    try:
        good = sent(host(server.port, password=SECRET, **asked))[0]
        wrong = sent(host(server.port, password=f"{SECRET}x", **asked))[0]
    finally:
        server.stop()
    assert isinstance(good, Accepted)
    assert isinstance(wrong, NotReached)
    assert wrong.answer.startswith("535")
    assert (b"wilg", SECRET.encode()) in inbox.logins


def test_a_password_that_a_server_echoes_is_blotted_out() -> None:
    outcome = naughty({"RCPT": f"550 {SECRET} is geen adres"}, password=SECRET)
    assert outcome == RefusedForGood("550 *** is geen adres")
    assert SECRET not in repr(host(25, password=SECRET))


def test_a_greeting_tells_whether_it_would_work() -> None:
    with Naughty({}) as server:
        mailer = SmtpMailer(host(server.port))
        assert isinstance(mailer.greet(), Accepted)
        mailer.close()
    mailer = SmtpMailer(host(free_port()))
    assert isinstance(mailer.greet(), NotReached)
    mailer.close()

"""The mail as bytes: a message any program can read, the same every time, and each its own."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from email.utils import parsedate_to_datetime

from notifiers.message import as_bytes
from notifiers.render import render
from tests.notifiers.letters import ENVELOPE, LETTER, SENT


def read(data: bytes):  # type: ignore[no-untyped-def]
    return message_from_bytes(data, policy=SMTP)


def test_text_comes_first_and_html_for_who_can_show_it() -> None:
    message = read(as_bytes(LETTER, ENVELOPE))
    parts = list(message.iter_parts())
    assert message.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in parts] == ["text/plain", "text/html"]
    assert [each.get_content().replace("\r\n", "\n") for each in parts] == list(render(LETTER))


def test_the_headers_say_who_when_and_why() -> None:
    message = read(as_bytes(replace(LETTER, subject="Eén taak"), ENVELOPE))
    assert message["From"] == "Jaarcyclus <jaarcyclus@school.example>"
    assert message["To"] == "Marieke van Dijk <marieke@school.example>"
    assert message["Subject"] == "Eén taak"
    assert parsedate_to_datetime(message["Date"]) == SENT
    assert message["List-Id"] == "Overzicht van De Kastanje <overzicht.school.example>"
    assert message["Message-ID"].endswith("@school.example>")


def test_a_mail_program_can_end_it_with_one_click_where_there_is_an_address_for_that() -> None:
    """RFC 8058: the address is whole, however long, and on one line; without it neither header is there."""
    address = "https://jaarcyclus.school.example/afmelden/" + "a1b2" * 40
    data = as_bytes(LETTER, replace(ENVELOPE, unsubscribe=address))
    assert f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in data
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in data
    assert b"List-Unsubscribe" not in as_bytes(LETTER, ENVELOPE)


def test_the_bytes_are_plain_ascii_with_short_lines() -> None:
    data = as_bytes(LETTER, ENVELOPE)
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) < 998
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_same_letter_at_the_same_moment_is_the_same_mail() -> None:
    assert as_bytes(LETTER, ENVELOPE) == as_bytes(LETTER, ENVELOPE)


def test_two_mails_never_share_a_message_id() -> None:
    other = replace(ENVELOPE, identity="kastanje/TBO/2026-11-17")
    assert read(as_bytes(LETTER, ENVELOPE))["Message-ID"] != read(as_bytes(LETTER, other))["Message-ID"]


def test_without_a_sender_or_an_address_it_can_still_be_looked_at() -> None:
    message = read(as_bytes(replace(LETTER, to=""), replace(ENVELOPE, sender="")))
    assert message["To"] is None
    assert message["From"].endswith(".invalid>")

"""What a mail program and a filter for unwanted mail look at: the headers and the shape of the bytes, as they go."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from quopri import decodestring
from typing import TYPE_CHECKING

import pytest

from notifiers.message import as_bytes
from notifiers.render import render
from tests.notifiers.letters import ENVELOPE, LETTER, LONG, WITH_LINKS

if TYPE_CHECKING:
    from notifiers.letter import Letter

EVERY = pytest.mark.parametrize("letter", [LETTER, WITH_LINKS, LONG], ids=["plain", "links", "long"])
LONG_NAME = "Overzicht van Openbare Basisschool De Driehoek aan de Ruïnelaan, locatie Überveld-Noord"
ONCE = ("From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted", "MIME-Version", "Content-Type")


def head(data: bytes) -> list[tuple[str, str]]:
    """Return the headers as they stand in the bytes, folded lines joined."""
    raw = data.split(b"\r\n\r\n", 1)[0].decode("ascii")
    lines = re.sub(r"\r\n(?=[ \t])", "", raw).split("\r\n")
    return [(name, value) for name, _, value in (each.partition(": ") for each in lines)]


def header(data: bytes, name: str) -> str:
    (value,) = [value for each, value in head(data) if each == name]
    return value


def parts(data: bytes) -> list[tuple[list[tuple[str, str]], bytes]]:
    """Return the headers and the still encoded body of each part."""
    _, body = data.split(b"\r\n\r\n", 1)
    boundary = re.search(r'boundary="([^"]+)"', header(data, "Content-Type"))
    assert boundary is not None
    inside = body.split(b"--" + boundary[1].encode())
    assert inside[-1].strip() == b"--"
    return [(head(each.lstrip(b"\r\n")), each.split(b"\r\n\r\n", 1)[1]) for each in inside[1:-1]]


@EVERY
def test_each_header_is_there_once(letter: Letter) -> None:
    names = Counter(name for name, _ in head(as_bytes(letter, ENVELOPE)))
    assert {name: names[name] for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert set(names.values()) == {1}


def test_no_machine_answers_a_machine() -> None:
    """RFC 3834, and the header by which Exchange leaves out an answer that somebody is away."""
    data = as_bytes(LETTER, ENVELOPE)
    assert header(data, "Auto-Submitted") == "auto-generated"
    assert header(data, "X-Auto-Response-Suppress") == "OOF, AutoReply"


def test_the_date_is_the_moment_on_the_schools_own_clock() -> None:
    assert header(as_bytes(LETTER, ENVELOPE), "Date") == "Tue, 17 Nov 2026 07:30:00 +0100"


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("Jaarcyclus <jaarcyclus@school.example>", "school.example"),
        ("mail@sub.bestuur.example", "sub.bestuur.example"),
        ("", "jaarcyclus.invalid"),
    ],
)
def test_the_message_id_has_the_domain_that_sends_and_nothing_of_the_person(sender: str, domain: str) -> None:
    found = header(as_bytes(LETTER, replace(ENVELOPE, sender=sender)), "Message-ID")
    assert re.fullmatch(rf"<[0-9a-f]{{24}}@{re.escape(domain)}>", found)


@pytest.mark.parametrize("name", ["Overzicht van De Kastanje", LONG_NAME])
def test_the_list_keeps_its_id_whatever_the_school_is_called(name: str) -> None:
    """A program makes a rule of what stands between the brackets (RFC 2919): plain, and never cut."""
    data = as_bytes(LETTER, replace(ENVELOPE, list_name=name))
    assert header(data, "List-Id").endswith("<overzicht.school.example>")
    assert message_from_bytes(data, policy=SMTP)["List-Id"] == f"{name} <overzicht.school.example>"


@EVERY
def test_the_text_comes_first_and_both_are_quoted_printable_utf_8(letter: Letter) -> None:
    data = as_bytes(letter, ENVELOPE)
    assert header(data, "MIME-Version") == "1.0"
    assert header(data, "Content-Type").startswith("multipart/alternative;")
    for (names, body), kind, words in zip(parts(data), ("text/plain", "text/html"), render(letter), strict=True):
        told = dict(names)
        assert told["Content-Type"] == f'{kind}; charset="utf-8"'
        assert told["Content-Transfer-Encoding"] == "quoted-printable"
        assert decodestring(body).decode().replace("\r\n", "\n").rstrip() == words.rstrip()


@EVERY
def test_no_line_is_longer_than_the_standards_allow(letter: Letter) -> None:
    """Quoted-printable lines are at most 76 long (RFC 2045), headers 78 where they can be, and all below 998."""
    far = "https://jaarcyclus.school.example/afmelden/" + "a1b2" * 40
    data = as_bytes(replace(letter, subject="Eén taak " * 30), replace(ENVELOPE, list_name=LONG_NAME, unsubscribe=far))
    above, _ = data.split(b"\r\n\r\n", 1)
    assert max(len(each) for each in above.split(b"\r\n") if far.encode() not in each) <= 78
    assert max(len(each) for _, body in parts(data) for each in body.split(b"\r\n")) <= 76
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")


def test_a_subject_cannot_bring_a_header_of_its_own() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        as_bytes(replace(LETTER, subject="Een taak\r\nBcc: iemand@elders.example"), ENVELOPE)

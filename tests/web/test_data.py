"""Gegevens: a file is looked at first, says what is wrong at its line, and changes something only after a yes."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from engine.model import Group, Pupil
from engine.runs.deliveries import GOOD_FOR, NAME, deliver, delivered, forget_old
from engine.store.log import load_events
from tests.sending.school import ID
from tests.web.site import proof
from tests.web.test_sent import seen, words
from web.upload import KIND, MOST_BYTES, parts_of

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    from tests.web.site import Site

STAFF = b"code,email,rollen\nZOE,zoe@dewilg.example,leerkracht\n"
WRONG = STAFF + b"XXX,geen adres,tovenaar\n"


@pytest.fixture
def bea(site: Site) -> TestClient:
    return site.signed_in("BEA")


def send(visitor: TestClient, data: bytes, kind: str = "medewerkers", name: str = "../../etc/passwd") -> str:
    """Bring a file under some name; return the page it can be looked at on, or what is said instead."""
    answer = visitor.post(
        "/gegevens/nieuw", data={"bewijs": proof(visitor), "soort": kind}, files={"bestand": (name, data, "text/csv")}
    )
    return answer.headers["location"] if answer.status_code == 303 else words(answer.text)


def codes(site: Site) -> set[str]:
    return {each.code for each in site.wilg.staff()}


def kept(site: Site) -> list[Path]:
    folder = site.wilg.folder / NAME
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_file_is_shown_first_and_read_in_after_a_yes(site: Site, bea: TestClient) -> None:
    page = send(bea, STAFF)
    assert "medewerker 1" in seen(bea, page)
    assert "Er is nog niets ingelezen." in seen(bea, page)
    assert "ZOE" not in codes(site)
    answer = bea.post(f"{page}/inlezen", data={"bewijs": proof(bea)})
    assert answer.headers["location"] == "/gegevens?gedaan=ingelezen"
    assert "ZOE" in codes(site)
    assert kept(site) == []
    assert bea.get(page).status_code == 404
    with site.wilg.database.reading(ID) as store:
        assert [(each.who, each.subject) for each in load_events(store) if each.what == "ingelezen"] == [
            ("BEA", "medewerkers.csv")
        ]


def test_a_mistake_is_told_at_its_line_and_nothing_is_read_in(site: Site, bea: TestClient) -> None:
    page = send(bea, WRONG)
    said = seen(bea, page)
    assert "Dit moet eerst anders" in said
    assert "Regel 3, kolom 3" in said
    assert "tovenaar" in said
    assert "Lees dit in" not in said
    assert bea.post(f"{page}/inlezen", data={"bewijs": proof(bea)}).status_code == 409
    assert "ZOE" not in codes(site)


def test_a_file_that_is_not_to_be_is_thrown_away(site: Site, bea: TestClient) -> None:
    page = send(bea, STAFF)
    assert len(kept(site)) == 1
    assert bea.post(f"{page}/weg", data={"bewijs": proof(bea)}).headers["location"] == "/gegevens?gedaan=weg"
    assert (kept(site), "ZOE" in codes(site)) == ([], False)


def test_an_export_that_cannot_be_read_says_so(bea: TestClient) -> None:
    page = send(bea, b"dit is geen xml", "edexml")
    assert "Dit moet eerst anders" in seen(bea, page)
    assert "passwd" not in seen(bea, page)


def test_a_waiting_file_is_private_and_goes_after_an_hour(site: Site, bea: TestClient) -> None:
    page = send(bea, STAFF)
    (path,) = kept(site)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.name == page.rpartition("/")[2]
    forget_old(site.wilg.settings, site.wilg.clock() + GOOD_FOR - timedelta(minutes=1))
    assert kept(site) == [path]
    forget_old(site.wilg.settings, site.wilg.clock() + GOOD_FOR)
    assert kept(site) == []


def test_a_waiting_file_is_only_for_who_brought_it(site: Site) -> None:
    settings, now = site.wilg.settings, site.wilg.clock()
    token = deliver(settings, "groepen", b"x", "BEA", now)
    assert delivered(settings, token, "BEA", now) is not None
    assert delivered(settings, token, "DIR", now) is None
    assert delivered(settings, f"../{NAME}/{token}", "BEA", now) is None
    assert delivered(settings, "", "BEA", now) is None


def test_without_a_file_or_with_an_unknown_kind_nothing_is_kept(site: Site, bea: TestClient) -> None:
    assert "Kies eerst een bestand." in send(bea, b"")
    assert "Zeg erbij wat voor bestand het is." in send(bea, STAFF, "toverspreuken")
    assert kept(site) == []


def test_a_file_that_is_too_large_is_refused(site: Site, bea: TestClient) -> None:
    answer = bea.post(
        "/gegevens/nieuw",
        data={"bewijs": proof(bea), "soort": "groepen"},
        files={"bestand": ("a", b"x" * (MOST_BYTES + 1))},
    )
    assert (answer.status_code, "Dit bestand is te groot" in answer.text) == (413, True)
    assert kept(site) == []


def test_a_file_without_the_proof_of_our_form_is_refused(site: Site, bea: TestClient) -> None:
    answer = bea.post("/gegevens/nieuw", data={"bewijs": "x", "soort": "groepen"}, files={"bestand": ("a", b"x")})
    assert answer.status_code == 403
    answer = site.visitor().post("/gegevens/nieuw", data={"soort": "groepen"}, files={"bestand": ("a", b"x")})
    assert answer.headers["location"].startswith("/aanmelden")
    assert kept(site) == []


def test_who_and_what_lacks_something_is_named(site: Site, bea: TestClient) -> None:
    assert "Niets: iedereen heeft een mailadres" in seen(bea, "/gegevens")
    site.wilg.change(
        lambda told: replace(
            told,
            export_staff=tuple(replace(each, email="") if each.code == "ILS" else each for each in told.export_staff),
            export_pupils=(*told.export_pupils, Pupil("77019", "Noor", "Bos", None, "1")),
            export_groups=(*told.export_groups, Group("3 C", "2026-2027", "stam", frozenset({3}))),
        )
    )
    page = seen(bea, "/gegevens")
    assert "Ilse Mol" in page
    assert "Noor (77019)" in page
    assert "3 C" in page


# --- the form itself


@pytest.mark.parametrize("data", [b"", b"een\r\ntwee\n", b"\r\n--x\r\n", bytes(range(256)), "é".encode("utf-16")])
def test_the_bytes_of_a_file_come_through_as_they_were_sent(data: bytes) -> None:
    body = (
        b'--grens\r\nContent-Disposition: form-data; name="soort"\r\n\r\ngroep\xc3\xa9n\r\n'
        b'--grens\r\nContent-Disposition: form-data; name="bestand"; filename="a.csv"\r\nContent-Type: x/y\r\n\r\n'
        + data + b"\r\n--grens--\r\n"
    )  # fmt: skip
    found = parts_of(f"{KIND}; boundary=grens", body)
    assert found is not None
    assert (dict(found[0]), found[1]) == ({"soort": "groepén"}, data)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (KIND, b""),
        (f"{KIND}; boundary=grens", b"iets anders"),
        (f"{KIND}; boundary=grens", b"--grens\r\n\r\nhalf"),
        (f"{KIND}; boundary=grens", b"--grens\r\n\r\n" * 50 + b"--grens--"),
        (f"{KIND}; boundary=grens", b'--grens\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--grens--'),
    ],
)
def test_what_is_no_form_is_none(kind: str, body: bytes) -> None:
    assert parts_of(kind, body) is None

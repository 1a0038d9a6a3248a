"""What is taken away is taken away on each database, and only of the school that asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.outbox import SENT, Cause, Post
from engine.store.database import open_database
from engine.store.log import Event, add_events, load_events
from engine.store.outbox import add_posts, load_posts
from engine.store.retention import forget_in_log, forget_people, mails_saying, strip_posts, wipe_what_goes
from engine.store.wishes import load_wishes, save_wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.store.database import Database

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
SUMMER = date(2027, 8, 1)


@pytest.fixture
def both(database_url: str) -> Iterator[Database]:
    """Give a store with two schools that know and mail the same."""
    database = open_database(database_url, Path())
    for school in ("wilg", "linde"):
        with database.writing(school) as store:
            add_posts(store, [_mail("oud", date(2026, 11, 24)), _mail("nieuw", date(2027, 9, 7))])
            add_events(store, [Event(AT, "PAR", "niet van toepassing", "t1", "thuis", {"samen": ["t1"]})])
            save_wish(store, "PAR", "elke werkdag")
    yield database
    database.close()


def _mail(name: str, day: date) -> Post:
    cause = Cause("t1", "op de dag", 1, day)
    at = (AT, AT, AT)
    return Post(
        name, "overzicht", "PAR", day, "", SENT, "paula@wilg.example", (cause,), *at, subject="S", body=b"Beste"
    )


def test_an_old_mail_loses_what_it_said_and_a_newer_one_does_not(both: Database) -> None:
    with both.writing("wilg") as store:
        wipe_what_goes(store)
        assert mails_saying(store) == (2, date(2026, 11, 24))
        assert strip_posts(store, SUMMER, "weg") == 1
        assert strip_posts(store, SUMMER, "weg") == 0
        old, new = load_posts(store)
        assert (old.body, old.causes, old.reason, old.day) == (None, (), "weg", date(2026, 11, 24))
        assert (new.body, new.subject) == (b"Beste", "S")
        assert mails_saying(store, SUMMER) == (0, None)


def test_the_log_keeps_that_it_happened(both: Database) -> None:
    with both.writing("wilg") as store:
        forget_in_log(store, ["t1"], [], [])
        (event,) = load_events(store)
        assert (event.who, event.what, event.subject, event.why, event.data) == (
            "PAR",
            "niet van toepassing",
            "t1",
            "",
            {},
        )


def test_a_wish_goes_with_who_had_it(both: Database) -> None:
    with both.writing("wilg") as store:
        forget_people(store, ["PAR"])
        assert load_wishes(store) == {}


def test_another_school_in_the_store_keeps_everything(both: Database) -> None:
    with both.writing("wilg") as store:
        strip_posts(store, SUMMER, "weg")
        forget_in_log(store, ["t1"], [], [])
        forget_people(store, ["PAR"])
    with both.reading("linde") as store:
        assert mails_saying(store)[0] == 2
        assert load_events(store)[0].why == "thuis"
        assert load_wishes(store) == {"PAR": "elke werkdag"}

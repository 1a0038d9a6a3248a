"""The outbox's promises on SQLite and on PostgreSQL: a claim is somebody's, and what was told is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.outbox import CLAIMED, IN_DOUBT, ON_THE_WIRE, SENT, WAITING, WITHDRAWN, Cause, Post
from engine.store.database import open_database
from engine.store.log import Event, add_events, latest
from engine.store.outbox import (
    add_posts,
    claim,
    depart,
    departures,
    doubt_stranded,
    due_posts,
    give_back,
    load_post,
    settle,
    withdraw_late,
)
from engine.store.told import add_told, load_told_causes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.store.database import Database

NOW = datetime(2026, 11, 10, 7, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)
CAUSE = Cause("k1", "op de dag", 1, date(2026, 11, 10))
POST = Post("p1", "overzicht", "PAR", NOW.date(), "", WAITING, "p@x.nl", (CAUSE,), NOW, NOW, NOW + timedelta(hours=8))
MINE = replace(POST, state=CLAIMED, lease_by="ik", lease_until=LATER, attempts=1, body=b"Hallo", dated=NOW)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    found = open_database(database_url, Path())
    with found.writing("wilg") as store:
        add_posts(store, [POST])
    yield found
    found.close()


def test_a_claim_is_had_by_one_and_leaves_once(database: Database) -> None:
    with database.writing("wilg", lasting=False) as store:
        assert due_posts(store, NOW) == (POST,)
        assert claim(store, MINE, NOW)
        assert not claim(store, replace(MINE, lease_by="jij"), NOW)
        assert due_posts(store, NOW) == ()
    with database.writing("wilg") as store:
        assert not depart(store, "p1", "jij", NOW, LATER)
        assert depart(store, "p1", "ik", NOW, LATER)
        assert not depart(store, "p1", "ik", NOW, LATER)
        assert settle(store, replace(MINE, state=SENT, answer="250", finished=NOW), "ik")
        assert not settle(store, replace(MINE, state=SENT), "ik")
        found = load_post(store, "p1")
    assert found is not None
    assert (found.state, found.answer, found.body, found.dated, found.causes) == (SENT, "250", b"Hallo", NOW, (CAUSE,))


def test_a_claim_whose_lease_ended_is_anybodys_but_not_with_an_old_count(database: Database) -> None:
    with database.writing("wilg") as store:
        claim(store, MINE, NOW)
        assert not depart(store, "p1", "ik", LATER, LATER)
        late = replace(MINE, lease_by="jij", lease_until=LATER + timedelta(minutes=20))
        assert not claim(store, late, LATER)
        assert claim(store, replace(late, attempts=2), LATER)


def test_a_claim_that_is_given_back_is_as_it_was(database: Database) -> None:
    with database.writing("wilg") as store:
        claim(store, MINE, NOW)
        assert not give_back(store, POST, "jij")
        assert give_back(store, POST, "ik")
        assert load_post(store, "p1") == POST


def test_stranded_comes_in_doubt_and_the_sender_may_still_say_how_it_ended(database: Database) -> None:
    with database.writing("wilg") as store:
        claim(store, MINE, NOW)
        depart(store, "p1", "ik", NOW, LATER)
        assert [doubt_stranded(store, each, "weg") for each in (NOW, LATER)] == [0, 1]
        assert getattr(load_post(store, "p1"), "state", "") == IN_DOUBT
        assert settle(store, replace(MINE, state=SENT), "ik")


def test_what_is_left_behind_after_the_window_is_withdrawn_but_not_what_is_on_the_wire(database: Database) -> None:
    with database.writing("wilg") as store:
        add_posts(store, [replace(POST, id="p2", person="MVD")])
        claim(store, MINE, NOW)
        depart(store, "p1", "ik", NOW, POST.not_after + timedelta(hours=1))
        assert withdraw_late(store, POST.not_after, "te laat") == 1
        assert [getattr(load_post(store, each), "state", "") for each in ("p1", "p2")] == [ON_THE_WIRE, WITHDRAWN]


def test_what_was_told_is_told_once_for_each_person(database: Database) -> None:
    with database.writing("wilg") as store:
        add_told(store, "PAR", (CAUSE, CAUSE), NOW)
        add_told(store, "PAR", (CAUSE, replace(CAUSE, number=2)), LATER)
        add_told(store, "MVD", (), LATER)
        assert load_told_causes(store) == {("PAR", CAUSE), ("PAR", replace(CAUSE, number=2))}


def test_what_left_lately_is_counted_over_all_schools_and_a_claim_is_not(database: Database) -> None:
    with database.writing("anders") as store:
        add_posts(store, [replace(POST, id="p2")])
        claim(store, replace(MINE, id="p2"), NOW)
    with database.writing("wilg") as store:
        assert departures(store, NOW) == {}
        claim(store, MINE, NOW)
        depart(store, "p1", "ik", NOW, LATER)
    with database.reading("anders") as store:
        assert departures(store, NOW) == {"wilg/p1/1": LATER}
        assert departures(store, NOW, but_for="ik") == {}
        assert departures(store, LATER) == {}


def test_the_log_tells_that_something_changed(database: Database) -> None:
    with database.writing("wilg") as store:
        before = latest(store)
        add_events(store, [Event(NOW, "PAR", "afgevinkt", "k1")])
        assert latest(store) > before
        assert latest(replace(store, school="elders")) == (0, 0)

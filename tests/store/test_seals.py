"""The number that signed-in devices carry, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.retention import forget_people
from engine.store.seals import raise_seal, seal_of
from tests.store.values import SCHOOL

if TYPE_CHECKING:
    from engine.store.database import Database


def test_it_begins_at_nothing_and_each_person_has_an_own_one(database: Database) -> None:
    with database.writing(SCHOOL) as store:
        assert [seal_of(store, "PAR"), raise_seal(store, "PAR"), raise_seal(store, "PAR")] == [0, 1, 2]
        assert [seal_of(store, "PAR"), seal_of(store, "MVD")] == [2, 0]
    with database.writing("andere-school") as store:
        assert seal_of(store, "PAR") == 0


def test_it_goes_with_whom_it_is_about(database: Database) -> None:
    with database.writing(SCHOOL) as store:
        raise_seal(store, "PAR")
        raise_seal(store, "MVD")
        forget_people(store, ["PAR"])
        assert [seal_of(store, "PAR"), seal_of(store, "MVD")] == [0, 1]

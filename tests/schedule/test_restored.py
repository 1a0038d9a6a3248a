"""A backup that is put back starts on hold: nobody gets mail that perhaps went already."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from engine.outbox import HELD, SENT, WITHDRAWN
from engine.runs.restored import MARK
from tests.schedule.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


def put_back(desk: Desk, backup: Path) -> Desk:
    """Put the database back as it was, and begin anew at the same moment."""
    desk.database.close()
    for each in desk.folder.glob("wilg.db*"):
        each.unlink()
    shutil.copy(backup, desk.folder / "wilg.db")
    again = Desk(desk.folder, f"{desk.clock():%Y-%m-%dT%H:%M}")
    again.mailbox = desk.mailbox
    return again


def backed_up(desk: Desk, tmp_path: Path) -> Path:
    """Copy the database the way one should: all of it in one file."""
    path = tmp_path / "reservekopie.db"
    with closing(sqlite3.connect(desk.folder / "wilg.db")) as store:
        store.execute("VACUUM INTO ?", (str(path),))
    return path


def test_the_mark_lies_beside_the_database(settled: Desk) -> None:
    settled.run()
    assert (settled.folder / MARK).is_file()


def test_yesterdays_backup_put_back_after_todays_mail_is_held_and_only_the_administrator_hears(
    settled: Desk, tmp_path: Path
) -> None:
    backup = backed_up(settled, tmp_path)
    settled.run()
    settled.clock.set("07:30")
    settled.tick()
    went = len(settled.sent())
    assert went > 1
    desk = put_back(settled, backup)
    desk.tick()
    assert [each.reason.startswith("Er is een reservekopie teruggezet") for each in desk.holds()] == [True]
    assert desk.sent()[went:] == ["bea@dewilg.example"]
    desk.clock.forward(30)
    desk.tick()
    assert len(desk.sent()) == went + 1


def test_after_its_release_nobody_gets_a_second_overview_that_day(settled: Desk, tmp_path: Path) -> None:
    backup = backed_up(settled, tmp_path)
    settled.run()
    settled.clock.set("07:30")
    settled.tick()
    went = len(settled.sent())
    desk = put_back(settled, backup)
    ran = desk.run(by="BEA")
    assert (ran.hold, ran.mails) == (None, 0)
    desk.tick()
    assert desk.sent()[went:] == []
    assert {each.state for each in desk.outbox() if str(each.day) == "2026-11-10"} == {WITHDRAWN}
    desk.clock.moment = type(desk.clock)("2026-11-12T06:00").moment
    assert desk.run().hold is None
    desk.clock.set("07:30")
    desk.tick()
    assert desk.sent()[went:] != []


def test_a_backup_of_this_morning_holds_the_mail_that_went_since(settled: Desk, tmp_path: Path) -> None:
    settled.run()
    backup = backed_up(settled, tmp_path)
    settled.clock.set("07:30")
    settled.tick()
    went = len(settled.sent())
    desk = put_back(settled, backup)
    desk.tick()
    assert desk.sent()[went:] == ["bea@dewilg.example"]
    assert desk.outbox(HELD) != []
    desk.run(by="BEA")
    desk.tick()
    assert len(desk.sent()) == went + 1
    assert desk.outbox(HELD) == []


def test_held_runs_do_not_make_a_backup_young_again(settled: Desk, tmp_path: Path) -> None:
    backup = backed_up(settled, tmp_path)
    settled.run()
    desk = put_back(settled, backup)
    for _ in range(5):
        assert desk.run().hold is not None
    assert len(desk.holds()) == 1


def test_an_ordinary_restart_is_no_backup(settled: Desk, tmp_path: Path) -> None:
    settled.run()
    settled.clock.set("07:30")
    settled.tick()
    again = put_back(settled, backed_up(settled, tmp_path))
    again.tick()
    assert again.holds() == []
    assert again.outbox(SENT) != []


def test_a_mark_that_makes_no_sense_holds_nothing(settled: Desk) -> None:
    (settled.folder / MARK).write_text("[1, 2", encoding="utf-8")
    assert settled.run().hold is None

"""A backup that is put back starts on hold: nobody gets mail that perhaps went already."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import text

from engine.outbox import HELD, SENT, WITHDRAWN
from engine.runs.restored import MARK
from tests.schedule.desk import Desk
from tests.sending.school import ID

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


def opened_again(desk: Desk, folder: Path) -> Desk:
    desk.database.close()
    again = Desk(folder, f"{desk.clock():%Y-%m-%dT%H:%M}")
    again.mailbox = desk.mailbox
    return again


def after_todays_mail(desk: Desk) -> int:
    desk.run()
    desk.clock.set("07:30")
    desk.tick()
    return len(desk.sent())


def test_an_ordinary_restart_is_no_backup(settled: Desk) -> None:
    after_todays_mail(settled)
    again = opened_again(settled, settled.folder)
    again.clock.forward(24 * 60)
    again.tick()
    assert again.holds() == []
    assert again.outbox(SENT) != []


def test_moving_within_a_file_system_and_a_vacuum_are_no_backup(settled: Desk, tmp_path: Path) -> None:
    after_todays_mail(settled)
    settled.database.close()
    with closing(sqlite3.connect(settled.folder / "wilg.db")) as store:
        store.execute("VACUUM")
    moved = settled.folder.rename(tmp_path / "verhuisd")
    again = opened_again(settled, moved)
    again.clock.forward(24 * 60)
    assert again.run().hold is None


def test_a_whole_folder_put_back_with_its_mark_starts_on_hold_with_a_plain_reason(
    settled: Desk, tmp_path: Path
) -> None:
    """Yesterday's folder, mark and all, in the place of today's: nothing outside it knows better."""
    settled.database.close()
    backup = shutil.copytree(settled.folder, tmp_path / "reservekopie")
    went = after_todays_mail(settled)
    assert went > 1
    settled.database.close()
    shutil.rmtree(settled.folder)
    shutil.copytree(backup, settled.folder)
    again = opened_again(settled, settled.folder)
    again.tick()
    assert [each.reason.startswith("De opslag is een kopie of een teruggezette") for each in again.holds()] == [True]
    assert again.sent()[went:] == ["bea@dewilg.example"]
    again.run(by="BEA")
    again.tick()
    assert len(again.sent()) == went + 1  # what may have gone this morning comes tomorrow
    again.clock.moment = type(again.clock)("2026-11-12T06:00").moment
    assert again.run().hold is None
    again.clock.set("07:30")
    again.tick()
    assert len(again.sent()) > went + 1


def test_a_copy_that_is_released_before_any_mail_could_go_sends_todays(settled: Desk, tmp_path: Path) -> None:
    settled.database.close()
    copy = opened_again(settled, shutil.copytree(settled.folder, tmp_path / "kopie"))
    assert copy.run().hold is not None
    assert copy.run(by="BEA").hold is None
    copy.clock.set("07:30")
    copy.tick()
    assert "marieke@dewilg.example" in copy.sent()


def test_a_store_of_which_nothing_was_kept_yet_is_no_copy(settled: Desk) -> None:
    """The first run after an upgrade: from then on it is known."""
    with settled.database.writing(ID) as store:
        store.connection.execute(text("DELETE FROM homes"))
    assert settled.run().hold is None
    with settled.database.reading(ID) as store:
        assert store.connection.execute(text("SELECT count(*) FROM homes")).scalar() == 1


def test_a_mark_that_makes_no_sense_holds_nothing(settled: Desk) -> None:
    (settled.folder / MARK).write_text("[1, 2", encoding="utf-8")
    assert settled.run().hold is None

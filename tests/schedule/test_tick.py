"""What a tick finds due: by the school's own clock, once a day whoever asks, and never twice or not at all."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from engine.outbox import SENT, WITHDRAWN
from engine.runs.turn import is_due, run_if_due
from engine.schedule import tick
from engine.store.log import Run, add_run
from notifiers.mailer import Meanwhile, NotReached
from notifiers.memory import Mailbox
from notifiers.stoppable import Stoppable, Stopping
from tests.schedule.desk import Desk
from tests.sending.clock import Clock
from tests.sending.school import ID

if TYPE_CHECKING:
    from pathlib import Path

    from notifiers.mailer import Outcome, Parcel


def at(desk: Desk, moment: str) -> Desk:
    desk.clock.moment = Clock(moment).moment
    return desk


def test_before_six_nothing_happens_and_at_six_the_run_of_today(settled: Desk) -> None:
    assert at(settled, "2026-11-10T05:59").tick() is None
    assert at(settled, "2026-11-10T06:00").tick() is not None
    assert settled.tick() is None
    assert settled.sent() == []


def test_a_day_has_one_run_and_mail_within_its_window_only(settled: Desk) -> None:
    passed = settled.ticks("2026-11-10T07:00")
    assert (passed, settled.sent()) == (["2026-11-10 06:00"], [])
    settled.ticks("2026-11-10T23:30")
    assert settled.sent() != []
    assert len(settled.sent()) == len({(each.person, each.kind) for each in settled.outbox(SENT)})


def test_who_starts_late_catches_up_at_once(settled: Desk) -> None:
    assert at(settled, "2026-11-10T11:20").tick() is not None
    assert "marieke@dewilg.example" in settled.sent()


def test_who_starts_after_five_tells_it_tomorrow(settled: Desk) -> None:
    at(settled, "2026-11-10T17:05").tick()
    assert settled.sent() == []
    assert {each.state for each in settled.outbox()} == {WITHDRAWN}
    at(settled, "2026-11-11T07:30").tick()
    assert "jan@dewilg.example" in settled.sent()


@pytest.mark.parametrize(
    ("night", "evaluate"),
    [
        ("2026-10-25", "06:00"),  # three o'clock becomes two
        ("2026-10-25", "02:30"),  # an hour that comes twice
        ("2027-03-28", "06:00"),  # two o'clock becomes three
        ("2027-03-28", "02:30"),  # an hour that does not come
    ],
)
def test_across_a_change_of_the_clock_every_day_has_its_run_once(settled: Desk, night: str, evaluate: str) -> None:
    hours, minutes = map(int, evaluate.split(":"))
    schedule = replace(
        settled.settings.schedule, evaluate=Clock(night).moment.replace(hour=hours, minute=minutes).time()
    )
    settled.settings = replace(settled.settings, schedule=schedule)
    day = date.fromisoformat(night)
    at(settled, f"{day - timedelta(days=1)}T00:00").run(by="BEA")
    days = [day - timedelta(days=1) + timedelta(days=n) for n in range(3)]
    passed = settled.ticks(f"{days[-1]}T12:00", timedelta(minutes=30))
    assert [each[:10] for each in passed] == [str(each) for each in days[1:]]
    assert all(each[11:] >= evaluate for each in passed)


def test_the_mail_window_is_that_of_the_school_on_both_sides_of_the_change(settled: Desk) -> None:
    for day, utc in (("2026-10-23", 5), ("2026-10-26", 6)):
        at(settled, f"{day}T06:00").run(by="BEA")
        posts = [each for each in settled.outbox() if str(each.day) == day]
        assert {(each.not_before.hour, each.not_before.minute) for each in posts} <= {(utc, 30)}


def test_of_two_processes_at_the_same_moment_one_runs(settled: Desk, tmp_path: Path) -> None:
    desks = [Desk(tmp_path / "wilg", "2026-11-10T06:00") for _ in range(4)]
    start, ran = threading.Barrier(len(desks)), []

    def turn(desk: Desk) -> None:
        start.wait()
        ran.append(run_if_due(desk.means))

    threads = [threading.Thread(target=turn, args=(each,)) for each in desks]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(each is not None for each in ran) == 1
    assert len(settled.runs()) == 2  # Monday's, and this one
    for desk in desks:
        desk.database.close()


def test_a_run_that_stumbles_is_logged_without_words_and_tried_again_a_quarter_later(settled: Desk) -> None:
    from sqlalchemy import text

    with settled.database.writing(ID) as store:
        store.connection.execute(text("UPDATE tasks SET because = '{\"bea@dewilg.example\"'"))
    with capture_logs() as logs:
        tick(settled.means)
    assert [each["error"] for each in logs if each["event"] == "tick failed"] == ["JSONDecodeError"]
    assert "bea@" not in str(logs)
    settled.clock.forward(1)
    with settled.database.reading(ID) as store:
        assert not is_due(store, settled.settings, settled.clock())
    settled.clock.forward(15)
    with settled.database.reading(ID) as store:
        assert is_due(store, settled.settings, settled.clock())


def test_when_the_run_stumbles_the_mail_still_goes(settled: Desk) -> None:
    """What was planned this morning does not wait for a run that fails this afternoon."""
    settled.run()
    settled.clock.set("07:30")
    with settled.database.writing(ID) as store:
        add_run(store, Run("evalueren", settled.clock().date(), settled.clock(), settled.clock(), "mislukt", {}))
    tick(settled.means)
    assert settled.sent() != []


def test_a_server_out_of_reach_is_logged_and_tried_again_later(settled: Desk) -> None:
    settled.run()
    settled.clock.set("07:30")
    settled.mailbox = Mailbox([NotReached("geen lijn")])
    with capture_logs() as logs:
        tick(settled.means)
    assert [each["stopped"] for each in logs if each["event"] == "send"] == [
        "de mailserver is niet bereikbaar: geen lijn"
    ]
    settled.clock.forward(3)
    tick(settled.means)
    assert len(settled.sent()) == len(settled.outbox(SENT)) > 1


def test_who_is_told_to_stop_finishes_the_mail_that_goes_and_claims_no_other(settled: Desk) -> None:
    settled.run()
    settled.clock.set("07:30")
    stop = threading.Event()

    class StopsAfterOne(Mailbox):
        def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
            stop.set()
            return super().send(parcel, meanwhile)

    box = StopsAfterOne()
    with capture_logs() as logs:
        tick(replace(settled.means, mailer=Stoppable(box, stop)))
    assert len(box.parcels) == 1
    assert [each["event"] for each in logs] == ["stopped between mails"]
    assert len(settled.outbox(SENT)) == 1
    assert settled.outbox("geclaimd", "onderweg") == []
    settled.tick()
    assert len(settled.sent()) + 1 == len(settled.outbox(SENT))


def test_who_waits_for_the_host_is_woken_by_the_stop() -> None:
    class Full(Mailbox):
        def rest(self) -> float:
            return 3600.0

    stop = threading.Event()
    threading.Timer(0.05, stop.set).start()
    with pytest.raises(Stopping):
        Stoppable(Full(), stop).wait()

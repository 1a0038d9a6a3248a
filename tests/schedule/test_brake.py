"""The brake around a whole run: what it holds stays as it was, one person hears of it, and a person releases it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from engine.brake import Figures, brake
from engine.outbox import HELD, WAITING, WITHDRAWN
from engine.store.facts import load_told, save_told
from engine.store.holds import load_forecasts
from engine.store.log import Import, add_imports
from notifiers.mailer import NotReached
from notifiers.memory import Mailbox
from tests.sending.school import ID, text_of

if TYPE_CHECKING:
    from tests.schedule.desk import Desk


@pytest.mark.parametrize(
    ("expected", "actual", "holds"),
    [(0, 50, False), (0, 51, True), (200, 250, False), (200, 251, True), (400, 500, False), (400, 501, True)],
)
def test_more_than_fifty_above_and_more_than_a_quarter_above_holds(expected: int, actual: int, *, holds: bool) -> None:
    assert (brake(Figures(expected, 3), Figures(actual, 3)) is not None) == holds
    assert (brake(Figures(3, expected), Figures(3, actual)) is not None) == holds


def test_the_very_first_run_makes_the_tasks_to_look_at_and_plans_no_mail(fresh: Desk) -> None:
    ran = fresh.run()
    assert ran.hold is not None
    assert ran.hold.reason.startswith("Dit is de eerste keer: ")
    assert {each.state for each in fresh.tasks() if each.rule == "lampen"} == {"te-laat"}
    assert {each.kind for each in fresh.outbox()} == {"rem"}


def test_only_the_administrator_hears_of_it_at_once_and_once(fresh: Desk) -> None:
    for _ in range(3):
        fresh.tick()
    assert fresh.sent() == ["bea@dewilg.example"]
    said = text_of(fresh.mailbox.parcels[0].body)
    assert "Dit is de eerste keer" in said
    assert "jaarcyclus run --release" in said
    assert len(fresh.holds()) == 1


def test_a_run_that_stands_still_is_not_worked_out_again_every_minute(fresh: Desk) -> None:
    assert fresh.ticks("2026-11-09T12:00") == ["2026-11-09 06:00"]
    assert [each.outcome for each in fresh.runs()] == ["rem"]


def test_the_next_morning_looks_again_without_a_second_letter(fresh: Desk) -> None:
    assert fresh.ticks("2026-11-10T12:00") == ["2026-11-09 06:00", "2026-11-10 06:00"]
    assert fresh.sent() == ["bea@dewilg.example"]


def test_who_releases_it_is_kept_and_then_the_mail_goes(fresh: Desk) -> None:
    fresh.run()
    ran = fresh.run(by="BEA")
    assert ran.hold is None
    assert [(each.released_by, each.released is not None) for each in fresh.holds()] == [("BEA", True)]
    assert ran.mails == len(fresh.outbox(WAITING)) - 1  # and the letter about the brake, that tells nothing any more
    fresh.clock.set("07:30")
    fresh.tick()
    assert fresh.sent() != []
    assert [each.state for each in fresh.outbox() if each.kind == "rem"] == [WITHDRAWN]


def test_an_ordinary_day_is_not_held(settled: Desk) -> None:
    ran = settled.run()
    assert ran.hold is None
    assert settled.holds() == []
    assert ran.mails > 0


def test_a_rule_that_makes_hundreds_of_tasks_is_held_with_the_figures(settled: Desk) -> None:
    settled.run()
    settled.many()
    settled.clock.set("07:00")
    ran = settled.run()
    assert ran.hold is not None
    assert ran.hold.reason.startswith("Veel meer dan verwacht: ")
    assert ran.hold.tasks > 300
    assert all(each.rule != "elke-dag" for each in settled.tasks())


def test_what_waited_to_go_waits_along_and_goes_when_it_is_released(settled: Desk) -> None:
    settled.run()
    planned = {each.id for each in settled.outbox(WAITING)}
    settled.many()
    settled.clock.set("07:00")
    settled.run()
    assert {each.id for each in settled.outbox(HELD)} == planned
    settled.clock.set("07:30")
    settled.tick()
    assert settled.sent() == ["bea@dewilg.example"]
    assert text_of(settled.mailbox.parcels[0].body).count("Veel meer dan verwacht") == 2
    settled.run(by="")
    settled.tick()
    assert "marieke@dewilg.example" in settled.sent()


def test_a_mistake_that_was_mended_needs_no_release(settled: Desk) -> None:
    settled.many()
    assert settled.run().hold is not None
    (settled.folder / "rules" / "veel.yaml").unlink()
    ran = settled.run()
    assert ran.hold is None
    assert [each.released_by for each in settled.holds()] == ["vanzelf"]


def test_days_that_were_missed_are_expected_together(settled: Desk) -> None:
    settled.clock.moment = type(settled.clock)("2026-11-18T06:00").moment
    ran = settled.run()
    assert ran.hold is None
    today = [each.person for each in settled.outbox(WAITING) if each.day == date(2026, 11, 18)]
    assert "JAN" in today
    settled.clock.set("07:30")
    settled.tick()
    assert settled.sent().count("jan@dewilg.example") == 1


def test_every_good_run_says_what_fourteen_days_bring(settled: Desk) -> None:
    settled.run()
    with settled.database.reading(ID) as store:
        expected = load_forecasts(store)
    assert min(expected) == date(2026, 11, 11)
    assert max(expected) == date(2026, 11, 24)
    assert expected[date(2026, 11, 14)].mails == 0  # a Saturday
    assert expected[date(2026, 11, 11)].tasks > 0  # the day after the analyses were due


def test_what_was_expected_is_what_comes(settled: Desk) -> None:
    """Nobody does anything for two weeks, and the mail of every day is sent."""
    settled.run()
    with settled.database.reading(ID) as store:
        expected = load_forecasts(store)
    settled.clock.set("07:30")
    settled.tick()
    for day in range(11, 25):
        settled.clock.moment = type(settled.clock)(f"2026-11-{day}T06:00").moment
        ran = settled.run()
        assert len(ran.outcome.changes) == expected[date(2026, 11, day)].tasks, day
        assert abs(ran.mails - expected[date(2026, 11, day)].mails) <= 1, day
        settled.clock.set("07:30")
        settled.tick()


@pytest.mark.parametrize("noon", [False, True], ids=["in the morning", "after the mail went"])
def test_the_letter_about_a_hold_says_truly_whether_mail_went_today(settled: Desk, *, noon: bool) -> None:
    if noon:
        settled.run()
        settled.clock.set("07:30")
        settled.tick()
        settled.clock.set("12:00")
    went = len(settled.sent())
    assert (went > 0) is noon
    settled.many()
    settled.run()
    settled.tick()
    said = " ".join(text_of(settled.mailbox.parcels[went].body).split())
    assert ("vandaag nog niets verstuurd" in said, "De mail van eerder vandaag was al verstuurd" in said) == (
        not noon,
        noon,
    )
    assert "terwijl we rekenden op " in said


@pytest.mark.parametrize("many", [False, True], ids=["an import as any other", "one that the brake will stop"])
def test_an_import_since_the_run_counts_for_the_mail_unless_the_next_run_will_be_held(
    settled: Desk, *, many: bool
) -> None:
    settled.run()
    settled.clock.set("07:00")
    if many:
        settled.many()
    with settled.database.writing(ID) as store:
        told = load_told(store)
        groups = (replace(each, teachers=frozenset({"JAN"})) for each in told.export_groups)
        save_told(store, told, replace(told, export_groups=tuple(groups)))
        add_imports(store, [Import("edexml", "edex.xml", settled.clock(), date(2026, 11, 10))])
    settled.clock.set("07:30")
    settled.tick()
    assert ("paula@dewilg.example" in settled.sent()) is many


def test_the_letter_about_a_hold_goes_as_soon_as_the_server_is_there_again_also_after_days(fresh: Desk) -> None:
    fresh.mailbox = Mailbox([NotReached("op poort 25 antwoordt niemand")] * 50)
    fresh.ticks("2026-11-12T12:00", timedelta(hours=3))
    assert fresh.sent() == []
    fresh.mailbox = Mailbox()
    fresh.ticks("2026-11-12T18:00")
    assert fresh.sent() == ["bea@dewilg.example"]

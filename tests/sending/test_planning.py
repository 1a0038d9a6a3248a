"""Planning the mail of a day: which rows come into the outbox, between which moments, and what a second run adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest

from engine.configparts import Schedule
from engine.outbox import EVERY_DAY, ONCE_A_WEEK, OVERVIEW, RETRY, SENT, WAITING, Pause
from engine.runs.post import window
from engine.store.wishes import save_pauses, save_wish
from notifiers.mailer import RefusedForNow
from notifiers.memory import Mailbox
from tests.sending.school import ID, text_of

if TYPE_CHECKING:
    from tests.sending.school import Wilg


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        ("2026-10-23", "05:30", "15:00"),
        ("2026-10-26", "06:30", "16:00"),
        ("2027-03-26", "06:30", "16:00"),
        ("2027-03-29", "05:30", "15:00"),
    ],
    ids=["last of summer time", "first of winter time", "last of winter time", "first of summer time"],
)
def test_the_window_is_half_past_seven_to_five_on_the_schools_clock(day: str, opens: str, closes: str) -> None:
    found = window(Schedule(), date.fromisoformat(day))
    assert found == tuple(datetime.fromisoformat(f"{day}T{each}").replace(tzinfo=UTC) for each in (opens, closes))


def test_a_digest_later_than_the_window_opens_waits_for_its_own_hour() -> None:
    opens, closes = window(Schedule(digest=time(9, 0)), date(2026, 11, 10))
    assert (opens.hour, closes.hour) == (8, 16)


def test_running_twice_changes_nothing_in_the_outbox(wilg: Wilg) -> None:
    before = wilg.posts()
    wilg.morning("2026-11-10")
    assert wilg.posts() == before


def test_the_ids_are_short_and_the_same_in_every_run(wilg: Wilg, wilg_before: Wilg) -> None:
    plan = wilg_before.morning("2026-11-10")
    assert {each.id for each in plan.posts} == {each.id for each in wilg.posts().values()}
    assert all(len(each.id) == 10 for each in plan.posts)


def test_a_second_run_brings_a_waiting_post_up_to_date(wilg: Wilg) -> None:
    before = wilg.post("PAR")
    wilg.meeting_moves_to("2026-11-30")
    wilg.morning("2026-11-10")
    assert wilg.post("PAR").causes == before.causes
    wilg.meeting_moves_to("2026-11-18")
    wilg.morning("2026-11-10")
    after = wilg.post("PAR")
    assert after.id == before.id
    assert {each.due for each in after.causes} == {date(2026, 11, 11)}


def test_a_second_run_leaves_what_was_tried_or_sent_as_it_was(wilg: Wilg) -> None:
    wilg.send(Mailbox([RefusedForNow("450 druk")]))
    before = wilg.posts()
    assert {each.state for each in before.values()} == {RETRY, SENT}
    wilg.meeting_moves_to("2026-11-18")
    wilg.morning("2026-11-10")
    assert wilg.posts() == before


def test_a_run_after_the_window_plans_what_the_next_round_takes_back(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-11-10")
    wilg_before.clock.set("18:30")
    mailbox = Mailbox()
    wilg_before.send(mailbox)
    assert mailbox.offered == []
    assert {each.reason for each in wilg_before.posts().values()} == {
        "het verzendvenster is voorbij; komt in het volgende overzicht"
    }


def test_who_is_held_back_is_named_with_the_reason(wilg_before: Wilg) -> None:
    plan = wilg_before.morning("2026-11-10")
    assert [(each.person, each.reason) for each in plan.held] == [("JAN", "vandaag geen werkdag")]


def test_who_wants_it_once_a_week_waits_for_the_first_of_their_own_days(wilg_before: Wilg) -> None:
    with wilg_before.database.writing(ID) as store:
        save_wish(store, "MVD", ONCE_A_WEEK)
    on_tuesday = wilg_before.morning("2026-11-10")
    assert ("MVD", "wil het overzicht op de eerste werkdag van de week") in [
        (each.person, each.reason) for each in on_tuesday.held
    ]
    on_monday = wilg_before.morning("2026-11-16")
    assert [each.kind for each in on_tuesday.posts if each.person == "MVD"] == []
    assert [each.kind for each in on_monday.posts if each.person == "MVD"] == [OVERVIEW]


def test_who_wants_it_once_a_week_hears_on_monday_what_is_due_that_week_before_any_reminder(wilg_before: Wilg) -> None:
    """Her analysis is due on Tuesday and not a week later; all she would hear next Monday is that it is late."""
    wish(wilg_before, PAR=ONCE_A_WEEK)
    before = wilg_before.morning("2026-10-26")
    monday = wilg_before.morning("2026-11-02")
    assert [each.kind for each in before.posts if each.person == "PAR"] == []
    assert [(each.kind, each.causes) for each in monday.posts if each.person == "PAR"] == [(OVERVIEW, ())]
    box = Mailbox()
    wilg_before.send(box)
    letter = next(each for each in box.parcels if each.to == "paula@dewilg.example")
    assert "Vul de analyse in" in text_of(letter.body)


def test_nothing_is_written_by_planning_alone(wilg_before: Wilg) -> None:
    wilg_before.settings = replace(wilg_before.settings)
    assert wilg_before.posts() == {}
    plan = wilg_before.morning("2026-11-10")
    assert {each.state for each in plan.posts} == {WAITING}
    assert len(wilg_before.posts()) == len(plan.posts) == 5


def test_who_is_absent_gets_no_post_also_when_they_want_one_every_day(wilg_before: Wilg) -> None:
    wish(wilg_before, PAR=EVERY_DAY)
    wilg_before.absent("PAR", "2026-11-09", "2026-11-11")
    plan = wilg_before.morning("2026-11-10")
    assert "PAR" not in {each.person for each in plan.posts}
    assert ("PAR", "vandaag afwezig") in [(each.person, each.reason) for each in plan.held]


def test_every_day_with_nothing_open_plans_nothing(wilg_before: Wilg) -> None:
    """Nothing of Paula's is open before October; her analysis opens two weeks before the tenth of November."""
    wish(wilg_before, PAR=EVERY_DAY)
    days = {day: wilg_before.morning(day) for day in ("2026-10-26", "2026-10-27", "2026-11-09", "2026-11-10")}
    planned = {day: [each.person for each in plan.posts if each.person == "PAR"] for day, plan in days.items()}
    assert planned == {"2026-10-26": [], "2026-10-27": ["PAR"], "2026-11-09": ["PAR"], "2026-11-10": ["PAR"]}
    assert ("PAR", "vandaag is er niets te melden") in [(each.person, each.reason) for each in days["2026-10-26"].held]
    wilg_before.send(Mailbox())
    assert wilg_before.post("PAR").state == SENT


def test_the_first_working_day_of_the_week_is_the_first_on_which_somebody_is_there(wilg_before: Wilg) -> None:
    """Paula is sick on Monday, back on Tuesday; Marieke's pause ends on Monday."""
    wish(wilg_before, PAR=ONCE_A_WEEK, MVD=ONCE_A_WEEK)
    wilg_before.absent("PAR", "2026-11-09", "2026-11-09")
    with wilg_before.database.writing(ID) as store:
        save_pauses(store, (), [Pause("MVD", date(2026, 11, 3), date(2026, 11, 9))])
    on_tuesday = {each.person for each in wilg_before.morning("2026-11-10").posts}
    assert {"PAR", "MVD"} <= on_tuesday
    assert "PAR" not in {each.person for each in wilg_before.morning("2026-11-11").posts}


def wish(wilg: Wilg, **wishes: str) -> None:
    with wilg.database.writing(ID) as store:
        for code, words in wishes.items():
            save_wish(store, code, words)

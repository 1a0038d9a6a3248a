"""A year of tasks and mail on a small school: a real store, a real mail server, every mail read back."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.outbox import BRAKE_LETTER, FAILED, SENT, WITHDRAWN
from tests.sending.servers import Inbox, proper
from tests.year.mailyear import FIRST, LAST, NEVER, STANDSTILL, MailYear

if TYPE_CHECKING:
    from pathlib import Path

SEED = 2026


@pytest.mark.slow
def test_a_year_long_everybody_hears_what_they_must_on_their_own_days_once_and_nothing_else(
    tmp_path: Path, sqlite_template: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "jaarcyclus.db")
    inbox = Inbox()
    server = proper(inbox)
    server.start()
    year = MailYear(tmp_path, "sqlite:///jaarcyclus.db", inbox, server.port, SEED)
    try:
        year.live(FIRST, LAST)
        for holds in CHECKS:
            holds(year)
    finally:
        year.close()
        server.stop()


def _every_mail_of_the_year_is_right_and_nobody_who_had_to_hear_something_was_forgotten(year: MailYear) -> None:
    assert year.proof.breaches == []


def _everything_a_year_can_bring_came_by(year: MailYear) -> None:
    counts = year.proof.counts
    often = ("overzicht", "reminder", "sensitive", "Nieuw", "Verschoven")
    assert [each for each in often if counts[each] < 10] == []
    now_and_then = ("regel:brief", "ib", "directie", "raised", "of somebody away", "on a day off", "unreached")
    assert [each for each in now_and_then if counts[each] == 0] == []


def _every_mail_stands_in_the_outbox_once_with_how_it_ended(year: MailYear) -> None:
    posts = [each for each in year.posts() if each.kind != BRAKE_LETTER]
    sent = [each.message_id for each in posts if each.state == SENT]
    assert sorted(sent) == sorted(each.message_id for each in year.proof.mails)
    assert len(set(sent)) == len(sent)
    assert {each.state for each in posts} == {SENT, WITHDRAWN, FAILED}
    assert [each for each in posts if each.state == WITHDRAWN and not each.reason] == []
    assert {each.answer for each in posts if each.state == FAILED} == {NEVER}
    assert {each.person for each in posts if each.attempts > 1 and each.state == SENT} == {"ANN"}


def _what_the_store_holds_as_told_is_what_the_mails_told_and_each_thing_once(year: MailYear) -> None:
    told = [(each.person, cause) for each in year.posts() if each.state == SENT for cause in each.causes]
    assert len(told) == len(set(told)) > 300
    assert year.told() == set(told) == year.ledger.told


def _after_five_days_of_standstill_everybody_gets_one_overview_at_most(year: MailYear) -> None:
    monday = date(2026, 11, 16)
    week = [each for each in year.proof.mails if STANDSTILL[0] <= each.dated.date() <= monday]
    assert {each.dated.date() for each in week} == {monday}
    assert len(week) == len({each.to for each in week}) > 2


def _only_the_first_run_of_all_waited_for_a_person(year: MailYear) -> None:
    assert year.held == [FIRST]


def _each_late_analysis_reached_each_level_once_and_no_other_did(year: MailYear) -> None:
    """Counted from the log of what was done when, not from the reminders."""
    raised = Counter((cause.task, cause.due, cause.sentence) for _, cause in year.told() if cause.is_raised)
    assert set(raised.values()) == {1}
    late = {each.key: each for each in year.tasks() if each.rule == "analyse"}
    for key, task in late.items():
        steps = {sentence for one, due, sentence in raised if (one, due) == (key, task.due)}
        ended = task.done_on or LAST
        assert steps == {words for words, day in year.levels(task).items() if day < ended}


def _no_pupil_is_in_any_byte_that_went(year: MailYear) -> None:
    bodies = [each.body or b"" for each in year.posts() if each.state == SENT and each.kind != BRAKE_LETTER]
    assert [each for each in bodies if re.search(rb"xantippe|zwartjes|\b7701\d\d\b", each, re.IGNORECASE)] == []


CHECKS = (
    _every_mail_of_the_year_is_right_and_nobody_who_had_to_hear_something_was_forgotten,
    _everything_a_year_can_bring_came_by,
    _every_mail_stands_in_the_outbox_once_with_how_it_ended,
    _what_the_store_holds_as_told_is_what_the_mails_told_and_each_thing_once,
    _after_five_days_of_standstill_everybody_gets_one_overview_at_most,
    _only_the_first_run_of_all_waited_for_a_person,
    _each_late_analysis_reached_each_level_once_and_no_other_did,
    _no_pupil_is_in_any_byte_that_went,
)

"""`toestand_voorbij`: what `waar` no longer chooses is done, what is no longer there has lapsed (regeltaal 32)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.model import Case
from tests.reconcile.school import PUPILS, export, pupil

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

LONG_TALK = """
regels:
  - id: gesprekstijd
    titel: Verplaats het lange gesprek naar na schooltijd
    voor: leerkracht
    per: gesprek
    waar: {kenmerk: {minuten: {meer_dan: 10}}}
    uiterlijk: voor gesprek
    klaar_als: {toestand_voorbij: ja}
"""
CARE = """
regels:
  - id: nt2
    titel: Zet de nt2-leerling op de lijst
    voor: ib
    per: leerling
    waar: {kenmerk: nt2}
    uiterlijk: 1 week voor groepsbespreking
    klaar_als: {toestand_voorbij: ja}
"""


def talk(school: KeptSchool, minutes: int) -> None:
    case = Case("gesprek", "g1", "leerling", "11", begin=date(2026, 11, 17), traits={"minuten": str(minutes)})
    school.change(lambda told: replace(told, cases=(case,)))


@pytest.fixture
def long_talk(school: KeptSchool) -> KeptSchool:
    """Give a school with a talk of half an hour on 17 November, seen on 2 November."""
    school.rules(LONG_TALK)
    talk(school, 30)
    school.on("2026-11-02")
    return school


def test_a_talk_that_is_made_shorter_is_done(long_talk: KeptSchool) -> None:
    talk(long_talk, 10)
    assert long_talk.on("2026-11-03").figures == {"klaar": 1}
    task = long_talk.task()
    assert (task.state, str(task.done_on)) == ("klaar", "2026-11-03")
    assert (task.because.missing, task.because.proof) == ((), ("dat de toestand voorbij is",))


def test_a_talk_that_is_gone_from_the_input_has_lapsed(long_talk: KeptSchool) -> None:
    long_talk.change(lambda told: replace(told, cases=()))
    assert long_talk.on("2026-11-03").figures == {"vervallen": 1}
    assert long_talk.task().state == "vervallen"


def test_a_talk_that_is_long_again_is_open_again(long_talk: KeptSchool) -> None:
    talk(long_talk, 10)
    long_talk.on("2026-11-03")
    talk(long_talk, 20)
    assert long_talk.on("2026-11-04").figures == {"heropend": 1}


def test_what_is_over_stays_done_when_the_talk_goes_afterwards(long_talk: KeptSchool) -> None:
    talk(long_talk, 10)
    long_talk.on("2026-11-03")
    long_talk.change(lambda told: replace(told, cases=()))
    long_talk.on("2026-11-04")
    assert long_talk.task().state == "klaar"


@pytest.fixture
def listed(school: KeptSchool) -> KeptSchool:
    """Give a school where pupil 11 is to be put on a list before the meeting of 17 November."""
    school.dates("  groepsbespreking: [{op: 2026-11-17}]")
    school.rules(CARE)
    school.tell(leerlingen="leerlingnummer,kenmerken\n11,nt2\n")
    school.on("2026-10-01")
    return school


def test_a_pupil_who_loses_the_trait_is_done(listed: KeptSchool) -> None:
    listed.tell(leerlingen="leerlingnummer,kenmerken\n11,zorgleerling\n")
    listed.on("2026-10-02")
    assert listed.task().state == "klaar"


def test_a_pupil_who_leaves_before_that_day_has_lapsed_not_done(listed: KeptSchool) -> None:
    listed.tell(edexml=export(pupil("11", "g1", until="2026-10-20"), *PUPILS[1:], as_of="2026-10-02"))
    listed.on("2026-10-05")
    assert listed.task().state == "vervallen"


def test_a_meeting_that_is_taken_off_the_calendar_lapses_it(listed: KeptSchool) -> None:
    listed.dates("")
    listed.on("2026-10-02")
    assert listed.task().state == "vervallen"

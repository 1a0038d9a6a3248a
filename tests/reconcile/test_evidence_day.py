"""A done task keeps the day on which its evidence was complete, and whether it rests on a tick alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.model import BY_TICK, Case

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

RULE = """
regels:
  - id: bewijs
    titel: Laat het zien
    voor: leerkracht
    per: leerling
    waar: {{jaargroep: 3}}
    vanaf: 1 september
    uiterlijk: 1 november
    klaar_als: {shown}
"""
SEEN = "2026-11-17"
TALK = Case("gesprek", "g1", "leerling", "31", "rapport")


def kept(school: KeptSchool, shown: str) -> tuple[str, bool]:
    """Let a run see what there is on 17 November, and return what it keeps of the evidence."""
    school.rules(RULE.format(shown=shown))
    school.on(SEEN)
    because = school.task("31").because
    return str(because.proven_on), because.proven_by_tick


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("{registratie: kanjerlijst}", "2026-10-02"),
        ("{registratie: kanjerlijst, minstens: 2}", "2026-10-09"),
        ("{registratie: [kanjerlijst, profiel-opmerkingen]}", "2026-10-02"),
        ("{alle_van: [{registratie: kanjerlijst}, {registratie: profiel-opmerkingen}]}", "2026-10-20"),
        ("{een_van: [{registratie: profiel-opmerkingen}, {registratie: kanjerlijst}]}", "2026-10-02"),
        ("{gesprek: rapport}", "2026-10-14"),
        ("{elk_gebied: [seo, taal]}", "2026-10-27"),
        ("{gearchiveerd: ja}", "2026-10-28"),
    ],
)
def test_it_is_the_day_on_which_there_was_enough_not_the_day_it_was_seen(
    school: KeptSchool, shown: str, day: str
) -> None:
    for kind, on in (
        ("kanjerlijst", "2026-10-09"),
        ("kanjerlijst", "2026-10-02"),
        ("profiel-opmerkingen", "2026-10-20"),
    ):
        school.registered(kind, "leerling", "31", on)
    for area, on in (("seo", "2026-10-27"), ("taal", "2026-10-05"), ("seo", "2026-11-03")):
        school.registered("observatie", "leerling", "31", on, area=area)
    school.registered("gearchiveerd", "leerling", "31", "2026-10-28")
    talk(school, "2026-10-14")
    assert kept(school, shown) == (day, False)


def test_what_a_tick_wrote_is_a_tick_until_there_is_more(school: KeptSchool) -> None:
    school.registered("kanjerlijst", "leerling", "31", "2026-10-02", "ANN", origin=BY_TICK)
    assert kept(school, "{registratie: kanjerlijst}") == ("2026-10-02", True)
    school.registered("kanjerlijst", "leerling", "31", "2026-10-09")
    school.on("2026-11-18")
    because = school.task("31").because
    assert (str(because.proven_on), because.proven_by_tick) == ("2026-10-02", False)


def test_one_real_part_beside_one_that_was_ticked_is_still_a_tick(school: KeptSchool) -> None:
    school.registered("kanjerlijst", "leerling", "31", "2026-10-02", "ANN", origin=BY_TICK)
    school.registered("profiel-opmerkingen", "leerling", "31", "2026-10-20")
    assert kept(school, "{alle_van: [{registratie: kanjerlijst}, {registratie: profiel-opmerkingen}]}") == (
        "2026-10-20",
        True,
    )


def test_either_of_two_is_real_when_one_of_them_is(school: KeptSchool) -> None:
    school.registered("kanjerlijst", "leerling", "31", "2026-10-02", "ANN", origin=BY_TICK)
    school.registered("profiel-opmerkingen", "leerling", "31", "2026-10-20")
    assert kept(school, "{een_van: [{registratie: kanjerlijst}, {registratie: profiel-opmerkingen}]}") == (
        "2026-10-02",
        False,
    )


def test_evidence_without_a_date_has_no_day(school: KeptSchool) -> None:
    assert kept(school, "{niet: {registratie: kanjerlijst}}") == ("None", False)


def test_a_task_that_is_open_has_no_day(school: KeptSchool) -> None:
    assert kept(school, "{registratie: kanjerlijst}") == ("None", False)
    assert school.task("31").state == "te-laat"


def test_what_was_done_without_evidence_takes_it_in_when_it_comes_and_stays_as_it_was_done(school: KeptSchool) -> None:
    assert kept(school, "{registratie: kanjerlijst}") == ("None", False)
    school.tick(school.task("31"), "CEES", "2026-11-18")
    school.on("2026-11-18")
    school.registered("kanjerlijst", "leerling", "31", "2026-11-19")
    school.on("2026-11-20")
    task = school.task("31")
    assert (task.done_by, str(task.done_on), str(task.because.proven_on)) == ("CEES", "2026-11-18", "2026-11-19")
    assert (task.because.proof, task.because.missing) == (("kanjerlijst van 19 november",), ())


def talk(school: KeptSchool, on: str) -> None:
    held = replace(TALK, begin=date.fromisoformat(on), traits={"status": "gevoerd"})
    school.change(lambda told: replace(told, cases=(*told.cases, held)))

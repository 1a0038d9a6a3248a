"""`voorheen`: a rule under a new id takes over tasks and ticks of the old one (regeltaal 37)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

RULE = """
regels:
  - id: {id}
    titel: Analyse invullen
    voor: leerkracht
    per: groep
    uiterlijk: 2 weken voor groepsbespreking
"""
OLD = RULE.format(id="analyse")
NEW = RULE.format(id="groepsanalyse")
RENAMED = NEW + "    voorheen: analyse\n"


@pytest.fixture
def school_with_ticks(school: KeptSchool) -> KeptSchool:
    """Give a school that ticked the analysis of group 3, and said that of 1/2 B does not apply."""
    school.dates("  groepsbespreking: [{op: 2026-11-17}]")
    school.rules(OLD)
    school.on("2026-10-01")
    school.tick(school.task("3"), "CEES", "2026-10-02")
    school.waive(school.task("1/2 B"), "niet nodig")
    school.on("2026-10-02")
    return school


def outcome(school: KeptSchool, rule: str) -> dict[str, str]:
    return {each.subject: each.state for each in school.tasks(rule)}


def test_tasks_and_ticks_go_along_under_the_keys_they_had(school_with_ticks: KeptSchool) -> None:
    keys = {each.subject: each.key for each in school_with_ticks.tasks()}
    school_with_ticks.rules(RENAMED)
    school_with_ticks.on("2026-10-03")
    assert outcome(school_with_ticks, "groepsanalyse") == {"1/2 A": "open", "1/2 B": "nvt", "3": "klaar"}
    assert {each.subject: each.key for each in school_with_ticks.tasks()} == keys


def test_a_tick_taken_back_later_still_opens_the_task(school_with_ticks: KeptSchool) -> None:
    school_with_ticks.rules(RENAMED)
    school_with_ticks.on("2026-10-03")
    school_with_ticks.untick(school_with_ticks.task("3"), "CEES")
    school_with_ticks.on("2026-10-04")
    assert school_with_ticks.task("3").state == "open"


def test_voorheen_written_some_days_late_still_brings_the_ticks_along(school_with_ticks: KeptSchool) -> None:
    school_with_ticks.rules(NEW)
    school_with_ticks.on("2026-10-03")
    assert outcome(school_with_ticks, "groepsanalyse") == {"1/2 A": "open", "1/2 B": "open", "3": "open"}
    school_with_ticks.rules(RENAMED)
    school_with_ticks.on("2026-10-05")
    assert outcome(school_with_ticks, "groepsanalyse") == {"1/2 A": "open", "1/2 B": "nvt", "3": "klaar"}
    assert outcome(school_with_ticks, "analyse") == {"1/2 A": "vervallen", "1/2 B": "vervallen", "3": "vervallen"}
    school_with_ticks.untick(school_with_ticks.task("3", rule="groepsanalyse"), "CEES")
    school_with_ticks.on("2026-10-06")
    assert outcome(school_with_ticks, "groepsanalyse") == {"1/2 A": "open", "1/2 B": "nvt", "3": "open"}


def test_what_was_ticked_under_the_new_id_goes_before_what_the_old_one_had(school_with_ticks: KeptSchool) -> None:
    school_with_ticks.rules(NEW)
    school_with_ticks.on("2026-10-03")
    school_with_ticks.tick(school_with_ticks.task("1/2 B", rule="groepsanalyse"), "CEES", "2026-10-03")
    school_with_ticks.on("2026-10-03")
    school_with_ticks.rules(RENAMED)
    school_with_ticks.on("2026-10-05")
    assert outcome(school_with_ticks, "groepsanalyse") == {"1/2 A": "open", "1/2 B": "klaar", "3": "klaar"}


def test_a_rule_that_was_called_two_things_takes_what_people_did_under_either(school: KeptSchool) -> None:
    school.dates("  groepsbespreking: [{op: 2026-11-17}]")
    school.rules(OLD)
    school.rules(RULE.format(id="zweite"), file="ander")
    school.on("2026-10-01")
    school.tick(school.task("3", rule="analyse"), "CEES", "2026-10-02")
    school.tick(school.task("1/2 A", rule="zweite"), "ANN", "2026-10-02")
    school.on("2026-10-02")
    school.no_rules("ander")
    school.rules(NEW + "    voorheen: [analyse, zweite]\n")
    school.on("2026-10-03")
    assert outcome(school, "groepsanalyse") == {"1/2 A": "klaar", "1/2 B": "open", "3": "klaar"}

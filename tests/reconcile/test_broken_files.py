"""A file that does not load never closes its tasks: its last version that loaded rules on (regeltaal 32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reconcile.school import PUPILS, export, group

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
ANALYSIS, REPORT = RULE.format(id="analyse"), RULE.format(id="verslag")
BROKEN = ANALYSIS.replace("groepsbespreking", "groepsbespreeking")
DATES = "  groepsbespreking: [{op: 2026-11-17}]"


@pytest.fixture
def two_files(school: KeptSchool) -> KeptSchool:
    school.dates(DATES)
    school.rules(ANALYSIS)
    school.rules(REPORT, file="verslag")
    school.on("2026-10-01")
    return school


def test_a_broken_file_rules_on_by_its_last_good_version_and_is_told(two_files: KeptSchool) -> None:
    before = two_files.tasks("analyse")
    two_files.rules(BROKEN)
    outcome = two_files.on("2026-10-02")
    assert outcome.changes == ()
    assert (outcome.school.stood_in, outcome.school.out) == (("rules/eigen.yaml",), ())
    assert [(each.file, each.line) for each in outcome.school.problems] == [("rules/eigen.yaml", 7)]
    assert two_files.tasks("analyse") == before


def test_the_days_and_the_dates_go_on_while_a_file_is_broken(two_files: KeptSchool) -> None:
    two_files.rules(BROKEN)
    two_files.on("2026-11-04")
    assert {each.state for each in two_files.tasks("analyse")} == {"te-laat"}
    two_files.dates("  groepsbespreking: [{op: 2026-11-24}]")
    two_files.on("2026-11-05")
    assert {(str(each.due), each.state) for each in two_files.tasks("analyse")} == {("2026-11-10", "open")}


def test_a_mended_file_goes_on_where_it_was(two_files: KeptSchool) -> None:
    two_files.rules(BROKEN)
    two_files.on("2026-10-02")
    two_files.tick(two_files.task("3", rule="analyse"), "CEES", "2026-10-02")
    two_files.on("2026-10-03")
    two_files.rules(ANALYSIS)
    assert two_files.on("2026-10-04").changes == ()
    assert two_files.task("3", rule="analyse").state == "klaar"


def test_a_file_without_any_good_version_leaves_every_task_as_it_was(two_files: KeptSchool) -> None:
    """The file was broken and given another name on one day: nobody knows any more which rules stood in it."""
    before = two_files.tasks("analyse")
    two_files.no_rules()
    two_files.rules(BROKEN, file="anders")
    outcome = two_files.on("2026-11-09")
    assert outcome.school.out == ("rules/anders.yaml",)
    assert two_files.tasks("analyse") == before
    assert {each.state for each in two_files.tasks("verslag")} == {"te-laat"}
    two_files.rules(ANALYSIS, file="anders")
    two_files.on("2026-11-10")
    assert {each.state for each in two_files.tasks("analyse")} == {"te-laat"}


def test_a_tick_on_a_task_of_such_a_file_is_kept_and_counts_once_it_is_mended(two_files: KeptSchool) -> None:
    two_files.no_rules()
    two_files.rules(BROKEN, file="anders")
    two_files.tick(two_files.task("3", rule="analyse"), "CEES", "2026-10-02")
    two_files.on("2026-10-02")
    two_files.rules(ANALYSIS, file="anders")
    two_files.on("2026-10-03")
    assert two_files.task("3", rule="analyse").state == "klaar"


def test_a_file_that_never_loaded_adds_nothing_and_takes_nothing(two_files: KeptSchool) -> None:
    before = two_files.tasks()
    two_files.rules("regels: [{id: nieuw", file="nieuw")
    assert two_files.on("2026-10-02").changes == ()
    assert two_files.tasks() == before


def test_a_broken_calendar_goes_on_by_its_last_good_version(two_files: KeptSchool) -> None:
    before = two_files.tasks()
    two_files.dates("  groepsbespreking: [{op: 2026-11-31}]")
    outcome = two_files.on("2026-10-02")
    assert (outcome.changes, outcome.school.stood_in) == ((), ("calendar/2026-2027.yaml",))
    assert two_files.tasks() == before


def test_a_calendar_that_calls_a_group_by_its_former_name_keeps_the_groups_own_date(school: KeptSchool) -> None:
    own = "  groepsbespreking: [{{op: 2026-11-17}}, {{op: 2026-11-19, groep: {name}}}]"
    school.dates(own.format(name="1/2 B"))
    school.rules(ANALYSIS)
    school.on("2026-10-01")
    groups = group("g1", "1/2 A", "1") + group("g2", "1/2 Beren", "2") + group("g3", "3", "3")
    school.tell(edexml=export(*PUPILS, groups=groups, as_of="2026-10-05"))
    outcome = school.on("2026-10-05")
    assert [str(each) for each in outcome.school.problems] == [
        'calendar/2026-2027.yaml:6:64: groep "1/2 B" heet nu "1/2 Beren"'
    ]
    assert (outcome.changes, str(school.task("1/2 Beren").due)) == ((), "2026-11-05")
    school.dates(own.format(name="1/2 Beren"))
    assert school.on("2026-10-06").changes == ()


def test_a_rule_that_names_a_date_the_calendar_lost_is_broken_and_keeps_its_tasks(school: KeptSchool) -> None:
    rule = ANALYSIS + "    waar: {gelegenheid: maart}\n"
    school.dates("  groepsbespreking: [{op: 2026-11-17}, {naam: maart, op: 2027-03-16}]")
    school.rules(rule)
    school.on("2026-10-01")
    before = school.tasks()
    assert len(before) == 3
    school.dates(DATES)
    outcome = school.on("2026-10-02")
    assert (outcome.school.out, outcome.changes) == (("rules/eigen.yaml",), ())
    assert school.tasks() == before

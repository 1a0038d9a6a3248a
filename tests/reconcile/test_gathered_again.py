"""A school that is gathered again does not read files that stayed the same, and reads everything that did not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine.runs.evaluate import gather_all
from tests.reconcile.school import ID, PUPILS, KeptSchool, export, group

if TYPE_CHECKING:
    from engine.runs.gather import School

RULE = """
regels:
  - {id: analyse, titel: Analyse invullen, voor: leerkracht, per: groep, uiterlijk: 2 weken voor groepsbespreking}
"""
DATES = "  groepsbespreking: [{op: 2026-11-17}]"


@pytest.fixture
def ruled(school: KeptSchool) -> KeptSchool:
    school.dates(DATES)
    school.rules(RULE)
    school.on("2026-10-01")
    return school


def gathered(school: KeptSchool, known: School | None = None) -> School:
    """Gather it beside what is known; however that is, it is what gathering it from nothing gives."""
    with school.database.reading(ID) as store:
        found, anew = gather_all(school.settings, store, known).school, gather_all(school.settings, store).school
    assert _comparable(found) == _comparable(anew)
    return found


def _comparable(school: School) -> School:
    """Leave out how rules are read: those are functions, and no two are alike."""
    return replace(school, language=replace(school.language, occasion_names=_no_names))


def _no_names(family: str) -> frozenset[str]:
    return frozenset()


def test_files_that_stayed_the_same_are_not_read_again_and_facts_are(ruled: KeptSchool) -> None:
    known = gathered(ruled)
    ruled.registered("observatie", "leerling", "77001", "2026-10-01")
    again = gathered(ruled, known)
    assert again.book is known.book
    assert len(again.facts.registrations) == 1


def test_a_rule_or_a_date_that_changed_is_read(ruled: KeptSchool) -> None:
    known = gathered(ruled)
    ruled.rules(RULE.replace("2 weken", "3 weken"))
    changed = gathered(ruled, known)
    assert changed.book.rules != known.book.rules
    ruled.dates("  groepsbespreking: [{op: 2026-11-24}]")
    assert gathered(ruled, changed).calendars != changed.calendars


def test_a_broken_file_is_looked_at_each_time(ruled: KeptSchool) -> None:
    known = gathered(ruled)
    ruled.rules(RULE.replace("groepsbespreking", "groepsbespreeking"))
    broken = gathered(ruled, known)
    assert broken.stood_in == ("rules/eigen.yaml",)
    assert gathered(ruled, broken).book is not broken.book
    ruled.rules(RULE)
    assert gathered(ruled, broken).stood_in == ()


def test_a_date_of_a_group_is_looked_at_again_when_groups_came(ruled: KeptSchool) -> None:
    ruled.dates("  groepsbespreking: [{op: 2026-11-17, groep: 7}]")
    known = gathered(ruled)
    assert known.problems != ()
    groups = (("g1", "1/2 A", "1"), ("g2", "1/2 B", "2"), ("g3", "3", "3"), ("g7", "7", "7"))
    ruled.tell(edexml=export(*PUPILS, groups="".join(group(*each) for each in groups)))
    assert gathered(ruled, known).problems == ()

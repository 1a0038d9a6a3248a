"""When somebody is absent, the work finds a colleague; pupils' tasks never reach a short-term substitute."""

from __future__ import annotations

from datetime import date

import pytest

from engine.almanac.almanac import Almanac
from engine.audience import Audiences
from engine.census import Census
from engine.model import Case, Facts, Group, Pupil, Staff

DAY = date(2026, 11, 17)
YEAR = 2026


def somebody(code: str, role: str = "leerkracht", kind: str = "vast", until: date | None = None) -> Staff:
    return Staff(code, email=f"{code.lower()}@school.example", roles=frozenset({role}), kind=kind, out_of_service=until)


def group(name: str, numbers: set[int], *teachers: str) -> Group:
    return Group(name, "2026-2027", year_groups=frozenset(numbers), teachers=frozenset(teachers))


def absence(code: str, begin: date, end: date | None) -> Case:
    return Case("afwezigheid", f"a-{code}", "medewerker", code, begin=begin, end=end)


def audiences(*cases: Case, more: tuple[Staff, ...] = (), groups: tuple[Group, ...] = ()) -> Audiences:
    staff = (
        somebody("ANN"), somebody("BRA"), somebody("CAR"), somebody("DAA"), somebody("ESR", "ib"),
        somebody("FEN", "beheerder"), *more,
    )  # fmt: skip
    own = groups or (group("1/2 A", {1, 2}, "ANN", "BRA"), group("1/2 B", {1, 2}, "CAR"), group("5", {5}, "DAA"))
    facts = Facts("99XX", "2026-2027", (Pupil("1"),), own, staff, (), cases)
    return Audiences(Census(facts), Almanac(()))


def test_nobody_absent_leaves_the_task_where_it_was() -> None:
    assert audiences().on_day(("ANN", "BRA"), "1/2 A", YEAR, DAY) == ("ANN", "BRA")


def test_the_duo_partner_has_the_task_when_a_teacher_is_absent() -> None:
    found = audiences(absence("ANN", DAY, DAY)).on_day(("ANN", "BRA"), "1/2 A", YEAR, DAY)

    assert found == ("BRA",)


def test_without_a_duo_partner_the_parallel_group_has_it() -> None:
    found = audiences(absence("CAR", DAY, None)).on_day(("CAR",), "1/2 B", YEAR, DAY)

    assert set(found) == {"ANN", "BRA"}


def test_without_a_parallel_group_the_care_coordinator_has_it() -> None:
    assert audiences(absence("DAA", DAY, None)).on_day(("DAA",), "5", YEAR, DAY) == ("ESR",)


def test_a_care_coordinator_beside_an_absent_teacher_does_not_replace_the_stand_in() -> None:
    found = audiences(absence("CAR", DAY, None)).on_day(("CAR", "ESR"), "1/2 B", YEAR, DAY)

    assert set(found) == {"ESR", "ANN", "BRA"}


def test_a_long_term_substitute_linked_to_the_group_takes_over() -> None:
    more = (somebody("IVO", kind="invaller-langdurig"),)
    groups = (group("5", {5}, "DAA", "IVO"),)
    found = audiences(absence("DAA", DAY, None), more=more, groups=groups).on_day(("DAA",), "5", YEAR, DAY)

    assert found == ("IVO",)


def test_a_short_term_substitute_gets_nothing_about_pupils() -> None:
    more = (somebody("WIL", kind="invaller"),)
    groups = (group("5", {5}, "DAA", "WIL"),)
    found = audiences(absence("DAA", DAY, None), more=more, groups=groups).on_day(("DAA",), "5", YEAR, DAY)

    assert found == ("ESR",)


def test_a_task_of_somebody_absent_without_a_group_goes_to_the_administrator() -> None:
    assert audiences(absence("ESR", DAY, DAY)).on_day(("ESR",), "", YEAR, DAY) == ("FEN",)


def test_who_left_service_since_counts_as_absent() -> None:
    more = (somebody("OUD", until=date(2026, 11, 1)),)
    groups = (group("5", {5}, "DAA", "OUD"),)

    assert audiences(more=more, groups=groups).on_day(("OUD",), "5", YEAR, DAY) == ("DAA",)


@pytest.mark.parametrize(("begin", "end"), [(date(2026, 11, 1), date(2026, 11, 16)), (date(2026, 11, 18), None)])
def test_an_absence_on_other_days_changes_nothing(begin: date, end: date | None) -> None:
    assert audiences(absence("ANN", begin, end)).on_day(("ANN", "BRA"), "1/2 A", YEAR, DAY) == ("ANN", "BRA")

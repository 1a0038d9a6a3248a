"""Until the groups of the new school year are read in, no mail speaks of pupils or groups, and the keeper hears why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.digestlayout import GROUPS

if TYPE_CHECKING:
    from tests.newyear.school import Summer

ABOUT_CHILDREN = {"doelen", "kennismaken", "gesprek", "analyse"}
WHY = "De groepen van 2027-2028 zijn nog niet ingelezen; tot dan gaat er geen mail over leerlingen en groepen"


def test_without_new_groups_a_whole_autumn_brings_no_line_about_pupils(summer: Summer) -> None:
    summer.next_calendar()
    for morning in summer.days("2027-08-01", "2027-09-30"):
        assert {rule for _, rule in morning.causes} & ABOUT_CHILDREN == set()
        for said in morning.lines.values():
            assert not any(word in line for line in said for word in ("doelen", "kennis", "gesprek uit", "analyse"))
        assert all(found.told.section(GROUPS) is None for found in morning.mails.values())


def test_what_is_about_the_school_and_its_people_goes_on(summer: Summer) -> None:
    summer.next_calendar()
    told = set[tuple[str, str]]()
    for morning in summer.days("2027-08-30", "2027-09-10"):
        told |= morning.causes
    assert {("DIR", "sleutels"), ("PAR", "agenda"), ("MVD", "agenda")} <= told


def test_the_keeper_hears_why_and_how_it_goes_on_on_the_first_day_at_work(summer: Summer) -> None:
    summer.next_calendar()
    mornings = {each.plan.posts: each for each in summer.days("2027-08-01", "2027-08-27")}
    first = [each for each in mornings.values() if "BEA" in each.mails]
    assert len(first) == 1
    (said,) = [line for line in first[0].lines["BEA"] if line.startswith(WHY)]
    assert "jaarcyclus new-year" in said


def test_the_keeper_hears_it_once_a_week_and_in_one_line(summer: Summer) -> None:
    summer.next_calendar()
    found = [each for each in summer.days("2027-08-30", "2027-09-10") if ("BEA", "schooljaar-2027-2028") in each.causes]
    assert len(found) == 2
    assert all(sum(line.startswith(WHY) for line in each.lines["BEA"]) == 1 for each in found)


def test_who_had_something_to_hear_is_held_with_the_reason(summer: Summer) -> None:
    summer.next_calendar()
    held = set[tuple[str, str]]()
    for morning in summer.days("2027-08-30", "2027-09-10"):
        held |= morning.held
    assert ("PAR", "de groepen van 2027-2028 zijn nog niet ingelezen") in held


def test_after_closing_in_july_nothing_about_pupils_goes_either(summer: Summer) -> None:
    summer.next_calendar()
    summer.close("2027-07-12")
    for morning in summer.days("2027-07-12", "2027-07-16"):
        assert {rule for _, rule in morning.causes} & ABOUT_CHILDREN == set()


def test_before_the_first_of_august_an_open_year_is_told_as_ever(summer: Summer) -> None:
    told = set[tuple[str, str]]()
    for morning in summer.days("2027-06-28", "2027-07-16"):
        told |= morning.causes
    assert ("PAR", "doelen") in told
    assert not any(rule.startswith("schooljaar-") for _, rule in told)


def test_with_the_new_groups_everything_is_told_to_the_new_teachers(summer: Summer) -> None:
    summer.next_calendar()
    for _ in summer.days("2027-08-30", "2027-09-01"):
        pass
    summer.new_groups("MVD", "PAR")
    told = set[tuple[str, str]]()
    for morning in summer.days("2027-09-02", "2027-09-14"):
        told |= morning.causes
        assert not any(line.startswith(WHY) for said in morning.lines.values() for line in said)
    assert {("PAR", "doelen"), ("MVD", "kennismaken"), ("ILS", "gesprek")} <= told


def test_a_school_that_never_had_groups_has_nothing_to_wait_for(summer: Summer) -> None:
    from dataclasses import replace

    summer.change(lambda told: replace(told, export_groups=()))
    summer.next_calendar()
    for morning in summer.days("2027-08-27", "2027-08-31"):
        assert not any(rule.startswith("schooljaar-") for _, rule in morning.causes)

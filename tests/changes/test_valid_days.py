"""`geldig_vanaf` and `geldig_tot`: a rule, or a change of one, for certain days only. What counts is `uiterlijk`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.validity import Falling
from tests.changes.village import DAY, run
from tests.changes.written import rule
from tests.cli.door import add, change, jaarcyclus
from tests.cli.todo import tasks

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

# Group 1/2 A: the meetings are on 17 November, 16 March and 8 June; two and three weeks before these, on a school day.
OLD = {"1": "2026-11-03", "2": "2027-03-02", "3": "2027-05-25"}
NEW = {"1": "2026-10-27", "2": "2027-02-19", "3": "2027-05-18"}


def dues(folder: Path, rule_id: str = "analyse", subject: str = "1/2 A") -> dict[str, str]:
    """Return when each occasion is due, by its number."""
    found = [each for each in tasks(folder, "--regel", rule_id) if each["status"] != "vervallen"]
    return {each["gelegenheid"][-1]: each["uiterlijk"] for each in found if each["onderwerp"] == subject}


def overridden(folder: Path, *lines: str) -> None:
    add(folder / "rules/anders.yaml", "aanpassingen:\n" + "".join(f"  - {line}\n" for line in lines))
    said = jaarcyclus(folder, "check", today=DAY)
    assert said.code == 0, said.out
    run(folder)


def test_without_dates_every_meeting_counts(ruled: Path) -> None:
    assert dues(ruled) == OLD


def test_a_rule_makes_no_task_for_what_is_due_before_it_holds(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "    per: groep\n", "    per: groep\n    geldig_vanaf: 2027-03-03\n")
    run(ruled)
    assert dues(ruled) == {"3": OLD["3"], "1": OLD["1"]}  # what was done on 28 October stays done


def test_the_first_and_the_last_day_belong_to_it(ruled: Path) -> None:
    days = "    per: groep\n    geldig_vanaf: 2027-03-02\n    geldig_tot: 2027-05-25\n"
    change(ruled / "rules/eigen.yaml", "    per: groep\n", days)
    run(ruled)
    assert dues(ruled, subject="1/2 B") == {"2": "2027-03-02", "3": "2027-05-14"}


def test_a_rule_that_ends_takes_back_what_was_due_later(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "    per: groep\n", "    per: groep\n    geldig_tot: 2027-05-24\n")
    run(ruled)
    assert dues(ruled) == {"1": OLD["1"], "2": OLD["2"]}


def test_from_a_day_on_it_is_otherwise_and_until_then_as_it_was(ruled: Path) -> None:
    overridden(ruled, "{id: analyse, geldig_vanaf: 2027-01-01, uiterlijk: 3 weken voor groepsbespreking}")
    assert dues(ruled) == {"1": OLD["1"], "2": NEW["2"], "3": NEW["3"]}


def test_for_a_while_it_is_otherwise_and_then_as_it_was_again(ruled: Path) -> None:
    overridden(
        ruled,
        "{id: analyse, geldig_vanaf: 2027-01-01, geldig_tot: 2027-04-30, uiterlijk: 3 weken voor groepsbespreking}",
    )
    assert dues(ruled) == {"1": OLD["1"], "2": NEW["2"], "3": OLD["3"]}


def test_two_changes_may_take_turns(ruled: Path) -> None:
    overridden(
        ruled,
        "{id: analyse, geldig_vanaf: 2027-01-01, geldig_tot: 2027-04-30, uiterlijk: 3 weken voor groepsbespreking}",
        "{id: analyse, geldig_vanaf: 2027-05-01, uiterlijk: 1 week voor groepsbespreking}",
    )
    assert dues(ruled) == {"1": OLD["1"], "2": NEW["2"], "3": "2027-06-01"}


def test_what_the_old_text_has_before_the_day_stays_of_the_old_text_and_never_comes_twice(ruled: Path) -> None:
    # By the old text the March meeting is due on 2 March, by the new one on 19 February: one before, one after the day.
    overridden(ruled, "{id: analyse, geldig_vanaf: 2027-03-01, uiterlijk: 3 weken voor groepsbespreking}")
    assert dues(ruled) == {"1": OLD["1"], "2": NEW["2"], "3": NEW["3"]}


def test_a_rule_can_be_switched_off_from_a_day_on(ruled: Path) -> None:
    overridden(ruled, "{id: analyse, geldig_vanaf: 2027-03-03, uit: ja}")
    assert dues(ruled) == {"1": OLD["1"], "2": OLD["2"]}


def test_an_override_with_only_days_says_when_the_rule_holds(ruled: Path) -> None:
    overridden(ruled, "{id: analyse, geldig_tot: 2027-03-02}")
    assert dues(ruled) == {"1": OLD["1"], "2": OLD["2"]}


def test_other_people_from_a_day_on(ruled: Path) -> None:
    overridden(ruled, "{id: inhaaldag, geldig_vanaf: 2027-01-01, voor: directie}")
    (task,) = tasks(ruled, "--regel", "inhaaldag")
    assert task["voor"] == ["gijs@voorbeeldschool.nl"]


def test_diff_says_from_when_what_is_otherwise(ruled: Path) -> None:
    text = "aanpassingen:\n  - {id: analyse, geldig_vanaf: 2027-01-01, uiterlijk: 3 weken voor groepsbespreking}\n"
    add(ruled / "rules/anders.yaml", text)
    said = jaarcyclus(ruled, "diff", today=DAY).words
    assert "vanaf 1 januari 2027: het moet een week eerder af: 3 weken voor groepsbespreking" in said
    assert "4 taken verschuiven" in said


# the override | what check says
MISTAKES = """
{id: analyse, geldig_vanaf: 2027-02-01, geldig_tot: 2027-01-01, voor: ib}   | eindigt op 1 januari 2027, voor het begint op 1 februari 2027; draai de dagen om
{id: analyse, geldig_vanaf: 2027-02-30, voor: ib}                           | de datum 2027-02-30 bestaat niet
{id: analyse, geldig_vanaf: volgend jaar, voor: ib}                         | hier hoort een datum te staan, zoals 2026-11-17
{id: inhaaldag, geldig_vanaf: 2027-02-01, per: medewerker}                  | "per" kan niet veranderen op een datum
{id: inhaaldag, geldig_vanaf: 2027-02-01, uiterlijk: direct}                | "uiterlijk" kan niet veranderen op een datum
{id: inhaaldag, geldig_vanaf: 2027-02-01, gevoelig: ja}                     | "gevoelig" kan niet veranderen op een datum; zet het in een aanpassing zonder datum
{id: analyse, geldig_vana: 2027-02-01, voor: ib}                            | onbekende sleutel "geldig_vana"; bedoel je "geldig_vanaf"?
"""  # noqa: E501
ROWS = [[cell.strip() for cell in line.split("|")] for line in MISTAKES.strip().splitlines()]


@pytest.mark.parametrize(("override", "message"), ROWS, ids=[row[1][:30] for row in ROWS])
def test_a_mistake_in_the_days_has_its_place(ruled: Path, override: str, message: str) -> None:
    add(ruled / "rules/anders.yaml", f"aanpassingen:\n  - {override}\n")
    said = jaarcyclus(ruled, "check", today=DAY)
    assert said.code == 1
    (line,) = said.lines
    assert line.startswith("rules/anders.yaml:2:")
    assert message in line


def test_two_changes_for_the_same_day_are_a_mistake_in_the_second(ruled: Path) -> None:
    text = (
        "aanpassingen:\n"
        "  - {id: analyse, geldig_vanaf: 2027-01-01, voor: ib}\n"
        "  - {id: analyse, geldig_vanaf: 2026-12-01, geldig_tot: 2027-01-01, voor: directie}\n"
    )
    add(ruled / "rules/anders.yaml", text)
    said = jaarcyclus(ruled, "check", today=DAY)
    assert said.code == 1
    (line,) = said.lines
    assert line.startswith("rules/anders.yaml:3:")
    assert 'er is al een aanpassing van "analyse" voor deze dagen' in line


DAYS = st.dates()


@given(DAYS, DAYS, DAYS, DAYS)
def test_no_day_falls_under_two_versions(one: date, other: date, third: date, due: date) -> None:
    first, middle, last = sorted((one, other, third))
    whole = rule(versions=[(None, first), (middle, last)] if first < middle else [(middle, last)])
    falling = Falling(whole)
    under = [each for each in (whole, *whole.versions) if falling.on(each, due)]
    assert len(under) == 1


def test_why_not_says_when_the_rule_holds(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "    per: groep\n", "    per: groep\n    geldig_vanaf: 2027-03-03\n")
    run(ruled)
    said = jaarcyclus(ruled, "why-not", "analyse", "1/2 B", today=DAY).words
    assert "uiterlijk zou 2 maart 2027 zijn, en de regel geldt vanaf 3 maart 2027" in said


def test_why_not_knows_the_text_that_holds_then(ruled: Path) -> None:
    overridden(ruled, "{id: analyse, geldig_vanaf: 2027-05-01, uit: ja}")
    said = jaarcyclus(ruled, "why-not", "analyse", "1/2 B", today=DAY).words
    assert "de school zet de regel dan uit" in said

"""Calendars as schools write them, next to what was counted by hand: nothing is typed for the product's sake."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.calendars.expected import SCHOOL, Row, by_hand, questions
from tests.cli.door import add, change, copied, jaarcyclus

if TYPE_CHECKING:
    from tests.calendars.expected import Expected

HERE = Path(__file__).parent
SCHOOLS = sorted(each.parent.name for each in HERE.glob("*/config.toml"))
YEARS = [(school, year) for school in SCHOOLS for year in by_hand(HERE / school)]
TODAY = "2026-09-07"


class Planned:
    """The plan of one school year, as the command writes it."""

    def __init__(self, folder: Path, year: str) -> None:
        said = jaarcyclus(folder, "plan", "--schooljaar", year, "--json", today=TODAY)
        assert said.code == 0, said.err
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for task in map(json.loads, said.lines):
            whose = SCHOOL if task["per"] == "school" and task["regel"].startswith("vraag-") else task["onderwerp"]
            self.rows[task["regel"]].append((whose, task["gelegenheid"], task["vanaf"], task["uiterlijk"]))

    def days(self, whose: str) -> list[str]:
        rule = "vraag-dag-school" if whose == SCHOOL else "vraag-dag-groep"
        return [due for subject, _, _, due in self.rows[rule] if subject == whose]

    def week(self, number: int, whose: str) -> list[tuple[str, str]]:
        rule = f"vraag-week-{number}-{SCHOOL if whose == SCHOOL else 'groep'}"
        return [(opens, due) for subject, _, opens, due in self.rows[rule] if subject == whose]

    def holidays(self, which: str) -> dict[str, str]:
        """Return the first (or last) days of the holidays, by name."""
        return {key.rpartition("/")[2]: opens for _, key, opens, _ in self.rows[f"vraag-vakantie-{which}"]}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each school with its groups read in."""
    found = {}
    for name in SCHOOLS:
        folder = copied(tmp_path_factory.mktemp(name), HERE / name)
        brought = jaarcyclus(folder, "import", "groepen", str(folder / "groepen.csv"), today=TODAY)
        assert brought.code == 0, brought.out + brought.err
        found[name] = folder
    return found


@pytest.fixture(scope="module")
def plans(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Planned]:
    asked = {name: copied(tmp_path_factory.mktemp(f"{name}-asked"), folder) for name, folder in folders.items()}
    for name, folder in asked.items():
        add(folder / "rules" / "vragen.yaml", questions(by_hand(HERE / name)))
    return {(name, year): Planned(asked[name], year) for name, year in YEARS}


@pytest.fixture
def planned(plans: dict[tuple[str, str], Planned], school: str, year: str) -> Planned:
    return plans[school, year]


@pytest.fixture
def expected(school: str, year: str) -> Expected:
    return by_hand(HERE / school)[year]


every_year = pytest.mark.parametrize(("school", "year"), YEARS, ids=["-".join(each) for each in YEARS])


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_calendar_of_a_real_school_checks_without_a_word(folders: dict[str, Path], school: str) -> None:
    said = jaarcyclus(folders[school], "check", today=TODAY)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Alles klopt")


@every_year
def test_holidays_begin_and_end_with_their_weekend_however_they_were_written(
    planned: Planned, expected: Expected
) -> None:
    begins, ends = planned.holidays("begin"), planned.holidays("einde")
    assert {name: (begins[name], ends[name]) for name in begins} == expected.holidays


@every_year
def test_a_group_has_as_many_school_days_as_were_counted_by_hand(planned: Planned, expected: Expected) -> None:
    assert {whose: len(planned.days(whose)) for whose in expected.days} == expected.days


@every_year
def test_school_weeks_bear_the_numbers_that_were_counted_by_hand(planned: Planned, expected: Expected) -> None:
    for number, week in expected.week.items():
        assert {whose: planned.week(number, whose) for whose in week} == {who: [days] for who, days in week.items()}
    assert not expected.weeks or len(planned.rows["vraag-week"]) == expected.weeks


@every_year
def test_the_schools_own_rules_fall_on_the_days_worked_out_by_hand(planned: Planned, expected: Expected) -> None:
    own = {rule: sorted(rows) for rule, rows in planned.rows.items() if not rule.startswith("vraag-")}
    assert own == {rule: sorted(rows) for rule, rows in expected.tasks.items()}


def test_a_group_that_was_forgotten_among_dates_per_group_is_told_and_who_is_dated_by_year_group_is_not(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    school = copied(tmp_path, folders["depopulier"])
    change(school / "calendar" / "2026-2027.yaml", "  kamp:", "  optreden: [{op: 2027-04-09, groep: [3, 8]}]\n  kamp:")
    own = "{id: optreden, titel: Oefen het lied, voor: leerkracht, per: groep, uiterlijk: voor optreden}"
    add(school / "rules" / "optreden.yaml", f"regels:\n  - {own}\n")
    told = jaarcyclus(school, "check", today=TODAY).err
    assert "geen datum voor optreden bij 1/2 A, 1/2 B, 1/2 C; optreden vraagt er voor elke groep een" in told
    assert len(told.splitlines()) == 1


def test_carnival_that_forgets_to_say_what_it_stands_for_is_told(folders: dict[str, Path], tmp_path: Path) -> None:
    school = copied(tmp_path, folders["dehei"])
    change(school / "calendar" / "2026-2027.yaml", ", vervangt: voorjaarsvakantie", "")
    said = jaarcyclus(school, "check", today=TODAY)
    assert said.code == 0
    beside = "carnavalsvakantie ligt tegen de officiële voorjaarsvakantie aan (13 februari t/m 21 februari)"
    assert f"calendar/2026-2027.yaml:6:12: {beside}, en die blijft staan" in said.err


def test_the_draft_of_next_year_asks_for_many_fridays_on_one_line(folders: dict[str, Path], tmp_path: Path) -> None:
    school = copied(tmp_path, folders["deklaver"])
    assert jaarcyclus(school, "new-year", today="2027-06-07").code == 0
    draft = (school / "calendar" / "2027-2028.yaml").read_text(encoding="utf-8").splitlines()
    assert [each for each in draft if "vrij, " in each and "jaargroep" in each] == [
        "  # - {naam: groep 1 vrij, dagen: [], jaargroep: [1]}"
        "   # vorig jaar 39 keer, van vrijdag 4 september 2026 t/m vrijdag 16 juli 2027",
        "  # - {naam: groep 2 vrij, dagen: [], jaargroep: [2]}"
        "   # vorig jaar 19 keer, van vrijdag 11 september 2026 t/m vrijdag 9 juli 2027",
        "  # - {naam: groep 3 en 4 vrij, dagen: [], jaargroep: [3, 4]}"
        "   # vorig jaar 7 keer, van vrijdag 25 september 2026 t/m vrijdag 25 juni 2027",
    ]


def test_two_lines_for_one_day_add_up_and_a_half_day_does_not_count(folders: dict[str, Path], tmp_path: Path) -> None:
    school = copied(tmp_path, folders["deklaver"])
    add(school / "rules" / "vragen.yaml", questions({}))
    calendar = school / "calendar" / "2026-2027.yaml"
    assert "2026-09-11" not in Planned(school, "2026-2027").days("1/2")
    change(calendar, "naam: groep 2 vrij\n", "naam: groep 2 vrij\n    vrij_vanaf: middag\n")
    days = Planned(school, "2026-2027")
    assert "2026-09-11" in days.days("1/2")
    assert "2026-09-11" not in days.days("Instroom")


def test_there_are_eight_schools_in_three_regions_and_two_of_them_look_a_year_further() -> None:
    regions = {(HERE / each / "config.toml").read_text(encoding="utf-8").split('region = "')[1][:4] for each in SCHOOLS}
    assert regions == {"noor", "midd", "zuid"}
    assert (len(SCHOOLS), len(YEARS)) == (8, 10)

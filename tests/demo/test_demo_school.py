"""The demo school: the same every time, whole, and readable by the readers every school uses."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from engine.calendarfile import read_calendar
from engine.demoschool.files import demo_files
from engine.demoschool.ticks import demo_ticks
from engine.intake.casesheet import read_cases
from engine.intake.edexml import read_edexml
from engine.intake.sheets import read_groups, read_pupils, read_registrations, read_staff
from engine.officialdates import read_official
from engine.settings import load_settings

if TYPE_CHECKING:
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.intake.edexml import Export
    from engine.problem import Problem

TOP = Path(__file__).parents[2]
TODAY = date(2026, 11, 17)
PRINT_DIGESTS = """
import hashlib
from engine.demoschool.files import demo_files
for name, data in demo_files().items():
    print(name, hashlib.sha256(data).hexdigest())
"""
HEADS = {
    "medewerkers.csv": "code,email,rollen,werkdagen,soort,in_dienst,uit_dienst,account",
    "leerlingen.csv": "leerlingnummer,kenmerken,instroom,uitstroom,vorige_groep",
    "groepen.csv": "groep,schooljaar,soort,leerkrachten,leerlingen,jaargroepen,ib",
    "registraties.csv": "soort,onderwerp_type,onderwerp,op,door,gebied,waarde",
    "zaken.csv": "type,sleutel,onderwerp_type,onderwerp,soort,van,tot_en_met,kenmerken",
}
HOME_GROUPS = ["1/2 A", "1/2 B", "1/2 C", "3 A", "3/4", "4", "5", "6", "6/7", "7", "7/8", "8"]

files = cache(demo_files)


def lines(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files()[name].decode().splitlines()))


def export() -> Export:
    found = read_edexml(files()["edex.xml"], "edex.xml", "99ZZ").export
    assert found is not None
    return found


def school_calendar(year: str) -> tuple[SchoolCalendar | None, list[Problem]]:
    official = read_official((TOP / "calendar" / "schoolvakanties.yaml").read_bytes())
    groups = {"2026-2027": frozenset(HOME_GROUPS)}
    return read_calendar((TOP / "calendar" / f"{year}.yaml").read_bytes(), year, official, "midden", groups, {})


def days_without_school() -> set[date]:
    calendar, _ = school_calendar("2026-2027")
    assert calendar is not None
    spans = [(each.begin, each.end) for each in calendar.holidays]
    spans += [(each.begin, each.end) for each in calendar.days_off if not each.from_hour]
    return {begin + timedelta(days=number) for begin, end in spans for number in range((end - begin).days + 1)}


def test_building_the_school_twice_gives_the_same_bytes() -> None:
    assert demo_files() == demo_files()


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(hash_seed: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    here = [f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in files().items()]
    assert told.splitlines() == here


def test_the_export_is_well_formed_and_names_the_school() -> None:
    root = ElementTree.fromstring(files()["edex.xml"])
    assert root.tag == "EDEX"
    assert [root.findtext(f"school/{name}") for name in ("schooljaar", "brincode")] == ["2026-2027", "99ZZ"]


def test_about_220_pupils_sit_in_twelve_home_groups() -> None:
    school = export()
    homes = [group for group in school.groups if group.kind == "stam"]
    assert 215 <= len(school.pupils) <= 225
    assert [group.name for group in homes] == HOME_GROUPS
    assert all(15 <= len(group.pupils) <= 27 for group in homes)
    assert sum(len(group.pupils) for group in homes) == len(school.pupils) - 1, "one child of June has no group yet"


def test_the_export_reads_with_only_the_remark_about_the_group_in_two_parts() -> None:
    problems = read_edexml(files()["edex.xml"], "edex.xml", "99ZZ").problems
    assert [each.message for each in problems] == ["groep 1/2 A staat er in 2 delen in en telt als een"]
    assert not any(each.is_error for each in problems)


def test_the_sheets_have_the_columns_of_the_format() -> None:
    assert {name: files()[name].decode().splitlines()[0] for name in HEADS} == HEADS


def test_the_sheets_read_without_a_single_remark() -> None:
    problems = [
        *read_staff(files()["medewerkers.csv"], "medewerkers.csv").problems,
        *read_pupils(files()["leerlingen.csv"], "leerlingen.csv").problems,
        *read_groups(files()["groepen.csv"], "groepen.csv").problems,
        *read_registrations(files()["registraties.csv"], "registraties.csv").problems,
        *read_cases(files()["zaken.csv"], "zaken.csv").problems,
    ]
    assert [str(problem) for problem in problems] == []


def test_everybody_a_sheet_names_exists() -> None:
    school = export()
    pupils = {pupil.number for pupil in school.pupils}
    staff = {one.code for one in school.staff}
    assert {line["leerlingnummer"] for line in lines("leerlingen.csv")} <= pupils
    assert {line["code"] for line in lines("medewerkers.csv")} == staff
    named = {
        code for line in lines("groepen.csv") for code in f"{line['leerkrachten']};{line['ib']}".split(";") if code
    }
    assert named <= staff
    assert {number for line in lines("groepen.csv") for number in line["leerlingen"].split(";") if number} <= pupils
    assert {line["door"] for line in lines("registraties.csv")} <= staff


def test_every_subject_of_a_registration_or_a_case_exists() -> None:
    school = export()
    known = {
        "leerling": {pupil.number for pupil in school.pupils},
        "medewerker": {one.code for one in school.staff},
        "groep": set(HOME_GROUPS),
        "school": {"99ZZ"},
    }
    for case in lines("zaken.csv"):
        assert case["onderwerp"] in known[case["onderwerp_type"]], case
        known.setdefault(case["type"], set()).add(case["sleutel"])
    for row in lines("registraties.csv"):
        assert row["onderwerp"] in known[row["onderwerp_type"]], row


def test_a_group_of_last_year_that_a_pupil_came_from_is_listed() -> None:
    last_year = {line["groep"] for line in lines("groepen.csv") if line["schooljaar"] == "2025-2026"}
    assert {line["vorige_groep"] for line in lines("leerlingen.csv") if line["vorige_groep"]} <= last_year


def test_nothing_was_recorded_after_this_morning_or_before_the_child_came() -> None:
    entry = {pupil.number: pupil.entry for pupil in export().pupils}
    for row in lines("registraties.csv"):
        on = date.fromisoformat(row["op"])
        assert on <= TODAY, row
        if row["soort"] == "observatie":
            came = entry[row["onderwerp"]]
            assert came is not None
            assert came <= on, row


def test_observations_and_day_plans_are_made_on_days_when_infants_are_at_school() -> None:
    off = days_without_school()
    made = [
        date.fromisoformat(row["op"])
        for row in lines("registraties.csv")
        if row["soort"] in ("observatie", "dagplanning")
    ]
    assert [day for day in made if day.weekday() > 4 or day in off] == []


def test_since_the_summer_the_seo_of_eighteen_of_twenty_four_children_in_1_2_b_was_recorded() -> None:
    group = next(each for each in export().groups if each.name == "1/2 B")
    three_weeks = date(2026, 9, 25)
    settled = {
        one.number for one in export().pupils if one.number in group.pupils and one.entry and one.entry < three_weeks
    }
    seen = {
        row["onderwerp"]
        for row in lines("registraties.csv")
        if row["soort"] == "observatie" and row["gebied"] == "seo" and row["op"] >= "2026-08-31"
    }
    assert (len(settled & seen), len(settled)) == (18, 24)


def test_children_turn_four_and_come_to_school_all_year_round() -> None:
    months = {one.entry.month for one in export().pupils if one.entry and one.entry >= date(2026, 8, 31)}
    assert {9, 10, 11, 12, 1, 2, 3, 4, 5, 6} <= months


def test_exactly_one_teacher_has_no_address_and_shares_a_group() -> None:
    without = [line["code"] for line in lines("medewerkers.csv") if not line["email"]]
    assert len(without) == 1
    shared = [group for group in export().groups if without[0] in group.teachers]
    assert [len(group.teachers) for group in shared] == [2]


def test_every_address_is_of_a_domain_that_cannot_exist() -> None:
    addresses = [line["email"] for line in lines("medewerkers.csv") if line["email"]]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith("@dekastanje.example") for address in addresses)


def test_names_are_varied_and_no_two_pupils_share_a_full_name() -> None:
    pupils = export().pupils
    assert len({(one.first_name, one.last_name) for one in pupils}) == len(pupils)
    first, last = Counter(one.first_name for one in pupils), Counter(one.last_name for one in pupils)
    assert len(first) >= 100
    assert len(last) >= 70
    assert max(first.values()) <= 4


def test_hand_ticks_are_about_groups_that_exist_and_days_up_to_today() -> None:
    old = {f"{line['groep']} (2025-2026)" for line in lines("groepen.csv") if line["schooljaar"] == "2025-2026"}
    staff = {one.code for one in export().staff}
    for tick in demo_ticks():
        assert tick.group in old | set(HOME_GROUPS)
        assert tick.by in staff
        assert tick.until <= date(2026, 11, 18)


@pytest.mark.parametrize("year", ["2025-2026", "2026-2027"])
def test_the_calendars_of_the_working_example_read_without_a_remark(year: str) -> None:
    calendar, problems = school_calendar(year)
    assert calendar is not None
    assert problems == []


def test_the_settings_of_the_working_example_read_without_a_remark() -> None:
    settings, problems = load_settings(TOP / "config.toml")
    assert problems == []
    assert settings is not None
    assert (settings.school.id, settings.school.start) == ("dekastanje", date(2026, 8, 24))

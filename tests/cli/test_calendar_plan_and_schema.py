"""What a school looks at: the year, the plan of it, and the schema an editor completes with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.door import TODAY, add, change, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path


def test_the_calendar_shows_days_and_dates_with_their_numbers_and_groups(school: Path) -> None:
    said = jaarcyclus(school, "calendar", today=TODAY)
    assert said.code == 0
    assert said.lines[:3] == [
        "Schooljaar 2026-2027: 193 schooldagen,",
        "van maandag 31 augustus 2026 tot en met vrijdag 16 juli 2027.",
        "Vandaag is dinsdag 17 november: een schooldag, in schoolweek 11.",
    ]
    for shown in (
        "november .ooott..ooooo..o@ooo..ooooo..o 19",
        "december oooo..ooooo..ooooo..vvvvv..vvvv 14",
        "vakantie 17 t/m 25 okt herfstvakantie",
        "vrij vr 30 okt kleuters vrij (jaargroep 1 en 2)",
        "vrij ma 5 okt studiedag (het team werkt)",
        "teamdag 26 t/m 28 aug startdagen",
        "groepsbespreking 1 di 17 nov 1 do 19 nov 1/2 B 2 di 16 mrt",
        "thema 1 28 sep t/m 16 okt Herfst",
    ):
        assert shown in said.words


def test_a_year_without_a_calendar_is_refused_with_the_years_there_are(school: Path) -> None:
    said = jaarcyclus(school, "calendar", "--schooljaar", "2030-2031", today=TODAY)
    assert said.code == 2
    assert "maak calendar/2030-2031.yaml; er is wel een kalender voor 2026-2027" in said.err


def test_a_school_year_written_wrong_is_refused_in_dutch(imported: Path) -> None:
    for command in ("calendar", "plan"):
        said = jaarcyclus(imported, command, "--schooljaar", "2026", today=TODAY)
        assert (said.code, said.err) == (2, '"2026" is geen schooljaar: schrijf bijvoorbeeld 2026-2027\n')


def test_the_plan_bundles_pupils_of_a_group_and_months_of_daily_work(imported: Path) -> None:
    said = jaarcyclus(imported, "plan", today=TODAY)
    assert said.lines[0] == "Schooljaar 2026-2027: 727 taken."
    assert "vr 16 okt SEO voor de vakantie, 1/2 A, 4 leerlingen Anna, Bram" in said.words
    assert "1 t/m 30 sep Dagplanning, 22 keer, 2 groepen Anna, Bram, Carla" in said.words


def test_the_plan_of_a_person_a_group_or_a_rule(imported: Path) -> None:
    mine = jaarcyclus(imported, "plan", "--persoon", "daan", "--json", today=TODAY).lines
    assert mine
    assert all("daan@voorbeeldschool.nl" in json.loads(each)["voor"] for each in mine)
    three = jaarcyclus(imported, "plan", "--regel", "vb-startgesprek", "--groep", "5/6", today=TODAY)
    assert three.lines[0] == "Schooljaar 2026-2027: 3 taken."
    assert jaarcyclus(imported, "plan", "--regel", "vb-startgesprk").err == (
        'onbekende regel "vb-startgesprk"; bedoel je "vb-startgesprek"?\n'
    )


def test_nothing_to_plan_is_no_empty_table(school: Path) -> None:
    assert jaarcyclus(school, "plan", today=TODAY).lines[0].startswith("Schooljaar 2026-2027: ")
    assert jaarcyclus(school, "plan", "--schooljaar", "2033-2034", today=TODAY).lines[0] == (
        "Voor schooljaar 2033-2034 zijn er geen taken."
    )


def test_the_schema_knows_the_schools_own_anchors_and_kinds(school: Path) -> None:
    change(school / "calendar" / "2026-2027.yaml", "  sportdag:", "  avondvierdaagse: [{op: 2027-06-02}]\n  sportdag:")
    add(
        school / "config.toml",
        (school / "config.toml").read_text(encoding="utf-8") + '\n[kinds]\nregistrations = ["zwemdiploma"]\n',
    )
    said = jaarcyclus(school, "schema")
    schema = json.loads(said.out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "avondvierdaagse" in said.out
    assert "zwemdiploma" in said.out
    assert said.lines[1].startswith("  ")


def test_the_schema_can_be_kept_as_a_file(school: Path) -> None:
    said = jaarcyclus(school, "schema", "--bewaar", str(school / "regels.schema.json"))
    assert said.out == f"Het schema staat in {school / 'regels.schema.json'}.\n"
    assert json.loads((school / "regels.schema.json").read_text(encoding="utf-8"))["type"] == "object"
    assert not (school / "jaarcyclus.db").exists()

"""`plan` on the terminal by month, colleague and group, and as calendars."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from tests.cli.door import QUIETLY, TODAY, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path


def events(path: Path) -> dict[str, date]:
    found = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(each["UID"]): each.decoded("DTSTART") for each in found}


def test_by_month_is_what_you_get_without_asking(imported: Path) -> None:
    said = jaarcyclus(imported, "plan", today=TODAY)
    assert said.out == jaarcyclus(imported, "plan", "--per", "maand", today=TODAY).out
    due = [json.loads(each)["uiterlijk"] for each in jaarcyclus(imported, "plan", "--json", today=TODAY).lines]
    assert f"november 2026 · {sum(each.startswith('2026-11') for each in due)} taken" in said.lines
    assert "aug sep okt nov dec jan feb mrt apr mei jun jul" in said.words


def test_by_colleague_everybody_has_a_heading_with_the_busiest_week(imported: Path) -> None:
    said = jaarcyclus(imported, "plan", "--per", "persoon", today=TODAY)
    headings = [each for each in said.lines if "het drukst in de week van" in each]
    mine = jaarcyclus(imported, "plan", "--persoon", "ANN", "--json", today=TODAY).lines
    assert any(each.startswith("Anna ") and f"· {len(mine)} taken, het drukst" in each for each in headings)


def test_by_group_what_is_about_no_group_comes_last(imported: Path) -> None:
    said = jaarcyclus(imported, "plan", "--per", "groep", today=TODAY)
    headings = [each for each in said.lines if " · " in each]
    assert headings[0].startswith("Groep 1/2 A · ")
    assert headings[-1].startswith("De hele school · ")


def test_no_line_is_wider_than_the_terminal(imported: Path) -> None:
    for per in ("maand", "persoon", "groep"):
        assert max(map(len, jaarcyclus(imported, "plan", "--per", per, today=TODAY).lines)) <= 80


def test_a_misspelt_way_to_read_is_refused_with_the_nearest(imported: Path) -> None:
    said = jaarcyclus(imported, "plan", "--per", "persoo", today=TODAY)
    assert (said.code, said.err) == (2, 'onbekende indeling "persoo"; bedoel je "persoon"?\n')


def test_what_is_confidential_is_only_counted(imported: Path) -> None:
    found = json.loads(jaarcyclus(imported, "plan", "--regel", "vb-gezondheid", "--json", today=TODAY).lines[0])
    assert found["regel"] == "vb-gezondheid"
    for per in ("maand", "persoon", "groep"):
        said = jaarcyclus(imported, "plan", "--per", per, today=TODAY)
        assert "Achter de aanmelding" in said.out
        assert "gezondheid" not in said.out.lower()


# --- calendars


def test_everybody_with_a_task_has_a_calendar_with_all_of_the_year(imported: Path) -> None:
    said = jaarcyclus(imported, "plan", "--ics", str(imported / "agenda"), today=TODAY)
    found = sorted(path.stem for path in (imported / "agenda").iterdir())
    assert said.out == f"{len(found)} agenda's staan in {imported / 'agenda'}, een per collega.\n"
    for person in ("ann", "daa", "fen"):
        days = [json.loads(each)["uiterlijk"] for each in _plan(imported, person)]
        assert sorted(map(str, events(imported / "agenda" / f"{person}.ics").values())) == sorted(days)


def _plan(folder: Path, person: str) -> list[str]:
    return jaarcyclus(folder, "plan", "--persoon", person, "--json", today=TODAY).lines


def test_of_one_person_there_is_one_calendar(imported: Path) -> None:
    said = jaarcyclus(imported, "plan", "--persoon", "anna", "--ics", str(imported / "agenda"), today=TODAY)
    assert said.out == f"De agenda staat in {imported / 'agenda' / 'ann.ics'}.\n"
    assert [path.name for path in (imported / "agenda").iterdir()] == ["ann.ics"]


def test_a_task_has_the_same_name_before_and_after_it_is_made_and_as_in_ics(imported: Path) -> None:
    jaarcyclus(imported, "plan", "--persoon", "ANN", "--ics", str(imported / "voor"), today=TODAY)
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    jaarcyclus(imported, "plan", "--persoon", "ANN", "--ics", str(imported / "na"), today=TODAY)
    before, after = events(imported / "voor" / "ann.ics"), events(imported / "na" / "ann.ics")
    assert before == after
    live = jaarcyclus(imported, "ics", "ANN", today=TODAY).out
    own = {str(each["UID"]) for each in Calendar.from_ical(live).walk("VEVENT")}
    assert own
    assert own <= after.keys()


def test_a_calendar_has_whole_days_and_no_pupil(imported: Path) -> None:
    jaarcyclus(imported, "plan", "--ics", str(imported / "agenda"), today=TODAY)
    for path in (imported / "agenda").iterdir():
        assert all(type(each) is date for each in events(path).values())
        text = path.read_text(encoding="utf-8")
        for name in ("1002", "1005", "Sem", "Zoë"):
            assert f" {name}" not in text


def test_a_folder_that_cannot_be_made_is_said_in_dutch(imported: Path) -> None:
    (imported / "agenda").write_text("een bestand", encoding="utf-8")
    said = jaarcyclus(imported, "plan", "--ics", str(imported / "agenda"), today=TODAY)
    assert said.code == 2
    assert "niet schrijven" in said.err


@pytest.mark.parametrize("more", [[], ["--html", "jaar.html"]])
def test_json_stays_json_whatever_is_written_beside_it(imported: Path, more: list[str]) -> None:
    words = [str(imported / each) if each.endswith(".html") else each for each in more]
    said = jaarcyclus(imported, "plan", "--json", *words, today=TODAY)
    plain = [each for each in said.lines if each.startswith("{")]
    assert plain == jaarcyclus(imported, "plan", "--json", today=TODAY).lines

"""`jaarcyclus ics`: one's own tasks in a calendar, the same each time, and nothing about a pupil."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from icalendar import Calendar

from tests.cli.door import QUIETLY, TODAY, change, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Component


def events(folder: Path, person: str = "ANN", today: str = TODAY) -> dict[str, Component]:
    said = jaarcyclus(folder, "ics", person, today=today)
    assert said.code == 0, said.err
    return {str(each["UID"]): each for each in Calendar.from_ical(said.out).walk("VEVENT")}


def live(folder: Path, person: str = "ANN") -> dict[str, str]:
    """Return when each live task of somebody is due, by its key."""
    lines = [json.loads(each) for each in jaarcyclus(folder, "tasks", "--persoon", person, "--json", today=TODAY).lines]
    return {each["taak"]: each["uiterlijk"] for each in lines if each["status"] in ("open", "te-laat")}


def test_every_live_task_is_a_whole_day_under_a_name_that_stays(imported: Path) -> None:
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    found = events(imported)
    assert {uid: str(each.decoded("DTSTART")) for uid, each in found.items()} == {
        f"{key}@voorbeeldschool": due for key, due in live(imported).items()
    }
    assert all(type(each.decoded("DTSTART")) is date for each in found.values())
    assert {str(each["TRANSP"]) for each in found.values()} == {"TRANSPARENT"}


def test_no_pupil_and_nothing_sensitive_is_in_it(imported: Path) -> None:
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    for person in ("ANN", "CAR", "ESR", "FEN", "DAA"):
        text = jaarcyclus(imported, "ics", person, today=TODAY).out
        for name in ("1002", "1005", "Sem", "Zoë"):
            assert f" {name}" not in text
        assert "gezondheid" not in text.lower()
    assert "Taak achter de aanmelding" in {str(each["SUMMARY"]) for each in events(imported).values()}


def test_a_task_that_moves_keeps_its_name_and_raises_its_number(imported: Path) -> None:
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    before = events(imported, "GIJ")
    change(imported / "calendar" / "2026-2027.yaml", "sportdag: [{op: 2027-05-19}]", "sportdag: [{op: 2027-05-26}]")
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    moved = {
        person: {uid: each for uid, each in events(imported, person).items() if each.decoded("SEQUENCE") == 1}
        for person in ("GIJ", "ANN", "FEN", "DAA")
    }
    assert any(moved.values())
    assert events(imported, "GIJ").keys() == before.keys()


def test_the_same_question_gives_the_same_file(imported: Path, tmp_path: Path) -> None:
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    path = tmp_path / "anna.ics"
    said = jaarcyclus(imported, "ics", "anna", "--naar", str(path), today=TODAY)
    assert said.out == f"De taken van Anna staan in {path}.\n"
    assert path.read_bytes().decode().splitlines() == jaarcyclus(imported, "ics", "anna", today=TODAY).lines


def test_an_unknown_colleague_is_refused(imported: Path) -> None:
    said = jaarcyclus(imported, "ics", "anne", today=TODAY)
    assert (said.code, said.out) == (2, "")
    assert "onbekende collega" in said.err

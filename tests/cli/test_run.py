"""`jaarcyclus run`: what changed, nothing the second time, and a broken file that never closes its tasks."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.log import load_runs
from tests.cli.door import QUIETLY, TODAY, Said, add, change, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path

OWN = """\
regels:
  - id: eigen-map
    titel: Map bijwerken
    voor: leerkracht
    per: groep
    waar: {jaargroep: [1, 2]}
    uiterlijk: 11 december
"""


def run(folder: Path, *words: str, today: str = TODAY) -> Said:
    said = jaarcyclus(folder, *QUIETLY, *words, today=today)
    assert said.code == 0, said.err
    return said


def figures(folder: Path, today: str = TODAY) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, "--json", today=today).out)
    return found


def stored(folder: Path, rule: str) -> dict[str, str]:
    """Return the state of each task of a rule, by subject."""
    lines = [json.loads(each) for each in jaarcyclus(folder, "tasks", "--regel", rule, "--json", today=TODAY).lines]
    return {each["onderwerp"]: each["status"] for each in lines}


def test_a_first_run_tells_what_is_new_and_what_of_it_is_late_already(imported: Path) -> None:
    said = run(imported)
    assert said.lines[0] == "De taken zijn bijgewerkt voor dinsdag 17 november."
    assert "nieuw (waarvan" in said.out
    assert "al te laat" in said.out


def test_running_again_changes_nothing(imported: Path) -> None:
    run(imported)
    assert run(imported).out == "Er is niets veranderd voor dinsdag 17 november.\n"
    assert {key: value for key, value in figures(imported).items() if value} == {"vandaag": TODAY}


def test_a_date_that_moves_is_told_as_moved(imported: Path) -> None:
    run(imported)
    change(imported / "calendar" / "2026-2027.yaml", "sportdag: [{op: 2027-05-19}]", "sportdag: [{op: 2027-05-26}]")
    assert "verschoven" in run(imported).out


def test_the_last_good_version_of_a_broken_file_rules_on_and_the_reader_is_told(imported: Path) -> None:
    path = imported / "rules" / "eigen" / "map.yaml"
    add(path, OWN)
    run(imported, today="2026-11-03")
    change(path, "jaargroep: [1, 2]", "jaargroep: [1, twee]")
    said = run(imported)
    assert said.out.startswith("Er is niets veranderd") or "vervallen" not in said.out
    assert said.err == "Let op: rules/eigen/map.yaml is stuk (regel 6); de versie van 3 november geldt.\n"
    assert stored(imported, "eigen-map") == {"1/2 A": "open", "1/2 B": "open"}
    assert figures(imported)["stuk"] == [{"bestand": "rules/eigen/map.yaml", "regel": 6, "versie_van": "2026-11-03"}]


def test_a_broken_file_keeps_its_tasks_and_makes_the_new_ones_it_asked_for(imported: Path) -> None:
    path = imported / "rules" / "eigen" / "map.yaml"
    add(path, OWN)
    run(imported)
    add(path, "regels: [\n")
    add(imported / "nieuw.csv", "groep,schooljaar,soort,leerkrachten,leerlingen,jaargroepen\n1/2 D,,stam,ANN,,1\n")
    assert jaarcyclus(imported, "import", "groepen", str(imported / "nieuw.csv"), today=TODAY).code == 0
    run(imported)
    assert stored(imported, "eigen-map") == {"1/2 A": "open", "1/2 B": "open", "1/2 D": "open"}


def test_a_file_that_never_loaded_is_named_and_the_others_run(imported: Path) -> None:
    add(imported / "rules" / "eigen" / "nieuw.yaml", OWN.replace("11 december", "11 decembr"))
    said = run(imported)
    assert "rules/eigen/nieuw.yaml is stuk (regel 7) en doet nog niet mee" in said.err
    assert "nieuw" in said.out


def test_a_broken_calendar_closes_nothing(imported: Path) -> None:
    run(imported)
    change(imported / "calendar" / "2026-2027.yaml", "eerste_schooldag: 2026-08-31", "eerste_schooldag: 2026-08-30")
    said = run(imported)
    assert said.out.startswith("Er is niets veranderd")
    assert "calendar/2026-2027.yaml is stuk" in said.err


def test_a_rule_that_is_taken_out_lets_its_tasks_lapse(imported: Path) -> None:
    path = imported / "rules" / "eigen" / "map.yaml"
    add(path, OWN)
    run(imported)
    path.unlink()
    assert figures(imported)["vervallen"] == 3  # two groups this year, and one of the next
    assert stored(imported, "eigen-map") == {"1/2 A": "vervallen", "1/2 B": "vervallen"}


def test_a_run_that_stumbles_is_written_down_as_failed_and_leaves_the_tasks_as_they_were(imported: Path) -> None:
    run(imported)
    with sqlite3.connect(imported / "jaarcyclus.db") as store:
        store.execute("UPDATE tasks SET because = '{' WHERE rule = 'vb-sportdag'")
        tasks = store.execute("SELECT count(*) FROM tasks").fetchone()
    with pytest.raises(ValueError, match="Expecting property name"):
        jaarcyclus(imported, *QUIETLY, today="2026-11-18")
    with sqlite3.connect(imported / "jaarcyclus.db") as store:
        assert store.execute("SELECT count(*) FROM tasks").fetchone() == tasks
    settings, _ = load_settings(imported / "config.toml")
    assert settings is not None
    with open_database(settings.store.url, settings.folder).reading(settings.school.id) as reading:
        last = load_runs(reading, "evalueren")[-1]
    assert (str(last.today), last.outcome) == ("2026-11-18", "mislukt")
    assert "JSONDecodeError" in last.figures["fout"]


def test_a_day_that_is_none_is_refused_in_dutch(school: Path) -> None:
    said = jaarcyclus(school, "run", "--vandaag", "morgen")
    assert said.code == 2
    assert '"morgen" is geen dag' in said.err


def test_a_command_nobody_knows_is_refused_with_the_one_that_comes_near(school: Path) -> None:
    said = jaarcyclus(school, "chek")
    assert (said.code, said.err.splitlines()[0]) == (2, 'onbekende opdracht "chek"; bedoel je "check"?')


def test_the_very_first_run_makes_the_tasks_and_keeps_the_mail_until_somebody_releases_it(imported: Path) -> None:
    first = jaarcyclus(imported, "run", "--zonder-versturen", today=TODAY)
    assert first.code == 0
    assert "Dit is de eerste keer" in first.out
    assert "run --release" in first.out
    assert stored(imported, "vb-analyse")

    again = jaarcyclus(imported, "run", "--zonder-versturen", today=TODAY)
    assert "Dit is de eerste keer" in again.out

    released = jaarcyclus(imported, "run", "--zonder-versturen", "--release", today=TODAY)
    assert released.code == 0
    assert "mails klaargezet" in released.out


def test_a_good_run_is_pinged_and_a_silence_over_there_is_told_and_harms_nothing(imported: Path) -> None:
    config = imported / "config.toml"
    watch = '\n[watch]\nping_url = "http://127.0.0.1:9/goed"\n'
    config.write_text(config.read_text(encoding="utf-8") + watch, encoding="utf-8")
    assert run(imported).err.startswith("Let op: http://127.0.0.1:9/goed was niet te bereiken (")

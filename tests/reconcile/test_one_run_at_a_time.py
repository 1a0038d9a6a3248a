"""A run is all or nothing, and two runs never mix: the second waits, and finds nothing left to do."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.runs.evaluate import run
from tests.reconcile.school import GROUPS, ID, PUPILS, STAFF, KeptSchool, export, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 10, 1)
RULES = """
regels:
  - {id: analyse, titel: Analyse, voor: leerkracht, per: groep, uiterlijk: 2 weken voor groepsbespreking}
  - {id: gesprek, titel: Gesprek, voor: leerkracht, per: leerling, uiterlijk: einde maand}
"""
OPEN = """
import sys
from datetime import date
from pathlib import Path
from engine.runs.evaluate import run
from engine.settings import load_settings
from engine.store.database import open_database
from tests.reconcile.school import ID, moment

folder, url, day = Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3])
settings, _ = load_settings(folder / "config.toml")
database = open_database(url, folder)
"""
RUN = """
with database.writing(ID) as store:
    print(len(run(settings, store, day, moment(day)).changes), flush=True)
"""
STOP_HALFWAY = """
with database.writing(ID) as store:
    run(settings, store, day, moment(day))
    print("halverwege", flush=True)
    sys.stdin.read()
"""
ANNOUNCE = "print('klaar om te beginnen', flush=True)\n"


@pytest.fixture
def kept(database_url: str, tmp_path: Path) -> Iterator[KeptSchool]:
    """Give a school, on each database, that was never evaluated yet."""
    school = KeptSchool(tmp_path, database_url)
    school.tell(edexml=export(*PUPILS), medewerkers=STAFF, groepen=GROUPS)
    school.dates("  groepsbespreking: [{op: 2026-11-17}]")
    school.rules(RULES)
    yield school
    school.database.close()


def process(school: KeptSchool, url: str, body: str, day: date = DAY) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OPEN + body, str(school.folder), url, str(day)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_run_killed_in_the_middle_leaves_the_store_as_it_was_before(kept: KeptSchool, database_url: str) -> None:
    kept.on(str(DAY))
    kept.tick(kept.task("3", "/1"), "CEES", "2026-10-02")
    kept.dates("  groepsbespreking: [{op: 2026-11-24}, {op: 2027-03-16}]")
    tasks, numbers = kept.tasks(), kept.numbers()
    other = process(kept, database_url, STOP_HALFWAY, date(2026, 11, 2))
    assert other.stdout is not None
    assert other.stdout.readline() == "halverwege\n"
    other.send_signal(signal.SIGKILL)
    other.wait()
    with kept.database.writing(ID):
        pass
    assert (kept.tasks(), kept.numbers()) == (tasks, numbers)
    assert kept.events(kept.task("3", "/1"))[-1].what == "nieuw"
    kept.on("2026-11-02")
    assert (kept.task("3", "groepsbespreking/2026-2027/1").state, len(kept.numbers())) == ("klaar", 2)


def test_a_second_run_waits_its_turn_and_finds_nothing_to_do(kept: KeptSchool, database_url: str) -> None:
    with kept.database.writing(ID) as store:
        other = process(kept, database_url, ANNOUNCE + RUN)
        assert other.stdout is not None
        assert other.stdout.readline() == "klaar om te beginnen\n"
        made = len(run(kept.settings, store, DAY, moment(DAY)).changes)
        assert other.poll() is None
    told, _ = other.communicate(timeout=60)
    assert made > 40
    assert (other.returncode, told) == (0, "0\n")


def test_runs_that_start_together_do_the_work_once(kept: KeptSchool, database_url: str) -> None:
    others = [process(kept, database_url, RUN) for _ in range(3)]
    told = sorted(int(each.communicate(timeout=60)[0]) for each in others)
    assert told == [0, 0, len(kept.tasks())]
    assert len({each.identity for each in kept.tasks()}) == len(kept.tasks()) > 40

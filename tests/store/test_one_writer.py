"""A run is one transaction, there is one writer at a time, and nothing is ever half there."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from engine.store.database import StoreError, open_database
from engine.store.log import Event, add_events, load_events
from engine.store.tasks import apply_tasks, load_tasks
from tests.store.values import A_MOMENT, SCHOOL, analysis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.store.database import Database, Store

ROOT = Path(__file__).resolve().parents[2]
ADD_TEN = """
for _ in range(10):
    with database.writing(SCHOOL) as store:
        seen = len(load_events(store))
        add_events(store, [Event(A_MOMENT, name, "bijgeteld", data={"seen": seen})])
"""
STOP_HALFWAY = """
with database.writing(SCHOOL) as store:
    apply_tasks(store, new=[analysis("0half000", subject="1/2 C")])
    print("halverwege", flush=True)
    sys.stdin.read()
"""
OPEN_ONLY = ""


def _process(url: str, body: str, name: str = "") -> subprocess.Popen[str]:
    """Start another process that opens the store and does this."""
    lines = (
        "import sys",
        "from pathlib import Path",
        "from engine.store.database import open_database",
        "from engine.store.log import Event, add_events, load_events",
        "from engine.store.tasks import apply_tasks",
        "from tests.store.values import A_MOMENT, SCHOOL, analysis",
        "name, url = sys.argv[1:]",
        "database = open_database(url, Path())",
    )
    command = [sys.executable, "-c", "\n".join((*lines, body)), name, url]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _all_succeeded(processes: Sequence[subprocess.Popen[str]]) -> bool:
    for each in processes:
        each.communicate(timeout=60)
    return all(each.returncode == 0 for each in processes)


def test_two_processes_write_in_turn_and_each_sees_what_the_other_wrote(database_url: str, database: Database) -> None:
    assert _all_succeeded([_process(database_url, ADD_TEN, name) for name in ("een", "twee")])
    with database.reading(SCHOOL) as store:
        events = load_events(store)
    assert [each.data["seen"] for each in events] == list(range(20))
    assert sorted(each.who for each in events) == ["een"] * 10 + ["twee"] * 10


def test_a_process_killed_in_the_middle_loses_nothing_and_leaves_nothing_half(
    database_url: str, database: Database
) -> None:
    with database.writing(SCHOOL) as store:
        apply_tasks(store, new=[analysis()])
    process = _process(database_url, STOP_HALFWAY)
    assert process.stdout is not None
    assert process.stdout.readline() == "halverwege\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    with database.writing(SCHOOL) as store:
        assert load_tasks(store) == (analysis(),)


def _write_and_stumble(store: Store) -> None:
    apply_tasks(store, new=[analysis()])
    raise LookupError("halverwege")


def test_an_exception_takes_everything_back(database: Database) -> None:
    with pytest.raises(LookupError), database.writing(SCHOOL) as store:
        _write_and_stumble(store)
    with database.reading(SCHOOL) as store:
        assert load_tasks(store) == ()


def test_who_comes_second_waits_for_the_first_and_reads_what_it_wrote(database: Database) -> None:
    seen: list[int] = []

    def second() -> None:
        with database.writing(SCHOOL) as store:
            seen.append(len(load_tasks(store)))

    thread = threading.Thread(target=second)
    with database.writing(SCHOOL) as store:
        thread.start()
        thread.join(timeout=0.2)
        apply_tasks(store, new=[analysis()])
        assert seen == []
    thread.join(timeout=20)
    assert seen == [1]


def test_who_waits_too_long_hears_that_somebody_else_is_busy(database_url: str, database: Database) -> None:
    impatient = open_database(database_url, Path(), patience=0.1)
    with (
        database.writing(SCHOOL),
        pytest.raises(StoreError, match="iemand anders is al lang in de opslag bezig"),
        impatient.writing(SCHOOL),
    ):
        pass
    impatient.close()


def test_a_reader_waits_for_nobody_and_keeps_one_view(database: Database) -> None:
    with database.reading(SCHOOL) as reader:
        assert load_tasks(reader) == ()
        with database.writing(SCHOOL) as store:
            apply_tasks(store, new=[analysis()])
        assert load_tasks(reader) == ()
    with database.reading(SCHOOL) as reader:
        assert load_tasks(reader) == (analysis(),)


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), database.reading(SCHOOL) as store:
        add_events(store, [Event(A_MOMENT, "DJA", "afgevinkt")])
    with database.writing(SCHOOL) as store:
        assert load_events(store) == ()


def test_processes_that_meet_an_empty_database_make_the_tables_once(empty_database_url: str) -> None:
    assert _all_succeeded([_process(empty_database_url, OPEN_ONLY) for _ in range(3)])
    database = open_database(empty_database_url, Path())
    with database.reading(SCHOOL) as store:
        assert load_tasks(store) == ()
    database.close()

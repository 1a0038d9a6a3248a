"""A whole school year on a small school, day by day: no tick lost or moved, nothing twice."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.year.days import Year

if TYPE_CHECKING:
    from pathlib import Path

SEED = 2026
OFTEN = ("tick", "untick", "waive", "unwaive", "write_evidence", "withdraw")
CALENDAR = ("move", "insert", "remove", "bring_back", "move_and_insert", "break")
PEOPLE = ("newcomer", "leaver", "change_rooms", "new_teacher", "nt2", "rename")


@pytest.mark.slow
def test_from_august_to_august_no_tick_is_lost_or_moved_and_nothing_is_there_twice(
    tmp_path: Path, sqlite_template: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "jaarcyclus.db")
    year = Year(tmp_path, "sqlite:///jaarcyclus.db", SEED)
    year.live(date(2026, 8, 1), date(2027, 7, 31))
    year.kept.database.close()
    assert year.breaches == []
    assert [each for each in (*OFTEN, *CALENDAR, *PEOPLE) if not year.happened[each]] == []
    assert year.happened["tick"] > 300
    assert set(year.ledger.states.values()) == {"klaar", "nvt", "gemist", "vervallen"}


@pytest.mark.slow
@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_four_weeks_on_postgresql_go_as_they_should(database_url: str, tmp_path: Path) -> None:
    year = Year(tmp_path, database_url, SEED)
    year.live(date(2026, 11, 2), date(2026, 11, 29))
    year.kept.database.close()
    assert year.breaches == []
    assert year.happened["tick"] > 20
    assert {"open", "te-laat", "klaar", "gemist"} <= set(year.ledger.states.values())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_another_spring_goes_as_it_should(seed: int, tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "jaarcyclus.db")
    year = Year(tmp_path, "sqlite:///jaarcyclus.db", seed)
    year.live(date(2027, 2, 1), date(2027, 3, 7))
    year.kept.database.close()
    assert year.breaches == []

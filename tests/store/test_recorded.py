"""What somebody records stands in either kind of store: once, and it can be taken back from there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.lookup import NoSuch
from engine.model import Told
from engine.runs.current import Current
from engine.runs.eyes import Viewer
from engine.runs.recordable import Recordable, recordables
from engine.runs.recorded import Wish, record, recorded, take_back
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.facts import load_told, save_told
from tests.sending import school
from tests.sending.school import ID, TOLD

if TYPE_CHECKING:
    from pathlib import Path

    from engine.runs.note import Noted
    from engine.store.database import Database

NOW = datetime(2026, 11, 10, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))
TODAY = date(2026, 11, 10)
TALK = Recordable("gesprek", "rapport")
RULES = """
regels:
  - {id: rapport, titel: Voer het gesprek, voor: leerkracht, per: leerling, klaar_als: {gesprek: rapport},
     uiterlijk: 1 week voor groepsbespreking}
"""


class Room:
    """De Wilg in a store of the kind that is tried."""

    def __init__(self, folder: Path, database: Database) -> None:
        school.make(folder)
        (folder / "rules" / "gesprekken.yaml").write_text(RULES, encoding="utf-8")
        settings, problems = load_settings(folder / "config.toml")
        assert settings is not None, problems
        self.settings, self.database, self.current = settings, database, Current(settings)
        with database.writing(ID) as store:
            save_told(store, Told(""), TOLD)

    def record(self, mark: str, on: date = TODAY) -> Noted | NoSuch | None:
        with self.database.writing(ID) as store:
            day, held = self.current.on(store, TODAY), self.current.held(store, TODAY)
            viewer = Viewer(day.listing.staff["PAR"])
            return record(self.settings, store, day, viewer, Wish(TALK, "77011", on, mark), NOW, held)

    def take_back(self, mark: str, now: datetime = NOW) -> NoSuch | None:
        with self.database.writing(ID) as store:
            found = take_back(self.settings, store, mark, "PAR", now, self.current.held(store, TODAY))
        return found if isinstance(found, NoSuch) else None

    def marks(self) -> list[str]:
        with self.database.reading(ID) as store:
            day = self.current.on(store, TODAY)
            viewer = Viewer(day.listing.staff["PAR"])
            may = recordables(self.settings, day, viewer)
            return [each.mark for each in recorded(store, day, viewer, may, NOW)]

    def cases(self) -> int:
        with self.database.reading(ID) as store:
            return len(load_told(store).cases)


def test_it_is_recorded_once_listed_and_taken_back_once(database_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "wilg"
    folder.mkdir()
    database = open_database(database_url, folder)
    room = Room(folder, database)
    first = room.record("een")
    assert not isinstance(first, NoSuch)
    assert first is not None
    assert first.changed
    assert room.record("een") is None
    other = room.record("twee", TODAY - timedelta(days=3))
    assert not isinstance(other, NoSuch)
    assert (room.cases(), room.marks()) == (2, ["twee", "een"])
    assert isinstance(room.take_back("een", NOW + timedelta(days=15)), NoSuch)
    assert (room.take_back("een"), room.take_back("een")) == (None, None)
    assert (room.cases(), room.marks()) == (1, ["twee"])
    assert room.record("een") is None
    assert room.cases() == 1
    database.close()

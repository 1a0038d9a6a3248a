"""The demo school with every pack, lived until its morning, with its pages open in this process: nothing on a wire."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine import shipped
from engine.demoschool.days import TODAY
from engine.demoschool.files import demo_files
from engine.demoschool.ticks import demo_ticks
from engine.intake.combine import combine
from engine.kinds import ROLES
from engine.model import Staff
from engine.pages import Pages
from engine.runs.dayrun import run_day
from engine.runs.demo import import_all, make_folder, tick_by_hand
from engine.runs.people import staff_of
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.facts import load_told, save_told
from notifiers.memory import Mailbox
from web.house import open_house

if TYPE_CHECKING:
    from pathlib import Path

    from engine.settings import Settings
    from engine.store.database import Database
    from web.house import House

PAGES = Pages("https://jaarcyclus.dekastanje.example", "kastanjes in een zak")
PACKS = re.compile(r"^packs = .*$", re.MULTILINE)
SOMEBODY = "bank"


@dataclass(frozen=True)
class Lived:
    """A school with its doors open on the demo's morning."""

    settings: Settings
    database: Database
    house: House
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    def staff(self) -> tuple[Staff, ...]:
        with self.database.reading(self.settings.school.id) as store:
            return staff_of(store)

    def afresh(self) -> House:
        """Return the same school as a server that just started: nothing is kept yet."""
        return _house(self.database, self.settings, self.now)


def lived_with_every_pack(folder: Path) -> Lived:
    """Make the school in `folder`, let its day run, and tick what colleagues did. Takes some seconds."""
    make_folder(folder, demo_files())
    config = folder / "config.toml"
    packs = ", ".join(f'"{each}"' for each in shipped.pack_names())
    config.write_text(PACKS.sub(f"packs = [{packs}]", config.read_text(encoding="utf-8")), encoding="utf-8")
    settings, problems = load_settings(config)
    if settings is None:
        raise SystemExit("\n".join(str(each) for each in problems))
    return _lived(settings)


def _lived(settings: Settings) -> Lived:
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 7, 35, tzinfo=ZoneInfo(settings.schedule.timezone))
    database = open_database(settings.store.url, settings.folder)
    import_all(database, settings, now)
    _somebody_in_every_role(database, settings)
    run_day(database, settings, TODAY, now, by=SOMEBODY)
    tick_by_hand(database, settings, demo_ticks(), TODAY, now)
    return Lived(settings, database, _house(database, settings, now), now)


def _somebody_in_every_role(database: Database, settings: Settings) -> None:
    """Let there be somebody in the roles that nobody in the demo has: they see pages too."""
    with database.writing(settings.school.id) as store:
        told = load_told(store)
        known = {role for each in combine(told).staff for role in each.roles}
        more = (
            Staff(role[:3].upper(), role.title(), "Bij", f"{role}@dekastanje.example", frozenset({role}))
            for role in ROLES
            if role not in known
        )
        save_told(store, told, replace(told, sheet_staff=(*told.sheet_staff, *more)))


def _house(database: Database, settings: Settings, now: datetime) -> House:
    return open_house(database, settings, PAGES, lambda: now, Mailbox)

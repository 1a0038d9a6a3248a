"""Letters of the demo school to look at, each as it would go on its morning, through the real pipeline."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.cli.demo import TEACHER
from engine.demoschool.days import TODAY
from engine.demoschool.files import demo_files
from engine.demoschool.staff import ADMINISTRATOR, CARE_LOWER, TEACHERS_OF
from engine.demoschool.ticks import demo_ticks
from engine.outbox import BRAKE_LETTER, ONCE_A_WEEK, OVERVIEW, OWN_MAIL
from engine.pages import NO_PAGES, Pages
from engine.runs.dayrun import run_day
from engine.runs.demo import import_all, make_folder, tick_by_hand
from engine.runs.mailbook import preview
from engine.runs.systemletters import system_letter
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.outbox import load_posts
from engine.store.wishes import save_wish
from notifiers.letter import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.settings import Settings
    from engine.store.database import Database

SECRET = "kastanjes"
WEB = "https://jaarcyclus.dekastanje.example"
NAMES = ("leerkracht", "ib", "beheerder", "eigen-mail", "rustig", "rem")
MONDAY = TODAY + timedelta(days=6)
(WEEKLY,) = TEACHERS_OF["3 A"]
(UPPER,) = TEACHERS_OF["8"]
OWN_RULE = "eigen-advies-melden"
OWN_RULES = f"""
regels:
  - id: {OWN_RULE}
    titel: Meld de voorlopige schooladviezen bij de directie
    voor: leerkracht
    per: groep
    waar: {{jaargroep: 8}}
    vanaf: 1 november
    uiterlijk: 20 november
    herinner: [3 dagen ervoor]
    eigen_mail: ja
    bron: Teamvergadering 26 augustus 2026
"""


def letters(folder: Path) -> Mapping[str, Letter]:
    """Make the demo school in `folder` and return its letters by name. Takes some seconds."""
    settings = _school(folder)
    database = open_database(settings.store.url, folder)
    try:
        brake = _morning(database, settings)
        return {**_of_today(database, settings), "rustig": _of_monday(database, settings), "rem": brake}
    finally:
        database.close()


def lived_school(folder: Path) -> None:
    """Make the demo school in `folder` as it is this morning."""
    settings = _school(folder)
    database = open_database(settings.store.url, folder)
    _morning(database, settings)
    database.close()


def _morning(database: Database, settings: Settings) -> Letter:
    """Let the demo school come to this morning; return the letter of the brake."""
    import_all(database, settings, half_past_seven(settings, TODAY))
    brake = _held(database, settings)
    _lived(database, settings)
    return brake


def _school(folder: Path) -> Settings:
    make_folder(folder, demo_files())
    (folder / "rules" / "advies.yaml").write_text(OWN_RULES, encoding="utf-8")
    settings, problems = load_settings(folder / "config.toml")
    assert settings is not None, problems
    return settings


def _held(database: Database, settings: Settings) -> Letter:
    """The very first run waits, and writes to the administrator."""
    run_day(database, settings, TODAY, half_past_seven(settings, TODAY))
    with database.reading(settings.school.id) as store:
        (post,) = (each for each in load_posts(store) if each.kind == BRAKE_LETTER)
        letter = system_letter(settings, store, post)
    assert isinstance(letter, Letter)
    return letter


def _lived(database: Database, settings: Settings) -> None:
    """Let go, and tick what colleagues did before this morning."""
    now = half_past_seven(settings, TODAY)
    run_day(database, settings, TODAY, now, by=ADMINISTRATOR)
    tick_by_hand(database, settings, demo_ticks(), TODAY, now)


def _of_today(database: Database, settings: Settings) -> dict[str, Letter]:
    seen = _seen(database, settings, TODAY, NO_PAGES)
    with_links = _seen(database, settings, TODAY, Pages(WEB, SECRET))
    return {
        "leerkracht": with_links[TEACHER, OVERVIEW],
        "ib": with_links[CARE_LOWER, OVERVIEW],
        "beheerder": seen[ADMINISTRATOR, OVERVIEW],
        "eigen-mail": with_links[UPPER, OWN_MAIL + OWN_RULE],
    }


def _of_monday(database: Database, settings: Settings) -> Letter:
    """Return the letter of somebody who wants one on the first working day of the week only."""
    with database.writing(settings.school.id) as store:
        save_wish(store, WEEKLY, ONCE_A_WEEK)
    return _seen(database, settings, MONDAY, NO_PAGES)[WEEKLY, OVERVIEW]


def _seen(database: Database, settings: Settings, day: date, pages: Pages) -> dict[tuple[str, str], Letter]:
    seen = preview(database, settings, day, half_past_seven(settings, day), pages)
    return {(each.person.code, each.post.kind): each.letter for each in seen.sheets}


def half_past_seven(settings: Settings, day: date) -> datetime:
    schedule = settings.schedule
    return datetime.combine(day, schedule.digest, ZoneInfo(schedule.timezone))

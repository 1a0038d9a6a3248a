"""The demo school in memory: its files read, its rules and calendars loaded, nothing evaluated yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.demoschool.files import demo_files
from engine.intake.folder import SHEETS, File, open_files
from engine.intake.merge import merge
from engine.model import Told
from engine.runs.gather import gather, kinds_of
from engine.settings import load_settings

if TYPE_CHECKING:
    from engine.runs.gather import School

TOP = Path(__file__).parents[2]
START = 2026
TODAY = date(2026, 11, 24)


def demo_school() -> School:
    """Return De Kastanje as a run gathers it, with the config, calendars and rules at the top of this checkout."""
    settings, problems = load_settings(TOP / "config.toml")
    if settings is None:
        raise SystemExit("\n".join(str(each) for each in problems))
    names = {"edexml": "edex.xml", **{word: f"{word}.csv" for word in SHEETS}}
    raw = demo_files()
    files = {word: File(name, raw[name]) for word, name in names.items()}
    opened = open_files(files, settings.school.brin, kinds_of(settings))
    told = merge(Told(settings.school.brin), opened.delivery).told
    return gather(settings, told, {})

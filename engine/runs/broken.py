"""The files that do not load now, each with where it goes wrong and since when its last good version holds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.health import Broken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.runs.gather import School
    from engine.store.rulefiles import FileVersion


def broken(school: School, versions: Mapping[str, FileVersion]) -> tuple[Broken, ...]:
    """Return the broken files in order of name; `versions` are the last ones that loaded."""
    files = sorted({*school.stood_in, *school.out})
    return tuple(Broken(each, _line(school, each), _since(school, versions, each)) for each in files)


def _line(school: School, file: str) -> int:
    return next((each.line for each in school.problems if each.file == file and each.is_error), 0)


def _since(school: School, versions: Mapping[str, FileVersion], file: str) -> date | None:
    version = versions.get(file)
    if version is None or file in school.out:
        return None
    return version.first_loaded_at.astimezone(ZoneInfo(school.settings.schedule.timezone)).date()

"""Our plan beside the oracle's, for one school in a folder."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.intake.folder import SHEETS, File, open_files
from engine.intake.merge import merge
from engine.model import Told
from engine.runs.gather import School, gather
from engine.runs.plan import plan_of
from engine.settings import load_settings
from tests.oracle import plan as oracle

if TYPE_CHECKING:
    from pathlib import Path

    from engine.problem import Problem


@dataclass
class Difference:
    ours: list[str]
    theirs: list[str]


def engine_school(folder: Path) -> tuple[School, list[Problem]]:
    settings, found = load_settings(folder / "config.toml")
    assert settings is not None, found
    names = {"edexml": "edex.xml", **{word: f"{word}.csv" for word in SHEETS}}
    files = {w: File(n, (folder / n).read_bytes()) for w, n in names.items() if (folder / n).exists()}
    opened = open_files(files, settings.school.brin)
    merged = merge(Told(settings.school.brin), opened.delivery)
    school = gather(settings, merged.told, {})
    problems = [*found, *opened.problems, *merged.problems, *school.problems]
    return school, [p for p in problems if p.is_error]


def keep_good_rules(folder: Path) -> list[str]:
    """Throw away every rule that `check` refuses; return what it said about them."""
    said: list[str] = []
    while problems := [p for p in engine_school(folder)[1] if p.file.startswith("rules/")]:
        said += _throw_away(folder, problems)
    return said


def _throw_away(folder: Path, problems: list[Problem]) -> list[str]:
    said = []
    for problem in problems:
        file = folder / problem.file
        said.append(f"{problem.message} <- {file.read_text()}" if file.exists() else problem.message)
        file.unlink(missing_ok=True)
    return said


def engine_plan(folder: Path, year: int) -> list[dict[str, Any]]:
    school, problems = engine_school(folder)
    assert not problems, [str(each) for each in problems]
    return [
        {
            "regel": each.wanted.rule,
            "per": each.wanted.per,
            "onderwerp": each.wanted.subject,
            "vanaf": str(each.wanted.opens),
            "uiterlijk": str(each.wanted.due),
            "voor": list(each.addresses),
            "niveau": each.wanted.level,
            "herinneringen": [{"op": str(day), "aan": to} for day, to in each.reminders],
        }
        for each in plan_of(school, year, date(year, 11, 17))
    ]


def difference(folder: Path, year: int) -> Difference:
    ours = Counter(_line(task) for task in engine_plan(folder, year))
    theirs = Counter(_line(task) for task in oracle.plan_of(folder, year))
    return Difference(sorted((ours - theirs).elements()), sorted((theirs - ours).elements()))


def _line(task: dict[str, Any]) -> str:
    return json.dumps(task, ensure_ascii=False)

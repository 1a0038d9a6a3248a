"""One bad file per mistake: each says in its first lines what people should read, and where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.calendarfile import read_calendar
from engine.officialdates import OfficialDates, read_official
from engine.settings import read_settings
from engine.shipped import holidays_file

if TYPE_CHECKING:
    from engine.problem import Problem

BROKEN = Path(__file__).parent.parent / "broken"
EXPECTED = re.compile(r"# (verwacht|waarschuwing): (\d+):(\d+) (.+)")
FILE_NAME = re.compile(r"# bestand: (.+)")
SEVERITY = {"verwacht": "fout", "waarschuwing": "waarschuwing"}
GROUPS = {"2026-2027": frozenset({"1/2 A", "1/2 B", "1/2 Beren", "5/6"})}
RENAMED = {"1/2 C": "1/2 Beren"}
PACKS = ("mijnkleutergroep", "ouder-kindgesprekken")


def broken(kind: str) -> list[Path]:
    return sorted((BROKEN / kind).iterdir())


def expected(path: Path) -> list[tuple[str, int, int, str]]:
    head = path.read_text(encoding="latin-1" if path.stem == "geen-utf-8" else "utf-8")
    return [(SEVERITY[kind], int(line), int(column), text) for kind, line, column, text in EXPECTED.findall(head)]


def check(path: Path, found: list[Problem]) -> None:
    wanted = expected(path)
    assert wanted, f"{path.name} says not what to expect"
    assert [(each.severity, each.line, each.column) for each in found] == [each[:3] for each in wanted], found
    for problem, (*_, text) in zip(found, wanted, strict=True):
        assert text in problem.message


@pytest.fixture(scope="module")
def official() -> OfficialDates:
    return read_official(holidays_file().read_bytes())


@pytest.mark.parametrize("path", broken("calendar"), ids=lambda path: path.stem)
def test_a_mistake_in_a_calendar_is_told_where_it_stands(path: Path, official: OfficialDates) -> None:
    source = path.read_bytes()
    name = FILE_NAME.search(source.decode("latin-1"))
    file = f"calendar/{name[1] if name else '2026-2027.yaml'}"
    _, problems = read_calendar(source, file, official, "midden", GROUPS, RENAMED)
    check(path, problems)


@pytest.mark.parametrize("path", broken("config"), ids=lambda path: path.stem)
def test_a_mistake_in_config_toml_is_told_where_it_stands(path: Path) -> None:
    settings, problems = read_settings(path.read_bytes(), "config.toml", Path("/school"), PACKS)
    check(path, problems)
    assert (settings is None) == any(each.is_error for each in problems)

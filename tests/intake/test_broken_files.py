"""One bad csv or export per mistake: beside each lies what an administrator should read, and where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.intake.folder import File, open_files
from engine.intake.merge import merge
from tests.intake.school import BRIN, NOTHING, bring_in, sample_school

if TYPE_CHECKING:
    from engine.model import Told

BROKEN = Path(__file__).parent.parent / "broken"
EXPECTED = re.compile(r"(fout|waarschuwing|melding) (\d+):(\d+) (.+)")
RENAMED = "soort,oud,nieuw\ngroep,5/6,Bevers\n"


def broken(pattern: str) -> list[Path]:
    return sorted(BROKEN.glob(pattern))


def expected(path: Path) -> list[tuple[str, int, int, str]]:
    lines = path.with_suffix(".verwacht").read_text(encoding="utf-8").splitlines()
    found = [EXPECTED.fullmatch(line) for line in lines]
    assert found, f"{path.name} says not what to expect"
    return [(each[1], int(each[2]), int(each[3]), each[4]) for each in found if each]


def check(path: Path, word: str, told: Told) -> None:
    """Read the file as an import does: by itself first, then against what was told before."""
    opened = open_files({word: File(path.name, path.read_bytes())}, BRIN)
    found = sorted((*opened.problems, *merge(told, opened.delivery).problems))
    wanted = sorted(expected(path), key=lambda each: each[1:])
    assert [(each.severity, each.line, each.column) for each in found] == [each[:3] for each in wanted], found
    for problem, (*_, text) in zip(found, wanted, strict=True):
        assert problem.file == path.name
        assert text in problem.message


@pytest.fixture(scope="module")
def school() -> Told:
    """Give the voorbeeldschool as imported, with one group that was given another name since."""
    return bring_in(bring_in(**sample_school()).told, map=RENAMED).told


@pytest.mark.parametrize("path", broken("csv/*/*.csv"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_mistake_in_a_csv_is_told_where_it_stands(path: Path, school: Told) -> None:
    check(path, path.parent.name, school)


@pytest.mark.parametrize("path", broken("edexml/*.xml"), ids=lambda path: path.stem)
def test_a_mistake_in_an_export_is_told_where_it_stands(path: Path) -> None:
    check(path, "edexml", NOTHING)

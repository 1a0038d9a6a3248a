"""The public door: a command as somebody types it, on a real school folder, and what it says."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from engine.cli.main import main

SCHOOL = Path(__file__).parent.parent / "schools" / "voorbeeldschool"
TODAY = "2026-11-17"
# A run that no brake holds and that reaches for no mail server.
QUIETLY = ("run", "--release", "--zonder-versturen")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def words(self) -> str:
        """Everything written to stdout with single spaces, for looking into tables."""
        return " ".join(self.out.split())


def jaarcyclus(folder: Path, *words: str, today: str = "") -> Said:
    """Run a command in this process with the settings of `folder`."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    more = ("--vandaag", today) if today else ()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(["--config", str(folder / "config.toml"), *words, *more])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
    return Said(code, out.getvalue(), err.getvalue())


def copied(to: Path, school: Path = SCHOOL) -> Path:
    """Copy a school folder, so that a test may write in it."""
    return Path(shutil.copytree(school, to / "school"))


def brought_in(folder: Path) -> Path:
    """Import everything that lies in the folder."""
    said = jaarcyclus(folder, "import", "alles", str(folder), today=TODAY)
    assert said.code == 0, said.out + said.err
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Change a file the way somebody at the school would; `old` must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    """Return the number of the first line with `text` in it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)

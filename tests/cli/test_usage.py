"""The command line itself speaks Dutch: its help, and its answer to what cannot be typed."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer

from engine.cli import dutch
from engine.cli.main import COMMANDS
from tests.cli.door import jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = re.compile(
    r"usage|options|arguments|commands|show this|default|required|missing|invalid|unexpected|completion"
    r"|no such|\btry\b|<\w|\bstr\b|\bpath\b|\bbool\b",
    re.IGNORECASE,
)
LOADED = """
import sys
from engine.cli.main import COMMANDS, main
try:
    main(["--help"])
except SystemExit as end:
    print([module for module, _ in COMMANDS.values() if module in sys.modules], end.code)
"""


@pytest.mark.parametrize("word", COMMANDS)
def test_the_help_of_every_command_is_dutch(word: str, tmp_path: Path) -> None:
    said = jaarcyclus(tmp_path, word, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Gebruik: jaarcyclus {word} [OPTIES]")
    assert "Opties:\n" in said.out
    assert "Laat deze uitleg zien." in said.words
    assert ENGLISH.findall(said.out) == []


def test_the_help_above_them_all_has_a_whole_line_for_every_command(tmp_path: Path) -> None:
    said = jaarcyclus(tmp_path, "--help")
    assert said.code == 0
    assert ENGLISH.findall(said.out) == []
    listed = said.lines[said.lines.index("Opdrachten:") + 1 :]
    assert [line.split()[0] for line in listed[: len(COMMANDS)]] == list(COMMANDS)
    for line, (_, does) in zip(listed, COMMANDS.values(), strict=False):
        assert line.endswith(does)
        assert len(does) <= 60


def test_the_help_above_them_all_loads_none_of_the_commands() -> None:
    ran = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[] 0"


def test_without_a_command_the_help_appears_and_the_code_says_that_nothing_was_done(tmp_path: Path) -> None:
    said = jaarcyclus(tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Gebruik: jaarcyclus [OPTIES] OPDRACHT ...")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("plann", 'onbekende opdracht "plann"; bedoel je "plan"?'),
        ("plan --grop 1/2", 'onbekende optie "--grop"; bedoel je "--groep"?'),
        ("plan --qqq", 'onbekende optie "--qqq"'),
        ("plan -g", 'onbekende optie "-g"'),
        ("--groep 1/2 plan", 'onbekende optie "--groep"; opties van een opdracht staan achter de opdracht'),
        ("plan --config school.toml", "--config hoort voor de opdracht: jaarcyclus --config ... plan"),
        ("plan --groep", "achter --groep ontbreekt een woord: bijvoorbeeld 1/2 B"),
        ("plan --json=ja", "achter --json hoort niets"),
        ("import alles", "noem nog PAD: het bestand; bij alles de map"),
        ("undo", "noem nog TAAK: de sleutel van de taak"),
        (
            "plan --groep 1/2 B",
            '"B" is te veel; zet wat bij elkaar hoort tussen aanhalingstekens, zoals "1/2 B"',
        ),
    ],
)
def test_what_cannot_be_typed_is_answered_in_dutch_with_where_to_read_more(
    typed: str, answer: str, tmp_path: Path
) -> None:
    said = jaarcyclus(tmp_path, *typed.split())
    command = f" {typed.split()[0]}" if typed.split()[0] in COMMANDS else ""
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == [answer, f"Uitleg: jaarcyclus{command} --help"]


def test_control_c_ends_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    app = typer.Typer()

    @app.command()
    def long_work() -> None:
        raise KeyboardInterrupt

    assert dutch.speak(dutch.command(app, "run"), []) == 130
    assert capsys.readouterr().err == "Gestopt.\n"


def test_a_question_is_asked_until_it_is_answered_with_ja_or_nee() -> None:
    answers, asked = iter(["yes", "", " Nee "]), []

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    assert dutch.agreed("Klopt dat?", answer) is False
    assert asked == ["Klopt dat? [ja/nee] "] * 3
    assert dutch.agreed("Klopt dat?", lambda _: "ja") is True

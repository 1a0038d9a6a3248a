"""How examples went, on the terminal and as JSON: a calm line per file, and for what fails the difference by field."""

from __future__ import annotations

from datetime import date
from textwrap import fill
from typing import TYPE_CHECKING

import typer

from engine.almanac.days import WEEKDAYS
from engine.cli.page import show_table
from engine.example import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.example import Ticked, Value
    from engine.exampletrial import Difference, Failure, Trial
    from engine.problem import Problem
    from engine.runs.examples import TriedFile

DIFFERS = "anders"
MOST = 12
WIDTH = 78


def show_trials(tried: Sequence[TriedFile]) -> None:
    """Say per file how it went, then what did not hold, then the count."""
    for file in tried:
        typer.echo(f"{file.file}: {_how_it_went(file)}")
    for file in tried:
        for problem in file.problems:
            typer.echo(f"\n{problem}" if problem.is_error else f"\nlet op: {problem}")
        for trial in file.trials:
            if not trial.holds:
                _show_failing(trial)
    typer.echo("")
    for sentence in summary(tried):
        typer.echo(fill(sentence, WIDTH, subsequent_indent="  ", break_on_hyphens=False))


def summary(tried: Sequence[TriedFile]) -> Iterator[str]:
    """Count rules and examples, and name the rules that miss one of either kind."""
    covered = [each.covered for each in tried]
    rules, trials = sum(each.rules for each in covered), [one for each in tried for one in each.trials]
    counted = f"{_number(rules, 'regel', 'regels')}, {_number(len(trials), 'voorbeeld', 'voorbeelden')}"
    yield f"{counted}; {', '.join(_wrong(tried)) or 'alles klopt'}."
    lacking = (
        ("voorbeeld", [one for each in covered for one in each.without_positive]),
        ("tegenvoorbeeld", [one for each in covered for one in each.without_negative]),
    )
    for what, ids in lacking:
        if ids:
            verb = "mist" if len(ids) == 1 else "missen"
            yield f"{_number(len(ids), 'regel', 'regels')} {verb} een {what}: {_listed(ids)}."


def as_lines(tried: Sequence[TriedFile]) -> Iterator[dict[str, object]]:
    """Give one object per example or mistake, and at the end one with the count."""
    for file in tried:
        yield from (_mistake(each) for each in file.problems)
        yield from (_as_line(each) for each in file.trials)
    trials = [one for each in tried for one in each.trials]
    yield {
        "regels": sum(each.covered.rules for each in tried),
        "voorbeelden": len(trials),
        "mislukt": sum(not each.holds for each in trials),
        "zonder_voorbeeld": [one for each in tried for one in each.covered.without_positive],
        "zonder_tegenvoorbeeld": [one for each in tried for one in each.covered.without_negative],
    }


def _mistake(problem: Problem) -> dict[str, object]:
    place = {"bestand": problem.file, "regelnummer": problem.line, "kolom": problem.column}
    return {**place, problem.severity: problem.message}


def _as_line(trial: Trial) -> dict[str, object]:
    example = trial.example
    return {
        "naam": example.name,
        "bestand": example.file,
        "regelnummer": example.line,
        "regels": sorted(example.rules),
        "klopt": trial.holds,
        "mislukt": [_failure(each) for each in trial.failures],
    }


def _failure(failure: Failure) -> dict[str, object]:
    fields = {each.name: [_worded(each.asked), _worded(each.found)] for each in _differing(failure)}
    asked = {"regelnummer": failure.line.line, "verwacht": _expected(failure.line)}
    return {**asked, "anders": fields, "uitleg": failure.note}


# --- on the terminal


def _how_it_went(file: TriedFile) -> str:
    number = len(file.trials)
    return ", ".join([_number(number, "voorbeeld", "voorbeelden") if number else "geen voorbeelden", *_wrong([file])])


def _wrong(tried: Sequence[TriedFile]) -> Iterator[str]:
    """Count what does not hold and what cannot be read; nothing when all is well."""
    failing = sum(not trial.holds for each in tried for trial in each.trials)
    errors = sum(problem.is_error for each in tried for problem in each.problems)
    if failing:
        yield "1 klopt niet" if failing == 1 else f"{failing} kloppen niet"
    if errors:
        yield "1 fout" if errors == 1 else f"{errors} fouten"


def _show_failing(trial: Trial) -> None:
    example = trial.example
    typer.echo(f"\n{example.name}")
    for failure in trial.failures:
        typer.echo(f"  {example.file}:{failure.line.line}")
        typer.echo(_wrapped(f"verwacht: {_expected(failure.line, briefly=bool(_differing(failure)))}"))
        if failure.note:
            typer.echo(_wrapped(f"maar: {failure.note}"))
        if failure.differences:
            _show_differences(failure)


def _show_differences(failure: Failure) -> None:
    rows = [
        (each.name, _shown(each.asked), _shown(each.found), DIFFERS if each.differs else "")
        for each in failure.differences
    ]
    show_table(["veld", "verwacht", "gevonden", ""], rows, whole=[0])


def _differing(failure: Failure) -> list[Difference]:
    return [each for each in failure.differences if each.differs]


def _wrapped(sentence: str) -> str:
    return fill(sentence, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _expected(line: Line | Ticked, *, briefly: bool = False) -> str:
    """Word what was asked; briefly where a table follows that has every field."""
    if not isinstance(line, Line):
        return f"een taak van {line.rule} om af te vinken"
    asked = "" if briefly else ", ".join(f"{name} {_worded(value)}" for name, value in line.asked.items())
    return f"{line.kind} van {line.rule}" + (f" ({asked})" if asked else "")


def _worded(value: Value) -> str:
    if isinstance(value, date):
        return str(value)
    return value if isinstance(value, str) else ", ".join(sorted(value))


def _shown(value: Value) -> str:
    """Show a day with its name, to hold beside a calendar."""
    return f"{WEEKDAYS[value.weekday()]} {value}" if isinstance(value, date) else _worded(value)


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - MOST
    return ", ".join(ids) if more <= 1 else f"{', '.join(ids[:MOST])} en {more} andere"


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"

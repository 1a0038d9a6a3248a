"""`jaarcyclus demo`: a fictitious school on a day in November, through the real pipeline, and what people see then."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.almanac.days import dutch_with_weekday
from engine.cli.shell import installed, refuse, store_errors, trouble
from engine.demoschool.days import TODAY
from engine.demoschool.files import demo_files
from engine.demoschool.staff import ADMINISTRATOR, CARE_LOWER, TEACHERS_OF
from engine.demoschool.ticks import demo_ticks
from engine.model import DONE, HOME_GROUP, OVERDUE
from engine.runs.dayrun import run_day
from engine.runs.demo import import_all, make_folder, most_telling, show, tick_by_hand
from engine.runs.morning import morning
from notifiers.render import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.runs.demo import Shown
    from engine.runs.morning import Morning
    from engine.wiring import Installation

GROUP = "1/2 B"
TEACHER = TEACHERS_OF[GROUP][0]
SEEN = {
    TEACHER: f"leerkracht van groep {GROUP}",
    CARE_LOWER: "ib'er van de groepen 1 tot en met 4",
    ADMINISTRATOR: "beheerder",
}
STEPS = 5
RELEASED_BY = "demo"
LINE = 72

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Made:
    """The demo's school on its morning, and the overviews that were written."""

    school: Installation
    day: Morning
    shown: tuple[Shown, ...]


@app.command(help="Laat een verzonnen school zien op een ochtend in november.")
def demo(
    folder: Annotated[
        Path, typer.Option("--map", help="De map voor de school; zij wordt elke keer opnieuw gemaakt.")
    ] = Path("demo"),
) -> None:
    with store_errors(), working() as step:
        made = make(folder, step)
    introduce(made)
    for each in made.shown:
        tell(each)
    look_further(made, folder)


def make(folder: Path, step: Callable[[str], None]) -> Made:
    """Make the folder, import, evaluate, tick and evaluate again, and write the overviews of the day."""
    step("De bestanden van de school maken")
    _folder(folder)
    school = installed(folder / "config.toml", str(TODAY))
    database = school.open()
    step("Export en csv-bestanden inlezen")
    import_all(database, school.settings, school.now)
    step("Regels, kalender en gegevens vergelijken")
    run_day(database, school.settings, school.today, school.now, by=RELEASED_BY)
    step("Afvinken wat collega's al deden")
    tick_by_hand(database, school.settings, demo_ticks(), school.today, school.now)
    step("De overzichten van vanmorgen schrijven")
    with database.reading(school.school) as store:
        day = morning(school.settings, store, school.today)
    staff = day.listing.staff
    return Made(school, day, tuple(show(day, staff[code], school.settings, school.now) for code in SEEN))


def _folder(folder: Path) -> None:
    try:
        make_folder(folder, demo_files())
    except FileExistsError:
        refuse(f"de map {folder} is er al en komt niet van een demo; kies met --map een andere")
    except OSError as error:
        refuse(f"de map {folder} is niet te maken: {trouble(error)}")


@contextmanager
def working() -> Iterator[Callable[[str], None]]:
    """Show on stderr which step is busy; where nobody is watching nothing is drawn."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=STEPS)

        def step(words: str) -> None:
            progress.update(bar, description=words)
            progress.advance(bar)

        yield step


# --- what is told


def introduce(made: Made) -> None:
    facts = made.day.school.facts
    year = facts.school_year
    tasks = [each for each in made.day.listing.tasks if each.school_year == year]
    groups = sum(each.kind == HOME_GROUP and each.school_year == year for each in facts.groups)
    done = sum(each.state == DONE for each in tasks)
    late = sum(each.state == OVERDUE for each in tasks)
    name = made.school.settings.school.name
    typer.echo(
        f"{name} is een verzonnen school: {len(facts.pupils)} leerlingen, {groups} groepen en "
        f"{len(facts.staff)} medewerkers.\n"
        f"Uit de afspraken, de kalender en de gegevens komen voor {year} {len(tasks)} taken; "
        f"{done} zijn klaar en {late} te laat.\n"
        f"Het is {dutch_with_weekday(made.day.today)}, half acht. Dit zien drie collega's."
    )


def tell(each: Shown) -> None:
    name = each.person.first_name
    title = f"── {name}, {SEEN[each.person.code]} "
    typer.echo(f"\n{title}{'─' * max(2, LINE - len(title))}")
    if each.letter is None:
        typer.echo(f"\nVoor {name} is er vandaag niets te melden.")
        return
    typer.echo(f"Onderwerp: {each.letter.subject}\n")
    typer.echo(plain_text(each.letter), nl=False)


def look_further(made: Made, folder: Path) -> None:
    """Name a few commands to try, with the key of a real task."""
    typer.echo(f"\n{'─' * LINE}\nZo staan de overzichten erbij, om te openen:")
    for path in (path for each in made.shown for path in each.files):
        typer.echo(f"  {folder / path.relative_to(made.school.settings.folder)}")
    typer.echo("\nVerder kijken:")
    for words in _suggestions(made):
        typer.echo(f"  {_program()} --config {folder / 'config.toml'} {words} --vandaag {made.day.today}")


def _suggestions(made: Made) -> list[str]:
    teacher = made.day.listing.staff[TEACHER]
    task = most_telling(made.day, teacher)
    asked = [f"explain {task.key}", f"done {task.key} --door {TEACHER}"] if task else []
    return [f"tasks --persoon {teacher.first_name}", *asked[:1], "digest Linda", "doctor", *asked[1:]]


def _program() -> str:
    """Return the command as it was typed: by its name where that is found, or else by its place."""
    typed = Path(sys.argv[0])
    return typed.name if shutil.which(typed.name) else str(typed)

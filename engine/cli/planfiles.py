"""The files `plan` writes: the year as a picture, and calendars. Says in a line what stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from engine.almanac.days import label
from engine.cli.shell import refuse, store_errors, trouble
from engine.runs.planics import calendars, plan_shelf
from engine.runs.yearpicture import year_page
from engine.yearpicture.year import Asked

if TYPE_CHECKING:
    from pathlib import Path

    from engine.cli.plan import Chosen
    from engine.runs.plan import Plan, Planned
    from engine.wiring import Installation


def write_picture(school: Installation, planned: Plan, tasks: tuple[Planned, ...], chosen: Chosen, path: Path) -> None:
    """Draw the year in a file of one page."""
    asked = Asked(chosen.person, chosen.group, chosen.rule)
    page = year_page(planned, tasks, asked, school.today)
    if page is None:
        year = label(planned.start)
        refuse(f"er is geen kalender voor {year}, en zonder kalender is er geen jaar te tekenen")
    _write(path, page.encode())
    typer.echo(f"Schooljaar {label(planned.start)} staat getekend in {path}: een A4, liggend.")


def write_calendars(
    school: Installation, planned: Plan, tasks: tuple[Planned, ...], chosen: Chosen, folder: Path
) -> None:
    """Write a calendar for everybody who has a task, or for the one who was asked for."""
    with store_errors(), school.open().reading(school.school) as store:
        shelf = plan_shelf(planned, tasks, school.settings, store)
    people = [chosen.person] if chosen.person is not None else planned.school.facts.staff
    found = calendars(shelf, people, school.settings, school.now)
    for name, text in found.items():
        _write(folder / name, text)
    typer.echo(_told(list(found), folder))


def _told(names: list[str], folder: Path) -> str:
    if not names:
        return "Er zijn geen taken voor in een agenda."
    if len(names) == 1:
        return f"De agenda staat in {folder / names[0]}."
    return f"{len(names)} agenda's staan in {folder}, een per collega."


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        refuse(f"kan {path} niet schrijven: {trouble(error)}")

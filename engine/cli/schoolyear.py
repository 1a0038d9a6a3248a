"""`jaarcyclus calendar`: a school year to look at: holidays, days off, team days and the school's own dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engine.almanac.days import MONTHS, dutch_with_weekday, label, school_year_start
from engine.cli.page import show_table
from engine.cli.shell import Today, installed, refuse, school_year, store_errors
from engine.cli.shortly import stretch
from engine.runs.gather import gather
from engine.runs.intake import told_so_far
from engine.runs.schoolyear import (
    DAY_OFF,
    HOLIDAY,
    OUTSIDE,
    SCHOOL_DAY,
    TEAM_DAY,
    WEEKEND,
    dates,
    kind_of_day,
    months,
    week_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.almanac.schoolcalendar import DayOff, SchoolCalendar
    from engine.anchors.dated import Numbered

SIGNS = {SCHOOL_DAY: "o", TEAM_DAY: "t", HOLIDAY: "v", DAY_OFF: "x", WEEKEND: ".", OUTSIDE: " "}
COLOURS = {SCHOOL_DAY: "bold", TEAM_DAY: "cyan", HOLIDAY: "green", DAY_OFF: "yellow", WEEKEND: "dim", OUTSIDE: ""}
TODAY = "@"
LEGEND = "o schooldag   t teamdag   v vakantie   x vrij   . weekend"
KINDS = {
    SCHOOL_DAY: "een schooldag", TEAM_DAY: "een teamdag", HOLIDAY: "vakantie", DAY_OFF: "een vrije dag",
    WEEKEND: "weekend", OUTSIDE: "buiten het schooljaar",
}  # fmt: skip

app = typer.Typer()


@app.command(help="Laat een schooljaar zien: vakanties, vrije dagen, teamdagen en de datums van de school.")
def show(
    ctx: typer.Context,
    year: Annotated[str, typer.Option("--schooljaar", help="Bijvoorbeeld 2026-2027.")] = "",
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    start = school_year(year, school.today)
    with store_errors():
        calendars = gather(school.settings, told_so_far(school.settings), {}).calendars
    found = next((each for each in calendars if each.start == start), None)
    if found is None:
        refuse(_no_such_year(start, [each.start for each in calendars]))
    _head(found, school.today)
    _grid(found, school.today)
    _days(found)
    _dates(found)


def _no_such_year(start: int, known: list[int]) -> str:
    there = ", ".join(label(each) for each in sorted(known))
    others = f"; er is wel een kalender voor {there}" if there else ""
    return f"er is geen kalender voor {label(start)}: maak calendar/{label(start)}.yaml{others}"


def _head(calendar: SchoolCalendar, today: date) -> None:
    number = sum(each.school_days for each in months(calendar))
    typer.echo(f"Schooljaar {label(calendar.start)}: {number} schooldagen,")
    first, last = dutch_with_weekday(calendar.first_day), dutch_with_weekday(calendar.last_day)
    typer.echo(f"van {first} {calendar.first_day.year} tot en met {last} {calendar.last_day.year}.")
    if school_year_start(today) != calendar.start:
        return
    week = week_of(calendar, today)
    where = f", in schoolweek {week}" if week else ""
    typer.echo(f"Vandaag is {dutch_with_weekday(today)}: {KINDS[kind_of_day(calendar, today)]}{where}.")


def _grid(calendar: SchoolCalendar, today: date) -> None:
    """Draw a line for each month and a sign for each day, with the number of school days behind it."""
    from rich.console import Console
    from rich.text import Text

    lines = [Text(f"\n{'':<11}" + "".join(f"{day:<5}" for day in range(1, 32, 5)), style="dim")]
    for month in months(calendar):
        line = Text(f"{MONTHS[month.first.month - 1]:<11}")
        for number, kind in enumerate(month.days, 1):
            is_today = month.first.replace(day=number) == today
            line.append(TODAY if is_today else SIGNS[kind], style="reverse" if is_today else COLOURS[kind])
        line.append(f"{'':<{31 - len(month.days)}}{month.school_days or '':>5}")
        lines.append(line)
    legend = f"{LEGEND}   {TODAY} vandaag" if school_year_start(today) == calendar.start else LEGEND
    Console(highlight=False).print(*lines, f"{legend}\n", sep="\n")


def _days(calendar: SchoolCalendar) -> None:
    rows = [("vakantie", stretch(each.begin, each.end), each.name) for each in calendar.holidays]
    rows += [("vrij", stretch(each.begin, each.end), _off(each)) for each in _in_order(calendar.days_off)]
    rows += [("teamdag", stretch(each.begin, each.end), each.name) for each in calendar.team_days]
    show_table(["", "wanneer", "wat"], rows, whole=[0, 1])


def _in_order(days_off: Iterable[DayOff]) -> list[DayOff]:
    return sorted(days_off, key=lambda each: each.begin)


def _off(day: DayOff) -> str:
    notes = []
    if day.year_groups:
        notes.append(_year_groups(day.year_groups))
    if day.from_hour:
        notes.append(f"vanaf {day.from_hour}")
    if day.team_works:
        notes.append("het team werkt")
    return f"{day.name} ({', '.join(notes)})" if notes else day.name


def _year_groups(numbers: frozenset[int]) -> str:
    return f"jaargroep {' en '.join(map(str, sorted(numbers)))}"


def _dates(calendar: SchoolCalendar) -> None:
    rows = [
        (name if number == 0 else "", *_date(each))
        for name, found in dates(calendar).items()
        for number, each in enumerate(found)
    ]
    show_table(["datums", "nr", "wanneer", "wat"], rows, numbers=[1], whole=[0, 2])


def _date(numbered: Numbered) -> tuple[str, str, str]:
    """Give number, days, and what it is called and for whom."""
    it = numbered.date
    kind = f"({it.kind})" if it.kind and it.kind != it.name else ""
    name = "" if it.name == str(numbered.ordinal) else it.name
    whom = it.group or (_year_groups(it.year_groups) if it.year_groups else "")
    return str(numbered.ordinal), stretch(it.begin, it.end), ", ".join(filter(None, [f"{name} {kind}".strip(), whom]))

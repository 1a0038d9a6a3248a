"""A year on one page: what gets how much room, and everything in its place. Values in, shapes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.yearpicture import grid
from engine.yearpicture.bars import bars_height, lay_bars
from engine.yearpicture.cards import lay_cards
from engine.yearpicture.dates import SINGLE
from engine.yearpicture.lanes import FEW_ROWS, LANE, MOST_ROWS, calendar_lane, lay_lane, rows_in
from engine.yearpicture.lettering import SMALL, baseline, said, shortened, width_of
from engine.yearpicture.load import fewer, twins_as_one
from engine.yearpicture.shapes import Picture
from engine.yearpicture.sheet import GAP, HEADING, HIGH, MARGIN, ROW, WIDE, legend, sheet_for
from engine.yearpicture.table import lay_heading, lay_rows

if TYPE_CHECKING:
    from datetime import date

    from engine.yearpicture.dates import Lane
    from engine.yearpicture.load import Load
    from engine.yearpicture.sheet import Sheet
    from engine.yearpicture.year import Year

TITLE = 21.0
HEADER = 27.0
FOOTER = 2 * ROW + GAP
BOTTOM = HIGH - MARGIN + 9
LOWEST, HIGHEST_BAR, TALLEST_ROW = 30.0, 84.0, 14.0
FEWEST_CYCLES, MOST_CYCLES, FEWEST_LANE_ROWS = 6, 12, 8
MOST_LANE_ROWS = 16
CARDS, FEWEST_CARDS = 190.0, 90.0
BAND_MARKS = [
    ("mark-holiday", "vakantie"),
    ("mark-team", "alleen het team werkt"),
    ("mark-off", "vrije dag"),
    ("mark", "datum van de school"),
    ("key-peak", "drukke week"),
]
OTHERS = "Nog {} collega's, samen"
OTHER_CYCLES = "Overig ({})"


@dataclass(frozen=True, slots=True)
class Plan:
    """How the room is divided: which lanes and rows there are, how high a row is, how high the highest bar.

    `lane_rows` is in how many rows of a lane names may stand.
    """

    lanes: tuple[Lane, ...]
    lane_rows: int
    left_out: tuple[str, ...]
    cycles: tuple[Load, ...]
    people: tuple[Load, ...]
    pitch: float
    chart: float


def lay_out(year: Year, made_on: date) -> Picture:
    """Return the picture of a year as shapes on one A4."""
    sheet = sheet_for(year.weeks)
    plan = _divided(sheet, year)
    _header(sheet, year)
    grid.lay_frame(sheet)
    top = sheet.y
    for lane in plan.lanes:
        lay_lane(sheet, lane, plan.lane_rows)
    stretches = [(top, sheet.y)]
    sheet.y += GAP
    stretches.append((sheet.y + HEADING, sheet.y + bars_height(year.everything, plan.chart) - GAP))
    lay_bars(sheet, year.everything, _bars_title(year), plan.chart)
    for title, rows in (("Wat er speelt", plan.cycles), (_people_title(plan), plan.people)):
        if rows:
            lay_heading(sheet, title, rows)
            stretches.append((sheet.y, sheet.y + len(rows) * plan.pitch))
            lay_rows(sheet, rows, plan.pitch)
            sheet.y += GAP
    under = [band for each in stretches for band in grid.bands(sheet, year.bands, each)]
    if year.busiest and (year.of_some or BOTTOM - FOOTER - sheet.y >= FEWEST_CARDS):
        lay_cards(sheet, year.busiest, BOTTOM - FOOTER)
    _footer(sheet, year, plan, made_on)
    words = f"{year.title}, {year.subtitle}"
    return Picture(
        words, _description(year), WIDE, HIGH, (*under, *sheet.boxes), tuple(sheet.strokes), tuple(sheet.words)
    )


# --- room


def _divided(sheet: Sheet, year: Year) -> Plan:
    """Divide the page: rows first, then bars; lanes and the smallest rows give way when there are too many."""
    fixed = MARGIN + HEADER + grid.HEIGHT + GAP + bars_height(year.everything, LOWEST) + FOOTER
    fixed += (HEADING + GAP) * (bool(year.cycles) + bool(year.people)) + (CARDS if year.busiest and year.of_some else 0)
    room = BOTTOM - fixed
    lanes = (calendar_lane(year.bands), *year.lanes)
    least = FEWEST_LANE_ROWS * LANE + min(len(year.cycles), FEWEST_CYCLES) * ROW
    people = _people(year, int((room - least) / ROW))
    room -= len(people) * ROW
    beside = min(len(year.cycles), FEWEST_CYCLES) * ROW
    shown, left_out, most = _lanes(
        sheet, lanes, max(FEWEST_LANE_ROWS * LANE, min(MOST_LANE_ROWS * LANE, room - beside))
    )
    room -= sum(rows_in(sheet, each, most) for each in shown) * LANE
    cycles = fewer(year.cycles, max(min(int(room / ROW), MOST_CYCLES), 1), OTHER_CYCLES)
    room -= len(cycles) * ROW
    rows = len(cycles) + len(people)
    pitch = min(TALLEST_ROW, ROW + room / 2 / rows) if rows else ROW
    room -= (pitch - ROW) * rows
    return Plan(shown, most, left_out, cycles, people, pitch, min(LOWEST + room, HIGHEST_BAR))


def _people(year: Year, most: int) -> tuple[Load, ...]:
    if len(year.people) <= most:
        return year.people
    return fewer(twins_as_one(year.people, year.groups, year.both), most, OTHERS)


def _lanes(sheet: Sheet, lanes: tuple[Lane, ...], room: float) -> tuple[tuple[Lane, ...], tuple[str, ...], int]:
    """Return the lanes that fit, in order, the names of the others, and how many rows of names a lane gets."""
    every = sum(rows_in(sheet, each, MOST_ROWS) for each in lanes) * LANE
    most = MOST_ROWS if every <= room else FEW_ROWS
    shown: list[Lane] = []
    left_out: list[str] = []
    for each in lanes:
        high = rows_in(sheet, each, most) * LANE
        if not shown or high <= room:
            shown.append(each)
            room -= high
        else:
            left_out.append(each.name.lower())
    return tuple(sorted(shown, key=lambda each: each.name == SINGLE)), tuple(left_out), most


# --- words


def _header(sheet: Sheet, year: Year) -> None:
    at = sheet.y + 17
    title = said(sheet.left, at, year.title, TITLE, "bold")
    sheet.put(title)
    edge = legend(sheet, sheet.right, sheet.y + 8, BAND_MARKS)
    room = edge - title.right - 24
    sheet.put(said(title.right + 12, at, shortened(year.subtitle, room, 13), 13))
    sheet.y += HEADER


def _bars_title(year: Year) -> str:
    return f"Samen {year.everything.total} taken"


def _people_title(plan: Plan) -> str:
    return "Bij wie" if plan.people else ""


def _footer(sheet: Sheet, year: Year, plan: Plan, made_on: date) -> None:
    """Say how it was counted, what is not in it, and when it was made."""
    said_once = "Een taak telt in de week waarin zij uiterlijk af moet."
    shared = "Wie een taak deelt met een collega, ziet haar bij allebei." if plan.people else ""
    hours = "Uren zijn bekend waar een regel zegt hoe lang iets duurt." if any(year.everything.minutes) else ""
    also = f"Ook in de kalender: {', '.join(plan.left_out)}." if plan.left_out else ""
    outside = f"Buiten dit schooljaar vallen nog {year.outside} taken." if year.outside else ""
    trial = f"Zonder {year.on_trial} taken van regels op proef." if year.on_trial else ""
    twins = any(len(each.codes) > 1 and not each.together for each in plan.people)
    each_of = "Een rij met meer namen geldt voor ieder van hen." if twins else ""
    made = f"Gemaakt op {dutch(made_on, year=True)}"
    first = " ".join(filter(None, (said_once, shared, hours)))
    second = " ".join(filter(None, (each_of, also, outside, trial)))
    room = sheet.right - sheet.left - width_of(made, SMALL) - 20
    top = BOTTOM - 2 * ROW
    for number, text in enumerate((first, second)):
        if text:
            at = baseline(top + number * ROW, ROW, SMALL)
            sheet.put(said(sheet.left, at, shortened(text, room, SMALL), SMALL, "quiet"))
    sheet.put(said(sheet.right, baseline(top, ROW, SMALL), made, SMALL, "quiet", "end"))


def _description(year: Year) -> str:
    busiest = year.weeks[year.everything.busiest].monday
    return (
        f"Een tijdlijn van {len(year.weeks)} weken met vakanties en datums, en daaronder hoeveel taken er per week "
        f"zijn: {year.everything.total} in het hele jaar, de meeste in de week van {dutch(busiest)}."
    )

"""The load as a table: a row for each cycle or colleague, a field for each week, darker and with its number."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from engine.yearpicture.dates import in_short
from engine.yearpicture.duration import hours_in_words
from engine.yearpicture.lettering import PLAIN, SMALL, baseline, fitted, said, shortened
from engine.yearpicture.shapes import END, MIDDLE, Box, Stroke
from engine.yearpicture.sheet import FIGURES, GAP, HEADING, NAMES, ROW, legend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.yearpicture.load import Load
    from engine.yearpicture.sheet import Sheet

NICE = (2, 3, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000)
STEPS = 5
NEARLY_ALL = 0.98
# Where the figures behind a row end: tasks, hours, and where the busiest week begins.
TASKS, HOURS, BUSIEST = 34.0, 66.0, 76.0
RING = 1.3


def steps_for(rows: Sequence[Load]) -> tuple[int, ...]:
    """Return from which number each of five tints holds: round numbers, each twice the one before.

    One week that beats all others does not make the rest pale.
    """
    numbers = sorted(number for each in rows for number in each.counts if number)
    high = numbers[int(len(numbers) * NEARLY_ALL)] if numbers else 0
    base = max((each for each in NICE if each * 2 ** (STEPS - 2) <= high), default=NICE[0])
    return (1, *(base * 2**power for power in range(STEPS - 1)))


def tint(number: int, steps: Sequence[int]) -> int:
    """Return which tint a number gets: 0 for nothing, else 1 to 5."""
    return sum(number >= each for each in steps)


def lay_heading(sheet: Sheet, title: str, rows: Sequence[Load]) -> None:
    """Put what the table is about over it, what its tints mean, and what its figures are."""
    at = baseline(sheet.y, HEADING, PLAIN)
    sheet.put(said(sheet.left, at, title, PLAIN, "bold"))
    steps = steps_for(rows)
    bounds = [f"{low}" if low + 1 == high else f"{low}–{high - 1}" for low, high in pairwise(steps)]
    marks = [(f"key tint-{number}", text) for number, text in enumerate([*bounds, f"{steps[-1]} of meer"], 1)]
    edge = legend(sheet, sheet.axis.right, sheet.y + 1, marks)
    sheet.put(said(edge, baseline(sheet.y + 1, ROW, SMALL), "taken per week:", SMALL, "quiet", END))
    small, x = baseline(sheet.y + 1, ROW, SMALL), sheet.axis.right
    sheet.put(said(x + TASKS, small, "taken", SMALL, "quiet", END))
    if any(sum(each.minutes) for each in rows):
        sheet.put(said(x + HOURS, small, "uren", SMALL, "quiet", END))
    sheet.put(said(x + BUSIEST, small, "drukst", SMALL, "quiet"))
    sheet.y += HEADING


def lay_rows(sheet: Sheet, rows: Sequence[Load], pitch: float) -> None:
    """Put the rows on the sheet, each `pitch` high; fields that look alike are painted together, rings under them."""
    steps, before = steps_for(rows), len(sheet.boxes)
    for each in rows:
        sheet.put(Stroke(sheet.left, sheet.y, sheet.right, sheet.y, "row"))
        name = shortened(each.name, NAMES - GAP, PLAIN)
        sheet.put(said(sheet.left, baseline(sheet.y, pitch, PLAIN), name, PLAIN))
        _fields(sheet, each, pitch, steps)
        _figures(sheet, each, pitch)
        sheet.y += pitch
    sheet.boxes[before:] = sorted(sheet.boxes[before:], key=lambda each: (each.kind != "peak", each.kind))
    sheet.put(Stroke(sheet.left, sheet.y, sheet.right, sheet.y, "row"))


def _fields(sheet: Sheet, row: Load, pitch: float, steps: Sequence[int]) -> None:
    peaks = row.peaks
    for place, number in enumerate(row.counts):
        if number:
            _field(sheet, row, place, pitch, f"tint-{tint(number, steps)}", peak=place in peaks)


def _field(sheet: Sheet, row: Load, place: int, pitch: float, kind: str, *, peak: bool) -> None:
    axis, number = sheet.axis, row.counts[place]
    x, y, wide, high = axis.at(place) + 0.4, sheet.y + 0.4, axis.wide - 0.8, pitch - 0.8
    if peak:
        sheet.put(Box(x, y, wide, high, "peak"))
    inset = RING if peak else 0.0
    monday = axis.weeks[place].monday
    tip = f"{row.name}, week van {in_short(monday, monday)}: {_told(number, row.minutes[place])}"
    sheet.put(
        Box(
            x + inset, y + inset, wide - 2 * inset, high - 2 * inset, kind, tip,
            of=row.key, week=str(monday), count=number,
        )
    )  # fmt: skip
    style = f"on-{kind} bold" if peak else f"on-{kind}"
    at = baseline(sheet.y, pitch, SMALL)
    room = wide - 2 * inset + 0.8 if peak else wide - 0.4
    sheet.put(fitted(axis.at(place) + axis.wide / 2, at, str(number), room, SMALL, style, MIDDLE))


def _told(number: int, minutes: int) -> str:
    tasks = "1 taak" if number == 1 else f"{number} taken"
    hours = hours_in_words(minutes)
    return f"{tasks}, {hours} uur bekend" if hours else tasks


def _figures(sheet: Sheet, row: Load, pitch: float) -> None:
    x, at = sheet.axis.right, baseline(sheet.y, pitch, SMALL)
    sheet.put(fitted(x + TASKS, at, str(row.total), TASKS - GAP, SMALL, "bold", END))
    hours = hours_in_words(sum(row.minutes))
    if hours:
        sheet.put(fitted(x + HOURS, at, hours, HOURS - TASKS - GAP, SMALL, "", END))
    if row.total:
        monday = sheet.axis.weeks[row.busiest].monday
        sheet.put(fitted(x + BUSIEST, at, in_short(monday, monday), FIGURES - BUSIEST, SMALL))

"""All tasks together as bars: what comes round all the time at the bottom, what makes a week busy on top of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.yearpicture.dates import in_short
from engine.yearpicture.duration import hours_in_words
from engine.yearpicture.lettering import PLAIN, SMALL, TALL, baseline, fitted, said
from engine.yearpicture.shapes import END, MIDDLE, Box, Stroke
from engine.yearpicture.sheet import GAP, HEADING, ROW, legend

if TYPE_CHECKING:
    from engine.yearpicture.load import Load
    from engine.yearpicture.sheet import Sheet

SIDE = 1.6
TOP = SMALL * TALL + 2
MARKS = [("bar-extra", "op een eigen dag"), ("bar-steady", "zoals elke week")]


def bars_height(load: Load, chart: float) -> float:
    """Return how much room the bars take, heading and hours too, when the highest is `chart` high."""
    return HEADING + TOP + chart + (ROW if any(load.minutes) else 0) + GAP


def lay_bars(sheet: Sheet, load: Load, title: str, chart: float) -> None:
    """Put the bars on the sheet, the highest `chart` high, and under them the hours that are known."""
    sheet.put(said(sheet.left, baseline(sheet.y, HEADING, PLAIN), title, PLAIN, "bold"))
    legend(sheet, sheet.axis.right, sheet.y + 1, MARKS if any(load.steady) else MARKS[:1])
    sheet.y += HEADING
    most = max(load.counts, default=0)
    foot = sheet.y + TOP + chart
    for place, number in enumerate(load.counts):
        if number:
            _bar(sheet, load, place, foot, chart / most)
    sheet.put(Stroke(sheet.axis.left, foot, sheet.axis.right, foot, "rule"))
    _numbers(sheet, load, foot, chart / most if most else 0)
    sheet.y = foot
    if any(load.minutes):
        _hours(sheet, load)
    sheet.y += GAP


def _bar(sheet: Sheet, load: Load, place: int, foot: float, scale: float) -> None:
    axis = sheet.axis
    number, steady = load.counts[place], load.steady[place]
    x, wide = axis.at(place) + SIDE, axis.wide - 2 * SIDE
    monday = axis.weeks[place].monday
    when = f"week van {in_short(monday, monday)}"
    for kind, count, under in (("steady", steady, 0), ("extra", number - steady, steady)):
        if count:
            high = count * scale
            top = foot - under * scale - high
            tip = f"{when}: {number} taken, waarvan {steady} zoals elke week"
            sheet.put(Box(x, top, wide, high, f"bar-{kind}", tip, f"{load.key}-{kind}", str(monday), count))


def _numbers(sheet: Sheet, load: Load, foot: float, scale: float) -> None:
    """Write the number over each bar that is higher than those beside it, where it does not meet another number."""
    axis, counts = sheet.axis, load.counts
    taken: list[tuple[float, float]] = []
    for place in sorted(range(len(counts)), key=lambda each: (-counts[each], each)):
        beside = counts[max(place - 1, 0) : place + 2]
        words = said(axis.at(place) + axis.wide / 2, 0, str(counts[place]), SMALL, "bold", MIDDLE)
        free = all(words.right + 1 < first or last + 1 < words.left for first, last in taken)
        if counts[place] and counts[place] == max(beside) and free:
            taken.append((words.left, words.right))
            sheet.put(said(words.x, foot - counts[place] * scale - 3, words.text, SMALL, "bold", MIDDLE))


def _hours(sheet: Sheet, load: Load) -> None:
    """Write under each week the hours of what says how long it takes."""
    at = baseline(sheet.y, ROW, SMALL)
    axis = sheet.axis
    sheet.put(said(axis.left - GAP, at, "uren die bekend zijn", SMALL, "quiet", END))
    for place, minutes in enumerate(load.minutes):
        if minutes:
            middle = axis.at(place) + axis.wide / 2
            sheet.put(fitted(middle, at, hours_in_words(minutes), axis.wide - 2, SMALL, "", MIDDLE))
    sheet.put(said(axis.right + 34, at, hours_in_words(sum(load.minutes)), SMALL, "bold", END))
    sheet.put(said(axis.right + 38, at, "uur in het jaar", SMALL, "quiet"))
    sheet.y += ROW

"""What infants were seen doing: before the summer, before the autumn holiday, week by week, before the meeting."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

from engine.demoschool.children import INFANT_GROUPS, in_group
from engine.demoschool.days import FIRST_SCHOOL_DAY, TODAY, YESTERDAY, school_days
from engine.demoschool.diligence import DILIGENCE
from engine.demoschool.profiles import child_row

if TYPE_CHECKING:
    from engine.demoschool.shapes import Child, Row

SEO = "seo"
AREAS = (SEO, "mondelinge-taal", "taal", "rekenen", "fijne-motoriek", "grove-motoriek")
BEFORE_SUMMER = (date(2026, 6, 15), date(2026, 7, 10))
BEFORE_HOLIDAY = (FIRST_SCHOOL_DAY, date(2026, 10, 16))
SINCE_HOLIDAY = (date(2026, 10, 26), YESTERDAY)
BEFORE_MEETING = {
    "1/2 A": (date(2026, 11, 3), YESTERDAY),
    "1/2 B": (date(2026, 11, 3), YESTERDAY),
    "1/2 C": (date(2026, 11, 5), YESTERDAY),
}
LONG_ENOUGH = date(2026, 9, 25)
# How many children of the second year a group began the school year with a gap in.
GAPS = {"1/2 A": 0, "1/2 B": 1, "1/2 C": 2}

Window = tuple[date, date]


def observation_rows(everybody: tuple[Child, ...], recorded: list[Row]) -> list[Row]:
    """Return the observations in the three infant groups; `recorded` are rows that already count."""
    return [row for group in INFANT_GROUPS for row in _in_group(group, everybody, recorded)]


def _in_group(group: str, everybody: tuple[Child, ...], recorded: list[Row]) -> list[Row]:
    random = Random(f"observaties {group}")
    care = DILIGENCE[group]
    here = [child for child in in_group(everybody, group) if child.entry <= YESTERDAY]
    settled = [child for child in here if child.entry < LONG_ENOUGH]
    return [
        *_second_years(here, GAPS[group], random),
        *_seo(group, here, settled, recorded, random),
        *_weekly(here, care.weekly, random),
        *_all_areas(settled, care.areas, random),
        *_goals(here, care.weekly, random),
    ]


def _seo(group: str, here: list[Child], settled: list[Child], recorded: list[Row], random: Random) -> list[Row]:
    """Before the holiday and before the meeting; who was overlooked the first time is overlooked again."""
    care = DILIGENCE[group]
    seen = _fill(settled, BEFORE_HOLIDAY, care.before_holiday, recorded, random)
    told = {row.subject for row in (*recorded, *seen) if row.area == SEO and row.on >= FIRST_SCHOOL_DAY}
    visible = [child for child in here if child.number in told or child not in settled]
    wanted = round(care.before_meeting * len(here)) / len(visible)
    return [*seen, *_fill(visible, BEFORE_MEETING[group], wanted, recorded, random)]


def _second_years(here: list[Child], gaps: int, random: Random) -> list[Row]:
    """Every area was seen before the second year began, but for a gap here and there."""
    second = [child for child in here if child.year_group == "2"]
    seen = [(child, area) for child in second for area in AREAS]
    for child in second[-gaps:] if gaps else ():
        seen.remove((child, "rekenen"))
    return [_seen(child, area, BEFORE_SUMMER, random) for child, area in seen]


def _fill(children: list[Child], window: Window, share: float, recorded: list[Row], random: Random) -> list[Row]:
    """Observe seo in so large a share of the children, counting those of whom it is recorded since the window began."""
    already = {row.subject for row in recorded if row.area == SEO and row.on >= window[0]}
    waiting = [child for child in children if child.number not in already]
    wanted = round(share * len(children)) - (len(children) - len(waiting))
    random.shuffle(waiting)
    return [_seen(child, SEO, window, random) for child in waiting[: max(0, wanted)]]


def _weekly(here: list[Child], share: float, random: Random) -> list[Row]:
    """A few observations in the weeks that the teachers got round to it."""
    rows = []
    for week in _weeks():
        if random.random() < share:
            present = [child for child in here if child.entry <= week[0]]
            chosen = random.sample(present, 3)
            rows += [_seen(child, _other_area(random), (week[0], week[-1]), random) for child in chosen]
    return rows


def _all_areas(settled: list[Child], share: float, random: Random) -> list[Row]:
    """Since the autumn holiday: every area but seo, which is counted apart."""
    chosen = random.sample(settled, round(share * len(settled)))
    return [_seen(child, area, SINCE_HOLIDAY, random) for child in chosen for area in AREAS[1:]]


def _goals(here: list[Child], share: float, random: Random) -> list[Row]:
    """A child with goals of its own is looked at every week."""
    children = [child for child in here if "specifieke-doelen" in child.traits]
    weeks = [week for week in _weeks() if random.random() < share]
    return [_seen(child, "taal", (week[0], week[-1]), random) for child in children for week in weeks]


def _weeks() -> list[list[date]]:
    days = school_days(FIRST_SCHOOL_DAY, YESTERDAY)
    return [list(week) for _, week in groupby(days, key=_monday)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _other_area(random: Random) -> str:
    return AREAS[1 + int(random.random() * (len(AREAS) - 1))]


def _seen(child: Child, area: str, window: Window, random: Random) -> Row:
    days = school_days(max(window[0], child.entry), min(window[1], TODAY))
    return child_row("observatie", child, days[int(random.random() * len(days))], area)

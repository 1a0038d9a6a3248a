"""The talks with parents and pupils: held and planned, and what was recorded about them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from engine.demoschool.children import INFANT_GROUPS, in_group
from engine.demoschool.days import START, TODAY, YESTERDAY, school_day_from, school_days
from engine.demoschool.diligence import BEHIND, DILIGENCE
from engine.demoschool.shapes import Matter, Row
from engine.demoschool.staff import TEACHERS_LAST_YEAR, TEACHERS_OF, teacher_on

if TYPE_CHECKING:
    from engine.demoschool.shapes import Child

HELD = "status=gevoerd"
START_TALKS = (date(2026, 9, 14), date(2026, 9, 25))
GOAL_TALKS_HELD = (date(2026, 11, 9), YESTERDAY)
GOAL_TALKS_PLANNED = (date(2026, 11, 18), date(2026, 11, 27))
_HOURS = ("14:45", "15:00", "15:15", "15:30", "15:45", "16:00")

Talks = tuple[list[Matter], list[Row]]


def talks(everybody: tuple[Child, ...]) -> Talks:
    """Return all talks and the rows about them."""
    matters: list[Matter] = []
    rows: list[Row] = []
    for more_matters, more_rows in (_start_talks(everybody), _goal_talks(everybody), _intakes(everybody)):
        matters += more_matters
        rows += more_rows
    return matters, rows


def _start_talks(everybody: tuple[Child, ...]) -> Talks:
    """September: the odd year groups, and whoever got a new teacher. The group that is behind left two open."""
    matters: list[Matter] = []
    rows: list[Row] = []
    for group in TEACHERS_OF:
        random = Random(f"startgesprekken {group}")
        invited = [child for child in in_group(everybody, group) if _has_start_talk(child)]
        for child in invited[2:] if DILIGENCE[group] is BEHIND else invited:
            matter = _talk("sg", child, "startgesprek", _some_day(START_TALKS, random), (HELD, "minuten=10"), random)
            matters.append(matter)
            rows += _form(matter, child) + _report(matter, child, random)
    return matters, rows


def _has_start_talk(child: Child) -> bool:
    if child.group in INFANT_GROUPS or child.group not in TEACHERS_OF:
        return False
    teachers_before = TEACHERS_LAST_YEAR.get(child.previous_group, ())
    is_new = bool(teachers_before) and not set(teachers_before) & set(TEACHERS_OF[child.group])
    return child.year_group in ("3", "5", "7") or is_new


def _goal_talks(everybody: tuple[Child, ...]) -> Talks:
    """November, year groups 5 to 8: some held, the rest planned in the two weeks to come."""
    matters: list[Matter] = []
    rows: list[Row] = []
    for group in TEACHERS_OF:
        random = Random(f"leerdoelen {group}")
        children = [child for child in in_group(everybody, group) if _has_goal_talk(child)]
        random.shuffle(children)
        held = round(DILIGENCE[group].talks * len(children))
        for place, child in enumerate(children):
            more, told = _goal_talk(child, place < held, random)
            matters.append(more)
            rows += told
    return matters, rows


def _has_goal_talk(child: Child) -> bool:
    return child.year_group in ("5", "6", "7", "8") and (child.exit is None or child.exit > TODAY)


def _goal_talk(child: Child, held: bool, random: Random) -> tuple[Matter, list[Row]]:
    if not held:
        on = _some_day(GOAL_TALKS_PLANNED, random)
        return _talk("ld", child, "leerdoelen", on, ("minuten=10",), random), []
    matter = _talk("ld", child, "leerdoelen", _some_day(GOAL_TALKS_HELD, random), (HELD, "minuten=10"), random)
    on = matter.begin or TODAY
    goals = Row("leerdoelen", "leerling", child.number, on, teacher_on(child.group, on))
    return matter, [goals, *_report(matter, child, random)]


def _intakes(everybody: tuple[Child, ...]) -> Talks:
    """Five weeks before a newcomer's first day; one was forgotten, one is planned."""
    matters: list[Matter] = []
    rows: list[Row] = []
    random = Random("intake")
    for child in everybody:
        on = school_day_from(child.entry - timedelta(days=35))
        if child.entry - timedelta(days=28) < START or not _has_intake(child, on):
            continue
        traits = (HELD, "minuten=45") if on < TODAY else ("minuten=45",)
        matter = _talk("in", child, "start-groep-1", on, traits, random)
        matters.append(matter)
        if on < TODAY:
            rows += _report(matter, child, random)
    return matters, rows


def _has_intake(child: Child, on: date) -> bool:
    """Held for all who came, and planned for whoever comes by early January; not yet for the group that is behind."""
    if child.group not in INFANT_GROUPS or on > date(2026, 12, 4):
        return False
    return child.entry <= TODAY or DILIGENCE[child.group] is not BEHIND


def _talk(prefix: str, child: Child, kind: str, on: date, traits: tuple[str, ...], random: Random) -> Matter:
    hour = _HOURS[int(random.random() * len(_HOURS))]
    key = f"{prefix}-{child.number}"
    return Matter("gesprek", key, "leerling", child.number, kind, on, None, (*traits, f"tijd={hour}"))


def _form(matter: Matter, child: Child) -> list[Row]:
    on = _day_of(matter) - timedelta(days=3)
    return [Row("formulier-ontvangen", "gesprek", matter.key, on, teacher_on(child.group, on))]


def _report(matter: Matter, child: Child, random: Random) -> list[Row]:
    on = school_day_from(_day_of(matter) + timedelta(days=int(random.random() * 5)))
    if on >= TODAY or random.random() >= DILIGENCE[child.group].reports:
        return []
    return [Row("gespreksverslag", "gesprek", matter.key, on, teacher_on(child.group, on))]


def _day_of(matter: Matter) -> date:
    assert matter.begin is not None
    return matter.begin


def _some_day(window: tuple[date, date], random: Random) -> date:
    days = school_days(*window)
    return days[int(random.random() * len(days))]

"""What teachers recorded about each infant's start: the account, the profile, the first observations."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from engine.demoschool.children import INFANT_GROUPS, in_group
from engine.demoschool.days import START, TODAY, YESTERDAY, plus_months, school_day_from, school_days
from engine.demoschool.diligence import DILIGENCE
from engine.demoschool.shapes import Row
from engine.demoschool.staff import teacher_on

if TYPE_CHECKING:
    from engine.demoschool.shapes import Child

_EARLY = ("seo", "fijne-motoriek", "grove-motoriek")
# A child who came in the last weeks whom the group that is behind did not put in its home group yet.
_NO_HOME_GROUP_YET = ("1/2 C", date(2026, 10, 29))


def profile_rows(everybody: tuple[Child, ...]) -> list[Row]:
    """Return the rows about the start of every infant who has come by today."""
    rows = []
    for group in INFANT_GROUPS:
        random = Random(f"profiel {group}")
        for child in in_group(everybody, group):
            if child.entry <= TODAY:
                rows += _about(child, random)
    return rows


def child_row(kind: str, child: Child, on: date, area: str = "", value: str = "") -> Row:
    return Row(kind, "leerling", child.number, on, teacher_on(child.group, on), area, value)


def _about(child: Child, random: Random) -> list[Row]:
    diligent = random.random() < DILIGENCE[child.group].profile
    return [
        *_arrival(child),
        *_first_observation(child, diligent),
        *_profile(child, diligent, random),
        *_hand(child, diligent),
        *_extension(child),
    ]


def _arrival(child: Child) -> list[Row]:
    before = child.entry - timedelta(days=5)
    kinds = ["mkg-account", "mkg-stamgroep"]
    if (child.group, child.entry) == _NO_HOME_GROUP_YET:
        kinds.remove("mkg-stamgroep")
    if "gezondheid" in child.traits:
        kinds.append("profiel-opmerkingen")
    return [child_row(kind, child, before) for kind in kinds]


def _first_observation(child: Child, diligent: bool) -> list[Row]:
    on = school_day_from(child.entry + timedelta(days=20))
    if child.entry < date(2026, 5, 20) or on > YESTERDAY or not diligent:
        return []
    return [child_row("observatie", child, on, "mondelinge-taal")]


def _profile(child: Child, diligent: bool, random: Random) -> list[Row]:
    """The profile between three and six months: whole, or half of it from a teacher who did not get round to it."""
    opens, due = plus_months(child.entry, 3), plus_months(child.entry, 6)
    if due < START or opens > TODAY - timedelta(days=7):
        return []
    on = _some_school_day(opens + timedelta(days=35), due - timedelta(days=7), random)
    rows = [child_row("profiel-groepsverloop", child, on), child_row("profiel-thuissituatie", child, on)]
    if diligent:
        rows += [child_row("observatie", child, on, area) for area in _EARLY]
    return rows


def _hand(child: Child, diligent: bool) -> list[Row]:
    due = plus_months(child.entry, 6)
    if not START <= due <= TODAY or not diligent:
        return []
    return [child_row("motoriek-hand", child, school_day_from(due - timedelta(days=9)))]


def _extension(child: Child) -> list[Row]:
    if "kleuterverlenging" not in child.traits:
        return []
    return [child_row("specifiek-doel", child, date(2026, 9, 3))]


def _some_school_day(begin: date, end: date, random: Random) -> date:
    days = school_days(begin, min(end, YESTERDAY)) or school_days(date(2026, 8, 31), date(2026, 9, 11))
    return days[int(random.random() * len(days))]
